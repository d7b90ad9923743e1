import { describe, expect, test } from 'vitest'
import {
  ADMINISTRATOR,
  GOVERNORS,
  openRecords,
  openSchool,
  type Records,
  type School,
  type TestPerson,
} from '../support/app.ts'
import { allRight, filledIn, learnAndSign, toSignature } from '../support/learner.ts'

const SET_UP = { schoolId: 'hill', administratorPassphrase: ADMINISTRATOR, governorPassphrase: GOVERNORS }
const wrong = ({ pin }: TestPerson): string => (pin === '135790' ? '097531' : '135790')

describe('setting up', () => {
  test('signs the administrator in, and the ledger begins with it', async () => {
    const records = openRecords()
    const visitor = records.visitor()
    const { recoveryCode } = await visitor.call('access.setUp', SET_UP)
    expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
    await visitor.call('people.list', {})
    const kinds = Array.from(records.app.ledger.entries(100), ({ line }) => (JSON.parse(line) as { kind: string }).kind)
    expect(kinds).toEqual([
      'ledger.opened',
      'school.set-up',
      'access.passphrases-set',
      'policy.published',
      ...Array<string>(3).fill('programme.set'),
    ])
  })

  test('happens once: a second time changes nothing, nor does one at the same moment', async () => {
    const records = openRecords()
    const [first, second] = [records.visitor(), records.visitor()]
    const answers = await Promise.all([first.door('access.setUp', SET_UP), second.door('access.setUp', SET_UP)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const { length } = records.app.ledger.head()
    const third = records.visitor()
    expect(
      await third.refused('access.setUp', { ...SET_UP, administratorPassphrase: 'another one altogether' }),
    ).toMatchObject({
      code: 'already-set-up',
      message: 'These records belong to Hill School already. Nothing was changed.',
    })
    expect(records.app.ledger.head().length).toBe(length)
    await records.visitor().call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
  })

  test.each([
    ['the same passphrase twice', { governorPassphrase: ADMINISTRATOR }, 'invalid-input', 'governorPassphrase'],
    [
      'the same, spelt in another way',
      { administratorPassphrase: 'café crème tea', governorPassphrase: 'cafe\u0301 cre\u0300me tea' },
      'invalid-input',
      'governorPassphrase',
    ],
    ['a short one', { administratorPassphrase: 'elevenchars' }, 'invalid-input', 'administratorPassphrase'],
    [
      'one letter all through',
      { administratorPassphrase: 'aaaa aaaa aaaa aaaa' },
      'invalid-input',
      'administratorPassphrase',
    ],
    ['a school without packs', { schoolId: 'dale' }, 'pack-faulty', 'schoolId'],
  ])('not with %s', async (_, change, code, field) => {
    const records = openRecords()
    expect(await records.visitor().refused('access.setUp', { ...SET_UP, ...change })).toMatchObject({ code, field })
    expect(records.app.ledger.head().length).toBe(0)
    expect(records.app.access.school()).toBeUndefined()
  })

  test('before it nobody is found and nobody gets in', async () => {
    const visitor = openRecords().visitor()
    expect(await visitor.call('access.findName', { typed: 'a' })).toEqual({ people: [], more: false })
    expect((await visitor.refused('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })).code).toBe(
      'wrong-secret',
    )
    expect(
      (await visitor.refused('access.recover', { recoveryCode: '', administratorPassphrase: ADMINISTRATOR })).code,
    ).toBe('wrong-secret')
  })
})

describe('a PIN', () => {
  const signIn = (records: Records, personId: string, pin: string) =>
    records.visitor().refused('access.signInLearner', { personId, pin })

  test('wrong ten times is locked for a quarter of an hour, whatever is typed and whoever starts the program anew', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    for (let left = 9; left > 0; left--) {
      expect(await signIn(school, ada.personId, wrong(ada))).toEqual({
        code: 'wrong-secret',
        field: 'pin',
        message: `The PIN does not match; you have ${left} ${left === 1 ? 'try' : 'tries'} left`,
      })
      if (left === 5) school.reopen() // the count is on disk
    }
    const locked = {
      code: 'locked',
      message: 'The PIN was wrong 10 times. It is locked until 9.15 am; nothing else has changed.',
    }
    expect(await signIn(school, ada.personId, wrong(ada))).toMatchObject(locked)
    expect(await signIn(school, ada.personId, ada.pin)).toMatchObject(locked)
    school.reopen()
    expect(await signIn(school, ada.personId, ada.pin)).toMatchObject(locked)
    school.clock.set('2026-09-01T08:14:59.999Z')
    expect(await signIn(school, ada.personId, ada.pin)).toMatchObject(locked)
    school.clock.set('2026-09-01T08:15:00.000Z')
    await school.signIn(ada)
    expect((await signIn(school, ada.personId, wrong(ada))).message).toContain('9 tries left')
  })

  test('right on the last try opens, and the count begins anew', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    for (let i = 0; i < 9; i++) await signIn(school, ada.personId, wrong(ada))
    await school.signIn(ada)
    expect((await signIn(school, ada.personId, wrong(ada))).message).toContain('9 tries left')
  })

  test('guessed many at once gets no more tries than one after the other', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const errors = await Promise.all(Array.from({ length: 30 }, () => signIn(school, ada.personId, wrong(ada))))
    expect(errors.filter(({ code }) => code === 'wrong-secret')).toHaveLength(9)
    expect(errors.filter(({ code }) => code === 'locked')).toHaveLength(21)
  })

  test('locked for one is not locked for another, nor for the administrator', async () => {
    const school = await openSchool()
    const [ada, ben] = [await school.addPerson('Ada Fern', ['staff']), await school.addPerson('Ben Reed', ['staff'])]
    for (let i = 0; i < 10; i++) await signIn(school, ada.personId, wrong(ada))
    await school.signIn(ben)
    await school.visitor().call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
  })

  test('of another person opens nothing', async () => {
    const school = await openSchool()
    const [ada, ben] = [await school.addPerson('Ada Fern', ['staff']), await school.addPerson('Ben Reed', ['staff'])]
    expect((await signIn(school, ada.personId, ben.pin)).code).toBe('wrong-secret')
    expect((await signIn(school, '0198f000-0000-7000-8000-000000000001', ben.pin)).code).toBe('unknown-person')
  })

  test('that is new replaces the old at once, and unlocks', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    for (let i = 0; i < 10; i++) await signIn(school, ada.personId, wrong(ada))
    const issued = await school.administrator.call('access.issuePin', { personId: ada.personId })
    expect(issued).toEqual({ name: 'Ada Fern', pin: expect.stringMatching(/^\d{6}$/) })
    if (issued.pin !== ada.pin) expect((await signIn(school, ada.personId, ada.pin)).code).toBe('wrong-secret')
    await school.signIn({ ...ada, pin: issued.pin })
  })

  test('is kept nowhere as it is', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const kept = school.database.prepare('SELECT * FROM secret').all()
    expect(kept).toHaveLength(4)
    expect(JSON.stringify(kept)).not.toContain(ada.pin)
    expect(Array.from(school.app.ledger.entries(100), ({ payload }) => payload).join()).not.toContain(`"${ada.pin}"`)
  })
})

