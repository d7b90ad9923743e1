import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Scenario } from '../policies/format.ts'
import type { School } from '../school/service.ts'
import { feedbackItem, playOf, type Attempt, type GivenAnswer } from './course.ts'
import { isOnOffer, judge, stepNow } from './judging.ts'
import type { Induction, Lesson } from './service.ts'
import { contactsNamed, rulesShown, shuffled } from './shown.ts'

interface Parts {
  induction: Induction
  ledger: Ledger
  school: School
}

/** What a learner says to one step. */
interface Answering {
  scenarioId: string
  stepId: string
  /** Places in the step's list, from 0. */
  chosen: number[]
  sure: boolean | null
}

/** Playing a scenario: what is shown, and what an answer leaves behind. */
export function createScenarios(context: Context, { induction, ledger, school }: Parts) {
  const { store } = induction

  function openScenario({ way, pack, scenarios }: Lesson, scenarioId: string) {
    // A round goes on as it began, though less may be asked of the learner since.
    const theirs = new Set([...scenarios.map(({ id }) => id), ...(way.current?.scenarios ?? [])])
    const scenario = pack.scenarios.find(({ id }) => id === scenarioId && theirs.has(id))
    if (!scenario) throw new LanyardError('unknown-item', 'There is no such scenario for you in this policy.')
    if (way.next.at !== 'scenario' || way.next.scenarioId !== scenarioId)
      throw new LanyardError(
        'not-ready',
        'This scenario is not open now. Go back to your induction to carry on where you were.',
      )
    return { scenario, given: way.current ? playOf(scenarioId, way.current) : [] }
  }

  /** What is said of one answer, from the text it was given on. */
  function feedbackOn(lesson: Lesson, scenario: Scenario, answer: GivenAnswer) {
    const step = scenario.steps[answer.stepId]!
    const { chosen, better, next } = judge(step, answer.chosen)
    const attempt = lesson.way.current
    const play = attempt ? playOf(scenario.id, attempt) : []
    const isLastScenario =
      attempt === null ||
      attempt.scenarios.every((id) => id === scenario.id || playOf(id, attempt).some(({ last }) => last))
    const rules = [...chosen, ...better].flatMap((choice) => choice.rules)
    return {
      verdict: answer.verdict,
      chosen: chosen.map(({ text }) => text),
      feedback: chosen.map(({ feedback }) => feedback),
      better: better.map(({ text }) => text),
      betterFeedback: better.map(({ feedback }) => feedback),
      rules: rulesShown(lesson.pack, rules, lesson.assignment.audiences, 'any'),
      contacts: school.named(contactsNamed(lesson.pack, rules)),
      comesBack: play.some(({ verdict }) => verdict !== 'right'),
      next: next !== undefined ? ('step' as const) : isLastScenario ? ('result' as const) : ('scenario' as const),
    }
  }

  function show(lesson: Lesson, scenarioId: string) {
    const { scenario, given } = openScenario(lesson, scenarioId)
    const { person, versionId, pack, way, attempts, course } = lesson
    const last = given.at(-1)
    const isAnswered = last !== undefined && !wasRead(lesson, scenarioId, last)
    const stepId = isAnswered ? last.stepId : stepNow(scenario, given)!
    const step = scenario.steps[stepId]!
    const before = isAnswered ? given.slice(0, -1) : given
    const round = way.current ?? { scenarios: way.scenarios, number: way.round }
    return {
      policyTitle: pack.policy.title,
      title: scenario.title,
      number: round.scenarios.indexOf(scenarioId) + 1,
      total: round.scenarios.length,
      again:
        course.carried.answers.some((answer) => answer.scenarioId === scenarioId) ||
        attempts.some((attempt) => attempt.number < round.number && playOf(scenarioId, attempt).length > 0),
      stepId,
      story: [...before.map((answer) => scenario.steps[answer.stepId]!.text), step.text],
      pick: step.pick,
      choices: shuffled(step, `${person.id}/${versionId}/${round.number}/${scenarioId}/${stepId}`).map((place) => ({
        id: place,
        text: step.choices[place]!.text,
      })),
      answered: isAnswered ? feedbackOn(lesson, scenario, last) : null,
    }
  }

  const wasRead = ({ person, versionId, way }: Lesson, scenarioId: string, { stepId }: GivenAnswer): boolean =>
    store
      .progress(person.id, versionId)
      .some(
        ({ what, item, round }) =>
          what === 'feedback' && round === way.current?.number && item === feedbackItem(scenarioId, stepId),
      )

  /** Saves one answer, and the end of the attempt with its ledger entry where it was the last. In the caller's transaction. */
  function answer(lesson: Lesson, { scenarioId, stepId, chosen, sure }: Answering) {
    const { person, versionId } = lesson
    const { scenario, given } = openScenario(lesson, scenarioId)
    if (given.some((one) => one.stepId === stepId))
      throw new LanyardError('already-answered', 'You have answered this step. Your first answer was kept.')
    const step = scenario.steps[stepId]
    if (!step || stepNow(scenario, given) !== stepId || lesson.way.current?.finishedAt != null)
      throw new LanyardError(
        'not-ready',
        'This step is not open now. Go back to your induction to carry on where you were.',
      )
    if (!isOnOffer(step, chosen))
      throw new LanyardError(
        'not-on-offer',
        'That answer is not one of those on the screen. Choose again; nothing was saved.',
        'chosen',
      )

    const at = context.clock.now().toISOString()
    const attempt = lesson.way.current ?? begin(lesson, at)
    const places = [...chosen].sort((a, b) => a - b)
    store.insertAnswer({
      attemptId: attempt.id,
      position: attempt.answers.length + 1,
      scenarioId,
      stepId,
      chosen: places,
      verdict: judge(step, places).verdict,
      sure,
      at,
    })
    const after = induction.lesson(person.id, versionId)
    const current = after.way.current!
    if (current.scenarios.every((id) => playOf(id, current).some(({ last }) => last))) finish(after, current, at)
    return feedbackOn(after, scenario, current.answers.at(-1)!)
  }

  function begin({ person, versionId, way }: Lesson, startedAt: string): Attempt {
    const id = context.newId()
    const { round: number, scenarios } = way
    store.insertAttempt({ id, personId: person.id, versionId, number, scenarios, startedAt, finishedAt: null })
    return { id, number, scenarios, startedAt, finishedAt: null, answers: [] }
  }

  function finish({ person, versionId }: Lesson, attempt: Attempt, at: string): void {
    store.finish(attempt.id, at)
    const row = store.attempts(person.id, versionId).find(({ id }) => id === attempt.id)!
    const answers = store.answers(attempt.id).map(({ scenarioId, stepId, chosen, verdict, sure, at: givenAt }) => ({
      scenarioId,
      stepId,
      chosen,
      verdict,
      sure,
      at: givenAt,
    }))
    ledger.append('attempt.finished', person.id, { ...row, answers }, at)
  }

  return { show, answer }
}
