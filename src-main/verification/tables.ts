/** The tables of evidence in words that a school understands, and how a finding in them is told. Pure. */

/** A row that is not what its entry proves, is not there, or that no entry proves. */
export interface RowFinding {
  what: 'changed' | 'missing' | 'added'
  table: string
  /** The entry that proves the row, or that the row names; null where it names none. */
  seq: number | null
  /** Of a changed row: those that are not as they were. */
  columns: string[]
  /** Whom and what it is about, such as "Ada Fern, Social media"; '' where nothing says. */
  about: string
}

interface InWords {
  /** One of them, without an article. */
  one: string
  columns: Record<string, string>
}

/** What columns of several tables are called. */
const COMMON: Record<string, string> = {
  id: 'internal number',
  entry_seq: 'entry',
  person_id: 'person',
  version_id: 'policy version',
  policy_id: 'policy',
  acknowledgement_id: 'signature',
  declaration_id: 'declaration',
  name: 'name',
  note: 'note',
  reference: 'number in the school’s system',
  email: 'e-mail address',
  audience: 'audience',
  entered_at: 'time of entry',
  decided_by: 'person who decided',
  reason: 'reason',
}

export const TABLES: Record<string, InWords> = {
  person: { one: 'person', columns: { added_at: 'time of entry' } },
  naming: { one: 'change of name or details', columns: {} },
  appointment: {
    one: 'appointment',
    columns: { from_on: 'first day', until_on: 'last day', withdrawn: 'mark that it was entered by mistake' },
  },
  leaving: { one: 'last day', columns: { last_day: 'day' } },
  erasure: {
    one: 'erasure',
    columns: { because: 'reason', why: 'rule or request', entries: 'list of entries', erased_at: 'time of entry' },
  },
  account_state: {
    one: 'entry in the register of accounts',
    columns: {
      account_id: 'account',
      platform: 'platform',
      address: 'address',
      administered_by: 'administrator',
      may_post: 'list of who may post',
      opened_on: 'day of opening',
      closed_on: 'day of closing',
      multi_factor: 'second step when signing in',
      checked_on: 'day of the last check',
      recorded_at: 'time of entry',
    },
  },
  policy_version: {
    one: 'published policy version',
    columns: {
      version: 'version',
      kind: 'kind (first, minor or major)',
      in_force_on: 'day it is in force from',
      published_at: 'time of publishing',
      text: 'text',
      sha256: 'fingerprint',
      must_sign: 'list of who signs again',
      sign_by: 'day to sign by',
    },
  },
  programme: {
    one: 'programme',
    columns: {
      from_on: 'day it holds from',
      policies: 'list of policies',
      days_allowed: 'number of days allowed',
      pass_mark: 'pass mark',
      renewal: 'day of renewal',
      set_at: 'time of entry',
    },
  },
  waiver: { one: 'waiver', columns: { until_on: 'last day' } },
  waiver_end: { one: 'end of a waiver', columns: { waiver_id: 'waiver', ended_at: 'time of entry' } },
  attempt: {
    one: 'finished round of scenarios',
    columns: {
      number: 'number of the round',
      scenarios: 'list of scenarios',
      started_at: 'time it was begun',
      finished_at: 'time it was finished',
    },
  },
  answer: {
    one: 'answer',
    columns: {
      attempt_id: 'round',
      position: 'place in the round',
      scenario_id: 'scenario',
      step_id: 'question',
      chosen: 'choice',
      verdict: 'verdict',
      sure: 'mark of how sure they were',
      at: 'time of the answer',
    },
  },
  acknowledgement: {
    one: 'signature',
    columns: {
      audiences: 'list of audiences',
      name_typed: 'typed name',
      statement: 'signed words',
      undertakings: 'list of undertakings',
      signed_at: 'time of signing',
      paper_signed_on: 'day on the paper',
      entered_by: 'person who entered it',
      witnessed_by: 'witness',
    },
  },
  declaration: { one: 'declaration', columns: { question: 'question', answer: 'answer', detail: 'detail' } },
  declaration_decision: {
    one: 'decision on a declaration',
    columns: { decision: 'decision', decided_on: 'day of the decision' },
  },
  paper_withdrawal: {
    one: 'withdrawal',
    columns: { withdrawn_by: 'person who withdrew it', withdrawn_at: 'time of entry', withdrawn_seq: 'entry' },
  },
  school_state: {
    one: 'entry of the school’s settings',
    columns: {
      contacts: 'list of contacts',
      retention: 'retention rules',
      renewal_day: 'day of renewal',
      logo_sha256: 'logo',
    },
  },
  logo: { one: 'logo', columns: { sha256: 'fingerprint', png: 'picture' } },
  report_made: {
    one: 'note of a printed report',
    columns: {
      as_at: 'day it speaks of',
      names: 'mark whether it names people',
      head_length: 'number of entries',
      head_hash: 'fingerprint',
      figures: 'figures',
      made_at: 'time of printing',
    },
  },
  report_minuted: {
    one: 'minute of a report',
    columns: { report_seq: 'report', reference: 'reference', met_on: 'day of the meeting' },
  },
}

/** What a column of a table is called; undefined where it has no words. */
export const columnInWords = (table: string, column: string): string | undefined =>
  TABLES[table]?.columns[column] ?? COMMON[column]

/** A sentence about a finding; `names`: it may say whom it is about. */
export function findingInWords(
  { what, table, seq, columns, about }: RowFinding,
  { names }: { names: boolean },
): string {
  const one = TABLES[table]?.one ?? table
  const told = names && about !== '' ? ` (${about})` : ''
  if (what === 'added')
    return seq === null
      ? `A ${one}${told} stands in the records that no entry of the ledger proves.`.replace(/^A (?=[aeio])/, 'An ')
      : `The records hold a ${one}${told} that entry ${seq} does not prove.`.replace(/ a (?=[aeio])/, ' an ')
  if (what === 'missing') return `The ${one} of entry ${seq}${told} is missing from the records.`
  const called = columns.map((column) => columnInWords(table, column) ?? column)
  return `The ${one} of entry ${seq}${told} has another ${inARow(called)} in the records than in the ledger.`
}

const inARow = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
