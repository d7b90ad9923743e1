import { dirname, join } from 'node:path'
import type { App } from './app.ts'
import { createRestoring, type Present } from './backup/restore-handlers.ts'
import type { Calls, Handlers, Session } from './calls.ts'
import { PRODUCT_SECRET_COST, QUICK_SECRET_COST } from './context.ts'
import { contract, type CallName } from './contract.ts'
import { asLanyardError } from './database/faults.ts'
import { DATABASE_FILE } from './database/open.ts'
import { shapeOf } from './database/shape.ts'
import type { Alone } from './database/turns.ts'
import { createDispatch } from './dispatch.ts'
import { LanyardError } from './errors.ts'
import type { Door, Papers } from './hosts/host.ts'
import { oneByOne } from './one-by-one.ts'
import { ADULT_AUDIENCES } from './policies/format.ts'
import { contentFolder as usualContentFolder } from './policies/content/content-folder.ts'
import { minutesFor } from './policies/concerns.ts'
import { packsIn } from './policies/pack-source.ts'
import type { programContract } from './program/contract.ts'
import { inWords, runtimeHere } from './program/details.ts'
import { NO_LOG, openLog } from './program/log.ts'
import { madeOfIn } from './program/made-of.ts'
import { openRecords, type Records } from './records.ts'
import { createWorks } from './work/service.ts'
import { dayOf, systemClock, type Clock } from './time.ts'
import manifest from '../package.json' with { type: 'json' }

export interface ProgramOptions {
  dataFolder: string
  papers: Papers
  contentFolder?: string
  clock?: Clock
  /** Make the folder and its records where there are none: the default. */
  create?: boolean
  /** Who is signed in from the start: nobody, but for the command line, which whoever owns the files may use. */
  signedIn?: Session
}

export interface Program {
  door: Door
  /** Offers a backup that was opened from outside, by its path: the window shows it, and nothing is done with it. */
  offer(file: string): Promise<void>
  close(): Promise<void>
  /** What closing waits for at this moment; null: for nothing, or a backup. */
  closingWaitsFor(): Alone | null
}

/** Records, and the door to them. */
interface Opened extends Records {
  door: Door
}

/** A call that takes longer than this, in ms, is noted in the log. */
const SLOW = 2000
/** How many lines of the log go with the details for whoever helps. */
const LAST_LINES = 60

/** Never so in a packaged program: see main.ts. */
const isUnderTest = (): boolean => process.env.LANYARD_TEST === '1'

/** The clock a test asks for; a program that is not under test has the machine's. */
const testClock = (): Clock | undefined => {
  const now = isUnderTest() ? process.env.LANYARD_NOW : undefined
  if (!now) return undefined
  const start = Date.now()
  return { now: () => new Date(Date.parse(now) + (Date.now() - start)) }
}

