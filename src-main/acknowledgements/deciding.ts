/** When a "yes" to a declaration is open, and how many there are. Pure. */
import { alike } from '../people/names.ts'
import type { Pack } from '../policies/format.ts'
import { endOfDay } from '../time.ts'
import type { Decision } from './contract.ts'

/** A "yes" is known by its signature and its question. */
export interface AnswerKey {
  acknowledgementId: string
  declarationId: string
}
export const keyOf = ({ acknowledgementId, declarationId }: AnswerKey): string =>
  `${acknowledgementId} ${declarationId}`

/** The decision that settles a "yes": the last, unless a talk has to come first. Takes those on one "yes", in the order of entry. */
export function settledBy<One extends Pick<Decision, 'decision'>>(decisions: readonly One[]): One | undefined {
  const last = decisions.at(-1)
  return last?.decision === 'talk-needed' ? undefined : last
}

/** Whether what was said with a signature stands at an instant (UTC): it was made before, and not withdrawn by then. */
export const stands = (
  { signedAt, withdrawnAt }: { signedAt: string; withdrawnAt: string | null },
  instant: string,
): boolean => signedAt < instant && (withdrawnAt === null || withdrawnAt >= instant)

/** How many times "yes" was said by the end of a day, and on how many of them the school had decided, as it was entered by then. */
export function countOn(
  day: string,
  allYes: readonly (AnswerKey & { signedAt: string; withdrawnAt: string | null })[],
  decisions: readonly (AnswerKey & Decision)[],
): { yes: number; open: number; decided: number } {
  const end = endOfDay(day)
  const known = Map.groupBy(
    decisions.filter(({ enteredAt }) => enteredAt < end),
    keyOf,
  )
  const said = allYes.filter((one) => stands(one, end))
  const decided = said.filter((one) => settledBy(known.get(keyOf(one)) ?? []) !== undefined).length
  return { yes: said.length, open: said.length - decided, decided }
}

const USUAL_DECIDERS = ['Headteacher', 'Designated safeguarding lead']
/** "The Head Teacher" and "Headteacher" are one role. */
const bare = (role: string): string => alike(role).replace(/^the /, '').replaceAll(' ', '')

/** Who usually decides, in the policy's own words where it names them; and the other roles it names. */
export function decidersOf({ school: { contacts } }: Pack): { deciders: string[]; otherRoles: string[] } {
  const roles = contacts.map(({ role }) => role)
  const deciders = USUAL_DECIDERS.map((usual) => roles.find((role) => bare(role) === bare(usual)) ?? usual)
  return { deciders, otherRoles: roles.filter((role) => !deciders.includes(role)) }
}
