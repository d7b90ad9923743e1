/** What an answer to a step is worth, and where it leads. Pure. */
import type { Choice, Pack, Scenario, Step, Verdict } from '../policies/format.ts'
import type { Attempt, GivenAnswer } from './course.ts'
import type { AnswerRow, AttemptRow } from './store.ts'

export interface Judgement {
  verdict: Verdict
  chosen: Choice[]
  /** The choices that were best, where these were not. */
  better: Choice[]
  /** The rules behind what went wrong; empty where it was right. */
  missed: string[]
  /** The step that follows; undefined where the scenario ends. */
  next: string | undefined
}

/** Whether these places stand in the step's list, each once, and as many as may be picked. */
export function isOnOffer(step: Step, chosen: readonly number[]): boolean {
  return (
    chosen.length > 0 &&
    (step.pick === 'all' || chosen.length === 1) &&
    new Set(chosen).size === chosen.length &&
    chosen.every((place) => step.choices[place] !== undefined)
  )
}

/** Takes a step and the places chosen in its list; gives what they are worth. All that is right, and nothing else, is right. */
export function judge(step: Step, places: readonly number[]): Judgement {
  const isChosen = (choice: Choice): boolean => places.includes(step.choices.indexOf(choice))
  const chosen = step.choices.filter(isChosen)
  const best = step.choices.filter(({ verdict }) => verdict === 'right')
  const wrong = chosen.filter(({ verdict }) => verdict !== 'right')
  const overlooked = best.filter((choice) => !isChosen(choice))
  const isRight = wrong.length === 0 && (step.pick === 'one' || overlooked.length === 0)
  const missedIn = step.pick === 'all' ? [...wrong, ...overlooked] : wrong
  return {
    verdict: isRight ? 'right' : wrong.some(({ verdict }) => verdict === 'breach') ? 'breach' : 'risky',
    chosen,
    better: isRight ? [] : step.pick === 'all' ? overlooked : best,
    missed: isRight ? [] : [...new Set(missedIn.flatMap(({ rules }) => rules))],
    next: step.pick === 'all' ? step.next : chosen[0]?.next,
  }
}

/** Takes the answers given in one play, in order; gives the step the learner is at, or undefined at the end. */
export function stepNow(
  scenario: Scenario,
  given: readonly { stepId: string; chosen: readonly number[] }[],
): string | undefined {
  const last = given.at(-1)
  if (!last) return scenario.start
  const step = scenario.steps[last.stepId]
  return step && judge(step, last.chosen).next
}

/** An attempt as it was kept, with what follows for each answer from the text it was given on. */
export function asAttempt(row: AttemptRow, answers: readonly AnswerRow[], pack: Pack): Attempt {
  const { id, number, scenarios, startedAt, finishedAt } = row
  return { id, number, scenarios, startedAt, finishedAt, answers: answers.map((answer) => asGiven(answer, pack)) }
}

/** An answer as it was kept, with what follows for it from the text it was given on. */
export function asGiven({ scenarioId, stepId, chosen, verdict, sure }: Kept, pack: Pack): GivenAnswer {
  const step = pack.scenarios.find(({ id }) => id === scenarioId)?.steps[stepId]
  const judgement = step && judge(step, chosen)
  return {
    ...{ scenarioId, stepId, chosen, verdict, sure },
    missed: judgement?.missed ?? [],
    last: judgement?.next === undefined,
  }
}

type Kept = Pick<AnswerRow, 'scenarioId' | 'stepId' | 'chosen' | 'verdict' | 'sure'>
