import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Expected } from '../database/copying.ts'
import { LanyardError, type ErrorCode } from '../errors.ts'
import type { Wrong } from '../verification/comparing.ts'

/** What the thread is to read: a copy of the records, which have to be as they were, or of a file from elsewhere. */
export interface Copy {
  file: string
  expected?: Expected
}

/** What the thread answers: how many entries are done, and of how many; what is wrong with the record; why it is refused. */
export type Checked =
  { done: number; of: number } | { wrong: Wrong } | { refused: { code: ErrorCode; message: string } }

/** How often it is asked whether to go on, in ms. */
const OFTEN = 100

/** Where the thread's program may be: beside this file in the sources; built, beside the bundle or above the piece of it. */
const THREAD = ['check-copy.ts', 'check-copy.js', '../check-copy.js'].map((path) => join(import.meta.dirname, path))

/**
 * `checkCopy`, or `checkForeign` where nothing is expected, beside the program, which goes on. `onTurn` is told how many
 * entries are done, and of how many, over and over; what it throws ends the work.
 */
export async function checkedBeside(copy: Copy, onTurn: (done: number, of: number) => void): Promise<Wrong> {
  const thread = new Worker(
    THREAD.find((path) => existsSync(path))!,
    { workerData: copy },
  )
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Wrong>((resolve, reject) => {
      let [done, of] = [0, 1]
      timer = setInterval(() => {
        try {
          onTurn(done, of)
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }, OFTEN)
      thread.on('message', (checked: Checked) => {
        if ('done' in checked) ({ done, of } = checked)
        else if ('wrong' in checked) resolve(checked.wrong)
        else reject(new LanyardError(checked.refused.code, checked.refused.message))
      })
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new Error(`the thread that reads a copy ended with ${code}`)))
    })
  } finally {
    clearInterval(timer)
    await thread.terminate()
  }
}
