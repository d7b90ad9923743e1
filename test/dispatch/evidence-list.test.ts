import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { NO_PAPERS, type Papers, type SavedFile } from '../../src-main/hosts/host.ts'
import { EVIDENCE_SHOWN } from '../../src-main/papers/contract.ts'
import { openSchool, waive, type School, type TestPerson } from '../support/app.ts'
import { enterPaper, learnAndSign } from '../support/learner.ts'

const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
type Asked = Partial<Input<'papers.evidence'>>
const listOf = ({ governor }: School, asked: Asked = {}) => governor.call('papers.evidence', { workId: WORK, ...asked })
const entriesOf = async (school: School, asked?: Asked) =>
  (await listOf(school, asked)).days.flatMap(({ entries }) => entries)

/** A term: Ada comes and signs, Ben comes, is waived, signs on paper, which was a mistake, and leaves. */
async function term(papers: Papers = NO_PAPERS): Promise<{ school: School; ada: TestPerson; ben: TestPerson }> {
  const school = await openSchool({ papers })
  const ada = await school.addPerson('Ada Fern', ['staff'], { note: 'Cook' })
  school.clock.set('2026-09-03T22:59:59Z') // a minute before midnight in the United Kingdom
  await learnAndSign(school, ada)
  school.clock.set('2026-09-03T23:00:00Z') // midnight
  const ben = await school.addPerson('Ben Reed', ['volunteer'])
  const { personId } = ben
  await waive(school, personId, { reason: 'His mother is ill' })
  const acknowledgementId = await enterPaper(school, ben)
  school.clock.set('2026-09-10T09:00:00Z')
  await school.administrator.call('acknowledgements.withdrawPaper', { acknowledgementId, reason: 'A slip', by: 'Head' })
  await school.administrator.call('people.leave', { personId, on: '2026-09-12' })
  return { school, ada, ben }
}

test('by day, with number, kind, what, whom and fingerprint; and the counts of each kind', async () => {
  const { school } = await term()
  const list = await listOf(school)
  expect(list).toMatchObject({
    ...{
      schoolName: 'Hill School',
      from: '2026-09-01',
      until: '2026-09-10',
      today: '2026-09-10',
      opened: '2026-09-01',
    },
    ...{ names: false, people: 2, head: school.app.ledger.head(), recorded: school.app.ledger.head().length },
    kinds: [
      { words: 'Signed at the PC', count: 1 },
      { words: 'Signed on paper, and entered', count: 1 },
      { words: 'Entry of a signature on paper withdrawn', count: 1 },
      { words: 'Scenarios finished', count: 1 },
      { words: 'Policy waived', count: 1 },
      { words: 'Policy version published', count: 1 },
      { words: 'Programme set', count: 3 },
      { words: 'Came onto the roll', count: 2 },
      { words: 'Last day entered', count: 1 },
    ],
  })
  expect(list.listed).toBe(list.kinds.reduce((sum, { count }) => sum + count, 0))
  expect(list.days.map(({ day, entries }) => [day, entries.map(({ kind, what, whom }) => [kind, what, whom])])).toEqual(
    [
      [
        '2026-09-01',
        [
          ['Policy version published', 'Visits policy, version 1.0, in force from 1 September 2026', ''],
          ['Programme set', 'For staff, from 1 September 2026', ''],
          ['Programme set', 'For volunteers, from 1 September 2026', ''],
          ['Programme set', 'For governors, from 1 September 2026', ''],
          ['Came onto the roll', 'As staff', 'Person 1'],
        ],
      ],
      [
        '2026-09-03',
        [
          ['Scenarios finished', 'Visits policy, round 1: 5 of 5 answers right', 'Person 1'],
          ['Signed at the PC', 'Visits policy, version 1.0', 'Person 1'],
        ],
      ],
      [
        '2026-09-04',
        [
          ['Came onto the roll', 'As a volunteer', 'Person 2'],
          ['Policy waived', 'Visits policy, until 31 December 2026', 'Person 2'],
          ['Signed on paper, and entered', 'Visits policy, version 1.0', 'Person 2'],
        ],
      ],
      [
        '2026-09-10',
        [
          ['Entry of a signature on paper withdrawn', 'Visits policy, version 1.0', 'Person 2'],
          ['Last day entered', '12 September 2026', 'Person 2'],
        ],
      ],
    ],
  )
  for (const { seq, fingerprint } of await entriesOf(school))
    expect(school.app.ledger.hashAt(seq)!.slice(0, 8)).toBe(fingerprint)
})

test('days are whole days in the United Kingdom', async () => {
  const { school } = await term()
  const kinds = async (from: string, until: string) =>
    (await entriesOf(school, { from, until })).map(({ kind }) => kind)
  expect(await kinds('2026-09-03', '2026-09-03')).toEqual(['Scenarios finished', 'Signed at the PC'])
  expect(await kinds('2026-09-04', '2026-09-04')).toHaveLength(3)
})

test('without names there is no trace of a name, a note or a reason; a person’s code is the same throughout', async () => {
  const { school } = await term()
  const text = JSON.stringify(await listOf(school))
  for (const word of ['Ada', 'Fern', 'Cook', 'Ben', 'Reed', 'mother', 'slip', 'Wyn Heron'])
    expect(text).not.toContain(word)
  const later = await entriesOf(school, { from: '2026-09-04', until: '2026-09-10' })
  expect(new Set(later.map(({ whom }) => whom))).toEqual(new Set(['Person 1'])) // Ben is the first in these days
})

