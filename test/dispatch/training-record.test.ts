import { describe, expect, test } from 'vitest'
import { openSchool, waive, type School, type TestPerson } from '../support/app.ts'
import { fullLife } from '../support/full-life.ts'
import { entriesOn, forgotten, heldOn, valuesIn } from '../support/held.ts'
import { readAllPages } from '../support/learner.ts'

const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
const recordOf = ({ administrator }: School, { personId }: Pick<TestPerson, 'personId'>) =>
  administrator.call('papers.record', { personId, workId: WORK })

describe('nothing that is held on a person is forgotten', () => {
  test('neither a row of any table that leads to them, nor an entry of the ledger', async () => {
    const { school, ada } = await fullLife()
    const rows = heldOn(school.database, ada.personId)
    expect([...new Set(rows.map(({ table }) => table))].toSorted()).toEqual([
      'acknowledgement',
      'answer',
      'appointment',
      'attempt',
      'declaration',
      'declaration_decision',
      'leaving',
      'naming',
      'paper_withdrawal',
      'person',
      'progress',
      'secret',
      'waiver',
      'waiver_end',
    ])
    const record = await recordOf(school, ada)
    const values = valuesIn(record)
    // What seals or hashes is withheld, and said to be; of a PIN that was given out the state says so.
    const withheld = (table: string, column: string) => table === 'secret' && ['parameters', 'issued'].includes(column)
    const missing = rows.flatMap((held) =>
      forgotten(held, values).flatMap((column) =>
        withheld(held.table, column) || column === 'withdrawn' ? [] : [`${held.table}.${column}`],
      ),
    )
    expect(missing).toEqual([])
    expect(record.entries.map(({ seq }) => seq)).toEqual(entriesOn(school.database, ada.personId))
    expect(record.mentions).toEqual([])
  })

  test('a table that came later, and that the record knows nothing of, is missed', async () => {
    const { school, ada } = await fullLife()
    school.database.exec(`CREATE TABLE later (whose TEXT NOT NULL, said TEXT NOT NULL, at TEXT UNIQUE) STRICT;
      CREATE TABLE later_still (later_at TEXT REFERENCES later (at), more TEXT) STRICT`)
    school.database.prepare('INSERT INTO later VALUES (?, ?, ?)').run(ada.personId, 'something', 'then')
    school.database.prepare('INSERT INTO later_still VALUES (?, ?)').run('then', 'and more')
    const values = valuesIn(await recordOf(school, ada))
    const missing = heldOn(school.database, ada.personId).flatMap((held) =>
      held.table.startsWith('later') ? forgotten(held, values).map((column) => `${held.table}.${column}`) : [],
    )
    expect(missing).toEqual(['later.said', 'later.at', 'later_still.later_at', 'later_still.more'])
  })

  test('an entry about something else that has their number in it is told by its number, and nothing of it', async () => {
    const { school, ada } = await fullLife()
    const { ledger } = school.app
    school.database
      .transaction(() =>
        ledger.append(
          'account.recorded',
          school.app.school.subject(),
          { note: ada.personId, name: 'Secret', administeredBy: '', mayPost: [] },
          '2026-09-03T09:00:00.000Z',
        ),
      ) // prettier-ignore
      .immediate()
    const record = await recordOf(school, ada)
    const { length } = ledger.head()
    expect(record.mentions).toEqual([{ seq: length, at: '2026-09-03T09:00:00.000Z', kind: 'account.recorded' }])
    expect(valuesIn(record)).not.toContain('Secret')
  })
})

test('what was put before them and what they chose are told in the words of the screen', async () => {
  const { school, ada } = await fullLife()
  const [first] = (await recordOf(school, ada)).work
  expect(first).toMatchObject({ policyTitle: 'Visits policy', version: '1.0' })
  const picture = first!.attempts[0]!.answers.filter(({ scenarioId }) => scenarioId === 'a-picture')
  expect(picture).toMatchObject([
    { situation: 'You are asked for a picture.', chosenTexts: ['Take one'], verdict: 'breach' },
    { situation: 'There it is. What now?', chosenTexts: ['Send it on'], verdict: 'breach' },
  ])
  expect(first!.progress.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Page arriving', 'What happened next: A picture', 'How the scenarios went']),
  )
})

