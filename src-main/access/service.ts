import type { Caller, Handlers } from '../calls.ts'
import { PRODUCT_SECRET_COST, type Context, type SecretCost } from '../context.ts'
import type { Database } from '../database/open.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { People } from '../people/service.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../policies/format.ts'
import { memoryOf } from '../scrypt.ts'
import type { Watch, Works } from '../work/service.ts'
import { IDLE_USUAL, PINS_AT_ONCE, type accessContract } from './contract.ts'
import { createGuard } from './guard.ts'
import { createPassphrases, type PassphraseHolder } from './passphrases.ts'
import { createPins } from './pins.ts'
import { SALT_BYTES, isSecret, keepSecret, type Keep } from './secret.ts'
import { createAccessStore } from './store.ts'

const NAMES_SHOWN = 20

/** Shown to whoever looks around; set on example data alone. */
export interface ExampleSecrets {
  /** The two passphrases. */
  administrator: string
  governors: string
  /** Everyone's. */
  pin: string
  /** Somebody to begin as. */
  name: string
}

export type Access = ReturnType<typeof createAccess>

/** Who may come in, and for how long: set-up, passphrases, PINs, the recovery code, the idle time. */
export function createAccess(context: Context, { ledger, policies }: { ledger: Ledger; policies: Policies }) {
  const { clock, database } = context
  const store = createAccessStore(database)
  const check = createGuard(store, clock, () => ledger.ends()?.last.at)
  const keep: Keep = (secret) => keepSecret(secret, context.randomBytes(SALT_BYTES), context.secretCost)
  const passphrases = createPassphrases(context, { store, ledger, policies, check, keep })
  const pins = createPins(context, { store, ledger, check, keep })
  const instant = (): string => clock.now().toISOString()

  function setIdleMinutes(minutes: number): void {
    database
      .transaction(() => {
        store.setSetting('idleMinutes', minutes)
        ledger.append('access.idle-set', store.setting<string>('ledger') ?? '', { minutes }, instant())
      })
      .immediate()
  }

  /** Nothing is kept before every PIN is made, and then all of them are: none is given out that nobody has seen. */
  async function issueFirst(people: People, personIds: readonly string[], watch: Watch) {
    const doing = 'Making PINs'
    const made: Awaited<ReturnType<typeof pins.newPin>>[] = []
    for (const personId of personIds) {
      refuseSecond(people.present(personId))
      watch.at(doing, made.length, personIds.length)
      made.push(await pins.newPin())
    }
    watch.at(doing, made.length, personIds.length)
    return database
      .transaction(() =>
        made.map(({ pin, keep: keepPin }, at) => {
          const person = people.present(personIds[at]!)
          refuseSecond(person)
          keepPin(person.id, instant())
          const { id: personId, name, note, reference } = person
          return { personId, name, note, reference, pin }
        }),
      )
      .immediate()
  }

  function refuseSecond({ id, name }: { id: string; name: string }): void {
    if (pins.stateOf(id) !== 'none')
      throw new LanyardError(
        'invalid-input',
        `${name} has a PIN already. No PIN was given out: leave ${name} out, and give a new one on their own page.`,
        'personIds',
      )
  }

  return {
    school: (): School | undefined => store.setting<School>('school'),

    /** Throws LanyardError where this is not the administrator's passphrase; failures are counted. */
    checkAdministrator: (passphrase: string): Promise<void> => passphrases.check('administrator', passphrase),

    newPin: pins.newPin,
    pinOf: pins.stateOf,
    /** How a person's PIN was tried. */
    triesOf: store.tries,
    /** The ids of those who have a PIN, among others who have a secret. */
    holders: store.holders,
    checkPin: pins.checkPin,

    /** How long a sitting may be without a sign of life before it is over, in minutes. */
    idleMinutes: (): number => store.setting<number>('idleMinutes') ?? IDLE_USUAL,

    /** What to type to look around, where these are example data. */
    example: (): ExampleSecrets | undefined => store.setting<ExampleSecrets>('example'),
    markAsExample: (secrets: ExampleSecrets): void => store.setSetting('example', secrets),

    handlers(people: People, works: Works): Handlers<typeof accessContract> {
      return {
        async 'access.setUp'({ schoolId, administratorPassphrase, governorPassphrase }, caller) {
          const recoveryCode = await passphrases.setUp(schoolId, administratorPassphrase, governorPassphrase)
          caller.become({ role: 'administrator' })
          return { recoveryCode }
        },
        'access.findName': ({ typed }) => people.findNames(typed, NAMES_SHOWN),
        async 'access.signInLearner'({ personId, pin }, caller) {
          const { name } = people.present(personId)
          await pins.checkPin(personId, pin)
          const mustChoose = pins.isIssued(personId)
          caller.become({ role: mustChoose ? 'newcomer' : 'learner', personId })
          return { name, mustChoose }
        },
        async 'access.choosePin'({ newPin }, caller) {
          const personId = personOf(caller)
          await pins.choose(personId, newPin, () => caller.become({ role: 'learner', personId }))
          return {}
        },
        async 'access.changePin'({ pin, newPin }, caller) {
          const personId = personOf(caller)
          await pins.checkPin(personId, pin)
          await pins.choose(personId, newPin)
          return {}
        },
        async 'access.signIn'({ role, passphrase }, caller) {
          await passphrases.check(role, passphrase)
          caller.become({ role })
          return {}
        },
        async 'access.recover'({ recoveryCode, administratorPassphrase }, caller) {
          const next = await passphrases.recover(recoveryCode, administratorPassphrase)
          caller.become({ role: 'administrator' })
          return { recoveryCode: next }
        },
        'access.renewRecovery': async ({ passphrase }) => ({
          recoveryCode: await passphrases.renewRecovery(passphrase),
        }),
        async 'access.changePassphrase'({ passphrase, newPassphrase }, { session }) {
          await passphrases.change(session.role as PassphraseHolder, passphrase, newPassphrase)
          return {}
        },
        async 'access.setGovernorsPassphrase'({ newPassphrase }) {
          await passphrases.setGovernors(newPassphrase)
          return {}
        },
        'access.signOut'(_, caller) {
          caller.become({ role: 'anyone' })
          return {}
        },
        'access.stay': () => ({}), // that it was made is the sign
        'access.setIdleMinutes'({ minutes }) {
          setIdleMinutes(minutes)
          return {}
        },
        async 'access.issuePin'({ personId }) {
          const { name } = people.present(personId)
          const { pin, keep: keepPin } = await pins.newPin()
          database.transaction(() => keepPin(personId, instant())).immediate()
          return { name, pin }
        },
        'access.withoutPin'() {
          const holders = store.holders()
          const waiting = people.here().filter(({ id }) => !holders.has(id))
          return { count: waiting.length, people: waiting.slice(0, PINS_AT_ONCE) }
        },
        'access.issuePins': ({ workId, personIds }) =>
          works.run(workId, async (watch) => ({ slips: await issueFirst(people, personIds, watch) })),
      }
    },
  }
}

/**
 * Of records that are looked at and not opened, such as a backup's: what they say of access. What is kept of a secret there
 * is not to be trusted: one that would cost more than Lanyard's own opens nothing.
 */
export function accessIn(database: Database) {
  const store = createAccessStore(database)
  return {
    ledgerId: store.setting<unknown>('ledger'),
    isExample: store.setting('example') !== undefined,
    async isAdministrator(passphrase: string): Promise<boolean> {
      const kept = store.secret('administrator')
      return kept !== undefined && isAffordable(kept.parameters) && isSecret(passphrase, kept)
    },
  }
}

const isAffordable = (asked: SecretCost): boolean =>
  memoryOf(asked) <= memoryOf(PRODUCT_SECRET_COST) && asked.parallelization <= PRODUCT_SECRET_COST.parallelization

/** Whose PIN it is that a newcomer or a learner wants to choose. */
function personOf({ session }: Caller): string {
  if (!('personId' in session)) throw new LanyardError('not-signed-in', 'Find your name and type your PIN to go on.')
  return session.personId
}
