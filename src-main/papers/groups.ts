/** How far a school is, in groups that point at nobody. Pure. */
import { personStatus, type Assignment } from '../induction/assignment.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import { FEWEST } from '../reports/tally.ts'

/** One person: what is asked of them, each with the audiences it is asked of and how it stands. */
export interface Counted {
  assignments: readonly Pick<Assignment, 'audiences' | 'status'>[]
}

export interface Group {
  audiences: Audience[]
  people: number
  finished: number
}

/** A number of people where it may be told; null where they are so few, and some. */
export const unlessFew = (people: number): number | null => (people > 0 && people < FEWEST ? null : people)

/**
 * The audiences with how many of each have finished. The smallest are merged until each group is large enough, since one
 * that is left out could be worked out from the total; none where only one group would be left. Somebody in two audiences
 * stands in both groups, and in one that holds both, once. As in the report, waived is not finished.
 */
export function groupsOf(people: readonly Counted[]): Group[] {
  let groups = ADULT_AUDIENCES.map((audience) => groupOf(people, [audience])).filter((group) => group.people > 0)
  while (groups.length > 1 && groups.some((group) => group.people < FEWEST)) {
    const [smallest, next, ...others] = groups.toSorted((a, b) => a.people - b.people) as [Group, Group, ...Group[]]
    groups = [groupOf(people, [...smallest.audiences, ...next.audiences]), ...others]
  }
  const place = ({ audiences }: Group): number => ADULT_AUDIENCES.indexOf(audiences[0]!)
  return groups.length < 2 ? [] : groups.toSorted((a, b) => place(a) - place(b))
}

/** All of them, each once. */
export const everyoneOf = (people: readonly Counted[]): Group => groupOf(people, ADULT_AUDIENCES)

function groupOf(people: readonly Counted[], audiences: readonly Audience[]): Group {
  const meets = (one: { audiences: readonly Audience[] }): boolean =>
    one.audiences.some((audience) => audiences.includes(audience))
  const own = people.flatMap(({ assignments }) => personStatus(assignments.filter(meets)) ?? [])
  return {
    audiences: ADULT_AUDIENCES.filter((audience) => audiences.includes(audience)),
    people: own.length,
    finished: own.filter((status) => status === 'complete').length,
  }
}
