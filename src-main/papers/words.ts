/** The sentences of the papers beside the report, and the kinds of ledger entry in plain words. Pure. */
import { inGroups, type Head } from '../ledger/chain.ts'
import type { Told } from '../ledger/told.ts'
import type { Status } from '../induction/contract.ts'
import type { Progress } from '../induction/course.ts'
import { WHAT_CHANGED, type Audience, type Pack } from '../policies/format.ts'
import { dayInWords } from '../time.ts'

/** "a", "a and b", "a, b and c". */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`

/** How long a name may be at the foot of a page, in characters: it has one line. */
const NAME_AT_FOOT = 48
const short = (name: string): string => {
  const letters = [...name]
  return letters.length <= NAME_AT_FOOT ? name : `${letters.slice(0, NAME_AT_FOOT - 1).join('')}…`
}

/** The record, as it stands at the foot of a page: its length and the first 16 digits of its head. */
const recordInShort = ({ length, hash }: Head): string =>
  `Record: ${length.toLocaleString('en-GB')} ${length === 1 ? 'entry' : 'entries'}, ${inGroups(hash).slice(0, 2).join(' ')}`

/** The words at the foot of a paper that speaks of a day, or of days. `paper`: such as "certificate". */
export const footerOf = (schoolName: string, paper: string, when: string, head: Head): string =>
  `${short(schoolName)}: ${paper}, ${when}. ${recordInShort(head)}`

export const certificateFooter = (schoolName: string, asAt: string, head: Head): string =>
  footerOf(schoolName, 'certificate', `as at ${dayInWords(asAt)}`, head)

interface Missing {
  title: string
  version: string
  status: Status
  dueOn: string
}

const STANDS: Record<Exclude<Status, 'complete' | 'waived'>, (dueOn: string) => string> = {
  overdue: (dueOn) => `was due on ${dueOn}`,
  'sign-again': (dueOn) => `is to be signed again by ${dueOn}`,
  'in-progress': (dueOn) => `has been begun, and is due on ${dueOn}`,
  'not-started': (dueOn) => `has not been begun, and is due on ${dueOn}`,
}

/** Why somebody has no certificate. `waived`: how many policies are not asked of them for now. */
export function missingInWords(name: string, missing: readonly Missing[], waived: number): string {
  const none = `There is no certificate for ${name} today.`
  if (missing.length === 0)
    return waived > 0
      ? `${none} Everything asked of them is waived for now, and a waiver is no signature.`
      : `${none} Nothing is asked of them, so there is nothing to certify.`
  const open = missing.map(({ title, version, status, dueOn }) => {
    const stands = status === 'complete' || status === 'waived' ? '' : ` ${STANDS[status](dayInWords(dueOn))}`
    return `${title}, version ${version},${stands}`
  })
  return `${none} Still to be signed: ${open.join('; ')}. When it is signed, the certificate can be printed.`
}

const AS: Record<Audience, string> = { staff: 'staff', volunteer: 'a volunteer', governor: 'a governor' }
const asWhat = (audiences: readonly Audience[]): string => listed([...new Set(audiences)].map((one) => AS[one]))

interface Appointed {
  audience: Audience
  until: string | null
  withdrawn?: boolean
}
interface Signed {
  policyTitle: string
  version: string
}
/** What the entries prove, as far as it is told without a name. */
interface Proved {
  'acknowledgement.signed': Signed
  'acknowledgement.entered': Signed
  'acknowledgement.entry-withdrawn': Signed
  'attempt.finished': { versionId: string; number: number; answers: { verdict: string }[] }
  'assignment.waived': { policyId: string; until: string }
  'assignment.waiver-ended': object
  'policy.published': { policyId: string; version: string; inForceOn: string }
  'programme.set': { audience: Audience; from: string }
  'person.added': { appointments: Appointed[] }
  'appointment.set': Appointed
  'person.left': { lastDay: string }
  'person.leaving-withdrawn': object
  'person.returned': { appointments: Appointed[] }
  'report.made': { asAt: string }
  'report.minuted': { reportSeq: number; metOn: string }
  'person.erased': { entries: number[] }
}
export type EvidenceKind = keyof Proved

/** What the policies are called, by a version or by themselves. */
interface Titles {
  ofVersion(versionId: string): string
  ofPolicy(policyId: string): string
}

const signed = ({ policyTitle, version }: Signed): string => `${policyTitle}, version ${version}`

type Words = { [Kind in EvidenceKind]: { kind: string; what(proved: Proved[Kind], titles: Titles): string } }
/** What counts as evidence in a list for some days: what the kind is called, and what one entry says without a name. */
const EVIDENCE: Words = {
  'acknowledgement.signed': { kind: 'Signed at the PC', what: signed },
  'acknowledgement.entered': { kind: 'Signed on paper, and entered', what: signed },
  'acknowledgement.entry-withdrawn': { kind: 'Entry of a signature on paper withdrawn', what: signed },
  'attempt.finished': {
    kind: 'Scenarios finished',
    what: ({ versionId, number, answers }, titles) =>
      `${titles.ofVersion(versionId)}, round ${number}: ${answers.filter(({ verdict }) => verdict === 'right').length} of ${answers.length} answers right`,
  },
  'assignment.waived': {
    kind: 'Policy waived',
    what: ({ policyId, until }, titles) => `${titles.ofPolicy(policyId)}, until ${dayInWords(until)}`,
  },
  'assignment.waiver-ended': { kind: 'Waiver ended early', what: () => '' },
  'policy.published': {
    kind: 'Policy version published',
    what: ({ policyId, version, inForceOn }, titles) =>
      `${titles.ofPolicy(policyId)}, version ${version}, in force from ${dayInWords(inForceOn)}`,
  },
  'programme.set': {
    kind: 'Programme set',
    what: ({ audience, from }) => `For ${audience === 'staff' ? 'staff' : `${audience}s`}, from ${dayInWords(from)}`,
  },
  'person.added': {
    kind: 'Came onto the roll',
    what: ({ appointments }) => `As ${asWhat(appointments.map(({ audience }) => audience))}`,
  },
  'appointment.set': {
    kind: 'Role begun, changed or ended',
    what: ({ audience, withdrawn }) => `As ${AS[audience]}${withdrawn ? ', taken out' : ''}`,
  },
  'person.left': { kind: 'Last day entered', what: ({ lastDay }) => dayInWords(lastDay) },
  'person.leaving-withdrawn': { kind: 'Last day taken back', what: () => '' },
  'person.returned': {
    kind: 'Came back',
    // Beside what begins, the entry has what ended with the last day of before.
    what: ({ appointments }) =>
      `As ${asWhat(appointments.filter(({ until }) => until === null).map(({ audience }) => audience))}`,
  },
  'person.erased': {
    kind: 'Erased',
    what: ({ entries }) => `What ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} said`,
  },
  'report.made': { kind: 'Governors’ report printed', what: ({ asAt }) => `As at ${dayInWords(asAt)}` },
  'report.minuted': {
    kind: 'Minute of a report entered',
    what: ({ reportSeq, metOn }) => `Of the one in entry ${reportSeq}, meeting of ${dayInWords(metOn)}`,
  },
}

export const EVIDENCE_KINDS = Object.keys(EVIDENCE) as EvidenceKind[]
export const isEvidence = (kind: string): kind is EvidenceKind => Object.hasOwn(EVIDENCE, kind)

/** A kind in plain words, such as "Signed at the PC". */
export const kindInWords = (kind: EvidenceKind): string => EVIDENCE[kind].kind

const UNSAID = {
  erased: 'What it said has been erased',
  changed: 'What it said was changed or taken out after it was written, and so is not told',
}

/** What one entry says beside its kind, without a name. */
export const evidenceInWords = (
  kind: EvidenceKind,
  { state, proves }: Pick<Told, 'state' | 'proves'>,
  titles: Titles,
): string =>
  state !== 'said'
    ? UNSAID[state]
    : (EVIDENCE[kind].what as (proved: unknown, titles: Titles) => string)(proves, titles)

/** Whether an entry of a kind is about a person; the others are about a policy, a programme or a report. */
export const isAboutPerson = (kind: EvidenceKind): boolean =>
  !['policy.published', 'programme.set', 'report.made', 'report.minuted'].includes(kind)

/** What was shown and left behind: a page, what came of an answer, or the result of a round. */
export function progressInWords({ what, item }: Progress, { module, scenarios }: Pack): string {
  if (what === 'result') return 'How the scenarios went'
  if (what === 'feedback') {
    const [scenarioId] = item.split('/')
    return `What happened next: ${scenarios.find(({ id }) => id === scenarioId)?.title ?? item}`
  }
  if (item.split('/')[0] === WHAT_CHANGED) return 'What changed'
  return module.pages.find(({ id }) => id === item)?.title ?? item
}

/** What is held and not told in a training record. */
export const withheldInWords = (hasPin: boolean): string[] => [
  ...(hasPin
    ? [
        'To check their PIN, its hash (scrypt) is held, with the random bytes that were mixed into it. Both are secrets and are not printed. The PIN itself is held nowhere.',
      ]
    : []),
  'The random bytes with which each entry of the ledger was sealed are held, and are not printed: they say nothing of anybody.',
  'What is held on other people is left out, also where it mentions this person.',
]
