/** A thread that nobody can end: it waits for a pipe to be opened for writing, as one waits for a disk. */
import { openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

parentPort!.postMessage('here')
openSync(workerData as string, 'r')
