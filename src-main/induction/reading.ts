import type { Done, InductionStore } from './store.ts'

const NOTHING: Done = { begunAt: new Map(), attempts: [] }

/** What people did, as it was when the reading began. */
export interface Reading {
  /** Of some of them, who follow one another in the order of their ids and come after those who were asked for before. */
  of(ids: readonly string[]): Map<string, Done>
  /** Has to be called in the end. */
  close(): void
}

/**
 * Begins to read what everybody did. It is read some people at a time, with room for others' writes in between: whoever
 * does something before it is their turn is read just before that is written, so that no report has it, or half of it.
 */
export function beginReading(store: InductionStore, withAnswers: boolean): Reading {
  const early = new Map<string, Done>()
  let given = ''
  const read = (first: string, last: string) => store.doneBetween(first, last, withAnswers)
  const close = store.beforeWriting((personId) => {
    if (personId > given && !early.has(personId)) early.set(personId, read(personId, personId).get(personId) ?? NOTHING)
  })
  return {
    close,
    of(ids) {
      const found = read(ids[0]!, ids.at(-1)!)
      given = ids.at(-1)!
      return new Map(ids.map((id) => [id, early.get(id) ?? found.get(id) ?? NOTHING]))
    },
  }
}
