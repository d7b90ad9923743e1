/** Importing people from a file: what is read, how each row is judged, and that it is written whole or not at all. */
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { NO_PAPERS, type Papers, type SavedFile } from '../../src-main/hosts/host.ts'
import { ROWS_MOST } from '../../src-main/people/importing/contract.ts'
import { openSchool } from '../support/app.ts'
import {
  WORK,
  addTo as add,
  factsOf as facts,
  fileOf,
  importAll,
  judge,
  readFile,
  kindsOf as kinds,
  lengthOf as length,
  readingOf,
  refusedFile,
  rowsOf,
  toldOf as told,
} from '../support/importing.ts'

const SIMS = `Forename,Legal Surname,Staff Code,Job title,Work email,Start date,Leaving date
Ada,Fern,AF1,Cook,ada@hill.example,01/09/2024,
Ben,Reed,BR1,"Teacher, Year 6",,2025-09-01,31/12/2026
`
describe('an export of a school system', () => {
  test('is read, judged and written, without PINs; the same file again changes nothing', async () => {
    const school = await openSchool()
    const reading = await readingOf(school, SIMS)
    const before = length(school)
    const { counts, adds, rows } = await judge(school, reading)
    expect([counts.new, adds, length(school)]).toEqual([2, 2, before])
    expect(rows[1]).toMatchObject({ line: 3, name: 'Ben Reed', from: '2025-09-01', lastDay: '2026-12-31' })
    expect(await importAll(school, reading)).toEqual({ added: 2, changed: 0 })
    expect(await facts(school)).toEqual(['Ada Fern|Cook|AF1|ada@hill.example', 'Ben Reed|Teacher, Year 6|BR1|'])
    const { people, counts: here } = await school.administrator.call('people.list', { shown: 'no-pin', sort: 'name' })
    expect([people.length, here.of['no-pin']]).toEqual([2, 2])
    expect(await told(school, people[1]!.id)).toEqual([
      'Added to the roll as Ben Reed, Teacher, Year 6, number BR1: staff from 1 September 2025',
      'Last day entered: 31 December 2026',
    ])
    const after = length(school)
    expect((await judge(school, reading)).counts).toMatchObject({ same: 2, new: 0, changed: 0 })
    expect(await importAll(school, reading)).toEqual({ added: 0, changed: 0 })
    expect(length(school)).toBe(after)
  })

  test('changes what is new of somebody known by number; keeps their first day, and what the file does not say', async () => {
    const school = await openSchool()
    const personId = await add(school, 'Ada Fern', { note: 'Cook', reference: 'af1', email: 'ada@hill.example' })
    await add(school, 'Cai Brook', { note: 'Not in the file' })
    const file = 'Name,Number,Job title,Type,Start date,Last day\n"Moss, Ada",AF1,,Staff; parent governor,03/09/2026,18/12/2026\n' // prettier-ignore
    const reading = await readingOf(school, file)
    expect(await rowsOf(school, reading, 'changed')).toEqual([
      [
        2,
        'Name: Ada Moss, was Ada Fern',
        'New: governor from 3 September 2026',
        'Last day: 18 December 2026',
        'Stays: staff from 1 September 2026, though the file says 3 September 2026',
      ],
    ])
    expect(await importAll(school, reading)).toEqual({ added: 0, changed: 1 })
    expect(await told(school, personId)).toEqual([
      'Added to the roll as Ada Fern, Cook, number af1, ada@hill.example: staff from 1 September 2026',
      'Given a PIN',
      'Name changed from Ada Fern to Ada Moss',
      'Last day entered: 18 December 2026',
      'Governor from 3 September 2026',
    ])
    expect(await facts(school)).toEqual(['Ada Moss|Cook|af1|ada@hill.example', 'Cai Brook|Not in the file||'])
    expect((await judge(school, reading)).counts).toMatchObject({ same: 1, changed: 0 })
  })

  test('has its columns remembered, mended by hand as they were', async () => {
    const school = await openSchool()
    const file = 'Who,What\nAda Fern,Cook\n'
    const first = await readFile(school, file)
    expect(first.proposed).toMatchObject({ isRemembered: false, columns: { name: null, note: null } })
    const columns = { ...first.proposed.columns, name: 0, note: 1 }
    await importAll(school, await readingOf(school, file, { columns, audiences: ['governor'] }))
    const again = await readFile(school, 'What,Who,Line in the file,What is wrong\nBaker,Ben Reed,3,Nothing\n')
    expect(again.proposed).toMatchObject({ isRemembered: true, audiences: ['governor'], columns: { name: 1, note: 0 } })
    expect((await readFile(school, 'What,Who,Size\nBaker,Ben Reed,3\n')).proposed.isRemembered).toBe(false)
  })
})