test('how sure they were of an answer, where they said so', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const learner = await school.signIn(ada)
  await readAllPages(learner, school.versionId)
  const { versionId } = school
  const said = [true, false, null]
  for (const [at, scenarioId] of ['at-the-gate', 'lost-badge', 'the-list'].entries()) {
    await learner.call('induction.answer', { versionId, scenarioId, stepId: 'start', chosen: [0], sure: said[at]! })
    await learner.call('induction.continue', { versionId, scenarioId, stepId: 'start' })
  }
  const { work } = await recordOf(school, ada)
  expect(work[0]!.attempts[0]!.answers.map(({ sure }) => sure)).toEqual(said)
})

test('secrets, and what is held on others, are not in it', async () => {
  const { school, ada } = await fullLife()
  const ben = await school.addPerson('Ben Reed', ['staff'], { note: 'Works with Ada Fern' })
  await waive(school, ben.personId, { reason: 'Stands in for ADA MOSS', by: 'Headteacher' })
  const record = await recordOf(school, ada)
  const text = JSON.stringify(record)
  for (const word of [ada.pin, 'Ben Reed', ben.personId, 'Stands in']) expect(text).not.toContain(word)
  const { salt, hash } = school.database
    .prepare<[string], { salt: Buffer; hash: Buffer }>('SELECT salt, hash FROM secret WHERE holder = ?')
    .get(ada.personId)!
  for (const bytes of [salt, hash])
    for (const encoding of ['hex', 'base64'] as const) expect(text).not.toContain(bytes.toString(encoding))
  expect(record.withheld[0]).toContain('its hash (scrypt) is held')
  expect(record.elsewhere).toContainEqual({ where: 'What is noted of what others do here', texts: 1, named: 1 })
  expect(record.elsewhere).toContainEqual(
    expect.objectContaining({
      where: expect.stringContaining('Why policies were waived') as string,
      texts: 2,
      named: 1,
    }),
  )
})

test('the school’s rule on keeping it, and until when that would be', async () => {
  const { school, ada } = await fullLife()
  const rules = [
    { whom: 'all' as const, years: 1, source: 'Line 4', note: '' },
    { whom: 'staff' as const, years: 6, source: 'Line 5', note: 'After leaving' },
  ]
  expect((await recordOf(school, ada)).retention).toMatchObject({ lastDay: '2027-02-28', until: null })
  await school.administrator.call('school.setRetention', { rules })
  const { retention } = await recordOf(school, ada)
  expect(retention.rules.map(({ audience, until }) => [audience, until])).toEqual([
    ['staff', '2033-02-28'],
    ['volunteer', '2028-02-28'],
    ['governor', '2028-02-28'],
  ])
  expect(retention.until).toBe('2033-02-28')
})

test('somebody of whom next to nothing is held', async () => {
  const school = await openSchool()
  const nia = await school.addPerson('X'.repeat(200), ['staff'], { from: '2027-01-01', newcomer: true })
  expect(await recordOf(school, nia)).toMatchObject({
    asked: [],
    namings: [{ name: 'X'.repeat(200) }],
    pin: { state: 'given', events: [{ what: 'given' }], failures: 0, triedAt: null },
    ...{ work: [], signatures: [], waivers: [], leavings: [], mentions: [] },
  })
  expect(await school.administrator.refused('papers.record', { personId: WORK, workId: WORK })).toMatchObject({
    code: 'unknown-person',
  })
})

test('saved as JSON it is what the screen shows', async () => {
  const { school, ada, files } = await fullLife()
  const shown = await recordOf(school, ada)
  const { path } = await school.administrator.call('papers.saveRecord', { personId: ada.personId, workId: WORK })
  expect(path).toBe('/there/Training record Ada Moss 2026-09-03.json')
  expect(files.map(({ ending }) => ending)).toEqual(['json'])
  expect({ ...(JSON.parse(files[0]!.text) as object), madeAt: '' }).toEqual({ ...shown, madeAt: '' })
})
