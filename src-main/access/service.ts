import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { People } from '../people/service.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../policies/format.ts'
import { pin, type accessContract } from './contract.ts'
import { createGuard } from './guard.ts'
import { SALT_BYTES, asRecoveryCode, isSame, isSecret, keepSecret, newRecoveryCode, type KeptSecret } from './secret.ts'
import { createAccessStore } from './store.ts'

const NAMES_SHOWN = 20
const CALLED = { administrator: 'administrator’s passphrase', governor: 'governors’ passphrase' } as const

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

/** Who may come in: the school's set-up, passphrases, PINs, and the recovery code. */
export function createAccess(context: Context, { ledger, policies }: { ledger: Ledger; policies: Policies }) {
  const { clock, database } = context
  const store = createAccessStore(database)
  const check = createGuard(store, clock)

  const keep = (secret: string): Promise<KeptSecret> =>
    keepSecret(secret, context.randomBytes(SALT_BYTES), context.secretCost)
  const school = (): School | undefined => store.setting<School>('school')
  const ledgerId = (): string => store.setting<string>('ledger') ?? ''
  const instant = (): string => clock.now().toISOString()

  async function setUp(schoolId: string, administratorPassphrase: string, governorPassphrase: string): Promise<string> {
    refuseSecondSetUp()
    if (isSame(administratorPassphrase, governorPassphrase))
      throw new LanyardError(
        'invalid-input',
        'Choose a different passphrase for the governors: theirs must not open the administrator’s part',
        'governorPassphrase',
      )
    const packs = await policies.installedPacks(schoolId)
    const packSchool = packs[0]!.school
    const recoveryCode = newRecoveryCode(context.randomBytes)
    const [administrator, governor, recovery] = await Promise.all([
      keep(administratorPassphrase),
      keep(governorPassphrase),
      keep(recoveryCode),
    ])
    database
      .transaction(() => {
        refuseSecondSetUp()
        const at = instant()
        const id = context.newId()
        ledger.append('ledger.opened', id, { format: 1 }, at)
        store.setSetting('ledger', id)
        store.setSetting('school', packSchool)
        ledger.append('school.set-up', id, { school: packSchool }, at)
        store.keep('administrator', administrator)
        store.keep('governor', governor)
        store.keep('recovery', recovery)
        ledger.append('access.passphrases-set', id, { holders: ['administrator', 'governor', 'recovery'] }, at)
        policies.publishFirst(packs, at)
      })
      .immediate()
    return recoveryCode
  }

  function refuseSecondSetUp(): void {
    const already = school()
    if (already)
      throw new LanyardError('already-set-up', `These records belong to ${already.name} already. Nothing was changed.`)
  }

  async function renewRecovery(passphrase: string): Promise<string> {
    await check('administrator', passphrase, CALLED.administrator, 'passphrase')
    const recoveryCode = newRecoveryCode(context.randomBytes)
    const recovery = await keep(recoveryCode)
    database
      .transaction(() => {
        store.keep('recovery', recovery)
        ledger.append('access.recovery-renewed', ledgerId(), { holders: ['recovery'] }, instant())
      })
      .immediate()
    return recoveryCode
  }

  async function recover(typed: string, administratorPassphrase: string): Promise<string> {
    await check('recovery', asRecoveryCode(typed), 'recovery code', 'recoveryCode')
    const governors = store.secret('governor')
    if (governors && (await isSecret(administratorPassphrase, governors)))
      throw new LanyardError(
        'invalid-input',
        'Choose another passphrase: this one is the governors’',
        'administratorPassphrase',
      )
    const recoveryCode = newRecoveryCode(context.randomBytes)
    const [administrator, recovery] = await Promise.all([keep(administratorPassphrase), keep(recoveryCode)])
    database
      .transaction(() => {
        store.keep('administrator', administrator)
        store.keep('recovery', recovery)
        ledger.append('access.recovered', ledgerId(), { holders: ['administrator', 'recovery'] }, instant())
      })
      .immediate()
    return recoveryCode
  }

  /** Makes a PIN for someone. `keep` is called inside the transaction that needs it, and writes the ledger entry. */
  async function newPin(): Promise<{ pin: string; keep(personId: string, at: string): void }> {
    const pin = context.newPin()
    const kept = await keep(pin)
    return {
      pin,
      keep(personId, at) {
        store.keep(personId, kept)
        ledger.append('access.pin-issued', personId, {}, at)
      },
    }
  }

  /** A PIN may be typed with the space it has on the slip. One that cannot be a PIN costs no try. */
  async function checkPin(personId: string, typed: string): Promise<void> {
    const given = pin.safeParse(typed.replace(/\s/gu, ''))
    if (!given.success) throw new LanyardError('invalid-input', 'A PIN has six digits: look at your slip', 'pin')
    await check(personId, given.data, 'PIN', 'pin')
  }

  return {
    school,

    newPin,

    /** What to type to look around, where these are example data. */
    example: (): ExampleSecrets | undefined => store.setting<ExampleSecrets>('example'),
    markAsExample: (secrets: ExampleSecrets): void => store.setSetting('example', secrets),

    /** Throws LanyardError where this is not the person's PIN; failures are counted. */
    checkPin,

    setUp,

    handlers(people: People): Handlers<typeof accessContract> {
      return {
        async 'access.setUp'({ schoolId, administratorPassphrase, governorPassphrase }, caller) {
          const recoveryCode = await setUp(schoolId, administratorPassphrase, governorPassphrase)
          caller.become({ role: 'administrator' })
          return { recoveryCode }
        },
        'access.findName': ({ typed }) => people.findNames(typed, NAMES_SHOWN),
        async 'access.signInLearner'({ personId, pin }, caller) {
          const { name } = people.present(personId)
          await checkPin(personId, pin)
          caller.become({ role: 'learner', personId })
          return { name }
        },
        async 'access.signIn'({ role, passphrase }, caller) {
          await check(role, passphrase, CALLED[role], 'passphrase')
          caller.become({ role })
          return {}
        },
        async 'access.recover'({ recoveryCode, administratorPassphrase }, caller) {
          const next = await recover(recoveryCode, administratorPassphrase)
          caller.become({ role: 'administrator' })
          return { recoveryCode: next }
        },
        'access.renewRecovery': async ({ passphrase }) => ({ recoveryCode: await renewRecovery(passphrase) }),
        'access.signOut'(_, caller) {
          caller.become({ role: 'anyone' })
          return {}
        },
        async 'access.issuePin'({ personId }) {
          const { name } = people.present(personId)
          const { pin, keep: keepPin } = await newPin()
          database.transaction(() => keepPin(personId, instant())).immediate()
          return { name, pin }
        },
      }
    },
  }
}