describe('who has left', () => {
  test('signs in until their last day and not after; nothing is asked of them, and their record stays', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    await learnAndSign(school, ada)
    const signedIn = await school.signIn(ada)
    await school.administrator.call('people.leave', { personId: ada.personId, on: '2026-09-01' })
    await school.signIn(ada)
    school.clock.set('2026-09-02T08:00:00Z')
    const left = { code: 'left', message: expect.stringContaining('Ada Fern left on 1 September 2026') }
    const visitor = school.visitor()
    expect(await visitor.refused('access.signInLearner', { personId: ada.personId, pin: ada.pin })).toMatchObject(left)
    expect(await signedIn.refused('induction.mine', {})).toMatchObject(left)
    expect(await school.administrator.refused('access.issuePin', { personId: ada.personId })).toMatchObject(left)
    expect(await visitor.call('access.findName', { typed: 'ada' })).toEqual({ people: [], more: false })
    const record = await school.administrator.call('people.get', { personId: ada.personId })
    expect(record).toMatchObject({ person: { leftOn: '2026-09-01', status: null }, assignments: [] })
    expect(record.history.map(({ what }) => what)).toEqual([
      'Added to the roll as Ada Fern: staff from 1 September 2026',
      'Given a PIN',
      'Chose a PIN of their own',
      'Finished round 1 of the scenarios, Visits policy: 5 of 5 answers right',
      'Signed Visits policy, version 1.0, as Ada Fern',
      'Answered the declarations',
      'Last day entered: 1 September 2026',
    ])
  })

  test('leaves once, and not before they came', async () => {
    const school = await openSchool()
    const { personId } = await school.addPerson('Ada Fern', ['staff'])
    const { administrator } = school
    expect(await administrator.refused('people.leave', { personId, on: '2026-08-31' })).toMatchObject({
      code: 'invalid-input',
      field: 'on',
    })
    expect(await administrator.refused('people.leave', { personId, on: '1999-08-31' })).toMatchObject({
      code: 'invalid-input',
      field: 'on',
    })
    expect(
      (
        await administrator.refused('people.leave', {
          personId: '0198f000-0000-7000-8000-000000000001',
          on: '2026-09-01',
        })
      ).code,
    ).toBe('unknown-person')
    await administrator.call('people.leave', { personId, on: '2026-09-05' })
    // Still to come, so it can be moved.
    await administrator.call('people.leave', { personId, on: '2026-09-10' })
    const { appointments } = await administrator.call('people.get', { personId })
    expect(appointments.map(({ until }) => until)).toEqual(['2026-09-10'])
    school.clock.set('2026-09-11T08:00:00Z')
    expect((await administrator.refused('people.leave', { personId, on: '2026-09-12' })).code).toBe('left')
  })
})

