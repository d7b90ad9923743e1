/** What learners declared: who reads it, what the school decided on it, and what reports say of it. */
import { describe, expect, test } from 'vitest'
import { decidersOf } from '../../src-main/acknowledgements/deciding.ts'
import type { Session } from '../../src-main/calls.ts'
import type { Input, Output } from '../../src-main/contract.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import type { Audience } from '../../src-main/policies/format.ts'
import { openProgram } from '../../src-main/program.ts'
import { openSchool, type School, type TestPerson } from '../support/app.ts'
import { visits } from '../support/fixture-pack.ts'
import { learnAndDeclare, learnAndSign } from '../support/learner.ts'

type Entered = Input<'declarations.decide'>

const DETAIL = 'My nephew,\n<b>Year 2</b>'
const declare = (school: School, person: TestPerson) => learnAndDeclare(school, person, DETAIL)

const add = (school: School, name: string, audiences: Audience[] = ['volunteer']) =>
  school.addPerson(name, audiences, { note: 'Reading volunteer' })

/** Vera Moss, a volunteer, has said yes on 1 September. */
async function declared(): Promise<{ school: School; vera: TestPerson; acknowledgementId: string }> {
  const school = await openSchool()
  const vera = await add(school, 'Vera Moss')
  return { school, vera, acknowledgementId: await declare(school, vera) }
}

const decision = (acknowledgementId: string, changed: Partial<Entered> = {}): Entered => ({
  acknowledgementId,
  declarationId: 'family',
  decision: 'noted',
  note: '',
  decidedBy: 'Headteacher',
  decidedOn: '2026-09-01',
  seen: 0,
  ...changed,
})

const list = (school: School) => school.administrator.call('declarations.list', {})
const decide = (school: School, entered: Entered) => school.administrator.call('declarations.decide', entered)
const counts = async (school: School, asAt: string) =>
  (await school.governor.call('reports.report', { asAt })).declarations

