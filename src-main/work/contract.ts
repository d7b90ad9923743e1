import { z } from 'zod'

/** The name the window gives to long work, before it asks for it. */
export const workId = z.uuid()

export const workContract = {
  /**
   * How far long work is; null where it has not begun, or is over. A backup is read before anybody can sign in; nobody else
   * knows the work's name.
   */
  'work.progress': {
    access: 'anyone',
    atOnce: true,
    input: z.strictObject({ workId }),
    output: z.object({
      progress: z.object({ doing: z.string(), done: z.int(), total: z.int() }).nullable(),
    }),
  },
  /**
   * Ends long work at its next turn: what it did until then is undone. Does nothing where it is over. Whoever has just signed
   * out stops theirs too.
   */
  'work.stop': { access: 'anyone', atOnce: true, input: z.strictObject({ workId }), output: z.object({}) },
} as const
