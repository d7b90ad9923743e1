/** What a learner does at the screen, one call after the other. */
import type { Input, Output } from '../../src-main/contract.ts'
import type { Place } from '../../src-main/induction/contract.ts'
import { WHAT_CHANGED } from '../../src-main/policies/format.ts'
import { dayOf } from '../../src-main/time.ts'
import type { School, TestPerson, Visitor } from './app.ts'

/** Gives the places to choose, from 0, for a step. */
export type Choose = (asked: { scenarioId: string; stepId: string; again: boolean; places: number }) => number[]

export interface Choosing {
  school: School
  versionId?: string
}

/** The best answer to every step. */
export function allRight({ school, versionId = school.versionId }: Choosing): Choose {
  const { scenarios } = school.app.policies.packOf(versionId)
  return ({ scenarioId, stepId }) =>
    scenarios
      .find(({ id }) => id === scenarioId)!
      .steps[stepId]!.choices.flatMap(({ verdict }, place) => (verdict === 'right' ? [place] : []))
}

/** Wrong where `isWrong` says so, the first time; right when it comes back. */
export function wrongAtFirst(choosing: Choosing, isWrong: (scenarioId: string) => boolean): Choose {
  const { scenarios } = choosing.school.app.policies.packOf(choosing.versionId ?? choosing.school.versionId)
  const right = allRight(choosing)
  return (asked) => {
    if (asked.again || !isWrong(asked.scenarioId)) return right(asked)
    const { choices } = scenarios.find(({ id }) => id === asked.scenarioId)!.steps[asked.stepId]!
    return [choices.findIndex(({ verdict }) => verdict === 'breach')]
  }
}

export async function placeNow(learner: Visitor, versionId: string): Promise<Place> {
  const card = (await learner.call('induction.mine', {})).cards.find((one) => one.versionId === versionId)
  if (!card) throw new Error('nothing is asked of this learner')
  return card.place
}

/** One thing done at the screen; gives where it leads. */
export async function oneStep(learner: Visitor, versionId: string, place: Place, choose: Choose): Promise<Place> {
  if (place.at === 'page') {
    const { pageId } = place
    if (pageId === WHAT_CHANGED) await learner.call('induction.changes', { versionId })
    else await learner.call('induction.page', { versionId, pageId })
    return (await learner.call('induction.turnPage', { versionId, pageId })).place
  }
  if (place.at === 'scenario') {
    const { scenarioId } = place
    const { stepId, again, choices, answered } = await learner.call('induction.scenario', { versionId, scenarioId })
    if (answered === null) {
      const chosen = choose({ scenarioId, stepId, again, places: choices.length })
      const sure = again ? null : chosen[0] === 0 // some say so, some say not, some say nothing
      await learner.call('induction.answer', { versionId, scenarioId, stepId, chosen, sure })
    }
    return (await learner.call('induction.continue', { versionId, scenarioId, stepId })).place
  }
  if (place.at === 'result') {
    await learner.call('induction.result', { versionId })
    return (await learner.call('induction.resultSeen', { versionId })).place
  }
  return place
}

/** Goes on for as long as the place is one of these; gives every place met, the last one included. */
export async function goOn(
  learner: Visitor,
  versionId: string,
  through: Place['at'][],
  choose: Choose,
): Promise<Place[]> {
  const places = [await placeNow(learner, versionId)]
  while (through.includes(places.at(-1)!.at)) places.push(await oneStep(learner, versionId, places.at(-1)!, choose))
  return places
}

export const readAllPages = (learner: Visitor, versionId: string): Promise<Place[]> =>
  goOn(learner, versionId, ['page'], () => [])

/** All the way to the signing page. */
export const toSignature = (learner: Visitor, versionId: string, choose: Choose): Promise<Place[]> =>
  goOn(learner, versionId, ['page', 'scenario', 'result'], choose)

export type Signing = Input<'acknowledgements.sign'>

/** The signing page filled in as it has to be: no to every declaration, every undertaking ticked. */
export async function filledIn(learner: Visitor, versionId: string, { name, pin }: TestPerson): Promise<Signing> {
  const form: Output<'acknowledgements.form'> = await learner.call('acknowledgements.form', { versionId })
  return {
    versionId,
    name,
    pin,
    declarations: form.declarations.map(({ id }) => ({ id, answer: 'no', detail: '' })),
    undertakings: form.undertakings.map(({ id }) => id),
  }
}

/** From wherever the learner is to the signature, all right unless said otherwise; gives the receipt's id. */
export async function learnAndSign(
  school: School,
  person: TestPerson,
  choose?: Choose,
  versionId = school.versionId,
): Promise<string> {
  const learner = await school.signIn(person)
  await toSignature(learner, versionId, choose ?? allRight({ school, versionId }))
  return (await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))).acknowledgementId
}

/** What the office types from a sheet: no to every declaration, every undertaking ticked. */
export async function paperFilledIn(
  { administrator, clock }: School,
  { personId, name }: TestPerson,
  policyId = 'hill/visits',
): Promise<Input<'acknowledgements.enterPaper'>> {
  const sheet = await administrator.call('acknowledgements.sheet', { personId, policyId })
  return {
    personId,
    code: sheet.code,
    signedOn: dayOf(clock.now()),
    name,
    declarations: sheet.declarations.map(({ id }) => ({ id, answer: 'no', detail: '' })),
    undertakings: sheet.undertakings.map(({ id }) => id),
    witnessName: 'Wyn Heron',
    witnessRole: 'Deputy head',
    entererName: 'Olive Teal',
    entererRole: 'Office manager',
  }
}

/** A sheet is printed, signed and entered; gives the signature's id. */
export async function enterPaper(
  school: School,
  person: TestPerson,
  changed: Partial<Input<'acknowledgements.enterPaper'>> = {},
): Promise<string> {
  const filled = await paperFilledIn(school, person)
  return (await school.administrator.call('acknowledgements.enterPaper', { ...filled, ...changed })).acknowledgementId
}

/** The same, with a yes to every declaration; gives the receipt's id. */
export async function learnAndDeclare(school: School, person: TestPerson, detail: string): Promise<string> {
  const { versionId } = school
  const learner = await school.signIn(person)
  await toSignature(learner, versionId, allRight({ school }))
  const signing = await filledIn(learner, versionId, person)
  const declarations = signing.declarations.map(({ id }) => ({ id, answer: 'yes' as const, detail }))
  return (await learner.call('acknowledgements.sign', { ...signing, declarations })).acknowledgementId
}
