import { scrypt } from 'node:crypto'
import type { SecretCost } from './context.ts'

/** One text for all the ways a keyboard may spell the same letters. */
export const normal = (secret: string): string => secret.normalize('NFC')

/** How many secrets are worked on at once: each takes 128 MB and one of the four threads that files are read and written on too. */
const AT_ONCE = 2
let atWork = 0
const waiting: (() => void)[] = []

/** Does `work` beside at most one other; whoever comes later waits, in order. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (atWork === AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else atWork++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else atWork--
  }
}

/** Takes a secret as typed and a salt; gives so many bytes of what scrypt makes of them (RFC 7914). Runs off the main thread. */
export function derive(secret: string, salt: Uint8Array, parameters: SecretCost, bytes: number): Promise<Buffer> {
  const { cost, blockSize, parallelization } = parameters
  const maxmem = memoryOf(parameters) + 1_048_576 // OpenSSL asks for a little more
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(normal(secret), salt, bytes, { cost, blockSize, parallelization, maxmem }, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )
}

/** The memory that scrypt needs with these parameters, in bytes: RFC 7914, section 2 and 5. */
export const memoryOf = ({ cost, blockSize, parallelization }: SecretCost): number =>
  128 * blockSize * (cost + parallelization + 1)
