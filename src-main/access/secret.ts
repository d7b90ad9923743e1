import { scrypt, timingSafeEqual } from 'node:crypto'
import { DIGITS, inFours } from '../base32.ts'
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

const RECOVERY_DIGITS = 24 // 120 bits

/** A recovery code in groups of four. */
export function newRecoveryCode(randomBytes: (size: number) => Buffer): string {
  return inFours([...randomBytes(RECOVERY_DIGITS)].map((byte) => DIGITS[byte % DIGITS.length]).join(''))
}
