import { existsSync, realpathSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { Access } from '../access/service.ts'
import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { replacedIn } from '../database/replaced.ts'
import type { Turns } from '../database/turns.ts'
import { LanyardError } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Ledger } from '../ledger/service.ts'
import { oneByOne } from '../one-by-one.ts'
import { daysBetween, dayOf } from '../time.ts'
import type { Verification } from '../verification/service.ts'
import type { Watch, Works } from '../work/service.ts'
import { MOST_LISTED, OUTSIDE_DAYS, type Backup, type backupContract } from './contract.ts'
import { isFolder } from './failed.ts'
import { backupsFolder, readName } from './files.ts'
import { toGo } from './keeping.ts'
import { makeBackup } from './making.ts'
import { createBackupsStore, type BackupMade } from './store.ts'

export { headsInFiles, type BackupFile } from './heads-in-files.ts'

interface Parts {
  access: Access
  ledger: Ledger
  turns: Turns
  works: Works
  papers: Papers
  verification: Verification
}

/** One that was asked for. */
export interface Wanted {
  folder: string
  isCopiedOn: boolean
  passphrase: string | null
}

/** What is said while Lanyard's own backups are of records that are not whole. */
const NOT_WHOLE =
  'The last one was made, but the records are not whole, and no backup of them can be restored. While that is so, none of the older ones is cleared. ' +
  'Open The record: it says what is wrong, and what to do.'

const A_DAY = 24 * 60 * 60_000 // ms

export type Backups = ReturnType<typeof createBackups>

