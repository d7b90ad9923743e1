import { existsSync, renameSync, rmSync, rmdirSync } from 'node:fs'
import type { ExampleSecrets } from '../access/service.ts'
import { createApp } from '../app.ts'
import { createContext, QUICK_SECRET_COST } from '../context.ts'
import { contract, type CallName, type Input, type Output } from '../contract.ts'
import { inAHurry } from '../database/hurry.ts'
import { openDatabase } from '../database/open.ts'
import { createDispatch } from '../dispatch.ts'
import { LanyardError } from '../errors.ts'
import { isEmptyFolder } from '../files.ts'
import { NO_PAPERS } from '../hosts/host.ts'
import type { Pack } from '../policies/format.ts'
import type { PackSource } from '../policies/service.ts'
import { addDays } from '../time.ts'
import { chanceFrom } from './chance.ts'
import { decide } from './decide.ts'
import { learn, type Caller } from './learner.ts'
import { ROSTER, type ExamplePerson } from './roster.ts'

/** Shown to everyone who looks around, so nothing is hidden behind them; scrypt is therefore made quick. */
const SECRETS: ExampleSecrets = {
  administrator: 'example administrator',
  governors: 'example governors',
  pin: '258036',
  name: 'Oluwaseun Foxglove',
}
/** What stood on everyone's slip, until they chose theirs on their first day. */
const ISSUED_PIN = '471920'
/** The year of history, in days. */
const YEAR = 365
const SECOND = 1_000

export interface ExampleOptions {
  /** Where it is to be: a folder that is empty or not there yet. */
  folder: string
  packs: PackSource
  schoolId: string
  /** The day on which the history ends. */
  today: string
}

/**
 * Makes a school with 40 people and a year of history that ends on `today`. The same day and school give the same
 * record, to the last digit of its head. The folder is there whole or not at all.
 * Throws LanyardError `pack-faulty`, `save-failed` where the folder is not empty, and those of opening a database.
 */
export async function buildExample(options: ExampleOptions): Promise<void> {
  const { folder } = options
  if (existsSync(folder) && !isEmptyFolder(folder))
    throw new LanyardError('save-failed', `${folder} is not an empty folder. Choose an empty one; nothing was changed.`)
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  try {
    await build({ ...options, folder: unfinished })
    if (existsSync(folder)) rmdirSync(folder)
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** Through the same calls as the screens use, so that what comes out is valid in every respect. */
async function build({ folder, packs, schoolId, today }: ExampleOptions): Promise<void> {
  const chance = chanceFrom(schoolId)
  let now = new Date(`${addDays(today, -YEAR)}T08:30:00Z`)
  const database = openDatabase(folder, { create: true })
  try {
    const context = createContext(database, {
      clock: { now: () => now },
      newId: () => chance.id(now),
      randomBytes: (size) => chance.bytes(size),
      newPin: () => ISSUED_PIN,
      secretCost: QUICK_SECRET_COST,
    })
    const app = createApp({ context, packs, papers: NO_PAPERS })
    const { door } = createDispatch({ contract, handlers: app.handlers })
    const call: Caller = async <Name extends CallName>(name: Name, input: Input<Name>) => {
      now = new Date(now.getTime() + (5 + Math.floor(chance.next() * 40)) * SECOND)
      const answer = await door(name, input)
      if (!answer.ok) throw new LanyardError(answer.error.code, `${name}: ${answer.error.message}`)
      return answer.value as Output<Name>
    }

    await inAHurry(database, live)

    async function live(): Promise<void> {
      await call('access.setUp', {
        schoolId,
        administratorPassphrase: SECRETS.administrator,
        governorPassphrase: SECRETS.governors,
      })
      const versions = (await call('policies.list', {})).policies
      const packFor = (versionId: string): Pack => app.policies.packOf(versionId)
      const ids = new Map<ExamplePerson, string>()
      for (const event of eventsUntil(today)) {
        now = new Date(Math.max(now.getTime() + SECOND, Date.parse(event.at)))
        const { person } = event
        if (event.what === 'sits') {
          await call('access.signInLearner', { personId: ids.get(person)!, pin: SECRETS.pin })
          for (const { versionId } of versions)
            await learn({ call, chance, packFor, person, pin: SECRETS.pin, versionId, pages: event.pages })
          await call('access.signOut', {})
          continue
        }
        await call('access.signIn', { role: 'administrator', passphrase: SECRETS.administrator })
        await decide({ call, chance })
        if (event.what === 'begins') {
          const appointments = person.audiences.map((audience) => ({ audience, from: addDays(today, -person.began) }))
          const { personId } = await call('people.add', { name: person.name, note: person.note, appointments })
          ids.set(person, personId)
          await call('access.signInLearner', { personId, pin: ISSUED_PIN })
          await call('access.choosePin', { newPin: SECRETS.pin })
          await call('access.signOut', {})
        } else {
          await call('people.leave', {
            personId: ids.get(person)!,
            on: addDays(today, person.leftAfter! - person.began),
          })
        }
      }
      app.access.markAsExample({ ...SECRETS })
    }
  } finally {
    database.close()
  }
}

interface Event {
  at: string
  person: ExamplePerson
  what: 'begins' | 'sits' | 'leaves'
  /** Where a sitting stops after so many pages. */
  pages?: number
}

/** All that happens in the year, in order. Each person keeps a minute of the day of their own, so that no two are at once. */
function eventsUntil(today: string): Event[] {
  const events = ROSTER.flatMap((person, place): Event[] => {
    const on = (days: number, hour: string): string => {
      const minute = (place % 60).toString().padStart(2, '0')
      return `${addDays(today, days - person.began)}T${hour}:${minute}:00Z`
    }
    const { stoppedAfter, finishedAfter, leftAfter } = person
    return [
      { at: on(0, '09'), person, what: 'begins' },
      ...(stoppedAfter
        ? [{ at: on(stoppedAfter.days, '12'), person, what: 'sits' as const, pages: stoppedAfter.pages }]
        : []),
      ...(finishedAfter !== undefined ? [{ at: on(finishedAfter, '15'), person, what: 'sits' as const }] : []),
      ...(leftAfter !== undefined ? [{ at: on(leftAfter, '16'), person, what: 'leaves' as const }] : []),
    ]
  })
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
