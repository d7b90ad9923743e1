/** Erasing somebody who has left: what goes, what stays, and that reports and the chain do not feel it. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Output } from '../../src-main/contract.ts'
import { erasedName } from '../../src-main/erasure/personal.ts'
import { addDays } from '../../src-main/time.ts'
import { ADMINISTRATOR, openSchool, type School, type TestPerson } from '../support/app.ts'
import { closeAndExport, run } from '../support/exported.ts'
import { heldOn } from '../support/held.ts'
import { learnAndDeclare } from '../support/learner.ts'
import { RULE, WORK, erase, leftLongAgo } from '../support/left.ts'

const ASKED = { askedOn: '2027-03-10', decidedBy: 'Headteacher', passphrase: ADMINISTRATOR, workId: WORK }

const onRequest = ({ administrator }: School, { personId }: TestPerson) =>
  administrator.call('erasure.eraseOnRequest', { personId, ...ASKED })
const listOf = ({ administrator }: School) => administrator.call('erasure.list', {})

/** Everything in the folder of the records that has these bytes. */
const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(text))
    .map(({ name }) => name)

describe('who is due', () => {
  test('is listed from the day after the rule ended, with what they were and the rule that says so', async () => {
    const { school, ada } = await leftLongAgo()
    school.clock.set('2029-02-28T23:59:00Z')
    expect(await listOf(school)).toMatchObject({ due: [], dueInAll: 0, withoutRule: [] })
    school.clock.set('2029-03-01T00:01:00Z')
    const { due, dueInAll } = await listOf(school)
    expect([dueInAll, school.app.erasing.dueCount()]).toEqual([1, 1])
    expect(due).toEqual([
      {
        personId: ada.personId,
        ...{ name: 'Ada Moss', note: 'Head cook', reference: 'A17' },
        audiences: expect.arrayContaining(['staff', 'volunteer', 'governor']) as string[],
        lastDay: '2027-02-28',
        rule: { whom: 'all', years: 2, source: 'IRMS toolkit 2019' },
        since: '2029-03-01',
        openDeclarations: 0,
      },
    ])
  })

  test('nobody is, where something they were has no rule, or they came back', async () => {
    const { school, ada } = await leftLongAgo()
    await school.administrator.call('school.setRetention', { rules: [{ ...RULE, whom: 'staff' }] })
    expect(await listOf(school)).toMatchObject({ due: [], withoutRule: ['volunteer', 'governor'] })
    await school.administrator.call('school.setRetention', { rules: [RULE] })
    expect((await listOf(school)).dueInAll).toBe(1)
    await school.administrator.call('people.bringBack', { personId: ada.personId, from: '2029-03-05', audiences: ['staff'] }) // prettier-ignore
    expect((await listOf(school)).dueInAll).toBe(0)
    expect(await school.administrator.refused('erasure.erase', { personIds: [ada.personId], passphrase: ADMINISTRATOR, workId: WORK })).toMatchObject({ code: 'not-due' }) // prettier-ignore
  })

  test('but cannot be erased while a declaration of theirs is open', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await learnAndDeclare(school, ada, 'My niece Zoë')
    await school.administrator.call('people.leave', { personId: ada.personId, on: '2026-09-01' })
    await school.administrator.call('school.setRetention', { rules: [{ ...RULE, years: 0 }] })
    school.clock.set('2026-09-02T08:00:00Z')
    expect((await listOf(school)).due).toMatchObject([{ openDeclarations: 1 }])
    const asked = { personIds: [ada.personId], passphrase: ADMINISTRATOR, workId: WORK }
    expect(await school.administrator.refused('erasure.erase', asked)).toMatchObject({ code: 'not-ready' })
    const decision = { decision: 'noted' as const, note: '', decidedBy: 'Head', decidedOn: '2026-09-02', seen: 0 }
    await school.administrator.call('declarations.decide', { acknowledgementId, declarationId: 'family', ...decision })
    expect(await erase(school, ada)).toMatchObject({ people: 1, cleared: true })
  })
})

