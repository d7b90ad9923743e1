/** What changes about somebody on the roll, and what reports of earlier days say of it. */
import { describe, expect, test } from 'vitest'
import { UNSAID } from '../../src-main/ledger/told.ts'
import type { Audience } from '../../src-main/policies/format.ts'
import { choosePin, openSchool, type School } from '../support/app.ts'
import { learnAndSign } from '../support/learner.ts'

const get = (school: School, personId: string) => school.administrator.call('people.get', { personId })
const days = async (school: School, personId: string) =>
  (await get(school, personId)).appointments.map(({ audience, from, endsOn }) => [audience, from, endsOn])
const told = async (school: School, personId: string) => (await get(school, personId)).history.map(({ what }) => what)
const report = (school: School, asAt: string) => school.governor.call('reports.report', { asAt, names: true })
const NOBODY = '0198f000-0000-7000-8000-000000000001'

async function oneOf(audiences: Audience[] = ['staff']) {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', audiences, { note: 'Cook' })
  const { personId } = ada
  const appointmentId = (await get(school, personId)).appointments[0]!.id
  return { school, ada, personId, appointmentId, administrator: school.administrator }
}

describe('another name or note', () => {
  test('holds from when it was entered; an earlier day’s report and a signature keep the ones of then', async () => {
    const { school, ada, personId, administrator } = await oneOf()
    school.clock.set('2026-09-02T10:00:00Z')
    const acknowledgementId = await learnAndSign(school, ada)
    school.clock.set('2026-09-10T10:00:00Z')
    await administrator.call('people.change', { personId, name: 'Ada  Moss', note: 'Baker' })
    expect((await report(school, '2026-09-09')).people).toMatchObject([{ name: 'Ada Fern', note: 'Cook' }])
    expect((await report(school, '2026-09-10')).people).toMatchObject([{ name: 'Ada Moss', note: 'Baker' }])
    expect((await get(school, personId)).person).toMatchObject({ name: 'Ada Moss', note: 'Baker' })
    expect(await administrator.call('people.signature', { personId, acknowledgementId })).toMatchObject({
      person: { name: 'Ada Moss' },
      personName: 'Ada Fern',
      nameTyped: 'Ada Fern',
    })
    expect((await school.visitor().call('access.findName', { typed: 'moss' })).people).toHaveLength(1)
    expect((await school.visitor().call('access.findName', { typed: 'fern' })).people).toEqual([])
  })

  test('with nothing changed, nothing is recorded', async () => {
    const { school, personId, administrator } = await oneOf()
    const { length } = school.app.ledger.head()
    await administrator.call('people.change', { personId, name: 'Ada Fern', note: 'Cook' })
    expect(school.app.ledger.head().length).toBe(length)
  })

  test('that somebody else has too is counted', async () => {
    const { school, personId, administrator } = await oneOf()
    await school.addPerson('Ben Reed', ['staff'])
    expect(await administrator.call('people.change', { personId, name: 'ben reed', note: '' })).toEqual({
      namesakes: 1,
    })
  })

  test('that was taken back with its transaction was never so', async () => {
    const { school, personId } = await oneOf()
    const { people } = school.app
    const undone = school.database.transaction(() => {
      people.change(personId, { name: 'Ada Moss', note: '' })
      expect(people.all('2026-09-01')).toMatchObject([{ name: 'Ada Moss' }])
      throw new Error('undone')
    })
    expect(undone).toThrow('undone')
    expect(people.all('2026-09-01')).toMatchObject([{ name: 'Ada Fern' }])
  })

  test('of nobody is refused', async () => {
    const { administrator } = await oneOf()
    const change = { personId: NOBODY, name: 'Ada', note: '' }
    expect((await administrator.refused('people.change', change)).code).toBe('unknown-person')
  })
})

