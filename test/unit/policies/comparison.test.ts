import { describe, expect, test } from 'vitest'
import { compare, comparisonRows } from '../../../src-main/policies/comparison.ts'
import type { Pack, Rule, Topic } from '../../../src-main/policies/format.ts'
import { visits } from '../../support/fixture-pack.ts'

const friends: Topic = {
  id: 'pupils.friends',
  title: 'Friends',
  question: 'May I?',
  answers: [
    { id: 'never', text: 'No.' },
    { id: 'ask', text: 'Ask first.' },
  ],
}
const TOPICS: Topic[] = [friends, { id: 'visits.all', title: 'Visits' }, { id: 'phones.use', title: 'Phones' }]

const rule = (id: string, topic: string, more: Partial<Rule> = {}): Rule => ({
  id,
  ref: `1(${id})`,
  topic,
  force: 'must',
  audiences: ['staff'],
  text: `Mind ${id}.`,
  ...more,
})

const school = (id: string, ...rules: Rule[]): Pack => ({
  ...visits,
  school: { ...visits.school, id, name: `${id} School` },
  policy: { ...visits.policy, id: `${id}/visits` },
  topics: TOPICS.filter((topic) => rules.some((one) => one.topic === topic.id)),
  rules,
})

const hill = school('hill', rule('a', 'pupils.friends', { answer: 'ask' }), rule('b', 'visits.all'))
const dale = school('dale', rule('c', 'pupils.friends', { answer: 'never', force: 'do-not' }))
const topicOf = (packs: Pack[], id: string) => compare(packs, TOPICS).topics.find((topic) => topic.id === id)

describe('policies side by side', () => {
  test('topics stand in the order of the list, those nobody speaks of left out', () => {
    expect(compare([dale, hill], [...TOPICS].reverse()).topics.map(({ id }) => id)).toEqual([
      'visits.all',
      'pupils.friends',
    ])
  })

  test('each policy has its place in every topic, with its answers, rules, forces and references', () => {
    expect(topicOf([hill, dale], 'pupils.friends')).toMatchObject({
      title: 'Friends',
      question: 'May I?',
      positions: [
        { policyId: 'hill/visits', answers: [{ id: 'ask', text: 'Ask first.', refs: ['1(a)'] }], rules: [{ id: 'a' }] },
        {
          policyId: 'dale/visits',
          answers: [{ id: 'never', refs: ['1(c)'] }],
          rules: [{ id: 'c', ref: '1(c)', force: 'do-not', text: 'Mind c.', audiences: ['staff'] }],
        },
      ],
    })
  })

  test('a policy without a rule on a topic is silent', () => {
    expect(topicOf([hill, dale], 'visits.all')?.positions[1]).toEqual({
      policyId: 'dale/visits',
      answers: [],
      rules: [],
    })
  })

  test('two answers differ; one answer and silence do not, nor a topic without a question', () => {
    expect(topicOf([hill, dale], 'pupils.friends')?.differ).toBe(true)
    const silent = school('moor', rule('d', 'visits.all'))
    expect(topicOf([hill, silent], 'pupils.friends')?.differ).toBe(false)
    expect(topicOf([hill, silent], 'visits.all')).toMatchObject({ question: null, differ: false })
  })

  test('a policy that gives two answers has the stricter one first, and is compared by it', () => {
    const both = school(
      'moor',
      rule('d', 'pupils.friends', { answer: 'ask' }),
      rule('e', 'pupils.friends', { answer: 'never' }),
      rule('f', 'pupils.friends', { answer: 'never' }),
    )
    const topic = topicOf([both, dale], 'pupils.friends')
    expect(topic?.positions[0]?.answers).toEqual([
      { id: 'never', text: 'No.', refs: ['1(e)', '1(f)'] },
      { id: 'ask', text: 'Ask first.', refs: ['1(d)'] },
    ])
    expect(topic?.differ).toBe(false)
  })

  test('a topic that is in a pack and not in the list any more is kept', () => {
    expect(compare([hill], TOPICS.slice(1)).topics.map(({ id }) => id)).toEqual(['visits.all', 'pupils.friends'])
  })
})

test('as rows: one a rule, and one where a policy is silent', () => {
  const rows = comparisonRows(compare([hill, dale], TOPICS))
  expect(
    rows.map(({ school, topic, answer, answers_differ, force, reference, rule }) => [
      school,
      topic,
      answer,
      answers_differ,
      force,
      reference,
      rule,
    ]),
  ).toEqual([
    ['hill School', 'Friends', 'Ask first.', 'yes', 'must', '1(a)', 'Mind a.'],
    ['dale School', 'Friends', 'No.', 'yes', 'do-not', '1(c)', 'Mind c.'],
    ['hill School', 'Visits', '', '', 'must', '1(b)', 'Mind b.'],
    ['dale School', 'Visits', '', '', 'silent', '', ''],
  ])
})
