import { asCode } from '../base32.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { School } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { Guard } from './guard.ts'
import { isSame, isSecret, newRecoveryCode, type Keep } from './secret.ts'
import type { AccessStore } from './store.ts'

const CALLED = { administrator: 'administrator’s passphrase', governor: 'governors’ passphrase' } as const
export type PassphraseHolder = keyof typeof CALLED

interface Parts {
  store: AccessStore
  ledger: Ledger
  policies: Policies
  check: Guard
  keep: Keep
}

/** The school's set-up, its two passphrases, and the recovery code that replaces a lost one. */
export function createPassphrases(context: Context, { store, ledger, policies, check, keep }: Parts) {
  const { clock, database } = context
  const ledgerId = (): string => store.setting<string>('ledger') ?? ''
  const instant = (): string => clock.now().toISOString()

  function refuseSecondSetUp(): void {
    const already = store.setting<School>('school')
    if (already)
      throw new LanyardError('already-set-up', `These records belong to ${already.name} already. Nothing was changed.`)
  }

  /** One passphrase never opens both parts: refuses a new one that is this holder's. */
  async function refuseThatOf(holder: PassphraseHolder, passphrase: string, field: string): Promise<void> {
    const kept = store.secret(holder)
    if (kept && (await isSecret(passphrase, kept)))
      throw new LanyardError('invalid-input', `Choose another passphrase: this one is the ${CALLED[holder]}`, field)
  }

  async function replace(whose: PassphraseHolder, passphrase: string, by: PassphraseHolder): Promise<void> {
    const kept = await keep(passphrase)
    database
      .transaction(() => {
        store.keep(whose, kept)
        ledger.append('access.passphrase-changed', ledgerId(), { whose, by }, instant())
      })
      .immediate()
  }

  return {
    /** Throws LanyardError where this is not the holder's passphrase; failures are counted. */
    check: (holder: PassphraseHolder, passphrase: string): Promise<void> =>
      check(holder, passphrase, CALLED[holder], 'passphrase'),

    /** Gives the recovery code. */
    async setUp(schoolId: string, administratorPassphrase: string, governorPassphrase: string): Promise<string> {
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
    },

    /** Gives the new recovery code. */
    async renewRecovery(passphrase: string): Promise<string> {
      await this.check('administrator', passphrase)
      const recoveryCode = newRecoveryCode(context.randomBytes)
      const recovery = await keep(recoveryCode)
      database
        .transaction(() => {
          store.keep('recovery', recovery)
          ledger.append('access.recovery-renewed', ledgerId(), { holders: ['recovery'] }, instant())
        })
        .immediate()
      return recoveryCode
    },

    /** Gives the next recovery code: each works once. */
    async recover(typed: string, administratorPassphrase: string): Promise<string> {
      await check('recovery', asCode(typed), 'recovery code', 'recoveryCode')
      await refuseThatOf('governor', administratorPassphrase, 'administratorPassphrase')
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
    },

    /** Somebody's own, who gives the present one. */
    async change(whose: PassphraseHolder, present: string, passphrase: string): Promise<void> {
      await this.check(whose, present)
      // A governor is not told whether it is the administrator's: that would be a guess which nobody counts.
      if (whose === 'administrator') await refuseThatOf('governor', passphrase, 'newPassphrase')
      await replace(whose, passphrase, whose)
    },

    /** The governors', set by the administrator, who need not know the present one. */
    async setGovernors(passphrase: string): Promise<void> {
      await refuseThatOf('administrator', passphrase, 'newPassphrase')
      await replace('governor', passphrase, 'administrator')
    },
  }
}
