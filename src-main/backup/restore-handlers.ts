/** The calls of restoring. They work whether the records can be opened or not, and so belong to the program, not to them. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Handlers } from '../calls.ts'
import { LanyardError, type ErrorCode } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Ledger } from '../ledger/service.ts'
import { timeInWords, type Clock } from '../time.ts'
import { backupsFolder, readName } from './files.ts'
import { looksSealed, readBackup, type Backup } from './read-backup.ts'
import type { ReadBackup, restoreContract } from './restore-contract.ts'
import { against, putInPlace, type Against } from './restoring.ts'

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
  chooseFile: Papers['chooseFile']
  /** How the records stand now. Throws LanyardError where no backup may take their place. */
  present(): Present
  /** From within a call: does the work when nobody else is at work on the records. */
  alone<Result>(work: () => Result): Promise<Result>
  /** Within `alone`: closes the records, does the work, and opens whatever stands there then. */
  whileClosed<Result>(work: () => Result): Result
}

interface Chosen {
  id: string
  file: string
  name: string
  sealed: boolean
}

/** What a newer one among several backups may be passed over for: that it is none, or not whole. */
const UNFIT: readonly ErrorCode[] = ['backup-other', 'backup-damaged', 'database-newer', 'wrong-secret']

export type Restoring = ReturnType<typeof createRestoring>

export function createRestoring({ dataFolder, clock, chooseFile, present, alone, whileClosed }: Parts) {
  /** What was chosen last: the window knows it by its id and its name. */
  let chosen: Chosen | undefined
  /** What of it was read, as a copy that nobody else can change. */
  let copy: Backup | undefined
  /** The id of the one that was opened from outside. */
  let offered: string | undefined
  let failures = 0
  let lockedUntil = 0

  async function choose(file: string): Promise<Chosen> {
    await drop()
    chosen = { id: randomUUID(), file, name: basename(file), sealed: await looksSealed(file) }
    return chosen
  }

  async function drop(): Promise<void> {
    const dropped = copy
    copy = undefined
    await dropped?.drop()
  }

  function theChosen(id: string): Chosen {
    if (chosen?.id === id) return chosen
    throw new LanyardError(
      'backup-changed',
      'Another backup was chosen meanwhile. Choose once more; nothing was changed.',
    )
  }

  async function readIt({ file, id, name, sealed }: Chosen, passphrase: string | null): Promise<ReadBackup> {
    const { state, records } = present()
    await drop()
    const backup = await readBackup({ file, passphrase, dataFolder })
    try {
      const { schoolName, head, lastEntryAt, older } = backup
      const facts = { id, name, sealed, schoolName, head, lastEntryAt, older, present: state }
      const answer = { ...facts, against: compared(state, records?.ledger, backup), asks: asks(state) }
      copy = backup
      return answer
    } catch (error) {
      await backup.drop()
      throw error
    }
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
    async 'restore.newest'() {
      present() // refuses before any work
      let passedOver = 0
      for (const file of newestFirst(backupsFolder(dataFolder))) {
        try {
          return { backup: await readIt(await choose(file), null), passedOver }
        } catch (error) {
          if (!(error instanceof LanyardError) || !UNFIT.includes(error.code)) throw error
          passedOver++
        }
      }
      return { backup: null, passedOver }
    },
    async 'restore.choose'({ path }) {
      present()
      if (path === null && !chooseFile) throw new LanyardError('invalid-input', 'Type where the backup is', 'path')
      if (path === null) {
        const file = await chooseFile!('Choose a backup')
        return { chosen: file === null ? null : shown(await choose(file)) }
      }
      return { chosen: shown(await choose(typedPath(path)).catch((error: unknown) => atField(error, 'path'))) }
    },
    'restore.read': ({ id, passphrase }) => readIt(theChosen(id), passphrase),
    async 'restore.replace'({ id, lost, passphrase }) {
      theChosen(id)
      const { state, records } = present()
      const backup = copy
      if (!backup) throw new LanyardError('backup-changed', 'Read the backup first. Nothing was changed.')
      if (asks(state) === 'present') await records!.checkAdministrator(passphrase)
      else await checkThatOf(backup, passphrase)
      return alone(() => {
        const comparison = compared(state, records?.ledger, backup)
        if ((comparison?.lost.entries ?? null) !== lost)
          throw new LanyardError(
            'backup-changed',
            'Something was entered since you looked. Nothing was replaced. Look again at what will not be there, then go on.',
          )
        const replaced = comparison ? records!.ledger.head() : null
        copy = chosen = undefined
        return { keptIn: whileClosed(() => putInPlace(backup, { dataFolder, clock, replaced, lost })) }
      })
    },
  }

  return {
    handlers,
    /** A file that was opened from outside: it is offered, and nothing is done with it. What is no file is left alone. */
    async offer(file: string): Promise<void> {
      const found = await choose(file).catch(() => undefined)
      if (found) offered = found.id
    },
    /** What was opened from outside, as the window may know it, until it is restored or another is chosen. */
    offered: () => (chosen && chosen.id === offered ? shown(chosen) : null),
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
