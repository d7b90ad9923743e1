/** People whom a further version of the made-up policy finds on the way, or signed. */
import type { Place } from '../../src-main/induction/contract.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { openSchool, type School, type TestPerson, type Visitor } from './app.ts'
import { visits, visitsRevised } from './fixture-pack.ts'
import { learnAndSign, oneStep, placeNow } from './learner.ts'
import { publish } from './publish.ts'

/** A place by the page or scenario it is. */
export const named = (place: Place): string =>
  place.at === 'page' ? place.pageId : place.at === 'scenario' ? place.scenarioId : place.at
export const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

/** The learner’s one card. */
export const cardOf = async (learner: Visitor) => (await learner.call('induction.mine', {})).cards[0]!

export interface SignedBefore {
  school: School
  person: TestPerson
  /** The receipt of the first version. */
  first: string
  /** The new version in force, and its signer at the PC. */
  versionId: string
  learner: Visitor
}

/** Somebody has signed the first version, and a month later there is another. */
export async function signedBefore(
  audiences: Parameters<School['addPerson']>[1] = ['staff'],
  pack: Pack = visitsRevised,
  wanted: Parameters<typeof publish>[2] = {},
): Promise<SignedBefore> {
  const school = await openSchool()
  const person = await school.addPerson('Ada Fern', audiences)
  const first = await learnAndSign(school, person)
  school.clock.set('2026-10-01T08:00:00.000Z')
  const versionId = publish(school, pack, wanted)
  return { school, person, first, versionId, learner: await school.signIn(person) }
}

export interface OnTheWay {
  school: School
  person: TestPerson
  learner: Visitor
}

/** Somebody is at the PC, with everything before them. */
export async function onTheWay(audiences: Parameters<School['addPerson']>[1] = ['staff']): Promise<OnTheWay> {
  const school = await openSchool()
  const person = await school.addPerson('Ada Fern', audiences)
  return { school, person, learner: await school.signIn(person) }
}

/** A text that differs from the first in its version alone, or in this. */
export const other = (version: string, changed: Partial<Pack> = {}): Pack => ({
  ...visits,
  ...changed,
  policy: { ...visits.policy, version },
})
/** What the person’s last signature proves, as the ledger has it. */
export const signedPayload = ({ app }: School, { personId }: Pick<TestPerson, 'personId'>) =>
  app.ledger.about(personId).findLast(({ kind }) => kind === 'acknowledgement.signed')?.proves
/** The one line of the report. */
export const reportRow = async ({ governor }: School, asAt: string) =>
  (await governor.call('reports.report', { asAt, names: true })).people[0]!

/** Steps through the scenarios until so many answers' feedback has been read. */
export async function playSome(
  learner: Visitor,
  versionId: string,
  most: number,
  choose: Parameters<typeof oneStep>[3],
) {
  for (let steps = 0; steps < most; steps++)
    await oneStep(learner, versionId, await placeNow(learner, versionId), choose)
}
