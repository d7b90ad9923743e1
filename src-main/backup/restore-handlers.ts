/** The calls of restoring. They work whether the records can be opened or not, and so belong to the program, not to them. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Handlers } from '../calls.ts'
import { LanyardError, type ErrorCode } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Ledger } from '../ledger/service.ts'
import { timeInWords, type Clock } from '../time.ts'
import type { Watch, Works } from '../work/service.ts'
import { backupsFolder, readName } from './files.ts'
import { looksSealed, readBackup, type Backup } from './read-backup.ts'
import type { ReadBackup, restoreContract } from './restore-contract.ts'
import { UNTOLD, against, partingOf, putInPlace, type Against } from './restoring.ts'

const TRIES = 10
const LOCK = 15 * 60_000 // ms

/** The records as they stand: nothing set up, whole, damaged and readable, or not to be read. */
export interface Present {
  state: ReadBackup['present']
  /** Null where there is nothing to be read. */
  records: { ledger: Ledger; checkAdministrator(passphrase: string): Promise<void> } | null
}

interface Parts {
  dataFolder: string
  clock: Clock
  works: Works
  chooseFile: Papers['chooseFile']
  /** How the records stand now. Throws LanyardError where no backup may take their place. */
  present(): Present
  /** From within a call: does the work when nobody else is at work on the records. */
  alone<Result>(work: () => Result): Promise<Result>
  /** Within `alone`: closes the records, does the work, and opens whatever stands there then. */
  whileClosed<Result>(work: () => Result): Result
}

interface Chosen {
  /** The window knows it by this, and by its name. */
  id: string
  file: string
  name: string
  sealed: boolean
}

/** What was read of one, as a copy of its own. */
interface Read {
  from: Chosen
  /** The file as it was then. */
  stamp: string
  backup: Backup
}

/** What a newer one among several backups may be passed over for: that it is none, or not whole. */
const UNFIT: readonly ErrorCode[] = ['backup-other', 'backup-damaged', 'database-newer', 'wrong-secret']

export type Restoring = ReturnType<typeof createRestoring>

