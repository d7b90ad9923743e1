import type { Expected } from '../database/copying.ts'
import { LanyardError, type ErrorCode } from '../errors.ts'
import type { Wrong } from '../verification/comparing.ts'
import { inThread } from './in-thread.ts'

/** What the thread is to read: a copy of the records, which have to be as they were, or of a file from elsewhere. */
export interface Copy {
  file: string
  expected?: Expected
}

/** What the thread answers: how many entries are done, and of how many; what is wrong with the record; why it is refused. */
export type Checked =
  { done: number; of: number } | { wrong: Wrong } | { refused: { code: ErrorCode; message: string } }

/**
 * `checkCopy`, or `checkForeign` where nothing is expected, beside the program, which goes on. `onTurn` is told how many
 * entries are done, and of how many, over and over; what it throws ends the work.
 */
export async function checkedBeside(copy: Copy, onTurn: (done: number, of: number) => void): Promise<Wrong> {
  let [done, of] = [0, 1]
  let wrong: Wrong | undefined
  const failed = await inThread<Checked>({
    program: 'check-copy',
    given: copy,
    onTurn: () => onTurn(done, of),
    take(checked) {
      if ('refused' in checked) throw new LanyardError(checked.refused.code, checked.refused.message)
      if ('done' in checked) ({ done, of } = checked)
      else ({ wrong } = checked)
    },
  })
  if (wrong) return wrong
  throw failed ?? new Error('the thread that reads a copy ended without an answer')
}
