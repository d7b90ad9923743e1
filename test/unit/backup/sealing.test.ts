import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isSealed, seal, unseal } from '../../../src-main/backup/sealing.ts'
import { QUICK } from '../../support/app.ts'
import { openSealed } from '../../support/open-sealed.ts'

const PASSPHRASE = 'a bicycle in the library'
const PIECE = 1_048_576
const TAG = 16

let folder: string
let plain: string
let sealed: string
let opened: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanyard-sealing-'))
  plain = join(folder, 'plain')
  sealed = join(folder, 'sealed')
  opened = join(folder, 'opened')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Seals so many bytes of chance; gives them. */
async function sealSome(length: number): Promise<Buffer> {
  const bytes = randomBytes(length)
  writeFileSync(plain, bytes)
  await seal(plain, sealed, PASSPHRASE, { cost: QUICK })
  return bytes
}
const headerEnd = (bytes: Buffer): number => bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1

/** Puts other bytes in the sealed backup's place; what opening it comes to: `opened`, or the error's code. */
async function opening(bytes: Buffer, passphrase = PASSPHRASE): Promise<string> {
  writeFileSync(sealed, bytes)
  return unseal(sealed, opened, passphrase).then(
    () => 'opened',
    (error) => {
      expect(existsSync(opened), 'nothing is left of what could not be opened').toBe(false)
      return error.code
    },
  )
}

test.each([0, 1, 4096, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 77])(
  '%d bytes come out as they went in, by the program and by the document',
  async (length) => {
    const bytes = await sealSome(length)
    expect(isSealed(plain)).toBe(false)
    expect(isSealed(sealed)).toBe(true)
    const file = readFileSync(sealed)
    expect(file.length).toBe(headerEnd(file) + TAG + length + TAG * Math.max(1, Math.ceil(length / PIECE)))
    await unseal(sealed, opened, PASSPHRASE)
    expect(readFileSync(opened).equals(bytes)).toBe(true)
    expect(openSealed(file, PASSPHRASE).equals(bytes)).toBe(true)
  },
)

