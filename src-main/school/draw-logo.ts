/** A thread of its own, in which one logo is drawn: it can be ended, whatever stands in the file. */
import { parentPort, workerData } from 'node:worker_threads'
import { LanyardError } from '../errors.ts'
import { drawnLogo } from './drawing.ts'
import type { Drawn } from './logo.ts'

const answer = (drawn: Drawn): void => parentPort?.postMessage(drawn)

try {
  answer({ png: await drawnLogo(Buffer.from(workerData as Uint8Array)) })
} catch (error) {
  if (!(error instanceof LanyardError)) throw error
  answer({ refused: error.message })
}
