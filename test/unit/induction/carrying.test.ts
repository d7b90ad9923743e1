import { describe, expect, test } from 'vitest'
import {
  answersThatCount,
  beginningOf,
  pagesCarried,
  playsCarried,
  sameScenarios,
  settledBy,
} from '../../../src-main/induction/carrying.ts'
import type { Attempt } from '../../../src-main/induction/course.ts'
import { asAttempt } from '../../../src-main/induction/judging.ts'
import type { Block, Pack, Rule, Scenario } from '../../../src-main/policies/format.ts'
import { visits, visitsRevised } from '../../support/fixture-pack.ts'
import { signature, version } from '../../support/standing.ts'

const withRule = (id: string, changed: Partial<Rule>): Pack => ({
  ...visits,
  rules: visits.rules.map((one) => (one.id === id ? { ...one, ...changed } : one)),
})
const withScenario = (id: string, changed: Partial<Scenario>): Pack => ({
  ...visits,
  scenarios: visits.scenarios.map((one) => (one.id === id ? { ...one, ...changed } : one)),
})

describe('the scenarios that are the same', () => {
  test('in a text and itself all of them, in a revised one those that it does not touch', () => {
    expect([...sameScenarios(visits, visits)]).toEqual(visits.scenarios.map(({ id }) => id))
    expect([...sameScenarios(visits, visitsRevised)]).toEqual(['at-the-gate', 'somebody-new', 'a-picture'])
  })

  test.each<[string, Pack, string[]]>([
    ['one word of it', withScenario('lost-badge', { title: 'About a lost badge' }), ['lost-badge']],
    ['whom it is for', withScenario('lost-badge', { audiences: ['staff'] }), ['lost-badge']],
    ['a rule that one choice of several cites', withRule('gate', { force: 'should' }), ['at-the-gate', 'a-picture']],
    ['a rule’s clause alone', withRule('gate', { ref: '9' }), []],
    ['nothing: the same text, read anew', structuredClone(visits), []],
  ])('%s', (_, to, differ) => {
    const all = visits.scenarios.map(({ id }) => id)
    expect([...sameScenarios(visits, to)]).toEqual(all.filter((id) => !differ.includes(id)))
  })
})

/** Rounds as they are kept; each answer is the scenario, its step and what was chosen. */
const rounds = (...list: { finished: boolean; answers: [string, string, number[]][] }[]): Attempt[] =>
  list.map(({ finished, answers }, at) =>
    asAttempt(
      {
        ...{ id: `${at}`, personId: '', versionId: '', number: at + 1, startedAt: '' },
        scenarios: [...new Set(answers.map(([id]) => id))],
        finishedAt: finished ? 'done' : null,
      },
      answers.map(([scenarioId, stepId, chosen], place) => ({
        ...{ attemptId: `${at}`, position: place + 1, scenarioId, stepId, chosen, sure: null, at: '' },
        verdict: visits.scenarios.find(({ id }) => id === scenarioId)!.steps[stepId]!.choices[chosen[0]!]!.verdict,
      })),
      visits,
    ),
  )

describe('plays', () => {
  test('are carried where they came to their end, in a round that was finished or not', () => {
    const attempts = rounds({
      finished: false,
      answers: [
        ['at-the-gate', 'start', [1]],
        ['lost-badge', 'start', [1]],
        ['a-picture', 'asked', [1]], // and the story goes on
      ],
    })
    const plays = playsCarried([{ pack: visits, attempts }], visitsRevised)
    expect(plays.map((play) => play.map(({ scenarioId }) => scenarioId))).toEqual([['at-the-gate']])
    expect(settledBy(plays)).toEqual(['at-the-gate'])
  })

  test('settle a scenario where one was right throughout; the first answers stay the first', () => {
    const attempts = rounds(
      { finished: true, answers: [['at-the-gate', 'start', [2]], ['somebody-new', 'start', [0]]] }, // prettier-ignore
      { finished: false, answers: [['at-the-gate', 'start', [1]]] },
    )
    const plays = playsCarried([{ pack: visits, attempts }], visitsRevised)
    expect(settledBy(plays)).toEqual(['at-the-gate'])
    expect(answersThatCount(plays).map(({ scenarioId, verdict }) => [scenarioId, verdict])).toEqual([
      ['at-the-gate', 'breach'],
      ['somebody-new', 'risky'],
    ])
    const now = rounds({ finished: true, answers: [['somebody-new', 'start', [1]], ['lost-badge', 'start', [1]]] }) // prettier-ignore
    expect(answersThatCount(plays, now).map(({ scenarioId, verdict }) => [scenarioId, verdict])).toEqual([
      ['at-the-gate', 'breach'],
      ['somebody-new', 'risky'],
      ['lost-badge', 'right'],
    ])
  })

  test('one with a wrong step on the way settles nothing', () => {
    const attempts = rounds({ finished: true, answers: [['a-picture', 'asked', [1]], ['a-picture', 'taken', [0, 1]]] }) // prettier-ignore
    const plays = playsCarried([{ pack: visits, attempts }], visits)
    expect(plays).toHaveLength(1)
    expect(settledBy(plays)).toEqual([])
  })
})

