import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  NOTHING_CARRIED,
  feedbackItem,
  firstAnswers,
  pagesBehind,
  scoreOf,
  scoreOfRound,
  wayThrough,
  type Attempt,
  type Course,
  type GivenAnswer,
  type Progress,
} from '../../../src-main/induction/course.ts'
import type { Verdict } from '../../../src-main/policies/format.ts'

const course: Course = {
  pages: [
    { id: 'p1', rules: ['r1'] },
    { id: 'p2', rules: ['r2', 'r3'] },
    { id: 'p3', rules: [] },
  ],
  scenarios: ['s1', 's2'],
  passMark: 80,
  carried: NOTHING_CARRIED,
}

const page = (item: string, round = 1): Progress => ({ what: 'page', item, round })
const read = (scenarioId: string, round = 1): Progress => ({
  what: 'feedback',
  item: feedbackItem(scenarioId, 'start'),
  round,
})
const seen = (round: number): Progress => ({ what: 'result', item: '', round })
const allPages = course.pages.map(({ id }) => page(id))

const answer = (scenarioId: string, verdict: Verdict = 'right', missed: string[] = []): GivenAnswer => ({
  scenarioId,
  stepId: 'start',
  sure: null,
  chosen: [0],
  verdict,
  missed,
  last: true,
})
const attempt = (number: number, scenarios: string[], answers: GivenAnswer[]): Attempt => ({
  id: `a${number}`,
  number,
  scenarios,
  startedAt: '',
  finishedAt: answers.length === scenarios.length ? 'done' : null,
  answers,
})

const states = (attempts: Attempt[], progress: Progress[]) =>
  wayThrough(course, attempts, progress).pages.map(({ state }) => state)
const next = (attempts: Attempt[], progress: Progress[], of = course) => wayThrough(of, attempts, progress).next

describe('round 1', () => {
  test('pages open in order, and those that were read stay', () => {
    expect(states([], [])).toEqual(['open', 'later', 'later'])
    expect(states([], [page('p1')])).toEqual(['read', 'open', 'later'])
    expect(states([], [page('p1'), page('p3')])).toEqual(['read', 'open', 'read'])
    expect(next([], [page('p1')])).toEqual({ at: 'page', pageId: 'p2' })
  })

  test('then the scenarios, each until its feedback was read', () => {
    expect(next([], allPages)).toEqual({ at: 'scenario', scenarioId: 's1' })
    const begun = attempt(1, ['s1', 's2'], [answer('s1')])
    expect(next([begun], allPages)).toEqual({ at: 'scenario', scenarioId: 's1' })
    expect(next([begun], [...allPages, read('s1')])).toEqual({ at: 'scenario', scenarioId: 's2' })
  })

  test('the feedback on the very last answer is still read when the attempt is finished, then the result', () => {
    const done = attempt(1, ['s1', 's2'], [answer('s1'), answer('s2')])
    const way = wayThrough(course, [done], [...allPages, read('s1')])
    expect(way.next).toEqual({ at: 'scenario', scenarioId: 's2' })
    expect(way.current).toBe(done)
    expect(next([done], [...allPages, read('s1'), read('s2')])).toEqual({ at: 'result' })
    expect(next([done], [...allPages, read('s1'), read('s2'), seen(1)])).toEqual({ at: 'sign' })
  })

  test('without scenarios the signature follows the pages; without anything it is open at once', () => {
    expect(next([], allPages, { ...course, scenarios: [] })).toEqual({ at: 'sign' })
    expect(next([], [], { ...course, pages: [], scenarios: [] })).toEqual({ at: 'sign' })
  })
})

describe('what went wrong comes back', () => {
  const done = [...allPages, read('s1'), read('s2'), seen(1)]

  test('below the pass mark: the pages behind the missed rules first, and only those', () => {
    const failed = attempt(1, ['s1', 's2'], [answer('s1', 'risky', ['r3']), answer('s2')])
    const way = wayThrough(course, [failed], done)
    expect(way.pages).toEqual([
      { id: 'p1', state: 'read', again: false },
      { id: 'p2', state: 'open', again: true },
      { id: 'p3', state: 'read', again: false },
    ])
    expect(way).toMatchObject({ round: 2, scenarios: ['s1'], settled: 1, next: { at: 'page', pageId: 'p2' } })
    expect(next([failed], [...done, page('p2', 2)])).toEqual({ at: 'scenario', scenarioId: 's1' })
  })

  test('at the pass mark or above: the scenario alone', () => {
    const passed = attempt(1, ['s1', 's2'], [answer('s1', 'breach', ['r3']), answer('s2')])
    expect(next([passed], done, { ...course, passMark: 50 })).toEqual({ at: 'scenario', scenarioId: 's1' })
  })

  test('until it was right throughout', () => {
    const attempts = [attempt(1, ['s1', 's2'], [answer('s1', 'breach', ['r1']), answer('s2')])]
    const progress = [...done, page('p1', 2)]
    for (const round of [2, 3, 4]) {
      attempts.push(attempt(round, ['s1'], [answer('s1', round < 4 ? 'risky' : 'right', round < 4 ? ['r1'] : [])]))
      progress.push(read('s1', round), seen(round), page('p1', round + 1))
      expect(next(attempts, progress)).toEqual(round < 4 ? { at: 'scenario', scenarioId: 's1' } : { at: 'sign' })
    }
  })

  test('an audience that came later brings its own pages and scenarios, and no others', () => {
    const done1 = attempt(1, ['s1', 's2'], [answer('s1'), answer('s2')])
    const wider: Course = {
      ...course,
      pages: [...course.pages, { id: 'p4', rules: [] }],
      scenarios: ['s1', 's2', 's3'],
    }
    expect(next([done1], done, wider)).toEqual({ at: 'page', pageId: 'p4' })
    const way = wayThrough(wider, [done1], [...done, page('p4', 2)])
    expect(way).toMatchObject({ scenarios: ['s3'], next: { at: 'scenario', scenarioId: 's3' } })
  })
})

