/** Which words there are: those of a British English dictionary, and those that the authors of packs have added. */
import dictionary from 'dictionary-en-gb'
import nspell from 'nspell'
import { isThere, readText } from '../content/content-files.ts'
import { type Finding, mistake, placeAt } from '../content/finding.ts'

/** Words beside the dictionary's, one a line; what comes after a # is a comment. */
const OWN_WORDS = 'words.txt'
const MOST_SUGGESTED = 5

export interface Speller {
  isKnown(word: string): boolean
  /** The known words that are most like it, the likeliest first. */
  suggest(word: string): string[]
}

/** The dictionary and words.txt, where there is one; a line of it that is no word is a finding. */
export function createSpeller(contentFolder: string, findings: Finding[]): Speller {
  const spell = nspell({ aff: Buffer.from(dictionary.aff), dic: Buffer.from(dictionary.dic) })
  for (const word of ownWords(contentFolder, findings)) spell.add(word)
  return {
    isKnown: (word) => spell.correct(word),
    suggest: (word) => spell.suggest(word).slice(0, MOST_SUGGESTED),
  }
}

/**
 * The words of a text that can be looked up, and where each begins: with straight apostrophes, and without the 's of an
 * owner. Left out are single letters, numbers, and what has a full stop or an @ inside it: addresses, and "e.g.".
 */
export function wordsToSpell(text: string): { word: string; offset: number }[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.@][\p{L}\p{N}]+)*/gu)]
    .map(({ 0: found, index }) => ({ word: found.replaceAll('’', "'").replace(/'s$/, ''), offset: index }))
    .filter(({ word }) => word.length > 1 && !/[\p{N}.@]/u.test(word))
}

function ownWords(contentFolder: string, findings: Finding[]): string[] {
  if (!isThere(contentFolder, OWN_WORDS)) return []
  const text = readText(contentFolder, OWN_WORDS, findings) ?? ''
  return [...text.matchAll(/^[^#\r\n]*/gm)].flatMap(({ 0: line, index }) => {
    const word = line.trim()
    if (/^[\p{L}\p{M}'’]*$/u.test(word)) return word === '' ? [] : [word.replaceAll('’', "'")]
    const message = `"${word}" is not one word.`
    findings.push(mistake(placeAt(OWN_WORDS, text, index), message, { expected: 'one word a line; a comment after #' }))
    return []
  })
}
