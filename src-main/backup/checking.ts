import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { differs, type Expected } from '../database/copying.ts'
import type { Flaw } from '../ledger/chain.ts'

/** What the thread answers: how many entries are done, what is wrong with the record, or that this is no copy of it. */
export type Checked = { done: number } | { flaws: Flaw[] } | { isOther: true }

/** How often it is asked whether to go on, in ms. */
const OFTEN = 100

/** Where the thread's program may be: beside this file in the sources; built, beside the bundle or above the piece of it. */
const THREAD = ['check-copy.ts', 'check-copy.js', '../check-copy.js'].map((path) => join(import.meta.dirname, path))

/**
 * `checkCopy` beside the program, which goes on. `onTurn` is told how many entries are done, over and over, and what it
 * throws ends the work.
 */
export async function checkedBeside(file: string, expected: Expected, onTurn: (done: number) => void): Promise<Flaw[]> {
  const thread = new Worker(
    THREAD.find((path) => existsSync(path))!,
    { workerData: { file, expected } },
  )
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Flaw[]>((resolve, reject) => {
      let done = 0
      timer = setInterval(() => {
        try {
          onTurn(done)
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }, OFTEN)
      thread.on('message', (checked: Checked) => {
        if ('done' in checked) done = checked.done
        else if ('flaws' in checked) resolve(checked.flaws)
        else reject(differs())
      })
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new Error(`the thread that reads a copy ended with ${code}`)))
    })
  } finally {
    clearInterval(timer)
    await thread.terminate()
  }
}