describe('what goes, and what stays', () => {
  test('no byte of a name, a note or what they declared is left in the files, and nothing of anybody else is lost', async () => {
    const { school, ada, ben } = await leftLongAgo()
    const said = ['Ada Moss', 'Ada Fern', 'Head cook', 'ada@school.example', 'niece', 'Her mother is ill', 'A blurred copy', 'Not in her class'] // prettier-ignore
    await school.administrator.call('people.change', { personId: ben.personId, name: 'Ben Reed', note: '' })
    for (const text of said) expect([text, filesWith(school.folder, text).length > 0]).toEqual([text, true])
    const others = heldOn(school.database, ben.personId)
    const { elsewhere, searched } = await erase(school, ada)
    expect(searched).toEqual(['Ada Fern', 'Ada Moss'])
    expect(elsewhere).toEqual([{ where: 'What is noted of what others do here', named: 1 }])
    for (const text of said) {
      // What others have written stays theirs: it is told where, above.
      if (text === 'Ada Moss') continue
      expect([text, filesWith(school.folder, text)]).toEqual([text, []])
    }
    expect(heldOn(school.database, ben.personId)).toEqual(others)
    expect(school.app.access.pinOf(ada.personId)).toBe('none')
  })

  test('the chain still verifies, and every check says how many entries went, when and why', async () => {
    const { school, ada } = await leftLongAgo()
    const { entries } = await erase(school, ada)
    expect(entries).toBeGreaterThan(15)
    const said = `${entries} entries erased on 2 March 2029: 2 years after leaving (IRMS toolkit 2019).`
    const { ledger } = school.app
    expect(await ledger.check(ledger.head().length)).toMatchObject({ flaws: [], erased: [said] })
    await closeAndExport(school) // which verifies
    const out = join(school.folder, 'out')
    await run('export', '--data', school.folder, '--out', out)
    const { code, stdout } = await run('verify', out)
    expect(code).toBe(0)
    expect(stdout).toContain(said)
  })
})

type Report = Output<'reports.report'>
/** A report without what is of the moment, without names, and without whether somebody in time has begun. */
function counted({ today: _t, printedAt: _p, footer: _f, record: _r, ...report }: Report) {
  const people = report.people.map(({ name: _n, note: _o, paper, waiver, status, ...row }) => ({
    ...row,
    status: status === 'in-progress' ? 'not-started' : status,
    paper: paper && paper.signedOn,
    waiver: waiver && { ...waiver, reason: '', by: '' },
  }))
  return { ...report, people: people.sort((a, b) => (`${a.id} ${a.policyId}` < `${b.id} ${b.policyId}` ? -1 : 1)) }
}
const DAYS = ['2026-09-01', '2026-09-03', '2026-10-01', '2027-02-28', '2027-03-01', '2029-03-02']

test('reports of every day keep their counts, and so do their files', async () => {
  const { school, ada } = await leftLongAgo()
  const reportsOf = async () => {
    const found = []
    for (const asAt of DAYS) found.push(counted(await school.governor.call('reports.report', { asAt, names: true })))
    return found
  }
  const statements = (names: boolean) =>
    DAYS.map((asAt) => {
      const { length } = school.app.ledger.head()
      const made = school.app.exported.xapi(length, { asAt, names, audience: null, policyId: null })
      return [...made].filter((statement) => statement !== null) // null: nothing to be told of an entry
    })
  const evidenceOf = async () => {
    const { days } = await school.governor.call('papers.evidence', { from: '2026-09-01', until: '2029-03-01', names: false, workId: WORK }) // prettier-ignore
    return days
  }
  const before = { reports: await reportsOf(), xapi: statements(false), evidence: await evidenceOf() }
  await erase(school, ada)
  expect(await reportsOf()).toEqual(before.reports)
  expect(before.reports[1]!.people.some(({ id }) => id === ada.personId)).toBe(true)
  expect(statements(false)).toEqual(before.xapi)
  expect(await evidenceOf()).toEqual(before.evidence)

  const named = erasedName(school.app.erasing.of(ada.personId)!.seq)
  for (const made of statements(true)
    .flat()
    .filter(({ actor }) => actor.account.name === ada.personId))
    expect(made.actor.name).toBe(named)
  const { people } = await school.governor.call('reports.report', { asAt: '2026-09-03', names: true })
  expect(people.filter(({ id }) => id === ada.personId).map(({ name, note }) => [name, note])).toContainEqual([named, '']) // prettier-ignore
})

