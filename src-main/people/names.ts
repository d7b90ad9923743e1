/** How names are compared and found. Pure. */

const plainLetters = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '')

/** The words of a name for finding it: small letters without accents; O’Brien is found as obrien and as o'brien. */
export function wordsForFinding(name: string): string[] {
  return plainLetters(alike(name))
    .replaceAll("'", '')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
}

/** A name for comparing a signature: capitals, spaces and the shape of apostrophes and hyphens do not matter; letters and accents do. */
export function alike(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/[‐‑–—]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLocaleLowerCase('en-GB')
}

/** Whether each word typed begins a word of the name. Where no word was typed, no name matches. */
export function matches(name: string, typed: string): boolean {
  const [words, begun] = [wordsForFinding(name), wordsForFinding(typed)]
  return begun.length > 0 && begun.every((part) => words.some((word) => word.startsWith(part)))
}
