/** Reading a backup: any file that somebody gives, taken for nothing until all of it has been looked at. */
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { accessIn } from '../access/service.ts'
import { createContext } from '../context.ts'
import { openForeign, refuseNoDatabase, schoolNameIn } from '../database/foreign.ts'
import { migrations } from '../database/migrations.ts'
import { DATABASE_FILE, type Database } from '../database/open.ts'
import { WAITING, clearWaiting } from '../database/replacing.ts'
import { LanyardError } from '../errors.ts'
import type { Head } from '../ledger/chain.ts'
import { createLedger, type Ledger } from '../ledger/service.ts'
import { named } from '../typed.ts'
import { MOST_KEPT, isWhole, type Wrong } from '../verification/comparing.ts'
import type { Watch } from '../work/service.ts'
import { checkedBeside } from './checking.ts'
import { isSealed, unseal } from './sealing.ts'

/** A backup that has been read from end to end, as a copy of its own beside the records; it stays open until it is closed. */
export interface Backup {
  /** The file's name, without where it is. */
  name: string
  sealed: boolean
  /** The folder of the copy, in the records' folder. */
  folder: string
  schoolName: string
  ledgerId: string
  head: Head
  /** When its last entry was written, UTC. */
  lastEntryAt: string
  /** An earlier Lanyard made it: once restored, it is brought to this one's shape. */
  older: boolean
  ledger: Ledger
  /** Whether this is the passphrase that its administrator had. */
  isAdministrator(passphrase: string): Promise<boolean>
  /** Closes the copy. It stays where it is. */
  close(): void
  /** Closes the copy and removes it. */
  drop(): Promise<void>
}

interface Asked {
  file: string
  /** What it was sealed with; null where nobody has said. */
  passphrase: string | null
  /** The records' folder, which the copy is made in. */
  dataFolder: string
  /** See Watch. What it throws ends the work. */
  at?: Watch['at']
}

/** Whether a file is a sealed backup. Throws LanyardError `backup-other` where it cannot be read. */
export async function looksSealed(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) throw notThere(file)
    return isSealed(file)
  } catch (error) {
    throw error instanceof LanyardError ? error : notThere(file)
  }
}

/**
 * Reads a backup from end to end: that it is a Lanyard database and holds nothing else, that its pages, its entries and
 * what they prove are whole, and that each row of evidence is what its entry proves. The file itself is only read. Throws
 * LanyardError `backup-other`, `backup-damaged`, `database-newer`, `wrong-secret`, `disk-full`, `folder-not-writable`,
 * `disk-failed`, and what `at` throws; nothing is left then.
 */
export async function readBackup({ file, passphrase, dataFolder, at = () => {} }: Asked): Promise<Backup> {
  const sealed = await looksSealed(file)
  if (sealed && passphrase === null)
    throw new LanyardError('wrong-secret', 'Type the passphrase that this backup was made with', 'passphrase')
  let folder: string | undefined
  let database: Database | undefined
  try {
    if (!sealed) refuseNoDatabase(file)
    clearWaiting(dataFolder)
    folder = await mkdtemp(join(dataFolder, WAITING))
    const copy = join(folder, DATABASE_FILE)
    if (sealed)
      await unseal(file, copy, passphrase!, {
        onTurn: (done, of) => at('Opening it with the passphrase', done, of),
      })
    else await copyFile(file, copy)
    refuseUnlessWhole(await checkedBeside({ file: copy }, (done, of) => at('Reading it from end to end', done, of)))
    const opened = openForeign(copy)
    database = opened.database
    return lookedAt(database, { name: basename(file), sealed, folder, older: opened.step < migrations.length })
  } catch (error) {
    database?.close()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    throw error instanceof LanyardError ? error : copyFailed(error)
  }
}

function lookedAt(database: Database, found: Pick<Backup, 'name' | 'sealed' | 'folder' | 'older'>): Backup {
  const ledger = createLedger(createContext(database))
  const ends = ledger.ends()
  if (!ends) throw new LanyardError('backup-other', 'That backup holds no records of a school. Choose another file.')
  const head = ledger.head()
  const { ledgerId, isExample, isAdministrator } = accessIn(database)
  if (isExample)
    throw new LanyardError(
      'backup-other',
      'That is a made-up school, not a backup. Nothing was changed. Choose another file.',
    )
  const schoolName = named('A school has a name').safeParse(schoolNameIn(database))
  if (ledgerId !== ends.first.subject || !schoolName.success) throw notWhole('It does not say whose records it holds.')
  const close = (): void => void database.close()
  return {
    ...found,
    schoolName: schoolName.data,
    ledgerId: ends.first.subject,
    head,
    lastEntryAt: ends.last.at,
    ledger,
    isAdministrator,
    close,
    async drop() {
      close()
      await rm(found.folder, { recursive: true, force: true })
    },
  }
}

/** A backup that is offered to strangers names nobody: what is wrong with it is told without names. */
function refuseUnlessWhole(wrong: Wrong): void {
  if (isWhole(wrong)) return
  const [first, ...others] = [...wrong.ledger, ...wrong.tables]
  const least = wrong.tables.length < MOST_KEPT ? '' : 'at least '
  const more =
    others.length === 0 ? '' : ` That is one of ${least}${(others.length + 1).toLocaleString('en-GB')} faults.`
  const why =
    wrong.ledger.length > 0
      ? ''
      : 'Its tables are not what its ledger proves: somebody changed them, or the file is damaged. '
  throw notWhole(`${why}${first}${more}`)
}

const notThere = (file: string): LanyardError =>
  new LanyardError('backup-other', `${basename(file)} cannot be read: it is not there, or it is not a file.`)

const notWhole = (words: string): LanyardError =>
  new LanyardError('backup-damaged', `That backup is not whole. ${words} Nothing was changed. Choose another backup.`)

/** Whatever the disk had against the copy, in plain words. */
function copyFailed(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new LanyardError(
      'disk-full',
      'There is no room on this computer for a copy of the backup. Nothing was changed. Make room, then try again.',
    )
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new LanyardError(
      'folder-not-writable',
      'Lanyard may not read that file, or not write to its own folder. Nothing was changed.',
    )
  if (code === 'EIO' || code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO')
    return new LanyardError(
      'disk-failed',
      'The backup could not be read to its end: the disk or stick gave up, or was pulled out. Nothing was changed.',
    )
  return error
}
