/** What may be a PIN: six digits that are not the first anybody would guess. */

export const isPin = (text: string): boolean => /^\d{6}$/.test(text)

/** PINs that a guesser tries first: one digit throughout, or a run up or down, over nine to nought as well. */
export const isGuessable = (pin: string): boolean =>
  /^(\d)\1{5}$/.test(pin) || '012345678901234'.includes(pin) || '987654321098765'.includes(pin)

/** A PIN may be typed with the space it has on the slip. */
export const asPin = (typed: string): string => typed.replace(/\s/gu, '')