describe('whatever shape the file has', () => {
  const wide = (text: string) => Buffer.from('\ufeff' + text, 'utf16le')
  test.each([
    ['semicolons', 'Name;Post\nZoë Fern;Cook, baker\n'],
    ['tabs', 'Name\tPost\nZoë Fern\tCook, baker\n'],
    ['a title and a date above', 'Staff list\nPrinted,01/09/2026\n\nName,Post\nZoë Fern,"Cook, baker"\n'],
    ['Excel’s own first line', 'sep=;\r\nName;Post\r\nZoë Fern;Cook, baker\r\n'],
    ['lines as an old Mac ends them', 'Name,Post\rZoë Fern,"Cook, baker"\r'],
    ['blank rows and empty columns', 'Name,Post,,\n,,,\n\nZoë Fern,"Cook, baker",,\n'],
    ['UTF-16', wide('Name\tPost\r\nZoë Fern\tCook, baker\r\n')],
    ['UTF-16 with its bytes turned', wide('Name\tPost\r\nZoë Fern\tCook, baker\r\n').swap16()],
    ['Windows-1252', Buffer.from('Name;Post\r\nZo\xeb Fern;Cook, baker\r\n', 'latin1')],
    ['columns that say nothing', `Name,Post,${Array.from({ length: 200 }, (_, at) => `C${at}`).join(',')}\nZoë Fern,"Cook, baker"\n`], // prettier-ignore
  ])('%s: one person, as they are called', async (_, text) => {
    const school = await openSchool()
    expect(await importAll(school, await readingOf(school, text))).toEqual({ added: 1, changed: 0 })
    expect(await facts(school)).toEqual(['Zoë Fern|Cook, baker||'])
  })

  test('one column is enough, and a line is counted as an editor counts it', async () => {
    const school = await openSchool()
    expect(await kinds(school, 'Name\nAda Fern\nBen Reed\n')).toEqual({ new: 2 })
    const reading = await readingOf(school, 'Name,Post\r\n"Ada\r\nFern",Cook\r\nBen Reed,\r\n')
    expect((await judge(school, reading)).rows.map(({ line, name }) => [line, name])).toEqual([
      [3, 'Ada Fern'],
      [4, 'Ben Reed'],
    ])
  })

  test('columns alone: no rows, nothing to write', async () => {
    const school = await openSchool()
    expect((await readFile(school, 'Name,Post\n')).rows).toBe(0)
    expect(await importAll(school, await readingOf(school, 'Name,Post\n'))).toEqual({ added: 0, changed: 0 })
  })

  test('doubtful text is named with its place, as it was guessed; not where the encoding is set by hand', async () => {
    const school = await openSchool()
    const bytes = Buffer.from('Name;Post\nZo\xeb Fern;Cook\nBen Reed;Caf\xe9\n', 'latin1')
    const { encoding, doubts } = await readFile(school, bytes)
    expect([encoding, doubts]).toEqual([
      'windows-1252',
      {
        count: 2,
        first: [
          { line: 2, column: 'Name', text: 'Zoë Fern', why: 'guessed' },
          { line: 3, column: 'Post', text: 'Café', why: 'guessed' },
        ],
      },
    ])
    expect((await readFile(school, bytes, 'windows-1252')).doubts.count).toBe(0)
    expect((await readFile(school, bytes, 'utf-8')).doubts.first).toMatchObject([{ why: 'lost' }, { why: 'lost' }])
    expect((await readFile(school, 'Name\nZoÃ« Fern\n')).doubts.first).toMatchObject([{ why: 'garbled' }])
  })

  test.each([
    ['nothing', '', /empty/],
    ['blank lines', '\n\n , \n', /no rows/],
    ['a workbook', Buffer.from('504b0304140006000800', 'hex'), /save it as CSV/],
    ['an open quotation mark', 'Name,Post\nAda Fern,Cook\nBen Reed,"Cook\nCai,x\n', /mark on line 3 or soon after/],
    ['too many rows', `Name\n${'Ada Fern\n'.repeat(ROWS_MOST + 1)}`, /more than 20,000 rows/],
    ['a hundred thousand rows', `Name\n${'Ada Fern\n'.repeat(100_000)}`, /more than 20,000 rows/],
    ['too many columns', `Name${','.repeat(1_000)}\nAda Fern\n`, /1001 columns; at most 1000/],
  ])('%s: refused in words', async (_, text, message) => {
    const school = await openSchool()
    expect(await refusedFile(school, text)).toMatchObject({ code: 'invalid-input', field: 'file', message })
  })

  test('larger than 20 MB: refused, by its text and by its bytes', async () => {
    const school = await openSchool()
    expect((await refusedFile(school, Buffer.alloc(20 * 1024 * 1024 + 4, 'a'))).message).toMatch(/larger than 20 MB/)
    expect((await refusedFile(school, Buffer.alloc(20 * 1024 * 1024 + 1, 'a'))).message).toMatch(/larger than 20 MB/)
  })
})

