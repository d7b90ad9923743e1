/** Sealed backups, to the byte (docs/backup.md): scrypt makes the key, AES-256-GCM the rest, piece by piece. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { PRODUCT_SECRET_COST, type SecretCost } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { derive, memoryOf } from '../scrypt.ts'

/** How sealed backups of every format begin, and those of this one. */
const FAMILY = 'LANYARD-SEALED-'
const MAGIC = `${FAMILY}1\n`
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const SALT_BYTES = 32
const TAG_BYTES = 16
/** How much of the backup one piece holds, in bytes; the last may hold less. */
const PIECE = 1_048_576
/** The header's line with its newline has at most so many bytes. */
const LONGEST_HEADER = 256
/** The most memory that a header may ask scrypt for, in bytes: twice what Lanyard's own take. */
const MOST_MEMORY = 2 * memoryOf(PRODUCT_SECRET_COST)
const MOST_PARALLEL = 4

const HEADER =
  /^\{"format":1,"kdf":"scrypt","n":([1-9]\d{0,9}),"r":([1-9]\d{0,5}),"p":([1-9]\d{0,5}),"salt":"([0-9a-f]{64})","cipher":"aes-256-gcm","piece":1048576\}\n$/

const headerOf = ({ cost, blockSize, parallelization }: SecretCost, salt: Buffer): string =>
  `{"format":1,"kdf":"scrypt","n":${cost},"r":${blockSize},"p":${parallelization},"salt":"${salt.toString('hex')}","cipher":"${CIPHER}","piece":${PIECE}}\n`

/** What a piece is: this and its place are its nonce, so that none can be cut off, moved or added unseen. */
const MORE = 0
const LAST = 1
/** The nonce of the tag that stands behind the header, and tells a wrong passphrase from a damaged backup. */
const OF_HEADER = 2
type Kind = typeof MORE | typeof LAST | typeof OF_HEADER

/** A nonce is used once: the key is this file's alone. 11 bytes of the piece's number, from 0, and one of what it is. */
function nonce(piece: number, kind: Kind): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeBigUInt64BE(BigInt(piece), 3)
  bytes[11] = kind
  return bytes
}

/** Told how many bytes of how many are done. What it throws ends the work. */
type OnTurn = (done: number, total: number) => void

interface Options {
  onTurn?: OnTurn
  /** scrypt's; a test's are quicker. */
  cost?: SecretCost
}

