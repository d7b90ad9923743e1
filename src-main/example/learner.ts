import type { CallName, Input, Output } from '../contract.ts'
import { WHAT_CHANGED, type Pack } from '../policies/format.ts'
import type { Chance } from './chance.ts'
import type { ExamplePerson } from './roster.ts'

export type Caller = <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

interface Sitting {
  call: Caller
  chance: Chance
  packFor(versionId: string): Pack
  person: ExamplePerson
  pin: string
  versionId: string
  /** Stops after so many pages; goes on to the signature where undefined. */
  pages?: number | undefined
}

/** Works through one policy as a person does at the screen, to the signature or to where the sitting stops. */
export async function learn({
  call,
  chance,
  packFor,
  person,
  pin,
  versionId,
  pages = Infinity,
}: Sitting): Promise<void> {
  const mine = (await call('induction.mine', {})).cards.find((card) => card.versionId === versionId)
  if (!mine) return
  let { place } = mine
  let turned = 0
  while (place.at !== 'receipt') {
    if (place.at === 'page') {
      if (turned++ >= pages) return
      const { pageId } = place
      if (pageId === WHAT_CHANGED) await call('induction.changes', { versionId })
      else await call('induction.page', { versionId, pageId })
      place = (await call('induction.turnPage', { versionId, pageId })).place
    } else if (place.at === 'scenario') {
      const { scenarioId } = place
      const shown = await call('induction.scenario', { versionId, scenarioId })
      const chosen = choose(shown.stepId, scenarioId, shown.again)
      await call('induction.answer', { versionId, scenarioId, stepId: shown.stepId, chosen, sure: isSure(scenarioId) })
      place = (await call('induction.continue', { versionId, scenarioId, stepId: shown.stepId })).place
    } else if (place.at === 'result') {
      await call('induction.result', { versionId })
      place = (await call('induction.resultSeen', { versionId })).place
    } else {
      const { declarations, undertakings } = await call('acknowledgements.form', { versionId })
      const { acknowledgementId } = await call('acknowledgements.sign', {
        versionId,
        name: person.name,
        pin,
        declarations: declarations.map(({ id }, at) => declare(id, at)),
        undertakings: undertakings.map(({ id }) => id),
      })
      place = { at: 'receipt', acknowledgementId }
    }
  }

  /** What comes back is answered with care; the first time each has their own share of slips, and some steps trip more people. */
  function choose(stepId: string, scenarioId: string, again: boolean): number[] {
    const step = packFor(versionId).scenarios.find(({ id }) => id === scenarioId)!.steps[stepId]!
    const places = step.choices.map((_, place) => place)
    const right = places.filter((at) => step.choices[at]!.verdict === 'right')
    const wrong = places.filter((at) => step.choices[at]!.verdict !== 'right')
    const slip = chance.next() < person.slips * (again ? 0.25 : scenarioId.length % 3 === 0 ? 2 : 1)
    if (!slip) return right
    const picked = wrong[Math.floor(chance.next() * wrong.length)]!
    return step.pick === 'all' ? [...right.slice(1), picked] : [picked]
  }

  /** A third say nothing of how sure they are, and as many each that they are and that they are not. */
  function isSure(scenarioId: string): boolean | null {
    const third = [...person.name, ...scenarioId].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % 3
    return third === 0 ? null : third === 1
  }

  /** Who declares something says yes to the first question, whatever it is. */
  function declare(id: string, at: number) {
    const yes = person.declares && at === 0
    return yes
      ? { id, answer: 'yes' as const, detail: 'I would like to talk about it.' }
      : { id, answer: 'no' as const, detail: '' }
  }
}