describe('a faulty row', () => {
  test.each([
    ['no name', 'Name,Number\n,AF1', 'Type the person’s name'],
    ['a name of digits', 'Name\n12345', 'A name has at least one letter'],
    ['a date that is none', 'Name,Start date\nAda Fern,31/02/2026', 'Start date: “31/02/2026”: there is no 31 February 2026'], // prettier-ignore
    ['a date a century away', 'Name,Start date\nAda Fern,01/09/1926', 'Start date: check the year, 1 September 1926 is too far away'], // prettier-ignore
    ['days turned round', 'Name,Start date,Last day\nAda Fern,2/9/2026,1/9/2026', 'The last day, 1 September 2026, is before the first, 2 September 2026'], // prettier-ignore
    ['an address that is none', 'Name,Email\nAda Fern,ada at hill', 'An e-mail address looks like office@school.example'], // prettier-ignore
    ['something unknown', 'Name,Type\nAda Fern,Contractor', '“Contractor” is not staff, volunteer or governor'],
    ['a cell too many', 'Name,Post\nFern, Ada, Cook', 'The row has 3 cells where the file has 2 columns: a cell with a separator in it needs quotation marks'], // prettier-ignore
    ['the same number twice', 'Name,Number\nBen Reed,A1\nAda Fern,a1', 'Line 2 has the same number, a1'],
    ['a row twice', 'Name,Post\nAda Fern,Cook\nADA FERN,cook', 'Nothing tells it apart from line 2. If it is somebody else, give each a number, or say what they do'], // prettier-ignore
  ])('%s', async (_, text, says) => {
    const school = await openSchool()
    const reading = await readingOf(school, text)
    expect(await rowsOf(school, reading, 'faulty')).toEqual([[text.split('\n').length, says]])
  })

  test('says all that is wrong; nothing says what they are', async () => {
    const school = await openSchool()
    const reading = await readingOf(school, 'Name,Email,Start date\n,x,y\n', { audiences: [] })
    expect((await rowsOf(school, reading, 'faulty'))[0]).toHaveLength(5)
  })

  test('does not keep the others back, and is saved to be mended: formulas do not run, and come back as they were', async () => {
    const files: SavedFile[] = []
    const papers: Papers = {
      ...NO_PAPERS,
      saveFile: async (file) => `/there/${(files.push(file), file.name)}.csv`,
    }
    const school = await openSchool({ papers })
    const text = 'Name,Start date,a.b\nAda Fern,1/9/2026,\n"=HYPERLINK(""x"")",31/2/2026,+44 1\n@cmd,,-1\n'
    const reading = await readingOf(school, text)
    expect(await importAll(school, reading)).toEqual({ added: 2, changed: 0 })
    const { path } = await school.administrator.call('people.saveFaultyRows', reading)
    expect(path).toBe('/there/Rows to mend 2026-09-01.csv')
    const saved = parse(files[0]!.text, { bom: true })
    expect(saved).toEqual([
      ['Name', 'Start date', 'a.b', 'Line in the file', 'What is wrong'],
      ['\'=HYPERLINK("x")', '31/2/2026', "'+44 1", '3', 'Start date: “31/2/2026”: there is no 31 February 2026'],
    ])
    const mended = files[0]!.text.replace('31/2/2026', '28/2/2026')
    await importAll(school, await readingOf(school, mended))
    expect(await facts(school)).toContain('=HYPERLINK("x")|||')
  })

  test('the template names every column, and holds nobody', async () => {
    const files: SavedFile[] = []
    const papers: Papers = { ...NO_PAPERS, saveFile: async (file) => (files.push(file), 'there') } // prettier-ignore
    const school = await openSchool({ papers })
    await school.administrator.call('people.saveTemplate', {})
    const { columns, rows, proposed } = await readFile(school, files[0]!.text)
    expect([columns.length, rows]).toEqual([8, 0])
    expect(Object.values(proposed.columns).filter((at) => at !== null)).toHaveLength(8)
  })
})