describe('appointments', () => {
  test('several at once, each with days of its own; a report of an earlier day knows none entered later', async () => {
    const { school, personId, appointmentId, administrator } = await oneOf()
    school.clock.set('2026-09-10T10:00:00Z')
    await administrator.call('people.appoint', { personId, audience: 'governor', from: '2026-09-03', until: null })
    await administrator.call('people.appoint', { personId, audience: 'volunteer', from: '2026-12-01', until: '2027-02-28' }) // prettier-ignore
    await administrator.call('people.setDays', { personId, appointmentId, from: '2026-09-01', until: '2026-09-12' })
    expect(await days(school, personId)).toEqual([
      ['staff', '2026-09-01', '2026-09-12'],
      ['governor', '2026-09-03', null],
      ['volunteer', '2026-12-01', '2027-02-28'],
    ])
    const audiencesOn = async (day: string) => (await report(school, day)).people.map(({ audiences }) => audiences)
    expect(await audiencesOn('2026-09-09')).toEqual([['staff']])
    expect(await audiencesOn('2026-09-10')).toEqual([['staff', 'governor']])
    school.clock.set('2026-09-13T10:00:00Z')
    expect(await audiencesOn('2026-09-13')).toEqual([['governor']])
    expect((await administrator.call('people.list', {})).people[0]!.audiences).toEqual(['volunteer', 'governor'])
  })

  test('a first day put right moves the due date, from then on', async () => {
    const { school, personId, appointmentId, administrator } = await oneOf()
    school.clock.set('2026-09-05T10:00:00Z')
    await administrator.call('people.setDays', { personId, appointmentId, from: '2026-09-04', until: null })
    expect((await report(school, '2026-09-04')).people).toMatchObject([{ dueOn: '2026-09-15' }])
    expect((await report(school, '2026-09-05')).people).toMatchObject([{ dueOn: '2026-09-18' }])
  })

  test('entered by mistake is taken out, the only one is not', async () => {
    const { school, personId, appointmentId, administrator } = await oneOf(['staff', 'governor'])
    await administrator.call('people.withdraw', { personId, appointmentId })
    expect(await days(school, personId)).toEqual([['governor', '2026-09-01', null]])
    const { id } = (await get(school, personId)).appointments[0]!
    expect(await administrator.refused('people.withdraw', { personId, appointmentId: id })).toMatchObject({
      code: 'invalid-input',
      message: /would be here as nothing/,
    })
    expect((await administrator.refused('people.withdraw', { personId, appointmentId })).code).toBe('unknown-item')
  })

  test.each([
    ['turned round', { audience: 'governor', from: '2026-09-02', until: '2026-09-01' }, 'until', /before the first/],
    ['the same a second time', { audience: 'staff', from: '2027-09-01', until: null }, 'from', /here as staff from 1 September 2026 already/], // prettier-ignore
    ['overlapping at its end', { audience: 'staff', from: '2026-08-01', until: '2026-09-01' }, 'from', /already/],
    ['from too far away', { audience: 'governor', from: '1926-09-01', until: null }, 'from', /Check the year/],
    ['to too far away', { audience: 'governor', from: '2026-09-01', until: '2926-09-01' }, 'until', /Check the year/],
  ] as const)('%s: refused, and nothing is recorded', async (_, appointment, field, message) => {
    const { school, personId, administrator } = await oneOf()
    const { length } = school.app.ledger.head()
    const refused = await administrator.refused('people.appoint', { personId, ...appointment })
    expect(refused).toMatchObject({ code: 'invalid-input', field, message })
    expect(school.app.ledger.head().length).toBe(length)
  })

  test('the same again is fine where the one before is over', async () => {
    const { school, personId, appointmentId, administrator } = await oneOf()
    await administrator.call('people.setDays', { personId, appointmentId, from: '2026-09-01', until: '2026-09-02' })
    await administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-09-03', until: null })
    expect(await days(school, personId)).toHaveLength(2)
  })

  test('after the last day nothing begins, and of somebody who has left nothing is changed', async () => {
    const { school, personId, appointmentId, administrator } = await oneOf()
    await administrator.call('people.leave', { personId, on: '2026-09-05' })
    const later = { personId, audience: 'governor' as const, from: '2026-09-06', until: null }
    expect(await administrator.refused('people.appoint', later)).toMatchObject({
      field: 'from',
      message: /5 September/,
    })
    // An end that was never entered is not one: it does not stay behind when the last day is taken back.
    await administrator.call('people.setDays', { personId, appointmentId, from: '2026-08-31', until: null })
    await administrator.call('people.takeBackLeaving', { personId })
    expect(await days(school, personId)).toEqual([['staff', '2026-08-31', null]])
    await administrator.call('people.leave', { personId, on: '2026-09-05' })
    school.clock.set('2026-09-06T10:00:00Z')
    const again = { personId, appointmentId, from: '2026-09-01', until: null }
    expect((await administrator.refused('people.appoint', later)).code).toBe('left')
    expect((await administrator.refused('people.setDays', again)).code).toBe('left')
    expect((await administrator.refused('people.withdraw', { personId, appointmentId })).code).toBe('left')
  })
})

