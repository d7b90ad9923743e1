/** Codes that people read off paper and type: Crockford's base 32 (crockford.com/base32.html). Pure. */

/** No I, L, O or U, which a reader takes for something else. */
export const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The digits in groups of four. */
export const inFours = (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1-')

/** The digits of a code in groups of four, whatever spaces, hyphens, capitals and look-alikes it was typed with. */
export function asCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return inFours(plain)
}
