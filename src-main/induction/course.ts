/**
 * The way through one policy version: which pages and scenarios are open, and what comes next. Pure.
 *
 * It goes in rounds. Round 1 is all pages, then all scenarios. A scenario with an answer that was not right comes back
 * in the next round, and where the round's answers stayed below the pass mark, the pages behind the missed rules come
 * back before it. It ends when every scenario has been answered right once through.
 */
import type { Verdict } from '../policies/format.ts'

export interface CoursePage {
  id: string
  rules: readonly string[]
}

export interface GivenAnswer {
  scenarioId: string
  stepId: string
  chosen: number[]
  verdict: Verdict
  /** Whether they said that they were sure; null where they did not say. */
  sure: boolean | null
  /** The rules behind what went wrong; empty where it was right. */
  missed: readonly string[]
  /** The answer ended its scenario. */
  last: boolean
}

export interface Attempt {
  id: string
  number: number
  scenarios: readonly string[]
  /** UTC */
  startedAt: string
  /** UTC; null while it is under way */
  finishedAt: string | null
  answers: readonly GivenAnswer[]
}

export interface Progress {
  what: 'page' | 'feedback' | 'result'
  item: string
  round: number
}

/** What counts before anything is done under this version: done under an earlier one, or signed for. */
export interface Carried {
  /** Pages that need not be read. */
  pages: ReadonlySet<string>
  /** Scenarios that need nothing more. */
  scenarios: ReadonlySet<string>
  /** The first answers that were given under earlier versions and count here. */
  answers: readonly GivenAnswer[]
}

export const NOTHING_CARRIED: Carried = { pages: new Set(), scenarios: new Set(), answers: [] }

export interface Course {
  pages: readonly CoursePage[]
  scenarios: readonly string[]
  /** per cent */
  passMark: number
  carried: Carried
}

export type Next =
  { at: 'page'; pageId: string } | { at: 'scenario'; scenarioId: string } | { at: 'result' } | { at: 'sign' }

export interface Score {
  right: number
  total: number
  /** per cent, whole, rounded down: 79.9 is not a pass at 80 */
  perCent: number
  passed: boolean
}

export interface Way {
  round: number
  /** Every page of the course: read and left alone, open now, or still to come; `again` where it came back. */
  pages: { id: string; state: 'read' | 'open' | 'later'; again: boolean }[]
  /** The scenarios of this round in order. */
  scenarios: string[]
  /** Of all the course's scenarios, those that need nothing more at this moment. */
  settled: number
  /** The attempt that is on the screen: under way, or finished with the feedback on its last answer still to be read. */
  current: Attempt | null
  /** The last attempt that was finished. */
  lastFinished: Attempt | null
  next: Next
}

export const feedbackItem = (scenarioId: string, stepId: string): string => `${scenarioId}/${stepId}`

export function scoreOf(answers: readonly Pick<GivenAnswer, 'verdict'>[], passMark: number): Score {
  const right = answers.filter(({ verdict }) => verdict === 'right').length
  const total = answers.length
  return {
    right,
    total,
    perCent: total === 0 ? 0 : Math.floor((right * 100) / total),
    passed: right * 100 >= passMark * total,
  }
}

/** How a round went. The first one counts, beside its own answers, those carried over to scenarios it did not ask again. */
export function scoreOfRound({ carried, scenarios, passMark }: Course, attempt: Attempt): Score {
  const isKept = (id: string): boolean => scenarios.includes(id) && !attempt.scenarios.includes(id)
  const kept = attempt.number === 1 ? carried.answers.filter(({ scenarioId }) => isKept(scenarioId)) : []
  return scoreOf([...kept, ...attempt.answers], passMark)
}