describe('the score', () => {
  const answers = (right: number, wrong: number) => [
    ...Array<GivenAnswer>(right).fill(answer('s', 'right')),
    ...Array<GivenAnswer>(wrong).fill(answer('s', 'risky')),
  ]

  test.each([
    [8, 2, 80, true],
    [4, 1, 80, true],
    [799, 201, 79, false], // 79.9 %
    [7, 2, 77, false],
    [10, 0, 100, true],
    [999, 1, 99, true],
    [0, 3, 0, false],
    [0, 0, 0, true], // nothing was asked
  ])('%i right and %i wrong: %i %, a pass at 80: %s', (right, wrong, perCent, passed) => {
    expect(scoreOf(answers(right, wrong), 80)).toEqual({ right, total: right + wrong, perCent, passed })
  })

  test('a risky answer is no right one, and the pages behind it come back', () => {
    const failed = attempt(1, ['s1', 's2'], [answer('s1', 'risky', ['r1']), answer('s2', 'breach', ['r3', 'r9'])])
    expect(pagesBehind(course, failed)).toEqual(['p1', 'p2'])
  })

  test('what was carried over counts in the first round, where the course has its scenario and the round did not ask it', () => {
    const carried = { ...NOTHING_CARRIED, answers: ['s1', 's2', 'gone'].map((id) => answer(id, 'risky')) }
    const own = [answer('s2')]
    const perCent = (round: Attempt) => scoreOfRound({ ...course, carried }, round).perCent
    expect(perCent(attempt(1, ['s2'], own))).toBe(50)
    expect(perCent(attempt(2, ['s2'], own))).toBe(100)
  })

  test('what was carried over need not be read nor played, unless it comes back', () => {
    const carried = { pages: new Set(['p1', 'p2']), scenarios: new Set(['s1']), answers: [] }
    const of = { ...course, carried }
    expect(wayThrough(of, [], [])).toMatchObject({
      pages: [{ state: 'read' }, { state: 'read' }, { state: 'open' }],
      scenarios: ['s2'],
      settled: 1,
    })
    const failed = attempt(1, ['s2'], [answer('s2', 'breach', ['r3'])])
    const after = [page('p3'), read('s2'), seen(1)]
    expect(next([failed], after, of)).toEqual({ at: 'page', pageId: 'p2' })
    expect(next([failed], [...after, page('p2', 2)], of)).toEqual({ at: 'scenario', scenarioId: 's2' })
  })

  test('first answers are each scenario’s first play', () => {
    const first = [answer('s1', 'breach'), answer('s2')]
    const again = [answer('s1')]
    expect(firstAnswers([attempt(1, ['s1', 's2'], first), attempt(2, ['s1'], again)])).toEqual(first)
  })
})

describe('however it goes', () => {
  /** Plays a course through as the program does, with these verdicts one after the other, then right for ever. */
  function play(
    passMark: number,
    verdicts: Verdict[],
    watch: (attempts: Attempt[], progress: Progress[]) => void,
  ): number {
    const attempts: Attempt[] = []
    const progress: Progress[] = []
    const long: Course = { ...course, scenarios: ['s1', 's2', 's3'], passMark }
    const given = verdicts.values()
    for (let steps = 0; ; steps++) {
      watch(attempts, progress)
      const { next: place, round, scenarios } = wayThrough(long, attempts, progress)
      if (place.at === 'sign') return steps
      if (place.at === 'page') progress.push(page(place.pageId, round))
      else if (place.at === 'result') progress.push(seen(attempts.at(-1)!.number))
      else {
        const open = attempts.find(({ finishedAt }) => finishedAt === null) ?? attempt(round, scenarios, [])
        if (!attempts.includes(open)) attempts.push({ ...open, finishedAt: null })
        const now = attempts.at(-1)!
        const verdict = given.next().value ?? 'right'
        const answers = [...now.answers, answer(place.scenarioId, verdict, verdict === 'right' ? [] : ['r1', 'r3'])]
        attempts[attempts.length - 1] = {
          ...now,
          answers,
          finishedAt: answers.length === now.scenarios.length ? 'done' : null,
        }
        progress.push(read(place.scenarioId, now.number))
      }
      if (steps > 1000) throw new Error('there is no end')
    }
  }

  const history = [
    fc.constantFrom(50, 80, 100),
    fc.array(fc.constantFrom<Verdict>('right', 'risky', 'breach'), { maxLength: 12 }),
  ] as const

  test('it ends, and the signature never opens while a page is unread or a scenario was not right once through', () => {
    fc.assert(
      fc.property(...history, (passMark, verdicts) => {
        play(passMark, verdicts, (attempts, progress) => {
          const way = wayThrough({ ...course, scenarios: ['s1', 's2', 's3'], passMark }, attempts, progress)
          if (way.next.at !== 'sign') return
          const right = (id: string) =>
            attempts.some(
              (one) =>
                one.finishedAt && one.answers.some((given) => given.scenarioId === id && given.verdict === 'right'),
            )
          expect(['s1', 's2', 's3'].every(right)).toBe(true)
          expect(way.pages.every(({ state }) => state === 'read')).toBe(true)
        })
      }),
    )
  })

  test('one page at most is open', () => {
    fc.assert(
      fc.property(...history, (passMark, verdicts) => {
        play(passMark, verdicts, (attempts, progress) => {
          expect(states(attempts, progress).filter((state) => state === 'open').length).toBeLessThanOrEqual(1)
        })
      }),
    )
  })
})
