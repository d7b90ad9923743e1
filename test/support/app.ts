import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createApp, type App } from '../../src-main/app.ts'
import type { Session } from '../../src-main/calls.ts'
import { createContext, QUICK_SECRET_COST } from '../../src-main/context.ts'
import { contract, type CallName, type Input, type Output } from '../../src-main/contract.ts'
import { asLanyardError } from '../../src-main/database/faults.ts'
import { DATABASE_FILE, openDatabase, type Database } from '../../src-main/database/open.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import type { ErrorData } from '../../src-main/errors.ts'
import { type Door, NO_PAPERS, type Papers } from '../../src-main/hosts/host.ts'
import type { Audience } from '../../src-main/policies/format.ts'
import type { PackSource } from '../../src-main/policies/service.ts'
import { clockAt, type TestClock } from './clock.ts'
import { packSource, visits } from './fixture-pack.ts'
import { ownPin } from './own-pin.ts'

/** scrypt made quick: what it costs is not what these tests are about. */
export const QUICK = QUICK_SECRET_COST
export const ADMINISTRATOR = 'correct horse battery staple'
export const GOVERNORS = 'seven quiet grey herons'
/** An account for the register; nobody has checked it yet. */
export const ANY_ACCOUNT: Input<'accounts.add'> = {
  platform: 'Facebook',
  name: 'Hill School',
  address: 'facebook.example/hill',
  administeredBy: 'Headteacher',
  mayPost: ['Office manager', 'Deputy head'],
  openedOn: '2018-01-01',
  closedOn: null,
  multiFactor: 'on',
  checkedOn: null,
  note: '',
}
export const FIRST_MORNING = '2026-09-01T08:00:00.000Z'

/** A folder of the test's own, which goes when the test is done. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Somebody at the PC. */
export interface Visitor {
  door: Door
  /** Makes a call that has to succeed. */
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  /** Makes a call that has to be refused; gives the error. */
  refused(name: CallName, input: unknown): Promise<ErrorData>
}

/** A data folder with the program's services over it, without a window. */
export interface Records {
  folder: string
  clock: TestClock
  app: App
  database: Database
  /** `idle`: their sitting ends when they do nothing for too long, as at the screen; else the clock may run on. */
  visitor(session?: Session, options?: { idle?: boolean }): Visitor
  /** Closes the file and opens it again, as a program does that is started anew. */
  reopen(): void
  close(): void
}

export interface RecordsOptions {
  folder?: string
  clock?: TestClock
  packs?: PackSource
  papers?: Papers
}

export function openRecords({
  folder = ownFolder(),
  clock = clockAt(FIRST_MORNING),
  packs = packSource(visits),
  papers = NO_PAPERS,
}: RecordsOptions = {}): Records {
  let database = openDatabase(folder, { create: true, clock })
  let app = build()
  onTestFinished(() => void database.close())

  function build(): App {
    const context = createContext(database, { clock, secretCost: QUICK })
    return createApp({ context, packs, papers })
  }

  function visitor(signedIn: Session = { role: 'anyone' }, { idle = false } = {}): Visitor {
    const unexpected: Error[] = []
    const { door } = createDispatch({
      contract,
      handlers: app.handlers,
      beside: app.turns.beside,
      inWords: (error) => asLanyardError(error, join(folder, DATABASE_FILE)),
      checkOutput: true,
      onUnexpected: (error) => unexpected.push(error as Error),
      signedIn,
      ...(idle && { idle: { clock, minutes: app.access.idleMinutes } }),
    })
    return {
      door,
      async call<Name extends CallName>(name: Name, input: Input<Name>) {
        const answer = await door(name, input)
        if (!answer.ok) throw unexpected.at(-1) ?? new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
        return answer.value as Output<Name>
      },
      async refused(name, input) {
        const answer = await door(name, input)
        if (answer.ok) throw new Error(`${name} was not refused`)
        if (answer.error.code === 'internal') throw unexpected.at(-1) ?? new Error(answer.error.message)
        return answer.error
      },
    }
  }

  return {
    folder,
    clock,
    get app() {
      return app
    },
    get database() {
      return database
    },
    visitor,
    reopen() {
      database.close()
      database = openDatabase(folder, { create: false, clock })
      app = build()
    },
    close: () => void database.close(),
  }
}

/** A person on the roll, with what is needed to sign in as them. */
export interface TestPerson {
  personId: string
  name: string
  pin: string
}

/** Records of a school that has been set up. */
export interface School extends Records {
  recoveryCode: string
  /** The one policy's version in force. */
  versionId: string
  administrator: Visitor
  governor: Visitor
  /** Somebody on the roll who has chosen a PIN of their own; who still has the one that was given out where `newcomer`. */
  addPerson(
    name: string,
    audiences: Audience[],
    details?: { from?: string; note?: string; newcomer?: boolean },
  ): Promise<TestPerson>
  /** A learner at the PC, signed in. */
  signIn(person: TestPerson): Promise<Visitor>
}

export async function openSchool(options: RecordsOptions = {}): Promise<School> {
  const records = openRecords(options)
  const schoolId = (await (options.packs ?? packSource(visits)).schools())[0]!.id
  const { recoveryCode } = await records
    .visitor()
    .call('access.setUp', { schoolId, administratorPassphrase: ADMINISTRATOR, governorPassphrase: GOVERNORS })
  return {
    ...records,
    get app() {
      return records.app
    },
    get database() {
      return records.database
    },
    recoveryCode,
    versionId: records.app.policies.versions()[0]!.id,
    get administrator() {
      return records.visitor({ role: 'administrator' })
    },
    get governor() {
      return records.visitor({ role: 'governor' })
    },
    async addPerson(name, audiences, { from = records.app.induction.today(), note = '', newcomer = false } = {}) {
      const appointments = audiences.map((audience) => ({ audience, from }))
      const { personId, pin } = await records
        .visitor({ role: 'administrator' })
        .call('people.add', { name, note, appointments })
      return { personId, name, pin: newcomer ? pin : await choosePin(records.visitor(), personId, pin) }
    },
    async signIn({ personId, pin }) {
      const learner = records.visitor()
      await learner.call('access.signInLearner', { personId, pin })
      return learner
    },
  }
}

/** The one policy is not asked of somebody for now. */
export const waive = (
  school: School,
  personId: string,
  changed: Partial<Input<'induction.waive'>> = {},
): Promise<Output<'induction.waive'>> =>
  school.administrator.call('induction.waive', {
    ...{ personId, policyId: 'hill/visits', reason: 'On leave', until: '2026-12-31', by: 'Headteacher' },
    ...changed,
  })

/** Somebody comes in with the PIN they were given and chooses their own; gives that. */
export async function choosePin(visitor: Visitor, personId: string, issued: string): Promise<string> {
  const newPin = ownPin(issued)
  await visitor.call('access.signInLearner', { personId, pin: issued })
  await visitor.call('access.choosePin', { newPin })
  return newPin
}