test('with names: as they were known on the last of the days', async () => {
  const { school, ada } = await term()
  await school.administrator.call('people.change', { personId: ada.personId, name: 'Ada Moss', note: 'Cook' })
  const whom = async (until: string) => (await entriesOf(school, { until, names: true })).find(({ kind }) => kind === 'Signed at the PC')!.whom // prettier-ignore
  expect(await whom('2026-09-09')).toBe('Ada Fern, Cook')
  expect(await whom('2026-09-10')).toBe('Ada Moss, Cook')
})

test('what is entered later changes no list of earlier days', async () => {
  const { school, ben } = await term()
  const range = { from: '2026-09-01', until: '2026-09-09', names: true }
  const { days, kinds, listed, recorded } = await listOf(school, range)
  school.clock.set('2026-09-20T09:00:00Z')
  await school.administrator.call('people.change', { personId: ben.personId, name: 'Ben Moss', note: '' })
  await school.addPerson('Gil Marsh', ['staff'])
  expect(await listOf(school, range)).toMatchObject({ days, kinds, listed, recorded })
})

describe('wrong days', () => {
  test.each([
    [{ from: '2026-09-05', until: '2026-09-04' }, 'until', 'The last day is before the first'],
    [{ from: '2026-08-31' }, 'from', 'The record begins on 1 September 2026'],
    [{ until: '2026-09-11' }, 'until', 'is still to come'],
    [{ from: '2025-09-01', until: '2027-09-01' }, 'from', 'longer than there is'],
    [{ from: '2026-02-30' }, 'from', 'Give a date that exists'],
  ])('%j', async (asked, field, words) => {
    const { school } = await term()
    expect(await school.governor.refused('papers.evidence', { workId: WORK, ...asked })).toMatchObject({
      code: 'invalid-input',
      field,
      message: expect.stringContaining(words) as string,
    })
    expect(await school.governor.refused('papers.saveEvidence', { workId: WORK, ...asked })).toMatchObject({ field })
  })

  test('days on which nothing was recorded are no mistake: the list says so', async () => {
    const { school } = await term()
    expect(await listOf(school, { from: '2026-09-05', until: '2026-09-06' })).toMatchObject({
      ...{ listed: 0, recorded: 0, people: 0, kinds: [], days: [] },
      head: school.app.ledger.head(),
    })
  })
})

test('more than paper takes: the first ones, how many there are, and all of them in the file', async () => {
  const files: SavedFile[] = []
  const { school, ben } = await term({ ...NO_PAPERS, saveFile: async (file) => `/there/${files.push(file)}.csv` })
  school.clock.set('2026-09-15T09:00:00Z')
  const { ledger } = school.app
  school.database
    .transaction(() => {
      for (let more = 0; more < EVIDENCE_SHOWN; more++)
        ledger.append('person.left', ben.personId, { lastDay: '2026-09-12' }, '2026-09-15T09:00:00.000Z')
    })
    .immediate()
  const list = await listOf(school)
  expect(list.listed).toBe(EVIDENCE_SHOWN + 12)
  expect(list.days.flatMap(({ entries }) => entries)).toHaveLength(EVIDENCE_SHOWN)
  const { path } = await school.governor.call('papers.saveEvidence', { workId: WORK })
  expect([path, files[0]!.name]).toEqual(['/there/1.csv', 'Evidence 2026-09-01 to 2026-09-15'])
  const rows = parse<Record<string, string>>(files[0]!.text, { columns: true, bom: true })
  expect(rows).toHaveLength(EVIDENCE_SHOWN + 12)
  // Screen, paper and file say the same.
  const shown = list.days.flatMap(({ entries }) => entries)
  expect(rows.slice(0, EVIDENCE_SHOWN).map((row) => [Number(row.Entry), row.Kind, row.What, row.Whom, row['Fingerprint (SHA-256)']!.slice(0, 8)])).toEqual(
    shown.map(({ seq, kind, what, whom, fingerprint }) => [seq, kind, what, whom, fingerprint]),
  ) // prettier-ignore
})

test('it can be stopped, and tells how far it is', async () => {
  const { school, ben } = await term()
  const { ledger } = school.app
  school.database
    .transaction(() => {
      for (let more = 0; more < 30_000; more++) ledger.append('person.left', ben.personId, { lastDay: '2026-09-12' }, '2026-09-10T09:00:00.000Z') // prettier-ignore
    })
    .immediate()
  const governor = school.governor
  const asked = governor.door('papers.evidence', { workId: WORK })
  await new Promise((resolve) => setImmediate(resolve))
  const { progress } = await governor.call('work.progress', { workId: WORK })
  expect(progress).toMatchObject({ doing: 'Reading the record', total: ledger.head().length })
  await governor.call('work.stop', { workId: WORK })
  expect(await asked).toMatchObject({ ok: false, error: { code: 'stopped' } })
})

test('a school with nobody, and an entry whose content was taken out, though nobody was erased', async () => {
  const school = await openSchool()
  expect(await listOf(school, { names: true })).toMatchObject({ people: 0, listed: 4 })
  const ada = await school.addPerson('Ada Fern', ['staff'])
  school.database.exec('DROP TRIGGER ledger_payload_erase_only')
  school.database.prepare('UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = ?').run(school.app.ledger.about(ada.personId)[0]!.seq) // prettier-ignore
  expect((await entriesOf(school)).at(-1)).toMatchObject({ kind: 'Came onto the roll', what: 'What it said was changed or taken out after it was written, and so is not told' }) // prettier-ignore
})
