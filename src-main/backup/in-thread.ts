import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

interface InThread<Answer> {
  /** The thread's program, without its ending: beside this file in the sources; built, beside the bundle or above the piece of it. */
  program: string
  /** What it is handed. */
  given: unknown
  /** Takes each of its answers. What it throws ends the work. */
  take: (answer: Answer) => void
  /** Called over and over. What it throws ends the work. */
  onTurn: () => void
  /** So long is it waited for, in ms. */
  patience?: number
}

/** How often it is asked whether to go on, in ms. */
const OFTEN = 100
/** So long may a thread that is ended take to let go of its files, in ms. */
const PARTING = 1000

/**
 * Runs a program in a thread of its own, beside this one, which goes on; done when the thread has ended, or when the
 * patience is over. Gives what the thread failed with, or null. Throws what `take` and `onTurn` throw. No thread can be
 * ended in the middle of a step of SQLite or of the disk: one that is not gone after a moment is left to itself.
 */
export async function inThread<Answer>({
  program,
  given,
  take,
  onTurn,
  patience,
}: InThread<Answer>): Promise<Error | null> {
  const paths = [`${program}.ts`, `${program}.js`, `../${program}.js`].map((path) => join(import.meta.dirname, path))
  const thread = new Worker(
    paths.find((path) => existsSync(path))!,
    { workerData: given },
  )
  let often: NodeJS.Timeout | undefined
  let enough: NodeJS.Timeout | undefined
  let failed: Error | null = null
  try {
    return await new Promise((resolve, reject) => {
      const orEnd = (work: () => void): void => {
        try {
          work()
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }
      often = setInterval(() => orEnd(onTurn), OFTEN)
      if (patience !== undefined) enough = setTimeout(() => resolve(null), patience)
      thread.on('message', (answer: Answer) => orEnd(() => take(answer)))
      thread.once('error', (error: Error) => (failed = error))
      thread.once('exit', () => resolve(failed))
    })
  } finally {
    clearInterval(often)
    clearTimeout(enough)
    await Promise.race([thread.terminate(), after(PARTING, undefined, { ref: false })])
    thread.unref()
  }
}