describe('a yes', () => {
  test('stands in the inbox with all that is known of it; a no does not', async () => {
    const { school, vera, acknowledgementId } = await declared()
    await learnAndSign(school, await add(school, 'Ada Fern'))
    school.clock.set('2026-09-16T08:00:00Z')
    const { today, open, decided } = await list(school)
    expect({ today, decided }).toEqual({ today: '2026-09-16', decided: [] })
    expect(open).toEqual([
      {
        acknowledgementId,
        declarationId: 'family',
        person: { id: vera.personId, name: 'Vera Moss', note: 'Reading volunteer', leftOn: null },
        policyTitle: 'Visits policy',
        version: '1.0',
        ref: '1',
        question: 'Is a child of yours here?',
        detail: DETAIL,
        declaredAt: '2026-09-01T08:00:00.000Z',
        decisions: [],
        isOpen: true,
        daysOpen: 15,
      },
    ])
  })

  test('is counted at each start for the administrator, and for nobody else', async () => {
    const { school, vera } = await declared()
    school.close()
    const countFor = async (signedIn: Session) => {
      const program = await openProgram({ dataFolder: school.folder, papers: NO_PAPERS, create: false, signedIn })
      const answer = await program.door('program.start', {})
      await program.close()
      return answer.ok && (answer.value as Output<'program.start'>).openDeclarations
    }
    expect(await countFor({ role: 'administrator' })).toBe(1)
    for (const role of ['anyone', 'governor'] as const) expect(await countFor({ role })).toBeNull()
    expect(await countFor({ role: 'learner', personId: vera.personId })).toBeNull()
  })

  test('is decided, and the learner is told the day and nothing more', async () => {
    const { school, vera, acknowledgementId } = await declared()
    const learner = await school.signIn(vera)
    const told = async () => (await learner.call('acknowledgements.receipt', { acknowledgementId })).declarations
    expect(await told()).toMatchObject([{ answer: 'yes', dealtWithOn: null }])
    school.clock.set('2026-09-08T08:00:00Z')
    await decide(
      school,
      decision(acknowledgementId, {
        decision: 'agreed-with-conditions',
        note: ' Not in \t Year 2.\r\n=SUM(1) <script>alert(1)</script> ',
        decidedBy: ' Designated  safeguarding lead',
        decidedOn: '2026-09-07',
      }),
    )
    const { open, decided } = await list(school)
    expect(open).toEqual([])
    expect(decided).toMatchObject([{ person: { name: 'Vera Moss' }, isOpen: false }])
    expect(decided[0]!.decisions).toEqual([
      {
        decision: 'agreed-with-conditions',
        note: 'Not in Year 2.\n=SUM(1) <script>alert(1)</script>',
        decidedBy: 'Designated safeguarding lead',
        decidedOn: '2026-09-07',
        enteredAt: '2026-09-08T08:00:00.000Z',
      },
    ])
    expect(school.app.declarations.openCount()).toBe(0)
    expect(await told()).toEqual([
      {
        id: 'family',
        question: 'Is a child of yours here?',
        answer: 'yes',
        detail: DETAIL,
        dealtWithOn: '2026-09-07',
      },
    ])
    const { history } = await school.administrator.call('people.get', { personId: vera.personId })
    expect(history.at(-1)!.what).toBe('A decision on a declaration was entered')
  })

  test('is decided again: the last holds, and each is shown in the order of entry', async () => {
    const { school, vera, acknowledgementId } = await declared()
    school.clock.set('2026-09-20T08:00:00Z')
    await decide(school, decision(acknowledgementId, { decidedOn: '2026-09-12' }))
    await decide(
      school,
      decision(acknowledgementId, { decision: 'not-agreed', note: 'Ask again', decidedOn: '2026-09-02', seen: 1 }),
    )
    const { declaration } = await school.administrator.call('declarations.get', {
      acknowledgementId,
      declarationId: 'family',
    })
    expect(declaration.decisions).toMatchObject([{ decision: 'noted' }, { decision: 'not-agreed', note: 'Ask again' }])
    const learner = await school.signIn(vera)
    const receipt = await learner.call('acknowledgements.receipt', { acknowledgementId })
    expect(receipt.declarations).toMatchObject([{ dealtWithOn: '2026-09-02' }])
  })

  test('on which a talk is needed stays open until the next decision', async () => {
    const { school, vera, acknowledgementId } = await declared()
    await decide(school, decision(acknowledgementId, { decision: 'talk-needed' }))
    expect((await list(school)).open).toMatchObject([{ isOpen: true, decisions: [{ decision: 'talk-needed' }] }])
    expect(school.app.declarations.openCount()).toBe(1)
    const learner = await school.signIn(vera)
    const told = async () => (await learner.call('acknowledgements.receipt', { acknowledgementId })).declarations[0]
    expect(await told()).toMatchObject({ dealtWithOn: null })
    expect(await counts(school, '2026-09-01')).toMatchObject({ open: 1, decided: 0 })
    await decide(school, decision(acknowledgementId, { seen: 1 }))
    expect((await list(school)).open).toEqual([])
    expect(await told()).toMatchObject({ dealtWithOn: '2026-09-01' })
  })
})

test('the inbox has the oldest first, and below it the one decided last first', async () => {
  const { school, acknowledgementId } = await declared()
  const others: string[] = []
  for (const name of ['Ben Reed', 'Cai Holt', 'Dot Ames']) {
    school.clock.pass(60)
    others.push(await declare(school, await add(school, name)))
  }
  const names = (rows: Output<'declarations.list'>['open']) => rows.map(({ person }) => person.name)
  expect(names((await list(school)).open)).toEqual(['Vera Moss', 'Ben Reed', 'Cai Holt', 'Dot Ames'])
  school.clock.pass(60)
  await decide(school, decision(others[1]!))
  school.clock.pass(60)
  await decide(school, decision(acknowledgementId))
  const { open, decided } = await list(school)
  expect(names(open)).toEqual(['Ben Reed', 'Dot Ames'])
  expect(names(decided)).toEqual(['Vera Moss', 'Cai Holt'])
})

