/** A thread of its own, in which a copy is read from end to end: that takes long, and the window is not to wait for it. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkCopy } from '../database/copying.ts'
import { checkForeign } from '../database/foreign.ts'
import { LanyardError } from '../errors.ts'
import type { Checked, Copy } from './checking.ts'

const { file, expected } = workerData as Copy
const answer = (checked: Checked): void => parentPort?.postMessage(checked)
const onTurn = (done: number, of: number): void => answer({ done, of })

try {
  answer({ wrong: expected ? checkCopy(file, expected, onTurn) : checkForeign(file, onTurn) })
} catch (error) {
  if (!(error instanceof LanyardError)) throw error
  answer({ refused: { code: error.code, message: error.message } })
}
