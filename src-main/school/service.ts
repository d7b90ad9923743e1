import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Access } from '../access/service.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Contact } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import { dayOf } from '../time.ts'
import type { ContactHolder, ContactNamed } from './contract.ts'
import { isKnown, stateAt, stateOn, withHolders, type SchoolFacts } from './known.ts'
import { logoFrom } from './logo.ts'
import { createSchoolStore } from './store.ts'

export type { SchoolFacts }
export type School = ReturnType<typeof createSchool>

interface Parts {
  ledger: Ledger
  access: Access
  policies: Policies
}

/** What the school says of itself. Each change records it anew, whole; nothing recorded is overwritten. */
export function createSchool(context: Context, { ledger, access, policies }: Parts) {
  const { clock, database } = context
  const store = createSchoolStore(database)

  /** What is so before the school has said anything: the name its packs give it. */
  const untold = (): SchoolFacts => ({
    name: access.school()?.name ?? '',
    contacts: [],
    retention: [],
    renewalDay: null,
    logo: null,
  })
  const now = (): SchoolFacts => store.states().at(-1) ?? untold()

  /** The roles that a policy in force names, each once; of two texts the one of the policy that comes last. */
  function roles(): Contact[] {
    const named = policies.allInForce(dayOf(clock.now())).flatMap(({ id }) => policies.packOf(id).school.contacts)
    return [...new Map(named.map((contact) => [contact.id, contact])).values()]
  }

  /** Records a change with its ledger entry, all or nothing; where nothing differs, nothing. `png`: the new logo. */
  function change(changed: Partial<SchoolFacts>, png?: Buffer): void {
    database
      .transaction(() => {
        const { name, contacts, retention, renewalDay, logo } = now()
        const before: SchoolFacts = { name, contacts, retention, renewalDay, logo }
        const after: SchoolFacts = { ...before, ...changed }
        if (isDeepStrictEqual(after, before)) return
        const state = { ...after, enteredAt: clock.now().toISOString() }
        const isNewLogo = png !== undefined && after.logo !== null && !store.logo(after.logo)
        const proved = isNewLogo ? { ...state, png: png.toString('base64') } : state
        const { seq } = ledger.append('school.settings-set', subject(), proved, state.enteredAt)
        if (isNewLogo) store.insertLogo(after.logo!, png)
        store.insert(seq, state)
      })
      .immediate()
  }

  /** The record as a whole: what the settings are about. */
  function subject(): string {
    const ends = ledger.ends()
    if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    return ends.first.subject
  }

  return {
    now,
    subject,
    roles,
    /** The school as it was known at the end of a day, and at an instant, UTC. */
    on: (day: string): SchoolFacts => stateOn(store.states(), day) ?? untold(),
    at: (instant: string): SchoolFacts => stateAt(store.states(), instant) ?? untold(),
    /** Contacts of a published text with who they are now. */
    named: (contacts: readonly Contact[]): ContactNamed[] => withHolders(contacts, now().contacts),

    change,

    /** Throws LanyardError `invalid-input` where one of the roles is in no policy. */
    setContacts(holders: readonly ContactHolder[]): void {
      const ids = roles().map(({ id }) => id)
      if (holders.some(({ id }) => !ids.includes(id)) || new Set(holders.map(({ id }) => id)).size < holders.length)
        throw new LanyardError('invalid-input', 'The roles have changed meanwhile. Open this page again', 'contacts')
      change({ contacts: ids.flatMap((id) => holders.find((one) => one.id === id && isKnown(one)) ?? []) })
    },

    /** Takes the bytes of a PNG or SVG file. Throws LanyardError `invalid-input` where no logo can be made of it. */
    async setLogo(file: Uint8Array): Promise<void> {
      const png = await logoFrom(file)
      change({ logo: createHash('sha256').update(png).digest('hex') }, png)
    },

    /** A logo's PNG. Throws LanyardError `unknown-item` where there never was one of that SHA-256. */
    logo(sha256: string): Buffer {
      const png = store.logo(sha256)
      if (!png) throw new LanyardError('unknown-item', 'There is no such logo here.')
      return png
    },
  }
}