describe('all or nothing', () => {
  test('where the roll has changed since it was looked at, nothing is written', async () => {
    const school = await openSchool()
    const reading = await readingOf(school, SIMS)
    const { plan } = await judge(school, reading)
    await add(school, 'Ada Fern', { reference: 'AF1' })
    const before = length(school)
    const refused = await school.administrator.refused('people.importFile', { ...reading, plan })
    expect(refused).toMatchObject({ code: 'roll-changed', message: /Nothing was written/ })
    expect(length(school)).toBe(before)
  })

  test.each([
    ['stopped', 'stopped'],
    ['failing in the middle', 'disk-full'],
  ])('%s: nothing is written', async (how, code) => {
    const school = await openSchool()
    const rows = Array.from({ length: 2_000 }, (_, at) => `Person ${'abcdefghij'[at % 10]}${at},N${at}`)
    const reading = await readingOf(school, `Name,Number\n${rows.join('\n')}\n`)
    const { plan } = await judge(school, reading)
    const before = length(school)
    if (how !== 'stopped')
      school.database.exec(`CREATE TRIGGER full BEFORE INSERT ON person WHEN NEW.reference = 'N1500'
        BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;`)
    const importing = school.administrator.door('people.importFile', { ...reading, plan })
    if (how === 'stopped') {
      const doing = async () => (await school.administrator.call('work.progress', { workId: WORK })).progress
      for (let at = await doing(); at?.doing !== 'Writing' || at.done === 0; at = await doing())
        await new Promise((resolve) => setImmediate(resolve))
      await school.administrator.call('work.stop', { workId: WORK })
    }
    const answer = await importing
    expect(answer.ok).toBe(false)
    if (!answer.ok && how === 'stopped') expect(answer.error.code).toBe(code)
    expect(length(school)).toBe(before)
    expect(await facts(school)).toEqual([])
  })

  test('a column that is not there, or none for the name, is refused at its field', async () => {
    const school = await openSchool()
    const reading = await readingOf(school, SIMS)
    const withColumns = (columns: object) => ({ ...reading, kind: null, columns: { ...reading.columns, ...columns } })
    const refused = (columns: object) => school.administrator.refused('people.judgeFile', withColumns(columns))
    expect((await refused({ note: 7 })).field).toBe('columns.note')
    expect((await refused({ firstName: null, surname: null })).field).toBe('columns.name')
    const file = fileOf('x')
    expect((await school.administrator.refused('people.judgeFile', { ...reading, kind: null, file })).code).toBe('invalid-input') // prettier-ignore
  })
})
