/** When a sheet of paper is not entered, or counts no more. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { openSchool, type School, type TestPerson } from '../support/app.ts'
import { enterPaper, learnAndSign, paperFilledIn } from '../support/learner.ts'

type Entering = Input<'acknowledgements.enterPaper'>
const NOBODY = '0198f000-0000-7000-8000-000000000001'

let school: School
let ada: TestPerson
beforeEach(async () => {
  school = await openSchool()
  ada = await school.addPerson('Ada Fern', ['staff'])
  school.clock.set('2026-09-12T09:00:00Z')
})

const record = ({ personId }: TestPerson) => school.administrator.call('people.get', { personId })
const enter = (changed: Partial<Entering> = {}) => enterPaper(school, ada, { signedOn: '2026-09-10', ...changed })

/** A text of the policy in which one rule says something else, in force from today. */
function publish(version: string, kind: 'minor' | 'major'): void {
  const [first] = school.app.policies.versions()
  const at = school.clock.now().toISOString()
  school.database
    .prepare(
      `INSERT INTO policy_version (id, policy_id, version, kind, in_force_on, published_at, text, sha256, must_sign)
      SELECT ?, policy_id, ?, ?, ?, ?, text, ?, '["staff","volunteer","governor"]' FROM policy_version WHERE id = ?`,
    )
    .run(`0198f000-0000-7000-8000-0000000000${version.replace('.', '')}`, version, kind, at.slice(0, 10), at, version.padStart(64, '0'), first!.id) // prettier-ignore
}

