import { scrypt, timingSafeEqual } from 'node:crypto'
import type { SecretCost } from '../context.ts'

const HASH_BYTES = 32
export const SALT_BYTES = 16

/** A secret as it is kept: never itself, only what scrypt makes of it, with the parameters it was made with. */
export interface KeptSecret {
  salt: Buffer
  hash: Buffer
  parameters: SecretCost
}

/** Makes of a secret what is kept, with a salt of its own. */
export type Keep = (secret: string) => Promise<KeptSecret>

/** One text for all the ways a keyboard may spell the same letters. */
const normal = (secret: string): string => secret.normalize('NFC')

/** Whether two secrets as typed are the same secret. */
export const isSame = (one: string, other: string): boolean => normal(one) === normal(other)

function derive(secret: string, salt: Buffer, { cost, blockSize, parallelization }: SecretCost): Promise<Buffer> {
  // scrypt needs 128 * N * r bytes; OpenSSL asks for a little more.
  const maxmem = 129 * cost * blockSize + 1_048_576
  return new Promise((resolve, reject) => {
    scrypt(normal(secret), salt, HASH_BYTES, { cost, blockSize, parallelization, maxmem }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}

/** Takes a secret and a fresh salt; gives what is kept. Runs off the main thread. */
export async function keepSecret(secret: string, salt: Buffer, parameters: SecretCost): Promise<KeptSecret> {
  return { salt, hash: await derive(secret, salt, parameters), parameters }
}

/** Whether this is the secret that was kept. */
export async function isSecret(secret: string, kept: KeptSecret): Promise<boolean> {
  return timingSafeEqual(await derive(secret, kept.salt, kept.parameters), kept.hash)
}

// Crockford's base 32 (crockford.com/base32.html): no I, L, O or U, which a reader takes for something else.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RECOVERY_DIGITS = 24 // 120 bits

/** A recovery code in groups of four. */
export function newRecoveryCode(randomBytes: (size: number) => Buffer): string {
  const digits = [...randomBytes(RECOVERY_DIGITS)].map((byte) => DIGITS[byte % DIGITS.length])
  return digits.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** The code as it was made, whatever spaces, hyphens, capitals and look-alikes it was typed with. */
export function asRecoveryCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return plain.replace(/(.{4})(?=.)/g, '$1-')
}
