/**
 * The report is the same for good: whatever happens at a school, each day's is the one that a second, slow reading makes
 * of the ledger export, and whenever it is made again it says the same. `LANYARD_HISTORIES=2000` plays more of them.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Output } from '../../src-main/contract.ts'
import { ADULT_AUDIENCES } from '../../src-main/policies/format.ts'
import { addDays, dayOf } from '../../src-main/time.ts'
import { closeAndExport } from '../support/exported.ts'
import { happening, live, openChanging, type Happening, type School } from '../support/history.ts'
import { besideSlow, inOrder } from '../support/slow-reading/beside.ts'
import { dated, inForce, type Asked, type Entry } from '../support/slow-reading/known.ts'
import { slowReport } from '../support/slow-reading/report.ts'

const HISTORIES = Number(process.env.LANYARD_HISTORIES ?? 12)

type Report = Output<'reports.report'>
const made = ({ governor }: School, { day: asAt, ...narrowed }: Asked): Promise<Report> =>
  governor.call('reports.report', { asAt, names: true, ...narrowed } as never)

/** A report without what is of the moment in which it is made. */
function forGood({ today: _today, printedAt: _printedAt, footer: _footer, record: _record, ...report }: Report) {
  return report
}

/** The same where people were erased since: their names and what was written of them are gone, and so is their progress. */
function butForThose<Given extends ReturnType<typeof forGood>>(report: Given, erased: ReadonlySet<string>) {
  if (erased.size === 0) return report // in its own order, too
  const people = report.people.map((row) =>
    erased.has(row.id)
      ? {
          ...{ ...row, name: '', note: '', paper: row.paper?.signedOn, waiver: row.waiver?.until },
          status: row.status === 'in-progress' ? 'not-started' : row.status,
        }
      : row,
  )
  return { ...report, people: inOrder<{ id: string; policyId: string }>(people) }
}

/** What a report is narrowed to, one way after the other. */
const NARROWED = [undefined, ...ADULT_AUDIENCES].flatMap((audience) =>
  [undefined, 'hill/visits', 'hill/trips'].map((policyId) => ({
    ...(audience !== undefined && { audience }),
    ...(policyId !== undefined && { policyId }),
  })),
)

async function compare(school: School, entries: readonly Entry[], asked: Asked): Promise<void> {
  if (asked.policyId !== undefined && inForce(entries, asked).length === 0) {
    const input = { asAt: asked.day, policyId: asked.policyId }
    expect(await school.governor.refused('reports.report', input)).toMatchObject({ field: 'policyId' })
    return
  }
  const slow = slowReport(entries, asked)
  expect(besideSlow(await made(school, asked))).toEqual({ ...slow, people: inOrder(slow.people) })
}

/** Plays a history; each day's report is made when it is over, now and again later, and at last. */
async function holds(policies: 1 | 2, happenings: readonly Happening[]): Promise<void> {
  const school = await openChanging(policies)
  const opened = dayOf(school.clock.now())
  const first = new Map<string, ReturnType<typeof forGood>>()
  const remade = async (day: string): Promise<void> =>
    expect(butForThose(forGood(await made(school, { day })), school.app.erasing.ids())).toEqual(
      butForThose(first.get(day)!, school.app.erasing.ids()),
    )

  await live(school, happenings, async (_, at) => {
    for (let day = opened; day < dayOf(school.clock.now()); day = addDays(day, 1))
      if (!first.has(day)) first.set(day, forGood(await made(school, { day })))
    const days = [...first.keys()]
    if (days.length > 0) await remade(days[(at * 7) % days.length]!)
  })

  const entries = dated(await closeAndExport(school))
  school.reopen()
  let at = 0
  for (let day = opened; day <= dayOf(school.clock.now()); day = addDays(day, 1)) {
    if (first.has(day)) await remade(day)
    await compare(school, entries, { day })
    await compare(school, entries, { day, ...NARROWED[at++ % NARROWED.length] })
  }
  school.close()
}

test(
  'each day’s report is what a slow reading of the export makes it, and the same whenever it is made',
  async () => {
    const histories = fc.array(happening, { minLength: 6, maxLength: 20 })
    await fc.assert(fc.asyncProperty(fc.constantFrom<1 | 2>(1, 2), histories, holds), { numRuns: HISTORIES })
  },
  60_000 + HISTORIES * 5000, // ms
)

