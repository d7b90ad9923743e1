import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rule } from '../../../src-main/policies/format.ts'
import { asksTheSame, ruleChanges, touchedRules } from '../../../src-main/policies/rule-changes.ts'

const rule = (id: string, changed: Partial<Rule> = {}): Rule => ({
  ...{ id, ref: '1(1)', topic: 'visits.all', force: 'must', audiences: ['staff'], text: `Mind the ${id}.` },
  ...changed,
})
const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id)

describe('whether a rule asks the same', () => {
  test.each<[string, Partial<Rule>, boolean]>([
    ['nothing differs', {}, true],
    ['its words', { text: 'Mind the gate and shut it.' }, false],
    ['one letter', { text: 'Mind the Gate.' }, false],
    ['its force', { force: 'should' }, false],
    ['whom to tell', { tell: 'head' }, false],
    ['what it can lead to', { consequence: 'You may be asked to leave.' }, false],
    ['its clause alone', { ref: '2(7)' }, true],
    ['its reason alone', { why: 'Children run.' }, true],
    ['whom else it binds', { audiences: ['staff', 'volunteer'] }, true],
    ['its topic', { topic: 'visits.gates' }, true],
  ])('%s', (_, changed, is) => {
    expect(asksTheSame(rule('gate'), rule('gate', changed))).toBe(is)
    expect(asksTheSame(rule('gate', changed), rule('gate'))).toBe(is)
  })
})

describe('what differs', () => {
  test('new rules, other ones and those that are gone, each in the order of its text', () => {
    const before = [rule('gate'), rule('list'), rule('badge'), rule('key')]
    const after = [rule('phone'), rule('badge', { force: 'must-not' }), rule('gate', { ref: '9' }), rule('call')]
    const changes = ruleChanges(before, after)
    expect(ids(changes.added)).toEqual(['phone', 'call'])
    expect(changes.changed.map((one) => [one.before.force, one.after.force])).toEqual([['must', 'must-not']])
    expect(ids(changes.dropped)).toEqual(['list', 'key'])
    expect([...touchedRules(changes)]).toEqual(['phone', 'call', 'badge'])
  })

  test('the words of a rule, piece by piece', () => {
    const [one] = ruleChanges([rule('badge')], [rule('badge', { text: 'Mind the badge and wear it.' })]).changed
    expect(one!.words).toEqual([
      { words: 'Mind the badge', kind: 'same' },
      { words: ' and wear it', kind: 'added' },
      { words: '.', kind: 'same' },
    ])
  })

  test('a rule whose force alone differs has no words marked', () => {
    const [one] = ruleChanges([rule('badge')], [rule('badge', { force: 'may' })]).changed
    expect(one!.words).toEqual([{ words: 'Mind the badge.', kind: 'same' }])
  })

  const text = fc
    .array(fc.constantFrom('Mind', 'the', 'gate', 'and', 'shut', 'it', ','), { maxLength: 8 })
    .map((words) => words.join(' '))
  const rules = fc
    .uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), text }), { selector: ({ id }) => id })
    .map((list) => list.map(({ id, text: words }) => rule(id, { text: words })))

  test('put together, the pieces are both sentences, and every rule is told of once at most', () => {
    fc.assert(
      fc.property(rules, rules, (before, after) => {
        const { added, changed, dropped } = ruleChanges(before, after)
        for (const one of changed) {
          const side = (without: string) => one.words.filter(({ kind }) => kind !== without).map(({ words }) => words).join('') // prettier-ignore
          expect([side('added'), side('removed')]).toEqual([one.before.text, one.after.text])
        }
        const told = [...ids(added), ...changed.map(({ after: one }) => one.id), ...ids(dropped)]
        expect(new Set(told).size).toBe(told.length)
        const untold = after.filter(({ id }) => !told.includes(id))
        expect(untold.every((one) => before.some((other) => other.id === one.id && asksTheSame(one, other)))).toBe(true)
      }),
    )
  })

  test('between a text and itself nothing differs', () => {
    fc.assert(
      fc.property(rules, (list) => {
        expect(ruleChanges(list, list)).toEqual({ added: [], changed: [], dropped: [] })
      }),
    )
  })
})