test('nobody but the owner of the PC’s account may read what is sealed or opened', async () => {
  await sealSome(10)
  await unseal(sealed, opened, PASSPHRASE)
  expect([sealed, opened].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
})

test('a file that is there is neither sealed over nor opened over', async () => {
  const bytes = await sealSome(10)
  await expect(seal(plain, sealed, PASSPHRASE, { cost: QUICK })).rejects.toThrow('EEXIST')
  writeFileSync(opened, 'mine')
  await expect(unseal(sealed, opened, PASSPHRASE)).rejects.toThrow('EEXIST')
  expect(readFileSync(opened, 'utf8')).toBe('mine')
  expect(openSealed(readFileSync(sealed), PASSPHRASE).equals(bytes)).toBe(true)
})

test('two backups of the same bytes have nothing in common behind the header’s form', async () => {
  writeFileSync(plain, Buffer.alloc(100))
  await seal(plain, sealed, PASSPHRASE, { cost: QUICK })
  await seal(plain, opened, PASSPHRASE, { cost: QUICK })
  const [one, other] = [readFileSync(sealed), readFileSync(opened)]
  expect(one.subarray(headerEnd(one)).equals(other.subarray(headerEnd(other)))).toBe(false)
})

test('a passphrase is the same however a keyboard spells it, and another one is told from damage', async () => {
  writeFileSync(plain, 'text')
  await seal(plain, sealed, 'caf\u00e9 au lait', { cost: QUICK })
  const bytes = readFileSync(sealed)
  expect(await opening(bytes, 'cafe\u0301 au lait')).toBe('opened')
  rmSync(opened)
  expect(await opening(bytes, 'cafe au lait')).toBe('wrong-secret')
})

test('a changed, cut, lengthened or rearranged backup is refused, and nothing of it is left', async () => {
  await sealSome(2 * PIECE + 5)
  const file = readFileSync(sealed)
  const start = headerEnd(file) + TAG
  const piece = (number: number) => file.subarray(start + number * (PIECE + TAG), start + (number + 1) * (PIECE + TAG))
  const head = file.subarray(0, start)
  const flipped = (at: number) => {
    const bytes = Buffer.from(file)
    bytes[at]! ^= 1
    return bytes
  }
  const wrong: Record<string, Buffer> = {
    'a bit of the first piece': flipped(start + 9),
    'a bit of the last': flipped(file.length - 20),
    'a bit of the last tag': flipped(file.length - 1),
    'the last byte gone': file.subarray(0, -1),
    'the last piece gone': Buffer.concat([head, piece(0), piece(1)]),
    'all pieces gone': head,
    'the tag of the header cut': file.subarray(0, start - 1),
    'a byte added': Buffer.concat([file, Buffer.from([0])]),
    'a piece added': Buffer.concat([file, piece(0)]),
    'two pieces in each other’s place': Buffer.concat([head, piece(1), piece(0), piece(2)]),
    'a piece twice': Buffer.concat([head, piece(0), piece(0), piece(2)]),
    'a piece left out': Buffer.concat([head, piece(0), piece(2)]),
  }
  for (const [what, bytes] of Object.entries(wrong)) expect(await opening(bytes), what).toBe('backup-damaged')
  expect(readdirSync(folder).sort()).toEqual(['plain', 'sealed'])
})

test('every bit of the header counts', async () => {
  await sealSome(5)
  const file = readFileSync(sealed)
  for (let at = 0; at < headerEnd(file) + TAG; at++) {
    const bytes = Buffer.from(file)
    bytes[at]! ^= 1
    expect(await opening(bytes), `byte ${at}`).toMatch(/^(wrong-secret|backup-damaged|database-newer)$/)
  }
})

test('the pieces of another backup under the same passphrase are not taken', async () => {
  await sealSome(5)
  const one = readFileSync(sealed)
  rmSync(sealed)
  await sealSome(5)
  const other = readFileSync(sealed)
  const start = headerEnd(one) + TAG
  expect(await opening(Buffer.concat([one.subarray(0, start), other.subarray(start)]))).toBe('backup-damaged')
})

test.each([
  ['"n":1024', '"n":1073741824'],
  ['"n":1024', '"n":1000'],
  ['"n":1024', '"n":1'],
  ['"n":1024', '"n":9999999999'],
  ['"n":1024', '"n":-2'],
  ['"n":1024', '"n":1e3'],
  ['"r":8', '"r":999999'],
  ['"p":1', '"p":5'],
  ['"p":1', '"p":999999'],
  ['"piece":1048576', '"piece":1073741824'],
  ['"format":1', '"format":1,"more":0'],
])(
  'a header that asks for too much, or for nonsense, is refused before any of it is done: %s → %s',
  async (was, is) => {
    await sealSome(5)
    const file = readFileSync(sealed)
    const end = headerEnd(file)
    const header = file.toString('latin1', 0, end)
    expect(header).toContain(was)
    const bytes = Buffer.concat([Buffer.from(header.replace(was, is)), file.subarray(end)])
    expect(await opening(bytes)).toBe('backup-damaged')
  },
)

test('a header without an end is refused, and so is what is no sealed backup', async () => {
  expect(await opening(Buffer.from('LANYARD-SEALED-1\n' + 'x'.repeat(5_000)))).toBe('backup-damaged')
  expect(await opening(Buffer.from('LANYARD-SEALED-1\n'))).toBe('backup-damaged')
  expect(await opening(Buffer.from('SQLite format 3\0'))).toBe('backup-damaged')
  expect(await opening(Buffer.alloc(0))).toBe('backup-damaged')
  expect(isSealed(sealed)).toBe(false)
})

test('one of a format to come is told from a damaged one', async () => {
  expect(await opening(Buffer.from('LANYARD-SEALED-2\nwhatever that says\n'))).toBe('database-newer')
  expect(isSealed(sealed)).toBe(true)
})

test('scrypt works beside the program, which goes on', async () => {
  writeFileSync(plain, 'text')
  let turns = 0
  const ticking = setInterval(() => turns++, 5)
  await seal(plain, sealed, PASSPHRASE) // at its real cost
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(5)
  expect(readFileSync(sealed, 'latin1')).toContain('"n":131072,"r":8,"p":1')
})

test('it says how far it is, and stops where it is told to', async () => {
  writeFileSync(plain, Buffer.alloc(2 * PIECE + 1))
  const told: number[][] = []
  await seal(plain, sealed, PASSPHRASE, { cost: QUICK, onTurn: (...how) => told.push(how) })
  const total = 2 * PIECE + 1
  expect(told).toEqual([PIECE, 2 * PIECE, total].map((done) => [done, total]))
  const stop = () => {
    throw new Error('stopped')
  }
  await expect(unseal(sealed, opened, PASSPHRASE, { onTurn: stop })).rejects.toThrow('stopped')
  rmSync(sealed)
  await expect(seal(plain, sealed, PASSPHRASE, { cost: QUICK, onTurn: stop })).rejects.toThrow('stopped')
  expect(readdirSync(folder)).toEqual(['plain'])
})
