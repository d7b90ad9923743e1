import { isGuessable } from '../../src-main/access/pin.ts'

/** A PIN that somebody may choose in place of the one they were given. */
export const ownPin = (issued: string): string =>
  ['7', '3', '5'].map((digit) => digit + issued.slice(1)).find((own) => own !== issued && !isGuessable(own))!
