/** How long work may hold the one thread before the window gets its turn, in ms (design 2). */
export const SLICE = 50

/**
 * Does `work` for each item on the one connection, in slices, so that the window goes on answering. Before each turn of
 * the window `onTurn` is told how many are done; what it throws ends the work there.
 */
export async function inSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  onTurn: (done: number) => void = () => {},
): Promise<void> {
  let until = performance.now() + SLICE
  let done = 0
  for (const item of items) {
    work(item)
    done++
    if (performance.now() < until) continue
    onTurn(done)
    await nextTurn()
    until = performance.now() + SLICE
  }
}

/** Lets the window have its turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
