/** How long work may hold the one thread before the window gets its turn, in ms (design 2). */
const SLICE = 50

/** Does `work` for each item on the one connection, in slices, so that the window goes on answering. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  let until = performance.now() + SLICE
  for (const item of items) {
    work(item)
    if (performance.now() < until) continue
    await new Promise((resolve) => setImmediate(resolve))
    until = performance.now() + SLICE
  }
}
