/** More words in a row than this, in a pack and in the policy behind it, are a copied sentence. */
const MOST_SHARED = 8 // words

/** The words that a name may have beside those with a capital: "the Advice and Guidance on the Use of IT". */
const BETWEEN = new Set(['a', 'and', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'under', 'with'])

/**
 * The runs of more than eight words that stand in one of `texts` and in one of `sources`; case and marks do not count.
 * The name of an Act, a document or a body is no sentence, however long.
 */
export function sharedRuns(texts: readonly string[], sources: readonly string[]): string[] {
  const least = MOST_SHARED + 1
  const known = new Set(sources.flatMap((source) => runsOf(wordsOf(source), least).map(lower)))
  return texts.flatMap((text) => {
    const words = wordsOf(text)
    const runs = runsOf(words, least)
    const found: string[] = []
    for (let first = 0; first < runs.length; first++) {
      let last = first
      while (last < runs.length && known.has(lower(runs[last]!))) last++
      const run = words.slice(first, last - 1 + least)
      if (last > first && !isName(run)) found.push(run.join(' '))
      first = last
    }
    return found
  })
}

/** Each run of `length` words, one word on from the last. */
function runsOf(words: readonly string[], length: number): string[] {
  return Array.from({ length: Math.max(0, words.length - length + 1) }, (_, i) => words.slice(i, i + length).join(' '))
}

function wordsOf(text: string): string[] {
  return text.replaceAll('’', "'").match(/[\p{L}\p{N}]+(?:['.@-][\p{L}\p{N}]+)*/gu) ?? []
}

const lower = (text: string) => text.toLowerCase()
const isName = (words: readonly string[]) => words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || BETWEEN.has(word))