/** Opens the records in a folder. Never throws for what is wrong with the records: the window then says so. */
export async function openProgram({ dataFolder, papers, ...options }: ProgramOptions): Promise<Program> {
  const clock = options.clock ?? testClock() ?? systemClock
  const secretCost = isUnderTest() ? QUICK_SECRET_COST : PRODUCT_SECRET_COST
  const contentFolder = options.contentFolder ?? usualContentFolder()
  const packs = packsIn(contentFolder)
  const madeOf = madeOfIn(dirname(contentFolder))
  const log = options.create === false ? NO_LOG : openLog(dataFolder, clock)
  const began = performance.now()
  const works = createWorks()
  const restoring = createRestoring({
    dataFolder,
    clock,
    works,
    chooseFile: papers.chooseFile,
    present,
    alone,
    whileClosed(work) {
      close()
      const since = performance.now()
      try {
        return work()
      } finally {
        records = open(dataFolder)
        noteOpened(since)
      }
    },
  })
  let records = open(dataFolder)
  // Whoever owns the files, and runs a command over them, is no sitting that is backed up; nor are damaged records.
  const byItself = options.signedIn ? null : backUpByItself(() => (records.damage ? null : records.app))
  log.note({ what: 'started', version: manifest.version, ...runtimeHere() })
  noteOpened(began)
  process.on('uncaughtExceptionMonitor', log.unexpected)
  /**
   * The order, so that nobody waits for somebody who waits for them: whoever may open, close or replace records has a place
   * in this queue, then a turn on the records (`database/turns.ts`), then, where one is to be made, a place among backups.
   */
  const inTurn = oneByOne()

  function open(folder: string): Opened {
    const found = openRecords(folder, { clock, secretCost, packs, papers, works, create: options.create ?? true })
    return { ...found, door: doorTo(found) }
  }

  /** How the records stand that a backup would take the place of. Throws LanyardError where none may. */
  function present(): Present {
    const { folder, app, problem, damage } = records
    if (folder !== dataFolder)
      throw new LanyardError('not-allowed', 'This is example data. Leave the example before you restore a backup.')
    if (problem && problem.code !== 'database-damaged') throw problem
    if (!app) return { state: 'unreadable', records: null }
    if (!damage && !app.access.school()) return { state: 'none', records: null }
    const { ledger, access } = app
    return { state: damage ? 'damaged' : 'whole', records: { ledger, checkAdministrator: access.checkAdministrator } }
  }

  function doorTo(found: Records): Door {
    const { folder, app, damage } = found
    const { signedIn } = options
    return createDispatch({
      contract,
      ...(signedIn ? { signedIn } : app && { idle: { clock, minutes: app.access.idleMinutes } }), // a command is never idle
      ...(app && { beside: app.turns.beside }),
      hasRecords: () => damage === null && Boolean(app?.access.school()),
      handlers: { ...works.handlers(), ...app?.handlers, ...programHandlers(found), ...restoring.handlers },
      inWords: (error) => asLanyardError(error, join(folder, DATABASE_FILE), { readOnly: damage !== null }),
      checkOutput: isUnderTest(),
      onUnexpected(error) {
        log.unexpected(error)
        if (process.env.LANYARD_DEBUG === '1') console.error(error)
      },
      onAnswered(name, code, ms) {
        const call = name as CallName
        if (code) log.note({ what: 'refused', call, code, ms: Math.round(ms) })
        else if (ms > SLOW) log.note({ what: 'slow', call, code, ms: Math.round(ms) })
      },
    }).door
  }

  /** `since`: when opening them began. */
  function noteOpened(since: number): void {
    const { app, problem, damage } = records
    const state = problem ? 'blocked' : damage ? 'damaged' : app?.access.school() ? 'ready' : 'new'
    const step = app && !damage ? shapeOf(app.context.database).step : null
    log.note({ what: 'opened', state, code: problem?.code ?? null, step, ms: Math.round(performance.now() - since) })
  }

  function programHandlers({ folder, app, problem, damage }: Records): Handlers<typeof programContract> {
    return {
      async 'program.start'(_, { session }) {
        const school = app ? letterheadOf(app) : null
        if (app && !options.signedIn) setImmediate(() => rememberHead(app)) // after the answer, for which the first screen waits
        const mayRead = session.role === 'governor' || session.role === 'administrator'
        return {
          state: problem ? 'blocked' : school ? 'ready' : 'new',
          problem: problem && { code: problem.code, message: problem.message },
          damage,
          offered: folder === dataFolder ? restoring.offered() : null,
          hasDialogs: papers.chooseFile !== null,
          version: manifest.version,
          dataFolder: folder,
          today: dayOf(clock.now()),
          school,
          example: app?.access.example() ?? null,
          idleMinutes: app?.access.idleMinutes() ?? null,
          openDeclarations: app && session.role === 'administrator' ? app.declarations.openCount() : null,
          dueForErasure: app && session.role === 'administrator' ? app.erasing.dueCount() : null,
          session: {
            role: session.role,
            name: 'personId' in session ? (app?.people.get(session.personId).name ?? '') : '',
          },
          isBackupDue: app && session.role === 'administrator' ? app.backups.isOutsideDue() : null,
          isRecordDoubted: mayRead && app !== null && app.verification.notices().length > 0,
          minutes: app && school ? longest(app, dayOf(clock.now())) : null,
          schools: school || problem ? [] : await packs.schools(),
        }
      },
      async 'program.openExample'() {
        const { openExampleFolder } = await import('./example/folder.ts')
        if (!options.signedIn) await app?.backups.beforeClosing()
        await swap(await openExampleFolder({ dataFolder, packs, today: dayOf(clock.now()) }))
        return {}
      },
      async 'program.leaveExample'() {
        await swap(dataFolder)
        return {}
      },
      'program.madeOf': async () => ({ parts: await madeOf.list() }),
      'program.licence': async ({ ref }) => ({ text: await madeOf.licence(ref) }),
      'program.details': async () => ({
        text: inWords({
          version: manifest.version,
          runtime: runtimeHere(),
          problem: problem?.code ?? null,
          isDamaged: damage !== null,
          isExample: Boolean(app?.access.example()),
          shape: app && !damage ? shapeOf(app.context.database) : null, // what is damaged is not counted
          held: app && !damage ? { people: app.people.count(), entries: app.ledger.head().length } : null,
          log: log.last(LAST_LINES),
        }),
      }),
    }
  }

  /** From within a call: does what closes the records when nobody else is at work on them. A call that waits is refused then. */
  async function alone<Result>(work: () => Result): Promise<Result> {
    return records.app ? records.app.turns.alone(async () => work()) : work()
  }

  /**
   * Closes one folder's records and opens another's; whoever was signed in is not any more. Throws LanyardError where
   * the other's cannot be opened: then nothing has changed.
   */
  const swap = (folder: string): Promise<void> =>
    alone(() => {
      if (folder === records.folder) return
      const since = performance.now()
      const next = open(folder)
      if (next.problem) throw next.problem
      close()
      records = next
      noteOpened(since)
    })

  function close(): void {
    if (!records.app) return
    if (!options.signedIn) rememberHead(records.app) // a command leaves nothing behind
    records.app.context.database.close()
  }

  return {
    door: (name, input) => (isOneByOne(name) ? inTurn(() => records.door(name, input)) : records.door(name, input)),
    offer: restoring.offer,
    closingWaitsFor: () => records.app?.turns.workingOn() ?? null,
    async close() {
      byItself?.end()
      await restoring.endReading()
      await byItself?.beforeClosing()
      await restoring.drop()
      close()
      process.off('uncaughtExceptionMonitor', log.unexpected)
      log.note({ what: 'closed', ms: Math.round(performance.now() - began) })
    },
  }
}

