/** Where a text has the same words in a row as another. Pure. */

/** More words in a row than this, in a pack and in the policy behind it, are a copied sentence. */
const MOST_SHARED = 8 // words

/** The words that a name may have beside those with a capital: "the Advice and Guidance on the Use of IT". */
const BETWEEN = new Set(['a', 'and', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'under', 'with'])

interface Word {
  text: string
  /** Where it begins in its text. */
  offset: number
}

/**
 * The runs of more than eight words that stand in `text` and in one of `sources`, each as long as it is and where it
 * begins in `text`; case and marks do not count. The name of an Act, a document or a body is no sentence, however long.
 */
export function sharedRuns(text: string, sources: readonly string[]): { words: string[]; offset: number }[] {
  const least = MOST_SHARED + 1
  const known = new Set(sources.flatMap((source) => runsOf(wordsOf(source), least)))
  const words = wordsOf(text)
  const runs = runsOf(words, least)
  const found: { words: string[]; offset: number }[] = []
  for (let first = 0; first < runs.length; first++) {
    let last = first
    while (last < runs.length && known.has(runs[last]!)) last++
    const run = words.slice(first, last - 1 + least).map((word) => word.text)
    if (last > first && !isName(run)) found.push({ words: run, offset: words[first]!.offset })
    first = last
  }
  return found
}

/** Each run of `length` words in small letters, one word on from the last. */
function runsOf(words: readonly Word[], length: number): string[] {
  const small = words.map(({ text }) => text.toLowerCase())
  return Array.from({ length: Math.max(0, small.length - length + 1) }, (_, i) => small.slice(i, i + length).join(' '))
}

function wordsOf(text: string): Word[] {
  const found = text.replaceAll('’', "'").matchAll(/[\p{L}\p{N}]+(?:['.@-][\p{L}\p{N}]+)*/gu)
  return [...found].map((match) => ({ text: match[0], offset: match.index }))
}

const isName = (words: readonly string[]) => words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || BETWEEN.has(word))