export function createRestoring({ dataFolder, clock, works, chooseFile, present, alone, whileClosed }: Parts) {
  /** What was chosen or opened so far, by its id, so that whatever stands on a screen can be read. */
  const known = new Map<string, Chosen>()
  /** What was opened from outside last. It waits here and disturbs nothing that is being looked at. */
  let offered: Chosen | undefined
  /** What was read last, as a copy that nobody else can change. */
  let copy: Read | undefined
  /** The reading that goes on, for closing to end. */
  let reading: { workId: string; done: Promise<unknown> } | undefined
  /** Which files beside the records are no backups to restore, as `stampOf` knows them. */
  const unfit = new Set<string>()
  let failures = 0
  let lockedUntil = 0

  async function found(file: string): Promise<Chosen> {
    const one = { id: randomUUID(), file, name: basename(file), sealed: await looksSealed(file) }
    known.set(one.id, one)
    return one
  }

  async function drop(): Promise<void> {
    const dropped = copy
    copy = undefined
    await dropped?.backup.drop()
  }

  function theChosen(id: string): Chosen {
    const one = known.get(id)
    if (one) return one
    throw new LanyardError('backup-changed', 'Choose the backup once more. Nothing was changed.')
  }

  async function read(from: Chosen, passphrase: string | null, at: Watch['at']): Promise<ReadBackup> {
    present() // refuses before any work
    const isSame = copy?.from.id === from.id && copy.stamp === stampOf(from.file)
    if (copy && isSame && passphrase === null) return told(copy) // it was opened before, or has no passphrase
    await drop()
    at('Reading the backup', 0, 1)
    const stamp = stampOf(from.file)
    copy = { from, stamp, backup: await readBackup({ file: from.file, passphrase, dataFolder, at }) }
    try {
      at('Reading the backup', 1, 1)
      return told(copy)
    } catch (error) {
      await drop()
      throw error
    }
  }

  /** What was read, against the records as they stand now. Throws LanyardError `backup-other` where it is of another record. */
  function told({ from, backup }: Read): ReadBackup {
    const { state, records } = present()
    const { schoolName, head, lastEntryAt, older } = backup
    const facts = { ...shown(from), schoolName, head, lastEntryAt, older, present: state }
    return { ...facts, against: compared(state, records?.ledger, backup), asks: asks(state) }
  }

  async function newest(at: Watch['at']): Promise<{ backup: ReadBackup | null; passedOver: number }> {
    present() // refuses before any work
    let passedOver = 0
    for (const file of newestFirst(backupsFolder(dataFolder))) {
      const stamp = stampOf(file)
      try {
        if (copy?.stamp === stamp) return { backup: told(copy), passedOver }
        if (!unfit.has(stamp)) return { backup: await read(await found(file), null, at), passedOver }
      } catch (error) {
        if (!(error instanceof LanyardError) || !UNFIT.includes(error.code)) throw error
        unfit.add(stamp)
      }
      passedOver++
    }
    return { backup: null, passedOver }
  }

  function watched<Result>(workId: string, work: (at: Watch['at']) => Promise<Result>): Promise<Result> {
    const done = works.run(workId, ({ at }) => work(at)).finally(() => (reading = undefined))
    reading = { workId, done }
    return done
  }

  async function choose(file: string): Promise<Chosen> {
    const chosen = await found(file)
    offered = undefined
    if (copy?.from.sealed) await drop() // what is sealed lies open no longer than it is looked at
    return chosen
  }

  /** The administrator's passphrase of records that nobody has opened: tries are counted for as long as the program runs. */
  async function checkThatOf(backup: Backup, passphrase: string): Promise<void> {
    const now = clock.now().getTime()
    if (now < lockedUntil)
      throw new LanyardError(
        'locked',
        `The passphrase was wrong ${TRIES} times. Nothing was changed. Try again at ${timeInWords(new Date(lockedUntil).toISOString())}`,
        'passphrase',
      )
    failures++
    if (failures >= TRIES) {
      failures = 0
      lockedUntil = now + LOCK
    }
    if (!(await backup.isAdministrator(passphrase)))
      throw new LanyardError(
        'wrong-secret',
        'That is not the passphrase that the administrator had when the backup was made',
        'passphrase',
      )
    failures = 0
    lockedUntil = 0
  }

  const handlers: Handlers<typeof restoreContract> = {
    'restore.newest': ({ workId }) => watched(workId, newest),
    async 'restore.choose'({ path }) {
      present()
      if (path === null && !chooseFile) throw new LanyardError('invalid-input', 'Type where the backup is', 'path')
      if (path === null) {
        const file = await chooseFile!('Choose a backup')
        return { chosen: file === null ? null : shown(await choose(file)) }
      }
      return { chosen: shown(await choose(typedPath(path)).catch((error: unknown) => atField(error, 'path'))) }
    },
    'restore.read': ({ workId, id, passphrase }) => watched(workId, (at) => read(theChosen(id), passphrase, at)),
    async 'restore.replace'({ id, lost, passphrase }) {
      const { state, records } = present()
      theChosen(id)
      if (copy?.from.id !== id)
        throw new LanyardError('backup-changed', 'The backup has to be read again first. Nothing was changed.')
      const { backup } = copy
      if (asks(state) === 'present') await records!.checkAdministrator(passphrase)
      else await checkThatOf(backup, passphrase)
      return alone(() => {
        const comparison = compared(state, records?.ledger, backup)
        if ((comparison?.lost.entries ?? null) !== lost)
          throw new LanyardError(
            'backup-changed',
            'Something was entered since you looked. Nothing was replaced. Look again at what will not be there, then go on.',
          )
        const parting = comparison ? partingOf(records!.ledger, comparison) : UNTOLD
        copy = undefined // put in place or not, it is used up
        const keptIn = whileClosed(() => putInPlace(backup, { dataFolder, clock, ...parting }))
        offered = undefined
        unfit.clear()
        return { keptIn }
      })
    },
  }

  return {
    handlers,
    /** A file that was opened from outside: it is offered, and nothing is done with it. What is no file is left alone. */
    async offer(file: string): Promise<void> {
      offered = await found(file).catch(() => offered)
    },
    /** What was opened from outside, as the window may know it, until it is restored or another is chosen. */
    offered: () => (offered ? shown(offered) : null),
    /** Ends a reading that goes on. */
    async endReading(): Promise<void> {
      if (reading) works.stop(reading.workId)
      await reading?.done.catch(() => undefined)
    },
    drop,
  }
}

const shown = ({ id, name, sealed }: Chosen): Omit<Chosen, 'file'> => ({ id, name, sealed })

const asks = (state: Present['state']): ReadBackup['asks'] => (state === 'whole' ? 'present' : 'backup')

/** Null where there is nothing to compare with, or where damage keeps it from being read. */
function compared(state: Present['state'], ledger: Ledger | undefined, backup: Backup): Against | null {
  if (!ledger) return null
  try {
    return against(ledger, backup)
  } catch (error) {
    if (state === 'damaged' && !(error instanceof LanyardError)) return null
    throw error
  }
}

/** What is wrong with what was typed is told at its field. */
function atField(error: unknown, field: string): never {
  throw error instanceof LanyardError ? new LanyardError(error.code, error.message, field) : error
}

/** Quotation marks come along where a path is copied from Windows. */
const typedPath = (typed: string): string => resolve(typed.trim().replace(/^"(.*)"$/, '$1'))

/** A file as it is now: another name, size or time of its last change, and it is to be read again. */
function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false })
  return [file, stat?.size, stat?.mtimeMs].join(' ')
}

/** The backups that Lanyard made by itself, by what their names say. */
function newestFirst(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const said = readName(name)
      return said ? [{ file: join(folder, name), madeAt: said.madeAt }] : []
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
    .map(({ file }) => file)
}
