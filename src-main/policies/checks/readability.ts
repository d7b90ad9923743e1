/** How hard the pages of a pack are to read. */
import { syllable } from 'syllable'
import type { Pack } from '../format.ts'
import { countWords, textsOn } from './reading.ts'

export interface Readability {
  pages: { title: string; words: number; grade: number }[]
  /** The mean of the pages' grades, each with the weight of its words. */
  grade: number
}

/** The grade of each page, its headings aside: they are no sentences. */
export function readabilityOf({ module, rules }: Pack): Readability {
  const pages = module.pages.map(({ title, body }) => {
    const texts = textsOn(
      body.filter(({ type }) => type !== 'heading'),
      rules,
    )
    return { title, words: countWords(texts), grade: gradeOf(texts) }
  })
  const words = pages.reduce((sum, page) => sum + page.words, 0)
  const weighed = pages.reduce((sum, page) => sum + page.words * page.grade, 0)
  return { pages, grade: words === 0 ? 0 : weighed / words }
}

/**
 * The Flesch-Kincaid grade level of `texts`: the year of an American school that should be able to read them, where
 * year 8 is 13 to 14 years old. A text has at least one sentence. 0 where there are no words.
 * Kincaid, Fishburne, Rogers, Chissom: "Derivation of new readability formulas for Navy enlisted personnel",
 * Research Branch Report 8-75, Naval Technical Training Command, 1975.
 */
export function gradeOf(texts: readonly string[]): number {
  const words = countWords(texts)
  if (words === 0) return 0
  const sentences = texts.reduce((sum, text) => sum + countSentences(text), 0)
  const syllables = texts.reduce((sum, text) => sum + syllable(text), 0)
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59
}

const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' })

function countSentences(text: string): number {
  return [...segmenter.segment(text)].filter(({ segment }) => countWords([segment]) > 0).length
}
