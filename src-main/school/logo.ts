import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LanyardError } from '../errors.ts'
import { LOGO_FILE_MOST } from './contract.ts'

/** What the thread answers. */
export type Drawn = { png: Uint8Array } | { refused: string }

/** How long a drawing may take, in ms: ten times and more what a school's logo takes. */
const TIME = 10_000

/** Where the thread's program may be: beside this file in the sources; built, beside the bundle or above the piece of it. */
const THREAD = ['draw-logo.ts', 'draw-logo.js', '../draw-logo.js'].map((path) => join(import.meta.dirname, path))

const refused = (words: string) => new LanyardError('invalid-input', words, 'file')
const TOO_MUCH = 'There is more in that file than Lanyard can draw. Choose a simpler one, or a PNG'

/**
 * Takes the bytes of a PNG or SVG file; gives the PNG of a logo, made of its pixels alone.
 * Throws LanyardError `invalid-input` where none can be made, or not in time.
 */
export async function logoFrom(bytes: Uint8Array, time = TIME): Promise<Buffer> {
  if (bytes.length > LOGO_FILE_MOST)
    throw refused('That file is larger than 5 MB. Choose a smaller one; nothing was changed')
  const drawn = await inThread(bytes, time)
  if ('refused' in drawn) throw refused(drawn.refused)
  return Buffer.from(drawn.png)
}

async function inThread(bytes: Uint8Array, time: number): Promise<Drawn> {
  const thread = new Worker(
    THREAD.find((path) => existsSync(path))!,
    { workerData: bytes },
  )
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Drawn>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', () => reject(refused(TOO_MUCH))) // out of memory, or out of stack
      thread.once('exit', () => reject(refused(TOO_MUCH)))
      timer = setTimeout(() => reject(refused(TOO_MUCH)), time)
    })
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}