/** Whether a file begins as sealed backups do, of whatever format. Throws what the disk throws. */
export function isSealed(file: string): boolean {
  const begins = Buffer.from(FAMILY)
  const bytes = Buffer.alloc(begins.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, bytes, 0, bytes.length, 0)
    return bytes.equals(begins)
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes `plainFile` sealed into `sealedFile`, which must not be there yet, and has the disk take it. Throws what the
 * disk throws; no file is left then.
 */
export async function seal(
  plainFile: string,
  sealedFile: string,
  passphrase: string,
  { cost = PRODUCT_SECRET_COST, onTurn = () => {} }: Options = {},
): Promise<void> {
  const salt = randomBytes(SALT_BYTES)
  const header = Buffer.from(MAGIC + headerOf(cost, salt))
  const key = await derive(passphrase, salt, cost, KEY_BYTES)
  const closed = (kind: Kind, piece: number, bytes: Uint8Array): Buffer => {
    const cipher = createCipheriv(CIPHER, key, nonce(piece, kind)).setAAD(header)
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
  await between(plainFile, sealedFile, async (plain, sealed) => {
    const { size } = await plain.stat()
    await sealed.writeFile(Buffer.concat([header, closed(OF_HEADER, 0, Buffer.alloc(0))]))
    const pieces = Math.max(1, Math.ceil(size / PIECE))
    for (let piece = 0; piece < pieces; piece++) {
      const bytes = await whole(plain, piece * PIECE, Math.min(PIECE, size - piece * PIECE))
      await sealed.writeFile(closed(piece === pieces - 1 ? LAST : MORE, piece, bytes))
      onTurn(piece * PIECE + bytes.length, size)
    }
  })
}

/**
 * Writes what is sealed in `sealedFile` into `plainFile`, which must not be there yet, and has the disk take it. Throws
 * LanyardError `wrong-secret`, `backup-damaged` or `database-newer`, and what the disk throws; no file is left then.
 */
export async function unseal(
  sealedFile: string,
  plainFile: string,
  passphrase: string,
  { onTurn = () => {} }: Pick<Options, 'onTurn'> = {},
): Promise<void> {
  await between(sealedFile, plainFile, async (sealed, plain) => {
    for await (const bytes of pieces(sealed, passphrase, onTurn)) await plain.writeFile(bytes)
  })
}

/**
 * What is sealed in a file, piece by piece, each one proved. All of it is there only where this comes to its end.
 * Throws as `unseal` does.
 */
export async function* unsealed(sealedFile: string, passphrase: string, onTurn: OnTurn = () => {}) {
  const sealed = await open(sealedFile, 'r')
  try {
    yield* pieces(sealed, passphrase, onTurn)
  } finally {
    await sealed.close()
  }
}

async function* pieces(sealed: FileHandle, passphrase: string, onTurn: OnTurn): AsyncGenerator<Buffer> {
  const { size } = await sealed.stat()
  const { header, salt, cost } = await readHeader(sealed, size)
  const key = await derive(passphrase, salt, cost, KEY_BYTES)
  const opened = (kind: Kind, piece: number, bytes: Buffer): Buffer | undefined => {
    const decipher = createDecipheriv(CIPHER, key, nonce(piece, kind), { authTagLength: TAG_BYTES }).setAAD(header)
    const plain = decipher.setAuthTag(bytes.subarray(-TAG_BYTES)).update(bytes.subarray(0, -TAG_BYTES))
    try {
      decipher.final()
      return plain
    } catch {
      return undefined
    }
  }

  const start = header.length + TAG_BYTES
  if (!opened(OF_HEADER, 0, await whole(sealed, header.length, TAG_BYTES)))
    throw new LanyardError(
      'wrong-secret',
      'That passphrase does not open this backup. Nothing was changed. Try again, with capitals and spaces as they were chosen.',
      'passphrase',
    )
  for (let piece = 0, at = start; at < size; piece++) {
    const length = Math.min(PIECE + TAG_BYTES, size - at)
    const bytes = length < TAG_BYTES ? undefined : await whole(sealed, at, length)
    at += length
    const plain = bytes && opened(at < size ? MORE : LAST, piece, bytes)
    if (!plain) throw damaged()
    yield plain
    onTurn(at - start, size - start)
  }
  if (size === start) throw damaged()
}

/** The header, looked at before any work that it asks for. */
async function readHeader(sealed: FileHandle, size: number) {
  const bytes = await whole(sealed, 0, Math.min(size, MAGIC.length + LONGEST_HEADER))
  const text = bytes.toString('latin1')
  if (!text.startsWith(MAGIC)) throw text.startsWith(FAMILY) ? newer() : damaged()
  const end = text.indexOf('\n', MAGIC.length) + 1
  const found = HEADER.exec(text.slice(MAGIC.length, end))
  if (!found || size < end + TAG_BYTES) throw damaged()
  const [cost, blockSize, parallelization] = found.slice(1, 4).map(Number) as [number, number, number]
  const asked: SecretCost = { cost, blockSize, parallelization }
  const isPowerOfTwo = cost > 1 && Number.isInteger(Math.log2(cost))
  if (!isPowerOfTwo || parallelization > MOST_PARALLEL || memoryOf(asked) > MOST_MEMORY) throw damaged()
  return { header: bytes.subarray(0, end), salt: Buffer.from(found[4]!, 'hex'), cost: asked }
}

/** So many bytes from a place on. Throws LanyardError `backup-damaged` where the file has become shorter meanwhile. */
async function whole(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await file.read(buffer, got, length - got, position + got)
    if (bytesRead === 0) throw damaged()
    got += bytesRead
  }
  return buffer
}

/** From one file into another that is new, nobody's but its owner's, on the disk at the end; gone again where that fails. */
async function between(
  from: string,
  to: string,
  work: (from: FileHandle, to: FileHandle) => Promise<void>,
): Promise<void> {
  const reading = await open(from, 'r')
  try {
    const writing = await open(to, 'wx', 0o600)
    try {
      await work(reading, writing)
      await writing.sync()
    } catch (error) {
      await writing.close()
      await rm(to, { force: true }).catch(() => undefined)
      throw error
    }
    await writing.close()
  } finally {
    await reading.close()
  }
}

const damaged = (): LanyardError =>
  new LanyardError(
    'backup-damaged',
    'This backup is damaged: part of it was changed or is missing. Nothing was changed. Try another backup.',
  )

const newer = (): LanyardError =>
  new LanyardError(
    'database-newer',
    'This backup was made by a newer Lanyard. Nothing was changed. Install the newer Lanyard to open it.',
  )
