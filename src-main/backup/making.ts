import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretCost } from '../context.ts'
import { copyInto, differs, refuseOtherwise } from '../database/copying.ts'
import type { Database } from '../database/open.ts'
import { LanyardError } from '../errors.ts'
import { flush } from '../files.ts'
import type { Head } from '../ledger/chain.ts'
import { isWhole, type Wrong } from '../verification/comparing.ts'
import type { Watch } from '../work/service.ts'
import { checkedBeside } from './checking.ts'
import { backupFailed } from './failed.ts'
import { PLAIN, UNFINISHED, freeName, readName } from './files.ts'
import { seal, unsealed } from './sealing.ts'

export interface Making {
  /** The school's id. */
  school: string
  /** UTC */
  madeAt: string
  /** Where a copy may stand until it is sealed: beside the records, never on the stick. */
  ownFolder: string
  /** Seals it, where there is one. */
  passphrase?: string | undefined
  cost?: SecretCost
  /** What is wrong with the records themselves, of which the copy has the first so many entries. */
  wrongIn(length: number, onTurn: (done: number) => void): Promise<Wrong>
  /** See Watch. What it throws ends the work. */
  at?: Watch['at']
}

export interface Made {
  /** Its name in the folder. */
  name: string
  head: Head
  /** Whether the record in it is whole: it is not where the records are not. */
  whole: boolean
}

/**
 * Makes a backup of the database as it stands: copied at one moment, flushed, read again, and only then given its name.
 * Where anything fails or is stopped, nothing is left of it. Not to be called in a transaction. Throws LanyardError
 * `backup-failed`, `backup-damaged`, and what `at` throws.
 */
export async function makeBackup(database: Database, folder: string, making: Making): Promise<Made> {
  const { school, madeAt, ownFolder, passphrase, at = () => {} } = making
  let name = ''
  try {
    mkdirSync(ownFolder, { recursive: true })
    for (const each of new Set([folder, ownFolder])) clearUnfinished(each, school)
    name = freeName(folder, { school, madeAt, beforeStep: null })
    const unfinished = join(folder, `${name}${UNFINISHED}`)
    const plain = passphrase === undefined ? unfinished : join(ownFolder, `${name}${PLAIN}`)

    at('Copying the records', 0, 1)
    const expected = copyInto(database, plain)
    await flushed(plain)
    const { length } = expected.head
    const wrong = await checkedBeside({ file: plain, expected }, (done, of) => at('Reading the copy again', done, of))
    const whole = isWhole(wrong)
    if (!whole) {
      const onTurn = (done: number): void => at('Reading the records, which are not whole', done, length)
      refuseOtherwise(wrong, await making.wrongIn(length, onTurn))
    }
    if (passphrase !== undefined) await sealAndCheck(plain, unfinished, passphrase, making)

    renameSync(unfinished, join(folder, name))
    flush(folder)
    return { name, head: expected.head, whole }
  } catch (error) {
    throw backupFailed(error, folder, 'Try again, or choose another folder.')
  } finally {
    if (name !== '') clearUnfinished(folder, school)
    if (name !== '') clearUnfinished(ownFolder, school)
  }
}

/** Seals a copy, and opens it again: each byte is the one that went in, or it is no backup. */
async function sealAndCheck(plain: string, sealed: string, passphrase: string, making: Making): Promise<void> {
  const { cost, at = () => {} } = making
  await seal(plain, sealed, passphrase, {
    ...(cost && { cost }),
    onTurn: (done, total) => at('Sealing it with the passphrase', done, total),
  })
  const before = createHash('sha256')
  for await (const bytes of createReadStream(plain)) before.update(bytes as Buffer)
  const after = createHash('sha256')
  try {
    const watch = (done: number, total: number) => at('Reading the sealed backup again', done, total)
    for await (const bytes of unsealed(sealed, passphrase, watch)) after.update(bytes)
  } catch (error) {
    const isDamaged = error instanceof LanyardError && error.code !== 'stopped'
    throw isDamaged ? differs() : error
  }
  if (before.digest('hex') !== after.digest('hex')) throw differs()
}

/** What an interrupted backup of this school left; a folder that cannot be read has nothing to clear. */
function clearUnfinished(folder: string, school: string): void {
  try {
    for (const file of readdirSync(folder)) {
      const name = [PLAIN, UNFINISHED].find((ending) => file.endsWith(ending))
      if (name && readName(file.slice(0, -name.length))?.school === school) rmSync(join(folder, file), { force: true })
    }
  } catch {
    return // what is wrong with the folder is said when the backup is to be written there
  }
}

/** Has the disk take a large file, off the main thread. */
async function flushed(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
