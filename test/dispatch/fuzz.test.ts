/**
 * Whatever the window asks: who may not is refused, what is not asked for is refused, and neither writes. A run makes 10,000
 * calls of each kind with LANYARD_FUZZ=10000, and a tenth without. A call is in it as soon as it stands in the contract.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sheetCode } from '../../src-main/acknowledgements/sheet-code.ts'
import type { Role, Session } from '../../src-main/calls.ts'
import { contract, type CallName } from '../../src-main/contract.ts'
import { mayCall } from '../../src-main/dispatch.ts'
import { ERROR_CODES, type ErrorCode } from '../../src-main/errors.ts'
import { NO_PAPERS, type Answer } from '../../src-main/hosts/host.ts'
import { openProgram } from '../../src-main/program.ts'
import { placesOf, shaped, spoiled, type KnownWords } from '../support/any-input.ts'
import { ADMINISTRATOR, FIRST_MORNING, GOVERNORS, openSchool, ownFolder, type School } from '../support/app.ts'
import { clockAt } from '../support/clock.ts'
import { allRight, learnAndSign, toSignature } from '../support/learner.ts'

const RUNS = Number(process.env.LANYARD_FUZZ ?? 1_000)
const ROLES = ['anyone', 'newcomer', 'learner', 'governor', 'administrator'] as const satisfies Role[]
/** Those that open, close and replace records themselves are in a test of their own. */
const OF_PROGRAM = /^(program|restore)\./
const CALLS = (Object.keys(contract) as CallName[]).filter((name) => !OF_PROGRAM.test(name))
const LONG = 600_000 // ms: a run of ten thousand each

interface Scene {
  school: School
  known: KnownWords
  session(role: Role): Session
  /** How many rows were ever written, those that were taken back included. */
  changes(): unknown
}

/** A school where Ada is about to sign, Ben has signed, and Nia has not chosen her PIN. */
async function scene(): Promise<Scene> {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const ben = await school.addPerson('Ben Reed', ['staff'])
  const nia = await school.addPerson('Nia Moss', ['staff'], { newcomer: true })
  const acknowledgementId = await learnAndSign(school, ben)
  await toSignature(await school.signIn(ada), school.versionId, allRight({ school }))
  const fingerprint = school.app.policies.versions()[0]!.sha256
  const code = sheetCode({ personId: ada.personId, fingerprint, audiences: ['staff'] })
  const file = Buffer.from('Name,Type\nGwen Holt,staff').toString('base64')
  const changes = school.database.prepare('SELECT total_changes()').pluck()
  return {
    school,
    changes: () => changes.get(),
    session: (role) =>
      role === 'newcomer' || role === 'learner'
        ? { role, personId: role === 'newcomer' ? nia.personId : ada.personId }
        : { role },
    known: {
      ids: [
        ...[ada.personId, ben.personId, nia.personId, acknowledgementId, school.versionId],
        '0198f000-0000-7000-8000-000000000001',
      ],
      days: ['2026-09-01', '2026-08-01', '2026-12-31', '2030-02-28', '1999-01-01'],
      texts: [
        ...['hill', 'hill/visits', 'visits', 'arriving', 'at-the-gate', 'start', 'head', 'family', '09-01', 'Ada Fern'],
        ...[ada.pin, '258036', ADMINISTRATOR, GOVERNORS, school.recoveryCode, fingerprint, code, file, ''],
      ],
    },
  }
}

/** All that is kept, as one hash; without how secrets were tried, where `tries` is false. */
function everything({ database }: School, { tries = true } = {}): string {
  const hash = createHash('sha256')
  const tables = database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  for (const table of tables.filter((name) => tries || name !== 'secret'))
    hash.update(`${table} ${JSON.stringify(database.prepare(`SELECT * FROM ${table}`).raw().all())}`)
  return hash.digest('hex')
}

