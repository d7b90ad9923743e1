/** Gives a queue: what is put into it is done one piece at a time, each when the one before is done, well or not. */
export function oneByOne() {
  let last: Promise<unknown> = Promise.resolve()
  return function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = last.then(work, work)
    last = done.catch(() => undefined)
    return done
  }
}