const isOneByOne = (name: unknown): boolean =>
  typeof name === 'string' && Object.hasOwn(contract, name) && (contract as Calls)[name]?.oneByOne === true

/** How long after the window opened the first backup is looked to, and how often from then on, in ms. */
const FIRST_LOOK = 10_000
const EACH_LOOK = 15 * 60_000

/** Has whichever records are open backed up while the program runs, and before they are closed. */
function backUpByItself(open: () => App | null) {
  const first = setTimeout(() => void open()?.backups.atStart(), FIRST_LOOK).unref()
  const each = setInterval(() => void open()?.backups.daily(), EACH_LOOK).unref()
  return {
    async beforeClosing() {
      for (let app = open(); app;) {
        try {
          return await app.turns.beside(app.backups.beforeClosing)
        } catch (error) {
          const next = open()
          if (next === app) throw error
          app = next // others were opened while it waited, which are closed in their place
        }
      }
    },
    end() {
      clearTimeout(first)
      clearInterval(each)
    },
  }
}

/** Puts the head down beside the records, where they are still open. What keeps it from that is told where it matters. */
function rememberHead({ context, verification }: App): void {
  try {
    if (context.database.open && !context.database.inTransaction) verification.remember()
  } catch (error) {
    if (asLanyardError(error, context.database.name) === error) throw error
  }
}

/** The school that the records are of, under its present name; null before it is set up. */
function letterheadOf({ access, school }: App): { id: string; name: string; logo: string | null } | null {
  const id = access.school()?.id
  return id === undefined ? null : { id, name: school.now().name, logo: school.now().logo }
}

/** The longest that a newcomer to the school needs, in minutes. */
function longest({ policies }: App, today: string): number {
  const minutes = ADULT_AUDIENCES.map((audience) =>
    (policies.programmeOn(audience, today)?.policies ?? [])
      .flatMap((policyId) => policies.inForce(policyId, today) ?? [])
      .reduce((sum, { id }) => sum + minutesFor(policies.packOf(id), [audience]), 0),
  )
  return Math.max(...minutes)
}
