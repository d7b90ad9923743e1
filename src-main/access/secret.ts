import { timingSafeEqual } from 'node:crypto'
import { DIGITS, inFours } from '../base32.ts'
import type { SecretCost } from '../context.ts'
import { derive, normal } from '../scrypt.ts'

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

/** Whether two secrets as typed are the same secret. */
export const isSame = (one: string, other: string): boolean => normal(one) === normal(other)

/** Takes a secret and a fresh salt; gives what is kept. Runs off the main thread. */
export async function keepSecret(secret: string, salt: Buffer, parameters: SecretCost): Promise<KeptSecret> {
  return { salt, hash: await derive(secret, salt, parameters, HASH_BYTES), parameters }
}

/** Whether this is the secret that was kept. */
export async function isSecret(secret: string, kept: KeptSecret): Promise<boolean> {
  return timingSafeEqual(await derive(secret, kept.salt, kept.parameters, HASH_BYTES), kept.hash)
}

const RECOVERY_DIGITS = 24 // 120 bits

/** A recovery code in groups of four. */
export function newRecoveryCode(randomBytes: (size: number) => Buffer): string {
  return inFours([...randomBytes(RECOVERY_DIGITS)].map((byte) => DIGITS[byte % DIGITS.length]).join(''))
}
