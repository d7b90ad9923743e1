/** A thread of its own, in which a copy is read again: all of it takes long, and the window is not to wait for it. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkCopy, type Expected } from '../database/copying.ts'
import { LanyardError } from '../errors.ts'
import type { Checked } from './checking.ts'

const { file, expected } = workerData as { file: string; expected: Expected }
const answer = (checked: Checked): void => parentPort?.postMessage(checked)

try {
  answer({ flaws: checkCopy(file, expected, (done) => answer({ done })) })
} catch (error) {
  if (!(error instanceof LanyardError)) throw error
  answer({ isOther: true })
}