describe('somebody who was erased', () => {
  test('is not found, does not come in or back, and nothing more is entered about them', async () => {
    const { school, ada } = await leftLongAgo()
    const { administrator } = school
    const { personId } = ada
    const kept = school.database.prepare<[], { id: string }>('SELECT id FROM acknowledgement').all()
    await erase(school, ada)
    const length = school.app.ledger.head().length
    expect((await administrator.call('people.list', { shown: 'left' })).people).toEqual([])
    expect((await administrator.call('people.list', { search: 'Erased' })).onRoll).toBe(1)
    expect((await school.visitor().call('access.findName', { typed: 'Erased' })).people).toEqual([])
    expect((await school.visitor().refused('access.signInLearner', { personId, pin: ada.pin })).code).toBe('left')
    const back = { personId, from: addDays(school.app.induction.today(), 1), audiences: ['staff'] }
    expect((await administrator.refused('people.bringBack', back)).code).toBe('erased')
    expect((await administrator.refused('people.takeBackLeaving', { personId })).code).toBe('erased')
    expect((await administrator.refused('people.change', { personId, name: 'Ada', note: '' })).code).toBe('erased')
    expect((await administrator.refused('access.issuePin', { personId })).code).toBe('left')
    const decided = { decision: 'noted', note: 'Ada', decidedBy: 'Head', decidedOn: '2029-03-02', seen: 1 }
    const key = { acknowledgementId: kept[0]!.id, declarationId: 'family' }
    expect((await administrator.refused('declarations.decide', { ...key, ...decided })).code).toBe('erased')
    expect((await administrator.refused('erasure.eraseOnRequest', { personId, ...ASKED })).code).toBe('erased')
    expect(await administrator.refused('erasure.erase', { personIds: [personId], passphrase: ADMINISTRATOR, workId: WORK })).toMatchObject({ code: 'not-due' }) // prettier-ignore
    expect(school.app.ledger.head().length).toBe(length)
  })

  test('has a page and a record that say so, and that hold nothing else', async () => {
    const { school, ada } = await leftLongAgo()
    const { entries } = await erase(school, ada)
    const { administrator } = school
    const { erasure, person, history } = await administrator.call('people.get', { personId: ada.personId })
    expect(erasure).toMatchObject({ because: '2 years after leaving (IRMS toolkit 2019)', entries })
    expect(person.name).toBe(erasedName(erasure!.seq))
    expect(history.at(-1)!.what).toContain(`what ${entries} entries said`)
    expect(history.slice(0, -1).every(({ what }) => what === 'Something whose content has been erased')).toBe(true)
    const record = await administrator.call('papers.record', { personId: ada.personId, workId: WORK })
    expect(record.erasure).toEqual(erasure)
    expect(JSON.stringify(record)).not.toMatch(/Ada|Moss|niece|mother/)
    expect((await listOf(school)).erasures).toEqual([erasure])
  })

  test('leaves their number for somebody else', async () => {
    const { school, ada, ben } = await leftLongAgo()
    const named = { personId: ben.personId, name: 'Ben Reed', note: '', reference: 'A17' }
    expect((await school.administrator.refused('people.change', named)).field).toBe('reference')
    await erase(school, ada)
    await school.administrator.call('people.change', named)
  })
})

