import type { Alone } from './database/turns.ts'

/** How long a program may take to close before it says why, in ms. */
const PATIENCE = 2_000

/** What is said while it closes, by what is waited for (null: a backup), and the words that end the wait. */
export function closingWords(waitsFor: Alone | null): { message: string; detail: string; instead: string } {
  if (waitsFor !== null)
    return {
      message: `Lanyard is finishing an ${waitsFor}`,
      detail: `It closes by itself when that is done and backed up. Please leave the PC on. If it is switched off, either all of the ${waitsFor} is done or nothing of it, and the backup is made the next time.`,
      instead: `Close without the ${waitsFor}`,
    }
  return {
    message: 'Lanyard is making a backup',
    detail:
      'It closes by itself when that is done. Please leave the PC on. Nothing is lost if it is switched off; then the backup is made the next time.',
    instead: 'Close without the backup',
  }
}

/**
 * Waits for a program that is closing. Where that takes long, `say` says so, until it is done; `say` may end the wait
 * sooner, since an unfinished backup is cleared the next time.
 */
export async function closed(closing: Promise<void>, say: (done: AbortSignal) => Promise<void>): Promise<void> {
  const done = new AbortController()
  const patience = new Promise<'slow'>((resolve) => setTimeout(() => resolve('slow'), PATIENCE).unref())
  if ((await Promise.race([closing, patience])) !== 'slow') return
  try {
    await Promise.race([closing, say(done.signal)])
  } finally {
    done.abort()
  }
}
