/** What a text is found by, however it is typed: "sean" finds Seán. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB')

/** Whether each word that was typed stands in one of the texts. */
export function fits(typed: string, texts: readonly (string | undefined)[]): boolean {
  const all = plain(texts.join('\n'))
  return plain(typed)
    .split(/\s+/)
    .every((word) => all.includes(word))
}