describe('a request', () => {
  test('erases whoever has left, whatever the rules say, with the day and who decided', async () => {
    const { school, ada } = await leftLongAgo()
    await school.administrator.call('school.setRetention', { rules: [] })
    await onRequest(school, ada)
    const because = 'asked for on 10 March 2027, decided by Headteacher'
    expect(school.app.erasing.of(ada.personId)).toMatchObject({ because })
  })

  test.each<[string, object, object]>([
    ['a passphrase that is not the administrator’s', { passphrase: 'wrong horse' }, { code: 'wrong-secret', field: 'passphrase' }],
    ['a day that is still to come', { askedOn: '2029-03-03' }, { field: 'askedOn' }],
    ['nobody who decided', { decidedBy: ' ' }, { field: 'decidedBy' }],
  ])('is refused with %s', async (_, changed, error) => {
    const { school, ada } = await leftLongAgo()
    const asked = { personId: ada.personId, ...ASKED, ...changed }
    expect(await school.administrator.refused('erasure.eraseOnRequest', asked)).toMatchObject(error)
    expect(school.app.erasing.ids().size).toBe(0)
  }) // prettier-ignore

  test('is refused for somebody who is still here', async () => {
    const { school, ben } = await leftLongAgo()
    const { code, message } = await school.administrator.refused('erasure.eraseOnRequest', { personId: ben.personId, ...ASKED }) // prettier-ignore
    expect([code, message]).toEqual(['invalid-input', expect.stringContaining('enter their last day first')])
  })
})

describe('all or nothing', () => {
  test('whoever stops it has lost nothing', async () => {
    const { school, ada } = await leftLongAgo()
    const before = heldOn(school.database, ada.personId)
    const { length } = school.app.ledger.head()
    const asked = { personIds: [ada.personId], passphrase: ADMINISTRATOR, workId: WORK }
    const { ledger } = school.app
    const { told } = ledger
    // Stopped between two entries of the walk, where the window has its turn.
    ledger.told = function* (...asked) {
      let at = 0
      for (const entry of told(...asked)) {
        if (at++ === 5) {
          void school.administrator.door('work.stop', { workId: WORK })
          const until = performance.now() + 60 // ms: longer than a slice
          while (performance.now() < until);
        }
        yield entry
      }
    }
    expect(await school.administrator.refused('erasure.erase', asked)).toMatchObject({ code: 'stopped' })
    ledger.told = told
    expect([heldOn(school.database, ada.personId), ledger.head().length]).toEqual([before, length])
  })

  test('a file that could not be cleared at once is cleared at the next start', async () => {
    const { school, ada } = await leftLongAgo()
    const { database } = school
    const exec = database.exec.bind(database)
    database.exec = (sql) => {
      if (sql === 'VACUUM') throw new Error('the disk is full')
      return exec(sql)
    }
    expect(await erase(school, ada)).toMatchObject({ people: 1, cleared: false })
    const flag = () => school.database.prepare(`SELECT 1 FROM setting WHERE key = 'uncleared'`).get()
    expect(flag()).toBeDefined()
    school.reopen()
    expect(flag()).toBeUndefined()
    expect(filesWith(school.folder, 'niece')).toEqual([])
  })
})

test('of two people of one rule each has an entry of their own', async () => {
  const school = await openSchool()
  const people = [await school.addPerson('Ada Fern', ['staff']), await school.addPerson('Cai Brook', ['volunteer'])]
  for (const { personId } of people) await school.administrator.call('people.leave', { personId, on: '2026-09-01' })
  await school.administrator.call('school.setRetention', { rules: [{ ...RULE, years: 1 }] })
  school.clock.set('2027-09-02T08:00:00Z')
  const { entries } = await erase(school, ...people)
  const { ledger } = school.app
  const { erased } = await ledger.check(ledger.head().length)
  expect(erased[0]).toBe(`${entries} entries erased on 2 September 2027: 1 year after leaving (IRMS toolkit 2019).`)
  expect((await listOf(school)).erasures.map(({ personId }) => personId)).toEqual(people.map(({ personId }) => personId).reverse()) // prettier-ignore
})
