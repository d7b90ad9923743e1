/** What has happened to a person, in words, from their ledger entries. Pure. */
import { UNSAID, type Told } from '../ledger/told.ts'
import { dayInWords } from '../time.ts'
import type { Happened } from './contract.ts'
import type { AppointmentEntry, Facts } from './known.ts'

type Appointed = Pick<AppointmentEntry, 'id' | 'audience' | 'from' | 'until'> & { withdrawn?: boolean }

/** Entries of the earliest records know no number and no e-mail address. */
type Named = Pick<Facts, 'name' | 'note'> & Partial<Facts>

/** What the entries of each kind prove, as far as it is told. */
interface Proved {
  'person.added': Named & { appointments: Appointed[] }
  'person.changed': Named
  'appointment.set': Appointed
  'person.left': { lastDay: string }
  'person.leaving-withdrawn': object
  'person.returned': { appointments: Appointed[] }
  'access.pin-issued': object
  'access.pin-chosen': object
  'attempt.finished': { versionId: string; number: number; answers: { verdict: string }[] }
  'declarations.made': object
  'declaration.decided': object
  'acknowledgement.signed': { id: string; policyTitle: string; version: string; nameTyped: string }
  'acknowledgement.entered': {
    id: string
    policyTitle: string
    version: string
    nameTyped: string
    paper: { signedOn: string; enteredBy: string; witnessedBy: string }
  }
  'acknowledgement.entry-withdrawn': { policyTitle: string; version: string; reason: string; by: string }
  'assignment.waived': { policyId: string; reason: string; until: string; by: string }
  'assignment.waiver-ended': object
  'person.erased': { because: string; entries: number[] }
}

/** How a person stood before an entry. */
interface Before extends Facts {
  appointments: Map<string, Appointed>
}

export interface Titles {
  /** The policy's title in a version, and in the one that is in force. */
  ofVersion(versionId: string): string
  ofPolicy(policyId: string): string
}

const WORDS: { [Kind in keyof Proved]: (proved: Proved[Kind], before: Before, titles: Titles) => string } = {
  'person.added': ({ name, note, reference = '', email = '', appointments }) =>
    `Added to the roll as ${[name, note, reference && `number ${reference}`, email].filter((part) => part !== '').join(', ')}: ${appointments.map(begins).join('; ')}`,
  'person.changed': ({ name, note, reference = '', email = '' }, before) =>
    before.name === ''
      ? `Details entered: ${[name, note, reference && `number ${reference}`, email].filter((part) => part !== '').join(', ')}`
      : [
          ...(name === before.name ? [] : [`Name changed from ${before.name} to ${name}`]),
          ...(note === before.note ? [] : [`What they do here changed from ${quoted(before.note)} to ${quoted(note)}`]),
          ...(reference === before.reference
            ? []
            : [`Number changed from ${quoted(before.reference)} to ${quoted(reference)}`]),
          ...(email === before.email
            ? []
            : [`E-mail address changed from ${quoted(before.email)} to ${quoted(email)}`]),
        ].join('. '),
  'appointment.set': (set, { appointments }) => appointed(set, appointments.get(set.id)),
  'person.left': ({ lastDay }, { appointments }) => {
    const first = [...appointments.values()].map(({ from }) => from).sort()[0]
    return first !== undefined && lastDay < first
      ? 'Recorded as never having started'
      : `Last day entered: ${dayInWords(lastDay)}`
  },
  'person.leaving-withdrawn': () => 'Last day taken back: they never left',
  'person.returned': ({ appointments }, before) =>
    `Came back: ${appointments
      .filter(({ id }) => !before.appointments.has(id))
      .map(begins)
      .join('; ')}`,
  'access.pin-issued': () => 'Given a PIN',
  'access.pin-chosen': () => 'Chose a PIN of their own',
  'attempt.finished': ({ versionId, number, answers }, _, titles) => {
    const right = answers.filter(({ verdict }) => verdict === 'right').length
    return `Finished round ${number} of the scenarios, ${titles.ofVersion(versionId)}: ${right} of ${answers.length} answers right`
  },
  'declarations.made': () => 'Answered the declarations',
  'declaration.decided': () => 'A decision on a declaration was entered',
  'acknowledgement.signed': ({ policyTitle, version, nameTyped }) =>
    `Signed ${policyTitle}, version ${version}, as ${nameTyped}`,
  'acknowledgement.entered': ({ policyTitle, version, nameTyped, paper }) =>
    `Signed ${policyTitle}, version ${version}, on paper on ${dayInWords(paper.signedOn)}, as ${nameTyped}. Entered by ${paper.enteredBy}; witnessed by ${paper.witnessedBy}`,
  'acknowledgement.entry-withdrawn': ({ policyTitle, version, reason, by }) =>
    `The signature on paper for ${policyTitle}, version ${version}, was withdrawn: ${reason} (${by})`,
  'assignment.waived': ({ policyId, until, reason, by }, _, titles) =>
    `Not asked for ${titles.ofPolicy(policyId)} until ${dayInWords(until)}: ${reason} (${by})`,
  'assignment.waiver-ended': () => 'Asked for the policy again before that day',
  'person.erased': ({ because, entries }) =>
    `What was held on them was erased: what ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} said, and every name. Why: ${because}`,
}