/** What no answer says: where in the program something went wrong, in which file, by which SQL. */
const INSIDE =
  /\bat .+:\d+|node:|node_modules|\.ts\b|\/tmp\/|SQLITE|\bSELECT\b|\bINSERT\b|ZodError|TypeError|undefined|\[object/

/** What is wrong with an answer, whatever was asked. */
function faultsOf(answer: Answer): string[] {
  structuredClone(answer) // throws where it could not cross to the window
  if (answer.ok) return []
  const { code, message, field = '', ...more } = answer.error
  return [
    Object.keys(more).length > 0 && 'it says more than an error does',
    !ERROR_CODES.includes(code) && `there is no code ${code}`,
    code === 'internal' && 'nobody foresaw it',
    INSIDE.test(message) && `it speaks of what is inside: ${message}`,
    message.length > 1_000 && `its message has ${message.length} characters`,
    field.length > 200 && `its field has ${field.length} characters`,
  ].filter((fault) => fault !== false)
}

/** Asks once, as somebody who has just come; says what became of it and whether anything was written. */
async function ask({ school, session, changes }: Scene, role: Role, name: CallName, input: unknown) {
  const before = changes()
  const answer = await school.visitor(session(role)).door(name, input)
  const became = answer.ok ? 'done' : answer.error.code
  return { name, became, wrote: changes() !== before, faults: faultsOf(answer) }
}
const refused = (name: CallName, became: ErrorCode) => ({ name, became, wrote: false, faults: [] })

/** Nested as deep as no call asks, as many as none takes, and as long as no field is. */
const deep = (): unknown => {
  let nested: unknown = {}
  for (let level = 0; level < 20_000; level++) nested = { nested }
  return nested
}
const MUCH: readonly unknown[] = ['x'.repeat(30_000_000), Array(100_000).fill('x'), deep()]

describe('who may not', () => {
  test.each(ROLES)(
    `%s: ${RUNS} calls of each kind are refused, whatever is in them, and write nothing`,
    async (role) => {
      const made = await scene()
      const before = everything(made.school)
      for (const name of CALLS.filter((one) => !mayCall(contract[one].access, role))) {
        const input = shaped(contract[name].input, made.known)
        await fc.assert(
          fc.asyncProperty(fc.oneof(input, spoiled(input)), async (given) => {
            const became =
              role === 'anyone'
                ? 'not-signed-in'
                : role === 'newcomer' && contract[name].access === 'learner'
                  ? 'pin-not-chosen'
                  : 'not-allowed'
            expect(await ask(made, role, name, given)).toEqual(refused(name, became))
          }),
          { numRuns: Math.ceil(RUNS / ROLES.length) },
        )
      }
      expect(everything(made.school)).toBe(before)
    },
    LONG,
  )
})

const FEATURES = [...new Set(CALLS.map((name) => name.split('.')[0]!))]
const callsOf = (feature: string) => CALLS.filter((name) => name.startsWith(`${feature}.`))
const whoMay = (name: CallName): Role[] => ROLES.filter((role) => mayCall(contract[name].access, role))

test(`program: ${RUNS} calls of each kind with what is not asked for are refused, and open and make nothing`, async () => {
  const dataFolder = join(ownFolder(), 'records')
  const program = await openProgram({
    ...{ dataFolder, papers: NO_PAPERS, clock: clockAt(FIRST_MORNING) },
    signedIn: { role: 'administrator' },
  })
  onTestFinished(() => program.close())
  const names = (Object.keys(contract) as CallName[]).filter((name) => OF_PROGRAM.test(name))
  const nothing = { ids: [''], days: [''], texts: [''] }
  for (const name of names) {
    const { input } = contract[name]
    const property = fc.asyncProperty(spoiled(shaped(input, nothing)), async (given) => {
      fc.pre(!input.safeParse(given).success)
      const answer = await program.door(name, given)
      expect([name, answer.ok || answer.error.code, faultsOf(answer)]).toEqual([name, 'invalid-input', []])
    })
    await fc.assert(property, { numRuns: RUNS, maxSkipsPerRun: 1_000 })
  }
  expect(existsSync(`${dataFolder}-example`)).toBe(false)
})

describe.each(FEATURES)('%s: who may', (feature) => {
  test(
    `${RUNS} calls of each kind with what is not asked for are refused, and write nothing`,
    async () => {
      const made = await scene()
      const before = everything(made.school)
      for (const name of callsOf(feature)) {
        const { input } = contract[name]
        const property = fc.asyncProperty(
          fc.constantFrom(...whoMay(name)),
          spoiled(shaped(input, made.known)),
          async (role, given) => {
            fc.pre(!input.safeParse(given).success)
            expect(await ask(made, role, name, given)).toEqual(refused(name, 'invalid-input'))
          },
        )
        await fc.assert(property, { numRuns: RUNS, maxSkipsPerRun: 1_000 })
      }
      expect(everything(made.school)).toBe(before)
      expect(Object.keys(Object.prototype)).toEqual([])
    },
    LONG,
  )

  test(
    'too much of anything is refused, wherever it stands, and writes nothing',
    async () => {
      const made = await scene()
      const before = everything(made.school)
      for (const name of callsOf(feature)) {
        const whole = () => fc.sample(shaped(contract[name].input, made.known), { numRuns: 1, seed: 1 })[0]
        for (const much of MUCH)
          for (let at = 0; at < placesOf(whole()).length; at++) {
            const input = whole()
            const { parent, name: part } = placesOf(input)[at]!
            if (parent) (parent as Record<string, unknown>)[part] = much
            const asked = await ask(made, whoMay(name)[0]!, name, parent ? input : much)
            expect({ part, ...asked }).toMatchObject({ part, wrote: false, faults: [] })
            expect({ part, ...asked }).not.toMatchObject({ became: 'done' })
          }
      }
      expect(everything(made.school)).toBe(before)
    },
    LONG,
  )

  test(
    'what is let in never fails unforeseen, and where it is refused writes nothing but how often a secret was tried',
    async () => {
      const made = await scene()
      for (const name of callsOf(feature)) {
        const property = fc.asyncProperty(
          fc.constantFrom(...whoMay(name)),
          shaped(contract[name].input, made.known),
          async (role, given) => {
            const before = everything(made.school, { tries: false })
            const { became, faults } = await ask(made, role, name, given)
            expect({ name, faults }).toEqual({ name, faults: [] })
            if (became !== 'done') expect(everything(made.school, { tries: false }), name).toBe(before)
          },
        )
        await fc.assert(property, { numRuns: Math.ceil(RUNS / 50) })
      }
    },
    LONG,
  )
})