describe('pages that were read', () => {
  const all = visits.module.pages.map(({ id }) => id)
  const page = (id: string, changed: Partial<Pack['module']['pages'][number]>): Pack => ({
    ...visits,
    module: {
      ...visits.module,
      pages: visits.module.pages.map((one) => (one.id === id ? { ...one, ...changed } : one)),
    },
  })
  const words = [{ type: 'text' as const, value: 'Hello.' }]
  const paragraph: Block = { type: 'paragraph', children: words }
  const prose = page('arriving', { body: [paragraph] })

  test.each<[string, Pack, Pack, string[]]>([
    ['nothing differs', visits, structuredClone(visits), []],
    ['a rule on it asks something else', visits, visitsRevised, ['badges', 'lists']],
    ['a rule’s force', visits, withRule('camera', { force: 'should' }), ['pictures']],
    ['words around the same rules', visits, page('badges', { title: 'Badges', body: [paragraph, { type: 'rules', rules: ['badge'] }] }), []],
    ['one more rule', visits, page('badges', { body: [{ type: 'rules', rules: ['badge', 'list'] }] }), ['badges']],
    ['another rule', visits, page('badges', { body: [{ type: 'rules', rules: ['list'] }] }), ['badges']],
    ['no rules any more', visits, prose, ['arriving']],
    ['the words of a page without rules', prose, page('arriving', { body: [{ type: 'heading', children: words }] }), ['arriving']],
    ['the same words of such a page', prose, structuredClone(prose), []],
    ['a rule that concerns others', visits, withRule('badge', { text: 'x', audiences: ['governor'] }), ['badges']],
  ])('%s', (_, from, to, differ) => {
    expect(pagesCarried(all, from, to, ['staff'])).toEqual(all.filter((id) => !differ.includes(id)))
  }) // prettier-ignore

  test('count for whom the change does not concern', () => {
    const shared = page('arriving', { body: [{ type: 'rules', rules: ['gate', 'list'] }] })
    const to = { ...shared, rules: shared.rules.map((one) => (one.id === 'list' ? { ...one, text: 'x' } : one)) }
    expect(pagesCarried(['arriving'], shared, to, ['volunteer'])).toEqual(['arriving'])
    expect(pagesCarried(['arriving'], shared, to, ['staff'])).toEqual([])
    // ... and a rule that binds them from now on is one they have not seen
    const wider = { ...shared, rules: shared.rules.map((one) => (one.id === 'list' ? { ...one, audiences: ['staff' as const, 'volunteer' as const] } : one)) } // prettier-ignore
    expect(pagesCarried(['arriving'], shared, wider, ['volunteer'])).toEqual([])
  })
})

describe('where the work on a version begins', () => {
  const versions = [version('v1', 'first', '2026-01-01'), version('v2', 'minor', '2026-02-01'), version('v3', 'major', '2026-03-01')] // prettier-ignore
  const worked = (list: ReturnType<typeof beginningOf>) => list.versions.map(({ id }) => id)

  test.each<[string, string[], string | null, string[]]>([
    ['nothing signed', [], null, ['v1', 'v2', 'v3']],
    ['the first signed', ['v1'], 'v1', ['v1', 'v2', 'v3']],
    ['the one before signed', ['v1', 'v2'], 'v2', ['v2', 'v3']],
    ['an older one entered late, on paper', ['v2', 'v1'], 'v2', ['v2', 'v3']],
    ['this one signed already: what was before it', ['v1', 'v3'], 'v1', ['v1', 'v2', 'v3']],
    ['another policy’s', ['other'], null, ['v1', 'v2', 'v3']],
  ])('%s', (_, signed, since, span) => {
    const signatures = signed.map((id, at) => signature(id, `2026-04-0${at + 1}`))
    const beginning = beginningOf('v3', versions, signatures)
    expect(beginning.since?.versionId ?? null).toBe(since)
    expect(worked(beginning)).toEqual(span)
  })

  test('of two signatures on one version with the last', () => {
    const signatures = [signature('v1', '2026-01-05', ['volunteer']), signature('v1', '2026-01-09')]
    expect(beginningOf('v2', versions, signatures).since).toBe(signatures[1])
    expect(worked(beginningOf('v1', versions, signatures))).toEqual(['v1'])
  })
})
