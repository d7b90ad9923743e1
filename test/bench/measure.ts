/** Times, in ms, of the same thing done again and again. */
export interface Times {
  median: number
  least: number
  most: number
  count: number
}

export function timesOf(measured: readonly number[]): Times {
  const sorted = [...measured].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return {
    median: (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2,
    least: sorted[0]!,
    most: sorted.at(-1)!,
    count: sorted.length,
  }
}

/** One row of the table: what was measured, against what, and the most that one may be of the other. */
export interface Compared {
  what: string
  against: string
  ours: Times
  theirs: Times
  /** None where design asks for none at this size. */
  limit?: number
}

export const ratioOf = ({ ours, theirs }: Compared): number => ours.median / theirs.median

/** Does one and then the other, so many times, each first in turn: what else the machine is doing falls on both. */
export async function inTurn(
  repeats: number,
  one: () => Promise<number> | number,
  other: () => Promise<number> | number,
): Promise<{ ours: Times; theirs: Times }> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < repeats; round++) {
    if (round % 2 === 1) theirs.push(await other())
    ours.push(await one())
    if (round % 2 === 0) theirs.push(await other())
  }
  return { ours: timesOf(ours), theirs: timesOf(theirs) }
}

/** How long something takes, in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