describe('what cannot be is refused, says where, and writes nothing', () => {
  test.each<[string, Partial<Record<keyof Entered, unknown>>, string, string | undefined, RegExp]>([
    ['no decision', { decision: '' }, 'invalid-input', 'decision', /Choose what was decided/],
    ['one that is not offered', { decision: 'open' }, 'invalid-input', 'decision', /Choose/],
    ['a note of 10,000 characters', { note: 'x'.repeat(10_000) }, 'invalid-input', 'note', /At most 2,000 characters/],
    ['a note with a control character', { note: 'a\u0007b' }, 'invalid-input', 'note', /cannot be shown/],
    ['a note that turns the text round', { note: 'a\u202eb' }, 'invalid-input', 'note', /cannot be shown/],
    ['a note with half a character', { note: 'a\ud800b' }, 'invalid-input', 'note', /cannot be shown/],
    ['conditions that nobody wrote down', { decision: 'agreed-with-conditions', note: ' \n ' }, 'invalid-input', 'note', /conditions/],
    ['nobody who decided', { decidedBy: '  ' }, 'invalid-input', 'decidedBy', /Say who decided/],
    ['a role without a letter', { decidedBy: '...' }, 'invalid-input', 'decidedBy', /Say who decided/],
    ['a role of 201 characters', { decidedBy: 'x'.repeat(201) }, 'invalid-input', 'decidedBy', /At most 200/],
    ['a day that is not', { decidedOn: '2026-02-30' }, 'invalid-input', 'decidedOn', /Give a date that exists/],
    ['no day', { decidedOn: '' }, 'invalid-input', 'decidedOn', /Give a date that exists/],
    ['tomorrow', { decidedOn: '2026-09-03' }, 'invalid-input', 'decidedOn', /still to come/],
    ['the day before it was declared', { decidedOn: '2026-08-31' }, 'invalid-input', 'decidedOn', /It was declared on 1 September 2026/],
    ['a declaration nobody made', { declarationId: 'unasked' }, 'unknown-item', undefined, /no such declaration/],
    ['a signature that is not there', { acknowledgementId: '0198f000-0000-7000-8000-000000000001' }, 'unknown-item', undefined, /no such declaration/],
  ])('%s', async (_, changed, code, field, message) => {
    const { school, acknowledgementId } = await declared()
    school.clock.set('2026-09-02T08:00:00Z')
    const { length } = school.app.ledger.head()
    const error = await school.administrator.refused('declarations.decide', { ...decision(acknowledgementId), ...changed })
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(error.field).toBe(field)
    expect(school.app.ledger.head().length).toBe(length)
    expect((await list(school)).open).toHaveLength(1)
  }) // prettier-ignore

  test('a decision on a no, which cannot be read here either', async () => {
    const school = await openSchool()
    const acknowledgementId = await learnAndSign(school, await add(school, 'Ada Fern'))
    const key = { acknowledgementId, declarationId: 'family' }
    const { length } = school.app.ledger.head()
    for (const [name, input] of [
      ['declarations.decide', decision(acknowledgementId)],
      ['declarations.get', key],
    ] as const)
      expect(await school.administrator.refused(name, input)).toMatchObject({ code: 'nothing-to-decide' })
    expect(school.app.ledger.head().length).toBe(length)
  })

  test('a second decision by somebody who has not seen the first', async () => {
    const { school, acknowledgementId } = await declared()
    const entered = decision(acknowledgementId)
    const answers = await Promise.all(
      ['noted', 'not-agreed', 'talk-needed'].map((one) =>
        school.administrator.door('declarations.decide', { ...entered, decision: one }),
      ),
    )
    expect(answers.map((answer) => answer.ok || answer.error.code)).toEqual([
      true,
      'decided-meanwhile',
      'decided-meanwhile',
    ])
    expect((await list(school)).decided).toMatchObject([{ decisions: [{ decision: 'noted' }] }])
  })
})

