/** Whatever a file holds: it is written whole or not at all, and the same file again changes nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSchool, type School } from '../support/app.ts'
import { WORK, fileOf, importAll, judge, readingOf } from '../support/importing.ts'

/** Few values, so that rows meet each other and the roll; and now and then anything at all. */
const cell = (...usual: string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
  )
const row = fc.tuple(
  cell('Ada Fern', 'ADA FERN', 'Fern, Ada', 'Ben Reed', 'Zoë O’Brien', 'Ada Moss', ''),
  cell('', '', 'Cook', 'Baker', 'cook'),
  cell('', '', '', 'A1', 'a1', 'B1', 'C1'),
  cell('', '', 'a@hill.example', 'A@hill.example', 'b@hill.example'),
  cell('', 'staff', 'Governor', 'volunteer; staff', 'nobody'),
  cell('', '1/9/2026', '2026-08-01', '1 October 2026', '31/2/2026'),
  cell('', '', '', '30/9/2026', '2026-12-31', '1/1/2026'),
)
const rows = fc.array(row, { maxLength: 12 })
/** How clashes are settled. */
const hows = fc.constantFrom('open', 'person', 'new')
const quoted = (text: string) => (/[",;\t\n\r|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const asText = (table: readonly (readonly string[])[]) =>
  [['Name', 'Post', 'Number', 'Email', 'Type', 'Start date', 'Last day'], ...table]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n')

/** All that is evidence of the roll. */
const written = ({ database }: School) =>
  ['person', 'naming', 'appointment', 'leaving', 'ledger_entry'].map((table) =>
    database.prepare(`SELECT * FROM ${table}`).all(),
  )

test('two files after each other, with days between', async () => {
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.integer({ min: 0, max: 60 }), hows, async (first, second, days, how) => {
      const school = await openSchool()
      for (const table of [first, second]) {
        const reading = await readingOf(school, asText(table))
        const seen = await judge(school, reading, 'clash')
        // All clashes are settled or none: one that is left open may mean something else once the others are written.
        const settled =
          how === 'open'
            ? []
            : seen.rows.map(({ line, candidates, mayBeNew }) => {
                return { line, as: how === 'new' && mayBeNew ? 'new' : (candidates[0]?.personId ?? 'out') }
              })
        const { adds, changes, plan, rows: clashes } = await judge(school, { ...reading, settled }, 'clash')
        const left = [...clashes, ...(await judge(school, { ...reading, settled }, 'faulty')).rows]
        const before = school.app.people.all('2026-12-31').length
        const done = await school.administrator.call('people.importFile', { ...reading, settled, plan })
        expect(done).toEqual({ added: adds, changed: changes })
        expect(school.app.people.all('2026-12-31').length).toBe(before + adds)

        // Somebody who got another name by hand leaves a row of the old one behind, which may be somebody new the next time.
        if (how === 'person' && left.some(({ says }) => says.some((words) => words.includes('already')))) continue
        // Again, with nobody to settle what is open: not one row is added.
        const after = written(school)
        const { counts } = await judge(school, reading)
        expect([counts.new, counts.changed]).toEqual([0, 0])
        expect(await importAll(school, reading)).toEqual({ added: 0, changed: 0 })
        expect(written(school)).toEqual(after)
        school.clock.pass(days * 24 * 60)
      }
    }),
    { numRuns: 60 },
  )
})

test('bytes of any kind: read as a table, or refused in words; nothing is written by looking', async () => {
  const school = await openSchool()
  const before = written(school)
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map(Buffer.from)), async (bytes) => {
      const file = fileOf(Buffer.from(bytes))
      const answer = await school.administrator.door('people.readFile', { workId: WORK, file, encoding: null })
      if (!answer.ok) expect(answer.error).toMatchObject({ code: 'invalid-input', field: 'file' })
    }),
    { numRuns: 300 },
  )
  expect(written(school)).toEqual(before)
})