/** Histories that found a mistake once, or are seldom met. */
test.each<[string, Happening[]]>([
  [
    'less is asked in the middle of a round, which goes on as it began',
    [
      { what: 'sits', who: 0, steps: 6, slips: [] },
      { what: 'asks', audiences: ['staff'], atFirst: null, of: [], inDays: 0, daysAllowed: 0, renewsIn: null },
      { what: 'sits', who: 0, steps: 40, slips: [] },
      { what: 'waits', days: 1, minutes: 0 },
    ],
  ],
  [
    'a version comes in the middle of a round, and is signed later',
    [
      { what: 'sits', who: 0, steps: 8, slips: [0, 1, 0] },
      { what: 'publishes', which: 0, again: [], inDays: 0, odd: '' },
      { what: 'waits', days: 2, minutes: 0 },
      { what: 'sits', who: 0, steps: 60, slips: [] },
      { what: 'waits', days: 2, minutes: 0 },
    ],
  ],
  [
    'a version comes in the middle of a round, and is signed on paper',
    [
      { what: 'sits', who: 0, steps: 8, slips: [0, 1, 0] },
      { what: 'publishes', which: 0, again: [], inDays: 0, odd: '' },
      { what: 'enters', who: 0, which: 0, daysAgo: 0, odd: '' },
      { what: 'waits', days: 2, minutes: 0 },
    ],
  ],
  [
    'of a signature on paper that is withdrawn, an older version is gone on from',
    [
      { what: 'sits', who: 0, steps: 60, slips: [0, 0] },
      { what: 'publishes', which: 0, again: ['staff', 'governor'], inDays: 1, odd: '' },
      { what: 'waits', days: 2, minutes: 0 },
      { what: 'enters', who: 0, which: 0, daysAgo: 0, odd: '' },
      { what: 'publishes', which: 0, again: ['staff', 'governor'], inDays: 1, odd: '' },
      { what: 'waits', days: 2, minutes: 0 },
      { what: 'sits', who: 0, steps: 60, slips: [0] },
      { what: 'waits', days: 1, minutes: 0 },
      { what: 'withdraws', which: 0 },
      { what: 'waits', days: 2, minutes: 0 },
    ],
  ],
  [
    'somebody signs on the very day of the renewal',
    [
      {
        what: 'asks',
        audiences: ['staff', 'governor'],
        atFirst: null,
        of: [0],
        inDays: 1,
        daysAllowed: 3,
        renewsIn: 1,
      },
      { what: 'waits', days: 2, minutes: 0 },
      { what: 'sits', who: 0, steps: 60, slips: [] },
      { what: 'waits', days: 3, minutes: 0 },
    ],
  ],
  [
    'somebody who signed, and somebody who was asked, are erased',
    [
      { what: 'sits', who: 0, steps: 60, slips: [0, 1] },
      { what: 'comes', audiences: ['volunteer'], others: 1, inDays: 0, odd: 'Zoë' },
      { what: 'waives', who: 1, which: 0, inDays: 9, odd: 'Zoë' },
      { what: 'enters', who: 2, which: 0, daysAgo: 0, odd: 'Zoë' },
      { what: 'waits', days: 3, minutes: 0 },
      { what: 'decides', which: 0, decision: 'noted', odd: '' },
      { what: 'decides', which: 1, decision: 'noted', odd: '' },
      { what: 'leaves', who: 0, inDays: 1 },
      { what: 'leaves', who: 1, inDays: 0 },
      { what: 'leaves', who: 2, inDays: 0 },
      { what: 'waits', days: 3, minutes: 0 },
      { what: 'erases', who: 0, how: 'request' },
      { what: 'waits', days: 1, minutes: 0 },
      { what: 'erases', who: 0, how: 'rule' },
      { what: 'waits', days: 2, minutes: 0 },
    ],
  ],
  [
    'nobody does anything for six weeks',
    [
      { what: 'waits', days: 20, minutes: 0 },
      { what: 'waits', days: 20, minutes: 0 },
      { what: 'waits', days: 4, minutes: 0 },
    ],
  ],
])('and so it is where %s', (_, happenings) => holds(1, happenings))