describe('a last day', () => {
  test('entered by mistake is taken back: they never left, and their PIN works', async () => {
    const { school, ada, personId, administrator } = await oneOf()
    expect((await administrator.refused('people.takeBackLeaving', { personId })).code).toBe('not-left')
    await administrator.call('people.leave', { personId, on: '2026-09-01' })
    school.clock.set('2026-09-05T10:00:00Z')
    expect((await administrator.call('people.list', {})).people).toEqual([])
    await administrator.call('people.takeBackLeaving', { personId })
    expect((await administrator.call('people.list', {})).people).toMatchObject([{ dueOn: '2026-09-15', leftOn: null }])
    await school.signIn(ada)
    expect((await report(school, '2026-09-04')).total.people).toBe(0)
    expect((await report(school, '2026-09-05')).total.people).toBe(1)
  })

  test('is behind somebody who comes back: what they were ended with it, and they begin anew', async () => {
    const { school, ada, personId, administrator } = await oneOf(['staff', 'governor'])
    const back = { personId, from: '2026-09-20', audiences: ['staff' as const] }
    expect((await administrator.refused('people.bringBack', back)).code).toBe('not-left')
    await administrator.call('people.leave', { personId, on: '2026-09-05' })
    school.clock.set('2026-09-10T10:00:00Z')
    const tooEarly = { ...back, from: '2026-09-05' }
    expect(await administrator.refused('people.bringBack', tooEarly)).toMatchObject({
      code: 'invalid-input',
      field: 'from',
      message: /say that they never left/,
    })
    await administrator.call('people.bringBack', back)
    expect(await days(school, personId)).toEqual([
      ['staff', '2026-09-01', '2026-09-05'],
      ['governor', '2026-09-01', '2026-09-05'],
      ['staff', '2026-09-20', null],
    ])
    expect((await (await school.signIn(ada)).call('induction.mine', {})).startsOn).toBe('2026-09-20')
    school.clock.set('2026-09-21T10:00:00Z')
    expect((await report(school, '2026-09-15')).total.people).toBe(0)
    expect((await report(school, '2026-09-21')).people).toMatchObject([{ audiences: ['staff'], dueOn: '2026-10-04' }])
  })

  test('before the first day: they never started, and had signed nothing', async () => {
    const { school, ada, personId, administrator } = await oneOf()
    const cai = await school.addPerson('Cai Brook', ['staff'], { from: '2026-12-01' })
    await administrator.call('people.neverStarted', { personId: cai.personId })
    expect(await get(school, cai.personId)).toMatchObject({ lastDay: '2026-08-31', neverStarted: true })
    expect((await administrator.refused('people.neverStarted', { personId: cai.personId })).code).toBe('left')
    expect((await administrator.call('people.list', { shown: 'left' })).people).toMatchObject([
      { name: 'Cai Brook', audiences: ['staff'] },
    ])
    await learnAndSign(school, ada)
    expect((await administrator.refused('people.neverStarted', { personId })).code).toBe('already-signed')
    expect(await get(school, personId)).toMatchObject({ lastDay: null, neverStarted: false })
    await administrator.call('people.bringBack', {
      personId: cai.personId,
      from: '2027-01-04',
      audiences: ['governor'],
    })
    expect(await days(school, cai.personId)).toEqual([['governor', '2027-01-04', null]])
  })
})

