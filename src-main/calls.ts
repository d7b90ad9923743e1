import type { z } from 'zod'
import { LanyardError } from './errors.ts'

/**
 * Who may make a call. `signed-in` is whoever is, as anything. A `newcomer` came in with a PIN that the school gave out,
 * and is a learner from the moment they choose their own. An administrator may also make a governor's calls; nothing
 * else follows from rank.
 */
export type Access = 'anyone' | 'signed-in' | Exclude<Role, 'anyone'>

/** What a feature's contract says of one call. */
export interface CallSpec {
  access: Access
  /** Answered even while another call works alone: it reads and writes no records. */
  atOnce?: true
  /** May open, close or replace records: one such call at a time, put to the records that are open when its turn comes. */
  oneByOne?: true
  /** Open to anyone for as long as there are no whole records, whose secrets could say who somebody is. */
  whileNoRecords?: true
  input: z.ZodType
  output: z.ZodType
}
/**
 * Calls by their names. A contract is an object `as const`, and whoever handles or dispatches it demands that it is this:
 * asked of the object itself, every file that takes one type of it would have all of them checked anew, which takes a
 * second each.
 */
export type Calls = Record<string, CallSpec>

/** Who is signed in. It lives in main and never in the window. */
export type Session =
  { role: 'anyone' | 'governor' | 'administrator' } | { role: 'newcomer' | 'learner'; personId: string }
export type Role = Session['role']

/** What a handler knows besides its input; `become` changes who is signed in. */
export interface Caller {
  session: Session
  become(session: Session): void
}

/** The learner who makes a call. Throws LanyardError `not-signed-in` where it is somebody else. */
export function learnerOf({ session }: Caller): string {
  if (session.role !== 'learner') throw new LanyardError('not-signed-in', 'Find your name and type your PIN to go on.')
  return session.personId
}

/** One function a call of a contract, each from parsed input to output. */
export type Handlers<C extends Calls> = {
  [Name in keyof C]: (
    input: z.output<C[Name]['input']>,
    caller: Caller,
  ) => z.input<C[Name]['output']> | Promise<z.input<C[Name]['output']>>
}
