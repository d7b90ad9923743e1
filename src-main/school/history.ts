/** What was changed in the settings, in words, from the ledger's entries about the record as a whole. Pure. */
import { UNSAID, type Told } from '../ledger/told.ts'
import { dayInWords } from '../time.ts'
import type { ContactHolder, RetentionRule, Whom } from './contract.ts'
import type { SchoolFacts } from './known.ts'

interface Change {
  /** UTC */
  at: string
  what: string
}

const HOLDERS = { administrator: 'administrator’s', governor: 'governors’' } as const

const ACCESS_WORDS: Record<string, (proved: never) => string> = {
  'school.set-up': ({ school }: { school: { name: string } }) => `Set up for ${school.name}`,
  'access.passphrase-changed': ({ whose, by }: Record<'whose' | 'by', keyof typeof HOLDERS>) =>
    `The ${HOLDERS[whose]} passphrase changed${whose === by ? '' : ' by the administrator'}`,
  'access.recovered': () => 'The recovery sheet was used: a new administrator’s passphrase',
  'access.recovery-renewed': () => 'A new recovery sheet made',
  'record.restored': ({ head, lost }: { head: { length: number }; lost: number | null }) =>
    `These records were put back from a backup with ${head.length} ${head.length === 1 ? 'entry' : 'entries'}${
      lost === null
        ? '; those that stood here could not be read'
        : lost > 0
          ? `; ${lost} later ${lost === 1 ? 'entry is' : 'entries are'} not in them`
          : ''
    }`,
  'access.idle-set': ({ minutes }: { minutes: number }) =>
    `An unattended PC is signed out after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
}

const WHOM_WORDS: Record<Whom, string> = {
  all: 'everyone without a rule of their own',
  staff: 'staff',
  volunteer: 'volunteers',
  governor: 'governors',
}

/** Takes the entries, oldest first, and the roles' words by id; gives what each changed. */
export function settingsInWords(entries: readonly Told[], roles: ReadonlyMap<string, string>): Change[] {
  let before: SchoolFacts | null = { name: '', contacts: [], retention: [], renewalDay: null, logo: null }
  return entries.flatMap(({ at, kind, state, proves }) => {
    if (state !== 'said') {
      before = null // it may have been in there
      return { at, what: UNSAID[state] }
    }
    if (kind === 'school.set-up' && before)
      before = { ...before, name: (proves as { school: { name: string } }).school.name }
    if (kind === 'school.settings-set') {
      const after = proves as SchoolFacts
      const what = before ? changesInWords(before, after, roles) : 'Settings changed: from what, cannot be told'
      before = after
      return { at, what }
    }
    const words = ACCESS_WORDS[kind] as ((proved: unknown) => string) | undefined
    return words ? { at, what: words(proves) } : []
  })
}

function changesInWords(before: SchoolFacts, after: SchoolFacts, roles: ReadonlyMap<string, string>): string {
  return [
    ...(before.name === after.name ? [] : [`Name changed from ${before.name} to ${after.name}`]),
    ...(before.logo === after.logo ? [] : [after.logo ? (before.logo ? 'Logo changed' : 'Logo set') : 'Logo removed']),
    ...differing(before.contacts, after.contacts, ({ id }) => id).map(([id, holder]) =>
      contactInWords(roles.get(id) ?? id, holder),
    ),
    ...differing(before.retention, after.retention, ({ whom }) => whom).map(([whom, rule]) =>
      retentionInWords(whom, rule),
    ),
    ...(before.renewalDay === after.renewalDay ? [] : [renewalInWords(after.renewalDay)]),
  ].join('. ')
}

/** The keys under which two lists differ, each with what stands there now. */
function differing<Item, Key extends string>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => Key,
): [Key, Item | undefined][] {
  const keys = new Set([...before, ...after].map(keyOf))
  const at = (list: readonly Item[], key: Key) => list.find((item) => keyOf(item) === key)
  return [...keys]
    .filter((key) => JSON.stringify(at(before, key)) !== JSON.stringify(at(after, key)))
    .map((key) => [key, at(after, key)])
}

const contactInWords = (role: string, holder: ContactHolder | undefined): string =>
  holder
    ? `${role}: ${[holder.name, holder.telephone, holder.email].filter((part) => part !== '').join(', ')}`
    : `${role}: nobody named any more`

const retentionInWords = (whom: Whom, rule: RetentionRule | undefined): string =>
  rule
    ? `Records of ${WHOM_WORDS[whom]} are kept for ${rule.years} ${rule.years === 1 ? 'year' : 'years'} after leaving (${rule.source})`
    : `No retention rule for ${WHOM_WORDS[whom]} any more`

const renewalInWords = (day: string | null): string =>
  day === null
    ? 'No day of the yearly renewal any more'
    : `Day of the yearly renewal: ${dayInWords(`2024-${day}`).replace(' 2024', '')}`
