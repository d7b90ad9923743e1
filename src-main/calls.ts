import type { z } from 'zod'

/** Who may make a call. An administrator may also make a governor's calls; nothing else follows from rank. */
export type Access = 'anyone' | 'learner' | 'governor' | 'administrator'

/** What a feature's contract says of one call. */
export interface CallSpec {
  access: Access
  input: z.ZodType
  output: z.ZodType
}
export type Calls = Record<string, CallSpec>

/** Who is signed in. It lives in main and never in the window. */
export type Session =
  { role: 'anyone' } | { role: 'learner'; personId: string } | { role: 'governor' } | { role: 'administrator' }

/** What a handler knows besides its input; `become` changes who is signed in. */
export interface Caller {
  session: Session
  become(session: Session): void
}

/** One function a call of a contract, each from parsed input to output. */
export type Handlers<C extends Calls> = {
  [Name in keyof C]: (
    input: z.output<C[Name]['input']>,
    caller: Caller,
  ) => z.input<C[Name]['output']> | Promise<z.input<C[Name]['output']>>
}