/** Backups: those that Lanyard makes by itself beside the records, and those that somebody asks for. */
export function createBackups(context: Context, { access, ledger, turns, works, papers, verification }: Parts) {
  const { clock, database } = context
  const store = createBackupsStore(database)
  const records = dirname(resolve(database.name))
  const ownFolder = backupsFolder(records)

  /** How many rows had been written when the last one was made, or the records were opened. */
  let written = store.changes()
  let failure: string | null = null
  /** One at a time: each clears what an interrupted one left. */
  const inTurn = oneByOne()

  /** The school whose records are backed up: none before it is set up, and neither a made-up one nor damaged records are. */
  const schoolId = (): string | undefined => (database.readonly || access.example() ? undefined : access.school()?.id)

  async function make(
    wanted: { folder: string; passphrase: string | null; place: BackupMade['place'] },
    at?: Watch['at'],
  ): Promise<BackupMade> {
    const school = schoolId()
    if (!school)
      throw new LanyardError(
        'backup-failed',
        'There is nothing to back up: no school has been set up, it is made up, or its records can only be read.',
      )
    const { folder, passphrase, place } = wanted
    const madeAt = clock.now().toISOString()
    const before = store.changes()
    const { name, head, whole } = await makeBackup(database, folder, {
      ...{ school, madeAt, ownFolder, passphrase: passphrase ?? undefined, cost: context.secretCost },
      wrongIn: async (length, onTurn) => (await verification.compare(length, onTurn)).wrong,
      ...(at && { at }),
    })
    const file = folder === ownFolder ? name : join(folder, name)
    const made: BackupMade = { id: context.newId(), madeAt, place, file, sealed: passphrase !== null, head, whole }
    store.insert(made)
    if (folder === ownFolder) written = before + 1 // that row
    return made
  }

  /** Those that Lanyard made by itself and that are still there, the latest first. */
  const own = (): BackupMade[] => store.all().filter(({ file }) => isOwn(file) && existsSync(join(ownFolder, file)))

  /** Whether the records hold something that the last one does not. */
  function hasNews(): boolean {
    const [newest] = own()
    return store.changes() !== written || newest?.head.hash !== ledger.head().hash
  }

  /** Whether the last is older than a day; one of a day to come, as after a clock was put back, does not count. */
  function isDue(): boolean {
    const now = clock.now()
    const newest = own().find(({ madeAt }) => madeAt <= now.toISOString())
    return !newest || now.getTime() - Date.parse(newest.madeAt) >= A_DAY
  }

  /**
   * From within a call: makes one beside the records where `isWanted` says so, and clears those that need not stay; none
   * where it cannot be restored itself. Never throws.
   */
  const byItself = (isWanted: () => boolean): Promise<void> =>
    inTurn(async () => {
      try {
        if (!schoolId() || !isWanted()) return
        const { whole } = await make({ folder: ownFolder, passphrase: null, place: 'here' })
        if (whole) clear()
        failure = null
      } catch (error) {
        noteFailure(error)
      }
    })

  function noteFailure(error: unknown): void {
    failure = error instanceof LanyardError ? error.message : 'No backup was made: something went wrong inside Lanyard.'
    console.error(failure)
  }

  /** The same from outside any call: it is let in as a call is, and only then waits for the backup before. */
  const besideCalls = (isWanted: () => boolean): Promise<void> =>
    turns
      .beside(() => byItself(isWanted))
      .catch((error: unknown) => {
        const wereClosed = error instanceof LanyardError && error.code === 'not-signed-in' // before it was let in
        if (!wereClosed) noteFailure(error)
      })

  /** Those that can be restored and those that cannot, each for themselves: none of the second takes the place of one of the first. */
  function clear(): void {
    for (const made of [true, false].map((whole) => own().filter((one) => one.whole === whole))) {
      const standing = made.flatMap(({ file: name, madeAt }) => {
        const said = readName(name)
        return said ? { name, madeAt, beforeStep: said.beforeStep } : []
      })
      for (const name of toGo(standing, dayOf(clock.now()))) rmSync(join(ownFolder, name), { force: true })
    }
  }

  /** A folder as it was typed or chosen. Throws LanyardError `backup-failed` where there is none. */
  function look(typed: string): { folder: string; isSameDisk: boolean } {
    const refuse = (words: string): never => {
      throw new LanyardError('backup-failed', words, 'folder')
    }
    if (!isAbsolute(typed)) refuse('Type the whole path of a folder, from the drive or the first slash on')
    const folder = resolve(typed)
    if (!isFolder(folder)) refuse(`There is no folder ${folder}. Is the stick plugged in?`)
    if (realpathSync(folder) === realpathOf(ownFolder))
      refuse('There Lanyard makes its own backups by itself. Choose another folder, best on a stick.')
    return { folder, isSameDisk: statSync(folder).dev === statSync(records).dev }
  }

  /** One that is noted under a moment to come, as by a clock that was ahead, tells nothing of how old it is: it does not count. */
  const latest = (place: BackupMade['place']) => store.last(place, clock.now().toISOString())
  const lastOutsideAt = (): string | null => latest('outside')?.madeAt ?? null

  /** When the latest outside the PC was made by its note, where that is still to come. */
  function outsideToComeAt(): string | null {
    const newest = store.all().find(({ place, whole }) => place === 'outside' && whole)
    return newest && newest.madeAt > clock.now().toISOString() ? newest.madeAt : null
  }

  const backups = {
    /** Makes one into a folder that somebody chose. Throws LanyardError `backup-failed`, `backup-damaged`, `stopped`. */
    async into({ folder: typed, isCopiedOn, passphrase }: Wanted, at?: Watch['at']) {
      const { folder, isSameDisk } = look(typed)
      const place = isSameDisk && !isCopiedOn ? 'here' : 'outside'
      const made = await inTurn(() => make({ folder, passphrase, place }, at))
      return { backup: asListed(made), isSameDisk }
    },

    /** Makes one by itself where the last is older than a day. */
    daily: () => besideCalls(isDue),
    /** The same, and where the records hold what the last does not, as after a power cut. */
    atStart: () => besideCalls(() => isDue() || hasNews()),
    /** From within a call that is to close the records: where something has changed since the last. */
    beforeClosing: () => byItself(hasNews),

    /** When the latest that can be restored was made, wherever; null where Lanyard knows of none. UTC. */
    lastAt: (): string | null =>
      [latest('here')?.madeAt, latest('outside')?.madeAt]
        .filter((at) => at !== undefined)
        .sort()
        .at(-1) ?? null,
    lastOutsideAt,

    /** Whether it is time for one outside the PC. */
    isOutsideDue(): boolean {
      const since = lastOutsideAt() ?? ledger.ends()?.first.at
      if (schoolId() === undefined || since === undefined) return false
      const now = clock.now()
      return since > now.toISOString() || daysBetween(dayOf(since), dayOf(now)) >= OUTSIDE_DAYS
    },

    handlers: (): Handlers<typeof backupContract> => ({
      'backup.list': () => ({
        ownFolder,
        own: own().map(asListed),
        made: store
          .all()
          .filter(({ file }) => !isOwn(file))
          .slice(0, MOST_LISTED)
          .map(asListed),
        replaced: replacedIn(records),
        lastOutsideAt: lastOutsideAt(),
        outsideToComeAt: outsideToComeAt(),
        isOutsideDue: backups.isOutsideDue(),
        failure: failure ?? (own()[0]?.whole === false ? NOT_WHOLE : null),
        canChoose: papers.chooseFolder !== null,
      }),
      'backup.chooseFolder': async () => ({
        folder: (await papers.chooseFolder?.('Choose the folder for the backup')) ?? null,
      }),
      'backup.look': ({ folder }) => look(folder),
      async 'backup.make'({ workId, ...wanted }) {
        const { backup } = await works.run(workId, ({ at }) => backups.into(wanted, at))
        return { backup }
      },
    }),
  }
  return backups

  function asListed({ madeAt, place, file, sealed, head, whole }: BackupMade): Backup {
    const folder = isOwn(file) ? ownFolder : dirname(file)
    return { madeAt, place, name: basename(file), folder, sealed, head, whole }
  }
}

/** Where a folder really is, past links; itself where it is not there yet. */
const realpathOf = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder)

/** Whether it is one of those that Lanyard makes by itself: a name alone, without a folder. */
const isOwn = (file: string): boolean => basename(file) === file
