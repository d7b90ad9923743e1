import { expect, test } from 'vitest'
import type { Pack, Page, Scenario } from '../../../src-main/policies/format.ts'
import { gradeOf, readabilityOf } from '../../../src-main/policies/checks/readability.ts'
import { minutesToPlay, minutesToRead, textsOn } from '../../../src-main/policies/checks/reading.ts'
import { visits } from '../../support/fixture-pack.ts'

/** 9 words with 11 syllables: 0.39 * 9 + 11.8 * 11 / 9 - 15.59. */
const FOX = 'The quick brown fox jumps over the lazy dog.'
/** 6 words with 6 syllables: 0.39 * 6 + 11.8 - 15.59. */
const CAT = 'The cat sat on the mat.'

test('the grade of sentences whose grade is known', () => {
  expect(gradeOf([FOX])).toBeCloseTo(2.34, 2)
  expect(gradeOf([CAT])).toBeCloseTo(-1.45, 10)
  expect(gradeOf([])).toBe(0)
})

test('a sentence ends with its mark, or with its text', () => {
  expect(gradeOf([`${CAT} ${CAT}`])).toBeCloseTo(-1.45, 10)
  expect(gradeOf(['The cat sat on the mat', 'Has it got a cat flap'])).toBeCloseTo(-1.45, 10)
  expect(gradeOf(['The cat sat on the mat', '...'])).toBeCloseTo(-1.45, 10)
})

const paragraph = (value: string) => ({ type: 'paragraph' as const, children: [{ type: 'text' as const, value }] })
const page = (id: string, body: Page['body'], audiences: Page['audiences'] = ['staff']): Page => ({
  id,
  title: 'Two words',
  audiences,
  body,
})
const withPages = (...pages: Page[]): Pack => ({ ...visits, module: { title: 'Visits', pages } })

test('the grade of a page counts its paragraphs, lists, boxes and rule cards, and no heading', () => {
  const [rule] = visits.rules
  const cat = paragraph(CAT)
  const boxes: Page['body'] = [
    { type: 'list', ordered: false, items: [[cat]] },
    { type: 'note', children: [cat] },
    { type: 'tell', contact: 'head', children: [cat] },
    { type: 'rules', rules: [rule!.id] },
  ]
  const rules = [{ ...rule!, text: CAT, why: CAT, consequence: CAT }]
  expect(textsOn(boxes, rules)).toEqual(Array.from({ length: 6 }, () => CAT))

  const pack = withPages(page('one', [{ ...paragraph(FOX), type: 'heading' }, cat]))
  expect(readabilityOf(pack).pages).toEqual([{ title: 'Two words', words: 6, grade: expect.closeTo(-1.45, 10) }])
})

test('the average of the pages has the weight of their words', () => {
  const { pages, grade } = readabilityOf(withPages(page('one', [paragraph(CAT)]), page('two', [paragraph(FOX)])))
  expect(grade).toBeCloseTo((6 * pages[0]!.grade + 9 * pages[1]!.grade) / 15, 10)
})

test('two hundred words of pages are a minute, for those who see them', () => {
  const pack = withPages(
    page('one', [paragraph('word '.repeat(198))]),
    page('two', [paragraph('half-word isn’t '.repeat(99)), { type: 'rules', rules: ['list'] }], ['staff', 'volunteer']),
  )
  expect(minutesToRead(pack, 'staff')).toBeCloseTo((400 + 3) / 200, 10) // and a rule of three words
  expect(minutesToRead(pack, 'volunteer')).toBe(1)
  expect(minutesToRead(pack, 'governor')).toBe(0)
})

const words = (count: number) => 'word '.repeat(count)
const choice = (feedback: number, next?: string) => ({
  text: words(10),
  verdict: 'right' as const,
  rules: ['gate'],
  feedback: words(feedback),
  ...(next !== undefined && { next }),
})

test('a scenario is played on one of its ways, each choice as likely as the next', () => {
  const scenario: Scenario = {
    id: 'one',
    title: words(10),
    audiences: ['staff'],
    start: 'first',
    steps: {
      // 30 words and two choices of 10; then 20 words and the end, or 40 and all of the second step.
      first: { text: words(30), pick: 'one', choices: [choice(20), choice(40, 'second')] },
      // 50 words and two choices of 10; 30 words, whichever; then the last step.
      second: { text: words(50), pick: 'all', choices: [choice(30), choice(30)], next: 'last' },
      last: { text: words(20), pick: 'one', choices: [choice(0), choice(0)] },
    },
  }
  const last = 20 + 20
  const second = 50 + 20 + 30 + last
  const first = 30 + 20 + (20 + 40 + second) / 2
  expect(minutesToPlay({ ...visits, scenarios: [scenario] }, 'staff')).toBeCloseTo((10 + first) / 200, 10)
  expect(minutesToPlay({ ...visits, scenarios: [scenario] }, 'governor')).toBe(0)
})

test('a scenario that goes round in a loop takes some time, and not for ever', () => {
  const steps = { round: { text: words(10), pick: 'one' as const, choices: [choice(10, 'round')] } }
  const scenario: Scenario = { id: 'one', title: 'Round', audiences: ['staff'], start: 'round', steps }
  expect(minutesToPlay({ ...visits, scenarios: [scenario] }, 'staff')).toBeCloseTo(31 / 200, 10)
})