/** Takes the course and all that was done so far under its version, attempts in order; gives where the learner stands. */
export function wayThrough(course: Course, attempts: readonly Attempt[], progress: readonly Progress[]): Way {
  const open = attempts.find(({ finishedAt }) => finishedAt === null) ?? null
  const lastFinished = attempts.findLast(({ finishedAt }) => finishedAt !== null) ?? null
  const round = open?.number ?? (lastFinished?.number ?? 0) + 1
  const was = (what: Progress['what'], item: string, inRound?: number): boolean =>
    progress.some((one) => one.what === what && one.item === item && (inRound === undefined || one.round === inRound))
  const isSettled = (id: string): boolean => course.carried.scenarios.has(id) || isAnsweredRight(id, attempts)

  const scenarios = open ? [...open.scenarios] : course.scenarios.filter((id) => !isSettled(id))
  const back = new Set(lastFinished && scenarios.length > 0 ? pagesBehind(course, lastFinished) : [])
  const isRead = (id: string): boolean => course.carried.pages.has(id) || was('page', id)
  const pages = pagesOf(course, (id) => (back.has(id) ? was('page', id, round) : isRead(id)), back)

  const answered = (id: string): boolean =>
    open !== null && isPlayed(id, open) && was('feedback', lastItem(id, open), open.number)
  const scenarioNow = open?.scenarios.find((id) => !answered(id)) ?? null
  // Feedback on the very last answer is still to be read when the attempt is finished already.
  const unread =
    lastFinished?.scenarios.find((id) => !was('feedback', lastItem(id, lastFinished), lastFinished.number)) ?? null
  const openPage = pages.find(({ state }) => state === 'open')

  let next: Next
  if (scenarioNow !== null) next = { at: 'scenario', scenarioId: scenarioNow }
  else if (unread !== null) next = { at: 'scenario', scenarioId: unread }
  else if (lastFinished && !was('result', '', lastFinished.number)) next = { at: 'result' }
  else if (openPage) next = { at: 'page', pageId: openPage.id }
  else if (scenarios.length > 0) next = { at: 'scenario', scenarioId: scenarios[0]! }
  else next = { at: 'sign' }

  const settled = course.scenarios.filter((id) => isSettled(id) || (open !== null && isPlayed(id, open))).length
  return {
    round,
    pages,
    scenarios,
    settled,
    current: open ?? (unread === null ? null : lastFinished),
    lastFinished,
    next,
  }
}

/** The answers that count: each scenario's first play, kept for good. */
export function firstAnswers(attempts: readonly Pick<Attempt, 'answers'>[]): GivenAnswer[] {
  const met = new Set<string>()
  return attempts.flatMap(({ answers }) => {
    const first = answers.filter(({ scenarioId }) => !met.has(scenarioId))
    for (const { scenarioId } of first) met.add(scenarioId)
    return first
  })
}

/** The answers of one scenario in one attempt. */
export const playOf = (scenarioId: string, attempt: Pick<Attempt, 'answers'>): GivenAnswer[] =>
  attempt.answers.filter((answer) => answer.scenarioId === scenarioId)

const isPlayed = (scenarioId: string, attempt: Attempt): boolean => playOf(scenarioId, attempt).some(({ last }) => last)

function lastItem(scenarioId: string, attempt: Attempt): string {
  const last = playOf(scenarioId, attempt).at(-1)
  return last ? feedbackItem(scenarioId, last.stepId) : ''
}

/** Whether a scenario was once answered right throughout, in an attempt that is finished. */
function isAnsweredRight(scenarioId: string, attempts: readonly Attempt[]): boolean {
  return attempts.some(
    (attempt) =>
      attempt.finishedAt !== null &&
      isPlayed(scenarioId, attempt) &&
      playOf(scenarioId, attempt).every(({ verdict }) => verdict === 'right'),
  )
}

/** The pages that come back after an attempt: those behind the rules it missed, where it stayed below the pass mark. */
export function pagesBehind(course: Course, attempt: Attempt): string[] {
  if (scoreOfRound(course, attempt).passed) return []
  const missed = new Set(attempt.answers.flatMap(({ missed: rules }) => rules))
  return course.pages.filter(({ rules }) => rules.some((id) => missed.has(id))).map(({ id }) => id)
}

function pagesOf(course: Course, isRead: (id: string) => boolean, back: ReadonlySet<string>): Way['pages'] {
  let opened = false
  return course.pages.map(({ id }) => {
    const read = isRead(id)
    const state = read ? 'read' : opened ? 'later' : 'open'
    if (!read) opened = true
    return { id, state, again: back.has(id) }
  })
}