const isTold = (kind: string): kind is keyof Proved => Object.hasOwn(WORDS, kind)
const quoted = (text: string): string => (text === '' ? 'nothing' : `“${text}”`)
const begins = ({ audience, from, until }: Appointed): string =>
  `${audience} from ${dayInWords(from)}${until === null ? '' : ` to ${dayInWords(until)}`}`

function appointed(set: Appointed, was: Appointed | undefined): string {
  if (set.withdrawn) return `Taken out, entered by mistake: ${begins(was ?? set)}`
  if (!was) return capital(begins(set))
  const changes = [
    ...(set.from === was.from ? [] : [`first day put right, ${dayInWords(set.from)} for ${dayInWords(was.from)}`]),
    ...(set.until === was.until
      ? []
      : [set.until === null ? 'last day taken back' : `last day entered, ${dayInWords(set.until)}`]),
  ]
  return `As ${set.audience}: ${changes.join('; ')}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const isSignature = (kind: string): boolean => kind === 'acknowledgement.signed' || kind === 'acknowledgement.entered'

/** Whether a person has a signature among their entries that was not withdrawn. */
export function hasSigned(entries: readonly Pick<Told, 'kind'>[]): boolean {
  const withdrawn = entries.filter(({ kind }) => kind === 'acknowledgement.entry-withdrawn').length
  return entries.filter(({ kind }) => isSignature(kind)).length > withdrawn
}

/** Takes a person's entries, the oldest first; gives each in words. */
export function historyInWords(entries: readonly Told[], titles: Titles): Happened[] {
  const before: Before = { name: '', note: '', reference: '', email: '', appointments: new Map() }
  return entries.map(({ seq, at, kind, state, proves }) => {
    const what =
      state !== 'said'
        ? UNSAID[state]
        : isTold(kind)
          ? (WORDS[kind] as (proved: unknown, before: Before, titles: Titles) => string)(proves, before, titles)
          : `Something that this version of Lanyard has no words for (${kind})`
    const {
      id,
      name,
      note,
      reference = '',
      email = '',
      appointments,
    } = (proves ?? {}) as Partial<Proved['person.added'] & { id: string }>
    if (name !== undefined && note !== undefined) Object.assign(before, { name, note, reference, email })
    if (state === 'changed') before.name = '' // may have been said in it
    const set = kind === 'appointment.set' && proves !== null ? [proves as Appointed] : (appointments ?? [])
    for (const one of set) before.appointments.set(one.id, one)
    return { seq, at, what, acknowledgementId: isSignature(kind) ? (id ?? null) : null }
  })
}