describe('is refused, and nothing is written:', () => {
  test.each<[string, Partial<Entering>, object]>([
    ['a code with a slip in it', { code: 'M94C-47PR' }, { code: 'invalid-input', field: 'code' }],
    ['no code', { code: '' }, { code: 'invalid-input', field: 'code' }],
    ['the code of another person’s sheet', { code: 'M94C-47PQ' }, { code: 'invalid-input', field: 'code' }],
    ['a day that is none', { signedOn: '2026-02-30' }, { code: 'invalid-input', field: 'signedOn' }],
    ['a day to come', { signedOn: '2026-09-13' }, { code: 'invalid-input', field: 'signedOn' }],
    ['a day before there was a sheet', { signedOn: '2026-08-31' }, { code: 'invalid-input', field: 'signedOn' }],
    ['another name', { name: 'Ada Moss' }, { code: 'name-differs', field: 'name' }],
    ['no name', { name: '' }, { code: 'name-differs', field: 'name' }],
    ['nobody who saw it', { witnessName: ' ' }, { code: 'invalid-input', field: 'witnessName' }],
    ['a witness without a role', { witnessRole: '' }, { code: 'invalid-input', field: 'witnessRole' }],
    ['a witness who signed it', { witnessName: 'ada fern' }, { code: 'invalid-input', field: 'witnessName' }],
    ['nobody who enters it', { entererName: '' }, { code: 'invalid-input', field: 'entererName' }],
    ['somebody without a role', { entererRole: '-' }, { code: 'invalid-input', field: 'entererRole' }],
    ['entered by who signed it', { entererName: 'Ada  Fern' }, { code: 'invalid-input', field: 'entererName' }],
    ['entered by who saw it', { entererName: 'WYN HERON' }, { code: 'invalid-input', field: 'entererName' }],
    ['a question without an answer', { declarations: [] }, { code: 'invalid-input', field: 'declaration-family' }],
    ['a box left empty', { undertakings: [] }, { code: 'invalid-input', field: 'undertaking-own-camera' }],
    ['for nobody', { personId: NOBODY }, { code: 'unknown-person' }],
  ])('%s', async (_name, changed, error) => {
    const filled = { ...(await paperFilledIn(school, ada)), signedOn: '2026-09-10', ...changed }
    const { length } = school.app.ledger.head()
    expect(await school.administrator.refused('acknowledgements.enterPaper', filled)).toMatchObject(error)
    expect(school.app.ledger.head().length).toBe(length)
    expect(school.database.prepare('SELECT COUNT(*) FROM acknowledgement').pluck().get()).toBe(0)
  })

  test('a slip in the code is told from the code of another sheet', async () => {
    const { personId } = ada
    const said = async (code: string) =>
      (await school.administrator.refused('acknowledgements.paperForm', { personId, code })).message
    expect(await said('M94C-47PR')).toContain('Type the eight characters of the code again')
    expect(await said('M94C-47PQ')).toContain('This code stands on no sheet of Ada Fern')
  })

  test('a day before its signer was on the roll', async () => {
    const ben = await school.addPerson('Ben Reed', ['staff'], { from: '2026-09-01' })
    const filled = { ...(await paperFilledIn(school, ben)), signedOn: '2026-09-11' }
    expect(await school.administrator.refused('acknowledgements.enterPaper', filled)).toMatchObject({
      field: 'signedOn',
      message: 'There was no such sheet before 12 September 2026: give the day on the sheet',
    })
  })

  test('what is signed already, at the PC or on paper', async () => {
    const filled = await paperFilledIn(school, ada)
    const again = () => school.administrator.refused('acknowledgements.enterPaper', filled)
    const { personId, code } = filled
    await enter()
    expect((await again()).code).toBe('already-signed')
    expect((await school.administrator.refused('acknowledgements.paperForm', { personId, code })).code).toBe('already-signed') // prettier-ignore
    const ben = await school.addPerson('Ben Reed', ['staff'])
    const sheet = await paperFilledIn(school, ben)
    await learnAndSign(school, ben)
    expect((await school.administrator.refused('acknowledgements.enterPaper', sheet)).code).toBe('already-signed')
  })

  test('five presses at once come out as one', async () => {
    const filled = await paperFilledIn(school, ada)
    const { administrator } = school
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => administrator.door('acknowledgements.enterPaper', filled)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('what nobody asks of them any more', async () => {
    const filled = await paperFilledIn(school, ada)
    const { personId } = ada
    await school.administrator.call('people.appoint', {
      personId,
      audience: 'governor',
      from: '2026-09-12',
      until: null,
    })
    const { appointments } = await record(ada)
    const staff = appointments.find(({ audience }) => audience === 'staff')!
    await school.administrator.call('people.setDays', { personId, appointmentId: staff.id, from: staff.from, until: '2026-09-11' }) // prettier-ignore
    const { field, message } = await school.administrator.refused('acknowledgements.enterPaper', filled)
    expect([field, message]).toEqual(['code', 'What this sheet is for is not asked of Ada Fern any more. Nothing was changed']) // prettier-ignore
  })

  test('where the ledger cannot take it', async () => {
    const filled = await paperFilledIn(school, ada)
    school.database.exec(
      `CREATE TRIGGER no_entry BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is full'); END`,
    )
    await expect(school.administrator.call('acknowledgements.enterPaper', filled)).rejects.toThrow()
    expect((await record(ada)).person.status).toBe('not-started')
  })
})

describe('a sheet of an older version', () => {
  test('counts where the newer one is minor', async () => {
    const filled = await paperFilledIn(school, ada)
    publish('1.1', 'minor')
    await school.administrator.call('acknowledgements.enterPaper', filled)
    expect((await record(ada)).person.status).toBe('complete')
  })

  test('is refused, with what to do, where the newer one asks for a signature of its own', async () => {
    const filled = await paperFilledIn(school, ada)
    publish('2.0', 'major')
    const words = 'This sheet is of version 1.0, and version 2.0 asks for a signature of its own. Print a new sheet'
    for (const call of ['acknowledgements.paperForm', 'acknowledgements.enterPaper'] as const) {
      const input = call.endsWith('Form') ? { personId: ada.personId, code: filled.code } : filled
      expect(await school.administrator.refused(call, input)).toMatchObject({ field: 'code', message: words })
    }
    await enter({ signedOn: '2026-09-12' })
    expect((await record(ada)).person.status).toBe('complete')
  })

  test('and the new one cannot have been signed before it was in force', async () => {
    publish('2.0', 'major')
    const filled = await paperFilledIn(school, ada)
    const error = await school.administrator.refused('acknowledgements.enterPaper', {
      ...filled,
      signedOn: '2026-09-11',
    })
    expect(error).toMatchObject({
      field: 'signedOn',
      message: expect.stringContaining('in force from 12 September 2026'),
    })
  })
})

test('a sheet for one role counts for that, and another is printed for the rest', async () => {
  const filled = await paperFilledIn(school, ada)
  const { personId } = ada
  await school.administrator.call('people.appoint', { personId, audience: 'governor', from: '2026-09-12', until: null })
  await school.administrator.call('acknowledgements.enterPaper', filled)
  expect((await record(ada)).person.status).toBe('not-started') // as a governor
  expect(await school.administrator.refused('acknowledgements.enterPaper', filled)).toMatchObject({ code: 'already-signed' }) // prettier-ignore
  await enter({ signedOn: '2026-09-12' })
  expect((await record(ada)).person.status).toBe('complete')
})

test('a renewal asks for what was signed before it, whenever that is entered', async () => {
  const programme = { audience: 'staff' as const, from: '2026-09-12', policies: ['hill/visits'], daysAllowed: 14, passMark: 80, renewal: '09-20' } // prettier-ignore
  await school.administrator.call('policies.setProgramme', programme)
  const filled = await paperFilledIn(school, ada)
  school.clock.set('2026-09-22T09:00:00Z')
  await school.administrator.call('acknowledgements.paperForm', { personId: ada.personId, code: filled.code })
  expect(await school.administrator.refused('acknowledgements.enterPaper', filled)).toMatchObject({
    field: 'signedOn',
    message: expect.stringContaining('A signature of 12 September 2026 counts no more'),
  })
  await school.administrator.call('acknowledgements.enterPaper', { ...filled, signedOn: '2026-09-21' })
  expect((await record(ada)).person.status).toBe('complete')
})
