import type { Handlers } from '../calls.ts'
import { LanyardError } from '../errors.ts'
import { inSlices } from '../slices.ts'
import type { workContract } from './contract.ts'

/** What long work is given to say how far it is. */
export interface Watch {
  /** Does `work` for each item in slices, under words such as "Reading the file". Throws LanyardError `stopped`. */
  each<Item>(doing: string, items: readonly Item[], work: (item: Item) => void): Promise<void>
  /** One step of work that cannot be cut, such as a slow hash. Throws LanyardError `stopped`. */
  at(doing: string, done: number, total: number): void
}

interface Running {
  doing: string
  done: number
  total: number
  isStopped: boolean
}

/** A window has few works under way at once; a stop for one that is over is remembered too, for nothing. */
const REMEMBERED = 20

const stoppedError = (): LanyardError => new LanyardError('stopped', 'Stopped. Nothing was changed.')

export type Works = ReturnType<typeof createWorks>

/** Long work that the window can watch and stop, by an id of the window's. */
export function createWorks() {
  const running = new Map<string, Running>()
  /** Work that was stopped before it began, while its call waited for its turn: the last few, by their ids. */
  const stopped: string[] = []

  /** Ends work at its next turn, or before it begins. Does nothing where it is over. */
  function stop(id: string): void {
    const state = running.get(id)
    if (state) state.isStopped = true
    else stopped.push(id)
    if (stopped.length > REMEMBERED) stopped.shift()
  }

  return {
    stop,

    /** Runs `work` under an id. Throws LanyardError `stopped` where the window stopped it, and what the work throws. */
    async run<Result>(id: string, work: (watch: Watch) => Promise<Result>): Promise<Result> {
      if (running.has(id)) throw new LanyardError('invalid-input', 'That is under way already.', 'workId')
      if (stopped.includes(id)) throw stoppedError()
      const state: Running = { doing: '', done: 0, total: 0, isStopped: false }
      running.set(id, state)
      const at: Watch['at'] = (doing, done, total) => {
        Object.assign(state, { doing, done, total })
        if (state.isStopped) throw stoppedError()
      }
      try {
        return await work({
          at,
          async each(doing, items, workOn) {
            at(doing, 0, items.length)
            await inSlices(items, workOn, (done) => at(doing, done, items.length))
            at(doing, items.length, items.length)
          },
        })
      } finally {
        running.delete(id)
      }
    },

    handlers: (): Handlers<typeof workContract> => ({
      'work.progress'({ workId }) {
        const state = running.get(workId)
        return { progress: state ? { doing: state.doing, done: state.done, total: state.total } : null }
      },
      'work.stop'({ workId }) {
        stop(workId)
        return {}
      },
    }),
  }
}
