/** Printed reports as witnesses: which minute has each, and whether the record still has its head. */
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { openSchool, type School } from '../support/app.ts'

const report = (school: School, asAt?: string) => school.governor.call('reports.report', { ...(asAt && { asAt }) })
const witnessed = async (school: School) => (await school.governor.call('reports.witnessed', {})).printed

/** Prints the report; gives the entry. */
async function print(school: School): Promise<number> {
  const { asAt, names, record } = await report(school)
  return (await school.governor.call('reports.made', { asAt, names, head: record.head })).seq
}

const ITEM: Omit<Input<'reports.enterMinute'>, 'seq'> = {
  reference: 'Full governing body, item 7.2',
  metOn: '2026-09-10',
}

/** A report printed on 1 September, on a day when it can be minuted. */
async function printed(): Promise<{ school: School; seq: number }> {
  const school = await openSchool()
  const seq = await print(school)
  school.clock.set('2026-09-12T10:00:00Z')
  return { school, seq }
}

describe('a printed report', () => {
  test('is listed, the newest first, with the head it was made from and no minute', async () => {
    const school = await openSchool()
    const { record } = await report(school)
    const first = await print(school)
    school.clock.set('2026-09-03T10:00:00Z')
    const second = await print(school)
    expect(await witnessed(school)).toMatchObject([
      { seq: second, asAt: '2026-09-03', names: false, minuted: null },
      { seq: first, asAt: '2026-09-01', head: record.head, agrees: true, minuted: null },
    ])
    expect(school.app.reports.witnessed()).toEqual(await witnessed(school))
  })

  test('is entered once, however often the same one is printed', async () => {
    const school = await openSchool()
    const { asAt, names, record } = await report(school)
    const said = { asAt, names, head: record.head }
    const { seq } = await school.governor.call('reports.made', said)
    const after = school.app.ledger.head()
    expect(await school.governor.call('reports.made', said)).toEqual({ seq })
    expect(school.app.ledger.head()).toEqual(after)
    const named = await school.governor.call('reports.report', { names: true })
    await school.governor.call('reports.made', { asAt, names: true, head: named.record.head })
    expect(await witnessed(school)).toHaveLength(2)
  })
})

describe('the minute of a report', () => {
  test('is an entry of the ledger, with what stands in the list', async () => {
    const { school, seq } = await printed()
    await school.governor.call('reports.enterMinute', { seq, ...ITEM, reference: '  Full governing body,  item 7.2 ' })
    const enteredAt = school.clock.now().toISOString()
    expect((await witnessed(school))[0]).toMatchObject({ seq, minuted: { ...ITEM, enteredAt } })
    const { first, last } = school.app.ledger.ends()!
    expect(last).toMatchObject({ kind: 'report.minuted', subject: first.subject })
    expect(school.app.ledger.about(first.subject).at(-1)!.proves).toEqual({ reportSeq: seq, ...ITEM, enteredAt })
  })

  test('is corrected by entering it again; the same again writes nothing', async () => {
    const { school, seq } = await printed()
    await school.governor.call('reports.enterMinute', { seq, ...ITEM })
    await school.administrator.call('reports.enterMinute', { seq, ...ITEM, reference: 'Item 8' })
    const length = school.app.ledger.head().length
    await school.governor.call('reports.enterMinute', { seq, ...ITEM, reference: 'Item 8' })
    expect(school.app.ledger.head().length).toBe(length)
    expect((await witnessed(school))[0]!.minuted).toMatchObject({ reference: 'Item 8' })
    const kinds = school.app.ledger.about(school.app.ledger.ends()!.first.subject).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'report.minuted')).toHaveLength(2)
  })

  test.each([
    ['of a day to come', { metOn: '2026-09-13' }, 'metOn', '13 September 2026 is still to come'],
    ['of a day before it was printed', { metOn: '2026-08-31' }, 'metOn', 'printed on 1 September 2026'],
    ['of a day that does not exist', { metOn: '2026-09-31' }, 'metOn', 'Give a date that exists'],
    ['without a reference', { reference: ' - ' }, 'reference', 'Type where the minutes have it'],
    ['with a reference that is too long', { reference: 'x'.repeat(201) }, 'reference', 'At most 200'],
  ])('is refused %s', async (_, wrong, field, words) => {
    const { school, seq } = await printed()
    const before = school.app.ledger.head()
    const error = await school.governor.refused('reports.enterMinute', { seq, ...ITEM, ...wrong })
    expect(error).toMatchObject({ code: 'invalid-input', field })
    expect(error.message).toContain(words)
    expect(school.app.ledger.head()).toEqual(before)
  })

  test('is taken of the day of printing, and of today', async () => {
    const { school, seq } = await printed()
    await school.governor.call('reports.enterMinute', { seq, ...ITEM, metOn: '2026-09-01' })
    await school.governor.call('reports.enterMinute', { seq, ...ITEM, metOn: '2026-09-12' })
    expect((await witnessed(school))[0]!.minuted!.metOn).toBe('2026-09-12')
  })

  test('is refused of an entry that is no printed report', async () => {
    const { school } = await printed()
    const { code } = await school.governor.refused('reports.enterMinute', { seq: 1, ...ITEM })
    expect(code).toBe('unknown-item')
  })

  test('cannot be of a meeting where the PC’s clock was put back behind the printing, and says so', async () => {
    const { school, seq } = await printed()
    school.clock.set('2026-08-20T10:00:00Z')
    const { message } = await school.governor.refused('reports.enterMinute', { seq, ...ITEM, metOn: '2026-08-20' })
    expect(message).toContain('the PC’s clock was wrong then, or is wrong now')
  })
})

describe('the report', () => {
  test('names the minuted report with the longest record, as of the moment, also for an earlier day', async () => {
    const { school, seq } = await printed()
    const second = await print(school)
    expect((await report(school)).record.minuted).toBeNull()
    await school.governor.call('reports.enterMinute', { seq: second, reference: 'Item 3', metOn: '2026-09-12' })
    await school.governor.call('reports.enterMinute', { seq, ...ITEM })
    const [newest] = await witnessed(school)
    const { record } = await report(school)
    expect(record.minuted).toEqual({
      ...{ asAt: '2026-09-12', length: newest!.head.length, reference: 'Item 3', metOn: '2026-09-12', agrees: true },
      words: `Minuted on 12 September 2026 (Item 3): the report as at 12 September 2026, of ${newest!.head.length} entries. The record agrees with what it noted of it; only the printed page can prove more.`,
    })
    expect((await report(school, '2026-09-01')).record.minuted).toEqual(record.minuted)
  })

  test('does not hold together where the record has another head than was printed', async () => {
    const { school, seq } = await printed()
    await school.governor.call('reports.enterMinute', { seq, ...ITEM })
    const { head } = (await witnessed(school))[0]!
    school.database.exec('DROP TRIGGER report_made_no_update')
    school.database.exec(`UPDATE report_made SET head_hash = '${'0'.repeat(64)}'`)
    expect((await witnessed(school))[0]).toMatchObject({ agrees: false })
    const { record, decisions } = await report(school)
    expect(record.minuted).toMatchObject({ agrees: false })
    expect(record.minuted!.words).toContain('The record does not agree with it any more.')
    expect(record.check.whole).toBe(false)
    expect(record.check.words).toContain(`has a fingerprint of entry ${head.length} that the record has not`)
    expect(decisions[0]!.kind).toBe('record')
  })
})
