import type { Access } from '../access/service.ts'
import type { Erasing } from '../erasure/service.ts'
import type { Induction } from '../induction/service.ts'
import { listed, type Listed, type Standing } from './finding.ts'
import type { People } from './service.ts'

interface Parts {
  access: Access
  erasing: Erasing
  people: People
  induction: Induction
}

/**
 * Everybody of whom anything is held, as they stand today, ready to be searched: worked out again when the day has changed or anything was written,
 * so that a letter typed into the search costs a look through the list and no more.
 */
export function createRoll({ access, erasing, people, induction }: Parts) {
  let kept: { day: string; changes: number; roll: readonly Listed[] } | undefined

  return (): { today: string; roll: readonly Listed[] } => {
    const [day, changes] = [induction.today(), people.changes()]
    if (kept?.day !== day || kept.changes !== changes) {
      const holders = access.holders()
      const erased = erasing.ids()
      const rows = Array.from(induction.everyone(day), ({ person, assignments }) => ({
        row: induction.rollRow(person, assignments, day),
        hasPin: holders.has(person.id),
        byPolicy: new Map(
          assignments.map(({ policyId, status, dueOn, daysLate, signature }): [string, Standing] => {
            const [lastSignedAt, lastPaperOn] = [signature?.signedAt ?? null, signature?.paper?.signedOn ?? null]
            return [policyId, { status, dueOn, daysLate, lastSignedAt, lastPaperOn }]
          }),
        ),
      })).filter(({ row }) => !erased.has(row.id))
      kept = { day, changes, roll: listed(rows) }
    }
    return { today: day, roll: kept.roll }
  }
}
