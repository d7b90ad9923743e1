/** How names are compared and found. Pure. */

/** Letters that are one letter with a stroke or a ligature, which no decomposition takes apart. */
const PLAIN: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}
const plainLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '') // accents; the vowel signs of Indian scripts are letters of a name
    .replace(/[łøđðþħıßæœ]/gu, (letter) => PLAIN[letter] ?? letter)

/** The words of a name for finding it: small letters without accents; O’Brien is found as obrien and as o'brien. */
export function wordsForFinding(name: string): string[] {
  return plainLetters(alike(name))
    .replaceAll("'", '')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
}

/** Whether somebody typed this name: accents may be left out, which not every keyboard has. */
export function isNameTyped(typed: string, name: string): boolean {
  return plainLetters(alike(typed)) === plainLetters(alike(name))
}

/** A name for telling namesakes: capitals, spaces and the shape of apostrophes and hyphens do not matter; letters and accents do. */
export function alike(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/[‐‑–—]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLocaleLowerCase('en-GB')
}

/** Whether two numbers of the school's own system are one, in capitals or not (as SQLite's NOCASE: A to Z). */
export const isSameReference = (a: string, b: string): boolean => referenceKey(a) === referenceKey(b)
export const referenceKey = (reference: string): string => reference.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Whether each word typed begins a word of the name. Where no word was typed, no name matches. */
export function matches(name: string, typed: string): boolean {
  const [words, begun] = [wordsForFinding(name), wordsForFinding(typed)]
  return begun.length > 0 && begun.every((part) => words.some((word) => word.startsWith(part)))
}