describe('the history', () => {
  test('says everything in order, and not what was declared', async () => {
    const { school, ada, personId, appointmentId, administrator } = await oneOf()
    await learnAndSign(school, ada)
    await administrator.call('people.change', { personId, name: 'Ada Moss', note: 'Baker' })
    await administrator.call('people.change', { personId, name: 'Ada Moss', note: '' })
    await administrator.call('people.setDays', { personId, appointmentId, from: '2026-08-31', until: '2027-02-28' })
    await administrator.call('people.setDays', { personId, appointmentId, from: '2026-08-31', until: null })
    await administrator.call('people.appoint', { personId, audience: 'governor', from: '2026-09-01', until: null })
    const governor = (await get(school, personId)).appointments[1]!
    await administrator.call('people.withdraw', { personId, appointmentId: governor.id })
    await administrator.call('people.leave', { personId, on: '2026-12-04' })
    await administrator.call('people.takeBackLeaving', { personId })
    await administrator.call('people.leave', { personId, on: '2026-09-01' })
    school.clock.set('2026-09-03T10:00:00Z')
    await administrator.call('people.bringBack', { personId, from: '2026-10-01', audiences: ['staff', 'volunteer'] })
    const issued = await school.administrator.call('access.issuePin', { personId })
    await choosePin(school.visitor(), personId, issued.pin)
    expect(await told(school, personId)).toEqual([
      'Added to the roll as Ada Fern, Cook: staff from 1 September 2026',
      'Given a PIN',
      'Chose a PIN of their own',
      expect.stringMatching(/^Finished round 1 of the scenarios, Visits policy: (\d) of \1 answers right$/),
      'Signed Visits policy, version 1.0, as Ada Fern',
      'Answered the declarations',
      'Name changed from Ada Fern to Ada Moss. What they do here changed from “Cook” to “Baker”',
      'What they do here changed from “Baker” to nothing',
      'As staff: first day put right, 31 August 2026 for 1 September 2026; last day entered, 28 February 2027',
      'As staff: last day taken back',
      'Governor from 1 September 2026',
      'Taken out, entered by mistake: governor from 1 September 2026',
      'Last day entered: 4 December 2026',
      'Last day taken back: they never left',
      'Last day entered: 1 September 2026',
      'Came back: staff from 1 October 2026; volunteer from 1 October 2026',
      'Given a PIN',
      'Chose a PIN of their own',
    ])
    const { history } = await get(school, personId)
    expect(history.map(({ seq }) => seq)).toEqual(history.map(({ seq }) => seq).toSorted((a, b) => a - b))
  })

  test('says what was waived, until when, why and by whom', async () => {
    const { school, personId, administrator } = await oneOf()
    const { policyId } = (await get(school, personId)).assignments[0]!
    const waiver = { personId, policyId, reason: 'On leave', until: '2026-10-01', by: 'Headteacher' }
    await administrator.call('induction.waive', waiver)
    const words = 'Not asked for Visits policy until 1 October 2026: On leave (Headteacher)'
    expect((await told(school, personId)).at(-1)).toBe(words)
  })

  test('leads to the facts of a signature, of that person alone', async () => {
    const { school, ada, personId, administrator } = await oneOf()
    const ben = await school.addPerson('Ben Reed', ['staff'])
    const acknowledgementId = await learnAndSign(school, ada)
    expect((await get(school, personId)).history.flatMap((one) => one.acknowledgementId ?? [])).toEqual([
      acknowledgementId,
    ])
    const facts = await administrator.call('people.signature', { personId, acknowledgementId })
    expect(facts).toMatchObject({ policyTitle: 'Visits policy', audiences: ['staff'], firstAnswers: { right: facts.firstAnswers.total } }) // prettier-ignore
    expect(facts.entry.hash).toBe(school.app.ledger.hashAt(facts.entry.seq))
    expect(JSON.stringify(facts)).not.toContain('declar')
    const others = { personId: ben.personId, acknowledgementId }
    expect((await administrator.refused('people.signature', others)).code).toBe('unknown-item')
  })

  test('tells somebody who never started from somebody who left, and says where something was taken out, though nobody was erased', async () => {
    const { school, personId, administrator } = await oneOf()
    await administrator.call('people.neverStarted', { personId })
    expect((await told(school, personId)).at(-1)).toBe('Recorded as never having started')
    school.database.exec(`DROP TRIGGER ledger_payload_erase_only; UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = ${school.app.ledger.head().length}`) // prettier-ignore
    expect((await told(school, personId)).at(-1)).toBe(UNSAID.changed)
  })
})

describe('two people of one name', () => {
  test('are told apart in what is refused', async () => {
    const { school, personId, administrator } = await oneOf()
    const other = await school.addPerson('Ada Fern', ['volunteer'])
    await administrator.call('people.leave', { personId, on: '2026-09-01' })
    await administrator.call('people.leave', { personId: other.personId, on: '2026-09-01' })
    school.clock.set('2026-09-05T10:00:00Z')
    const messageOf = async (id: string) =>
      (await administrator.refused('people.leave', { personId: id, on: '2026-09-06' })).message
    expect(await messageOf(personId)).toBe(
      'Ada Fern (Cook, staff) left on 1 September 2026 already. Nothing was changed.',
    )
    expect(await messageOf(other.personId)).toMatch(/^Ada Fern \(volunteer\) left/)
  })
})