test('a note has 2,000 characters at most, and as many are kept', async () => {
  const { school, acknowledgementId } = await declared()
  await decide(school, decision(acknowledgementId, { note: 'é'.repeat(2000) }))
  expect((await list(school)).decided[0]!.decisions[0]!.note).toHaveLength(2000)
})

test('somebody who has left is still shown, with their last day', async () => {
  const { school, vera } = await declared()
  await school.administrator.call('people.leave', { personId: vera.personId, on: '2026-09-01' })
  expect((await list(school)).open).toMatchObject([{ person: { leftOn: '2026-09-01' } }])
})

describe('who decides', () => {
  test('may be chosen from the usual two and from whom the policy names', async () => {
    const { school, acknowledgementId } = await declared()
    const key = { acknowledgementId, declarationId: 'family' }
    expect(await school.administrator.call('declarations.get', key)).toMatchObject({
      deciders: ['Headteacher', 'Designated safeguarding lead'],
      otherRoles: [],
    })
  })

  test('is called as the policy calls them', () => {
    const named = (...roles: string[]) => {
      const contacts = roles.map((role, at) => ({ id: `c${at}`, role, for: 'anything' }))
      return decidersOf({ ...visits, school: { ...visits.school, contacts } })
    }
    expect(named('The Head Teacher', 'Clerk', 'Designated Safeguarding Lead')).toEqual({
      deciders: ['The Head Teacher', 'Designated Safeguarding Lead'],
      otherRoles: ['Clerk'],
    })
    expect(named('The headteacher or your line manager')).toEqual({
      deciders: ['Headteacher', 'Designated safeguarding lead'],
      otherRoles: ['The headteacher or your line manager'],
    })
  })
})

describe('the governors’ report', () => {
  test('has counts alone', async () => {
    const { school, acknowledgementId } = await declared()
    await learnAndSign(school, await add(school, 'Ada Fern'))
    await learnAndSign(school, await add(school, 'Ida Moor', ['governor'])) // who is asked nothing
    await declare(school, await add(school, 'Ben Reed'))
    await decide(school, decision(acknowledgementId, { note: 'Keep away from Year 2' }))
    const report = await school.governor.call('reports.report', {})
    expect(report.declarations).toEqual({ made: 3, yes: 2, open: 1, decided: 1 })
    expect(JSON.stringify(report)).not.toMatch(/nephew|Year 2|Is a child/)
  })

  test('counts what was known on its day: what is entered later changes no earlier report', async () => {
    const { school, acknowledgementId } = await declared()
    await decide(school, decision(acknowledgementId))
    school.clock.set('2026-09-10T22:59:00Z') // a minute before midnight in the United Kingdom
    const second = await declare(school, await add(school, 'Ben Reed'))
    school.clock.set('2026-09-12T23:30:00Z') // the 13th there
    await decide(school, decision(second, { decidedOn: '2026-09-11' }))
    await decide(school, decision(acknowledgementId, { decision: 'talk-needed', decidedOn: '2026-09-02', seen: 1 }))
    expect(await counts(school, '2026-09-01')).toEqual({ made: 1, yes: 1, open: 0, decided: 1 })
    expect(await counts(school, '2026-09-09')).toEqual({ made: 1, yes: 1, open: 0, decided: 1 })
    expect(await counts(school, '2026-09-10')).toEqual({ made: 2, yes: 2, open: 1, decided: 1 })
    expect(await counts(school, '2026-09-12')).toEqual({ made: 2, yes: 2, open: 1, decided: 1 })
    expect(await counts(school, '2026-09-13')).toEqual({ made: 2, yes: 2, open: 1, decided: 1 })
    await decide(school, decision(acknowledgementId, { seen: 2 }))
    expect(await counts(school, '2026-09-13')).toEqual({ made: 2, yes: 2, open: 0, decided: 2 })
    expect(await counts(school, '2026-09-12')).toEqual({ made: 2, yes: 2, open: 1, decided: 1 })
  })
})
