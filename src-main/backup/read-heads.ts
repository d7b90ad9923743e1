/** A thread of its own, in which the heads of backups are read: a folder on another PC may be slow, and the window is not to wait for it. */
import { parentPort, workerData } from 'node:worker_threads'
import { headInFile } from '../database/head-in-file.ts'
import type { ReadHead } from './heads-in-files.ts'
import { isSealed } from './sealing.ts'

const { files, places } = workerData as { files: string[]; places: number[] }
const answer = (read: ReadHead): void => parentPort?.postMessage(read)

for (const file of files) answer({ file, ...read(file) })

function read(file: string): Omit<ReadHead, 'file'> {
  try {
    return isSealed(file) ? { sealed: true, found: null } : { sealed: false, found: headInFile(file, places) ?? null }
  } catch {
    return { sealed: false, found: null }
  }
}
