import { describe, expect, test } from 'vitest'
import type { Asked, PersonRow } from '../../../src-main/people/contract.ts'
import { PAGE, find, listed, type Standing } from '../../../src-main/people/finding.ts'

const ALL: Asked = { search: '', audience: null, policyId: null, shown: null, sort: 'need', page: 1 }
const row = (name: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...{
    id: `${name} ${more.note ?? ''}`,
    name,
    note: '',
    reference: '',
    email: '',
    audiences: ['staff'],
    status: 'not-started',
    dueOn: '2026-09-15',
  },
  ...{ daysLate: -3, signed: 0, required: 1, lastSignedAt: null, lastPaperOn: null, leftOn: null },
  ...more,
})
const roll = (...rows: (PersonRow & { policies?: Record<string, Partial<Standing>> })[]) =>
  listed(
    rows.map(({ policies = {}, ...one }) => ({
      row: one,
      hasPin: true,
      byPolicy: new Map(
        Object.entries(policies).map(([id, standing]) => [
          id,
          { status: 'complete', dueOn: null, daysLate: null, lastSignedAt: null, lastPaperOn: null, ...standing },
        ]),
      ),
    })),
  )
const SCHOOL = roll(
  row('Zoë Fern', { status: 'overdue', dueOn: '2026-09-10' }),
  row('Ada Fern', { status: 'complete', dueOn: null, lastSignedAt: '2026-09-02T09:00:00.000Z', note: 'Cook' }),
  row('Ada Fern', { audiences: ['volunteer', 'governor'], note: 'Baker' }),
  row('Łukasz O’Brien', { status: null, dueOn: null }),
  row('Ben Reed', { status: 'overdue', dueOn: '2026-09-01', lastSignedAt: '2026-09-03T09:00:00.000Z' }),
  row('Gone', { leftOn: '2026-09-01', status: null, dueOn: null, audiences: ['governor'] }),
)
const names = (asked: Partial<Asked>, people = SCHOOL) =>
  find(people, { ...ALL, ...asked }).people.map(({ name, note }) => (note ? `${name}, ${note}` : name))

describe('in order of', () => {
  test.each([
    ['need', ['Ben Reed', 'Zoë Fern', 'Ada Fern, Baker', 'Ada Fern, Cook', 'Łukasz O’Brien']],
    ['name', ['Ada Fern, Baker', 'Ada Fern, Cook', 'Ben Reed', 'Łukasz O’Brien', 'Zoë Fern']],
    ['due', ['Ben Reed', 'Zoë Fern', 'Ada Fern, Baker', 'Ada Fern, Cook', 'Łukasz O’Brien']],
    ['signed', ['Ben Reed', 'Ada Fern, Cook', 'Ada Fern, Baker', 'Łukasz O’Brien', 'Zoë Fern']],
  ] as const)('%s', (sort, expected) => expect(names({ sort })).toEqual(expected))
})

describe('found by', () => {
  test.each([
    ['the beginning of a name', { search: 'fer' }, 3],
    ['two beginnings, in any order, without accents', { search: 'FERN zoe' }, 1],
    ['a letter with a stroke, and an apostrophe', { search: "luk o'br" }, 1],
    ['what they do', { search: 'ada cook' }, 1],
    ['the middle of a name: nobody', { search: 'ern' }, 0],
    ['spaces: everyone', { search: '  ' }, 5],
    ['audience', { audience: 'governor' }, 1],
    ['audience, of those who left', { audience: 'governor', shown: 'left' }, 1],
    ['status', { shown: 'overdue' }, 2],
    ['nothing asked', { shown: 'nothing' }, 1],
    ['all at once', { shown: 'overdue', search: 'be', audience: 'staff' }, 1],
  ] as [string, Partial<Asked>, number][])('%s', (_, asked, count) => {
    expect(find(SCHOOL, { ...ALL, ...asked }).found).toBe(count)
  })
})

test('each kind is counted among those searched for, whichever is shown', () => {
  const { counts, found, onRoll } = find(SCHOOL, { ...ALL, search: 'fern', shown: 'complete' })
  expect({ found, onRoll }).toEqual({ found: 1, onRoll: 6 })
  expect(counts.here).toBe(3)
  expect(counts.of).toMatchObject({ overdue: 1, complete: 1, 'not-started': 1, nothing: 0, left: 0 })
  expect(find(SCHOOL, ALL).counts).toMatchObject({ here: 5, of: { left: 1, nothing: 1 } })
})

test('of one policy: those it is asked of, each as they stand to it', () => {
  const people = roll(
    { ...row('Ada', { status: 'overdue' }), policies: { visits: { status: 'complete', lastSignedAt: 'x' }, phones: { status: 'overdue' } } }, // prettier-ignore
    { ...row('Ben'), policies: { phones: { status: 'not-started', dueOn: '2026-10-01', daysLate: -9 } } },
    row('Cai', { status: null }),
  )
  expect(find(people, { ...ALL, policyId: 'visits' }).people).toMatchObject([{ name: 'Ada', status: 'complete' }])
  expect(names({ policyId: 'phones', shown: 'overdue' }, people)).toEqual(['Ada'])
  expect(find(people, { ...ALL, policyId: 'phones' }).counts).toMatchObject({ here: 2, of: { overdue: 1, nothing: 0 } })
})

test('a page at a time; a page too far on is the last', () => {
  const many = roll(...Array.from({ length: 2 * PAGE + 1 }, (_, at) => row(`N${String(at).padStart(3, '0')}`)))
  const page = (number: number) => find(many, { ...ALL, page: number })
  expect(page(1)).toMatchObject({ page: 1, pages: 3, found: 101 })
  expect(page(1).people).toHaveLength(PAGE)
  expect(page(2).people[0]!.name).toBe('N050')
  expect(page(3).people.map(({ name }) => name)).toEqual(['N100'])
  expect(page(9)).toEqual(page(3))
  expect(find([], ALL)).toMatchObject({ page: 1, pages: 1, found: 0, people: [] })
})
