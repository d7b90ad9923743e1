import { capital, listed, pluralWord } from '../../format.ts'

interface Changes {
  added: readonly unknown[]
  changed: readonly unknown[]
  dropped: readonly unknown[]
}

/** "Since then one rule is new, two ask something else and one is gone." */
export function changesInWords({ added, changed, dropped }: Changes): string {
  const parts: [number, string, string][] = [
    [added.length, 'is new', 'are new'],
    [changed.length, 'asks something else', 'ask something else'],
    [dropped.length, 'is gone', 'are gone'],
  ]
  const told = parts.filter(([count]) => count > 0)
  return capital(
    `since then ${listed(
      told.map(([count, one, many], at) => {
        const what = at === 0 ? pluralWord(count, 'rule') : pluralWord(count, '', '').trim()
        return `${what} ${count === 1 ? one : many}`
      }),
    )}.`,
  )
}
