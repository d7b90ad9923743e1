import { describe, expect, test } from 'vitest'
import type { Pack } from '../../../src-main/policies/format.ts'
import { bindsOtherwise, textChanges } from '../../../src-main/policies/text-changes.ts'
import { visits, visitsRevised } from '../../support/fixture-pack.ts'

const NOTHING = {
  rules: { added: [], changed: [], dropped: [] },
  rebound: [],
  restated: [],
  pages: { added: [], changed: [], dropped: [] },
  scenarios: { added: [], changed: [], dropped: [] },
  signOff: [],
  facts: [],
  audiences: [
    { audience: 'staff', added: 0, changed: 0, dropped: 0 },
    { audience: 'volunteer', added: 0, changed: 0, dropped: 0 },
    { audience: 'governor', added: 0, changed: 0, dropped: 0 },
  ],
}

/** The text with one rule changed. */
const withRule = (id: string, changed: Partial<Pack['rules'][number]>): Pack => ({
  ...visits,
  rules: visits.rules.map((rule) => (rule.id === id ? { ...rule, ...changed } : rule)),
})

test('the same text, whatever the order of its keys, differs in nothing', () => {
  const turned = Object.fromEntries(Object.entries(structuredClone(visits)).reverse()) as Pack
  expect(textChanges(visits, turned)).toEqual(NOTHING)
})

test('a revised text: rules with their words, pages and scenarios by title, and what changes for whom', () => {
  const changes = textChanges(visits, visitsRevised)
  expect(changes.rules.added.map(({ id }) => id)).toEqual(['phone'])
  expect(changes.rules.dropped.map(({ id }) => id)).toEqual(['list'])
  expect(changes.rules.changed).toMatchObject([
    {
      before: { text: 'Mind the badge.' },
      after: { text: 'Mind the badge and wear it.' },
      words: [
        { words: 'Mind the badge', kind: 'same' },
        { words: ' and wear it', kind: 'added' },
        { words: '.', kind: 'same' },
      ],
    },
  ])
  expect(changes.pages).toEqual({ added: ['Page phones'], changed: [], dropped: ['Page lists'] })
  expect(changes.scenarios).toEqual({ added: ['About a-call'], changed: [], dropped: ['About the-list'] })
  expect(changes.facts).toEqual(['status'])
  expect(changes.audiences).toEqual([
    { audience: 'staff', added: 1, changed: 1, dropped: 1 },
    { audience: 'volunteer', added: 0, changed: 1, dropped: 0 },
    { audience: 'governor', added: 0, changed: 0, dropped: 0 },
  ])
  expect(bindsOtherwise(changes)).toBe(true)
})

describe('a rule', () => {
  test('that comes to bind others is new for them, and named with whom it bound', () => {
    const changes = textChanges(visits, withRule('list', { audiences: ['volunteer'] }))
    expect(changes.rules).toEqual(NOTHING.rules)
    expect(changes.rebound).toMatchObject([{ before: ['staff'], rule: { id: 'list', audiences: ['volunteer'] } }])
    expect(changes.audiences).toMatchObject([{ dropped: 1 }, { added: 1 }, { added: 0, dropped: 0 }])
    expect(bindsOtherwise(changes)).toBe(true)
  })

  test.each<[string, Partial<Pack['rules'][number]>]>([
    ['another clause', { ref: '2' }],
    ['another reason', { why: 'Because.' }],
    ['another topic', { topic: 'visits.else' }],
  ])('with %s asks the same', (_, changed) => {
    const changes = textChanges(visits, withRule('list', changed))
    expect(changes.rules).toEqual(NOTHING.rules)
    expect(changes.restated).toMatchObject([{ before: { id: 'list' }, after: changed }])
    expect(bindsOtherwise(changes)).toBe(false)
  })

  test('for pupils alone binds nobody here', () => {
    const pupils = withRule('list', { audiences: ['pupil'] })
    const changes = textChanges(pupils, withRule('list', { audiences: ['pupil'], text: 'Else.' }))
    expect(changes.rules.changed).toHaveLength(1)
    expect(bindsOtherwise(changes)).toBe(false)
  })
})

/** Every way to every text, number and list of a value. */
function* places(value: unknown, way: (string | number)[] = []): Generator<(string | number)[]> {
  if (typeof value !== 'object' || value === null) return void (yield way)
  if (Array.isArray(value) && value.length > 0) yield way
  for (const [key, inner] of Object.entries(value))
    yield* places(inner, [...way, Array.isArray(value) ? Number(key) : key])
}

/** A text in which one place says something else: a list is one shorter. */
function changedAt(pack: Pack, way: readonly (string | number)[]): Pack {
  const copy = structuredClone(pack)
  let at: any = copy
  for (const key of way.slice(0, -1)) at = at[key]
  const key = way.at(-1)!
  if (Array.isArray(at[key])) at[key].pop()
  else at[key] = typeof at[key] === 'number' ? at[key] + 1 : `${at[key]}x`
  return copy
}

test('no difference goes unnamed, wherever it is', () => {
  const ways = [...places(visits)].filter(
    ([first, second]) => first !== 'policy' || !['id', 'version'].includes(`${second}`),
  )
  expect(ways.length).toBeGreaterThan(200)
  for (const way of ways) expect(textChanges(visits, changedAt(visits, way)), way.join('.')).not.toEqual(NOTHING)
})

test.each(['rules', 'pages', 'scenarios'] as const)('another order of %s is one, and said once', (what) => {
  const turned = structuredClone(visits)
  const list: unknown[] = what === 'pages' ? turned.module.pages : turned[what]
  list.reverse()
  expect(textChanges(visits, turned)).toEqual({ ...NOTHING, facts: ['order'] })
})

test('a new name of the version alone is no difference of the text', () => {
  const renamed = { ...visits, policy: { ...visits.policy, version: '1.1' } }
  expect(textChanges(visits, renamed)).toEqual(NOTHING)
})