describe('the recovery code', () => {
  const NEW = 'a passphrase nobody forgets'

  test.each([
    ['as it was printed', (code: string) => code],
    ['small and without hyphens', (code: string) => ` ${code.toLowerCase().replaceAll('-', ' ')} `],
    ['with look-alikes', (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l')],
  ])('typed %s lets a new passphrase in, once', async (_, typed) => {
    const school = await openSchool()
    const visitor = school.visitor()
    const recoveryCode = typed(school.recoveryCode)
    const { recoveryCode: next } = await visitor.call('access.recover', { recoveryCode, administratorPassphrase: NEW })
    await visitor.call('people.list', {})
    expect(next).not.toBe(school.recoveryCode)
    const again = school.visitor()
    expect((await again.refused('access.recover', { recoveryCode, administratorPassphrase: NEW })).code).toBe(
      'wrong-secret',
    )
    expect((await again.refused('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })).code).toBe(
      'wrong-secret',
    )
    await again.call('access.signIn', { role: 'administrator', passphrase: NEW })
    await again.call('access.recover', { recoveryCode: next, administratorPassphrase: ADMINISTRATOR })
  })

  test('is not spent on the governors’ passphrase, nor on a short one', async () => {
    const school = await openSchool()
    const { recoveryCode } = school
    for (const administratorPassphrase of [GOVERNORS, 'short'])
      expect(await school.visitor().refused('access.recover', { recoveryCode, administratorPassphrase })).toMatchObject(
        {
          code: 'invalid-input',
          field: 'administratorPassphrase',
        },
      )
    await school.visitor().call('access.recover', { recoveryCode, administratorPassphrase: NEW })
  })

  test('is locked after ten wrong ones', async () => {
    const school = await openSchool()
    const input = { recoveryCode: 'AAAA-AAAA', administratorPassphrase: NEW }
    for (let i = 0; i < 10; i++) await school.visitor().refused('access.recover', input)
    expect(
      (await school.visitor().refused('access.recover', { ...input, recoveryCode: school.recoveryCode })).code,
    ).toBe('locked')
  })

  test('is made anew for the administrator who gives the passphrase, and the old one stops working', async () => {
    const school = await openSchool()
    const { administrator } = school
    expect((await administrator.refused('access.renewRecovery', { passphrase: GOVERNORS })).code).toBe('wrong-secret')
    const { recoveryCode } = await administrator.call('access.renewRecovery', { passphrase: ADMINISTRATOR })
    const recover = (code: string) =>
      school.visitor().door('access.recover', { recoveryCode: code, administratorPassphrase: NEW })
    expect(await recover(school.recoveryCode)).toMatchObject({ ok: false, error: { code: 'wrong-secret' } })
    expect(await recover(recoveryCode)).toMatchObject({ ok: true })
  })
})

describe('one at a time', () => {
  test('signed out, nothing of the last one is left', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await learnAndSign(school, ada)
    const visitor = await school.signIn(ada)
    await visitor.call('acknowledgements.receipt', { acknowledgementId })
    await visitor.call('access.signOut', {})
    for (const [name, input] of [
      ['induction.mine', {}],
      ['induction.rules', { versionId: school.versionId }],
      ['acknowledgements.receipt', { acknowledgementId }],
      ['people.list', {}],
      ['reports.report', {}],
    ] as const)
      expect((await visitor.refused(name, input)).code).toBe('not-signed-in')
  })

  test('a wrong secret leaves who was signed in; a right one takes their place', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const visitor = await school.signIn(ada)
    await visitor.refused('access.signIn', { role: 'administrator', passphrase: 'wrong' })
    expect((await visitor.call('induction.mine', {})).name).toBe('Ada Fern')
    await visitor.call('access.signIn', { role: 'governor', passphrase: GOVERNORS })
    expect((await visitor.refused('induction.mine', {})).code).toBe('not-allowed')
    expect((await visitor.refused('people.list', {})).code).toBe('not-allowed')
    await visitor.call('reports.report', {})
  })

  test('the governors’ passphrase is not the administrator’s, and the other way round', async () => {
    const school = await openSchool()
    expect(
      (await school.visitor().refused('access.signIn', { role: 'administrator', passphrase: GOVERNORS })).code,
    ).toBe('wrong-secret')
    expect(
      (await school.visitor().refused('access.signIn', { role: 'governor', passphrase: ADMINISTRATOR })).code,
    ).toBe('wrong-secret')
  })

  test('neither a governor nor an administrator signs as anyone', async () => {
    const school: School = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const visitor = await school.signIn(ada)
    await toSignature(visitor, school.versionId, allRight({ school }))
    const signing = await filledIn(visitor, school.versionId, ada)
    for (const other of [school.governor, school.administrator, school.visitor()])
      expect(['not-allowed', 'not-signed-in']).toContain((await other.refused('acknowledgements.sign', signing)).code)
    expect(school.database.prepare('SELECT COUNT(*) FROM acknowledgement').pluck().get()).toBe(0)
  })
})
