/** The table of what an entry proves, kind by kind. Pure. */
import { RESTORED } from '../ledger/restores.ts'
import {
  flag,
  flagOrNothing,
  json,
  nothing,
  ofWhole,
  said,
  saidOr,
  seq,
  subject,
  within,
  type Column,
  type Json,
} from './columns.ts'

export interface Rule {
  table: string
  /** The payload's list of which each item is a row; the payload itself is one where this is left out. */
  each?: string
  /** Whether there is a row at all; always, where this is left out. */
  where?: (payload: Json) => boolean
  columns: Record<string, Column>
}

const appointments = (enteredAt: string, each?: string): Rule => ({
  table: 'appointment',
  ...(each !== undefined && { each }),
  columns: {
    id: said('id'),
    entry_seq: seq,
    person_id: subject,
    audience: said('audience'),
    from_on: said('from'),
    until_on: said('until'),
    withdrawn: flag('withdrawn'),
    entered_at: ofWhole(enteredAt),
  },
})

const leaving = (lastDay: Column): Rule => ({
  table: 'leaving',
  columns: { entry_seq: seq, person_id: subject, last_day: lastDay, entered_at: said('enteredAt') },
})

const signature: Rule = {
  table: 'acknowledgement',
  columns: {
    id: said('id'),
    person_id: said('personId'),
    version_id: said('versionId'),
    audiences: json('audiences'),
    name_typed: said('nameTyped'),
    statement: said('statement'),
    undertakings: json('undertakings'),
    signed_at: said('signedAt'),
    entry_seq: seq,
    paper_signed_on: within('paper', 'signedOn'),
    entered_by: within('paper', 'enteredBy'),
    witnessed_by: within('paper', 'witnessedBy'),
  },
}

/** What each kind of entry proves: rows of the records, column by column. */
export const RULES: Record<string, Rule[]> = {
  'person.added': [
    {
      table: 'person',
      columns: {
        id: said('id'),
        name: said('name'),
        note: said('note'),
        added_at: said('addedAt'),
        reference: saidOr('reference', ''),
        email: saidOr('email', ''),
      },
    },
    appointments('addedAt', 'appointments'),
  ],
  'person.changed': [
    {
      table: 'naming',
      columns: {
        entry_seq: seq,
        person_id: subject,
        name: said('name'),
        note: said('note'),
        entered_at: said('enteredAt'),
        reference: saidOr('reference', ''),
        email: saidOr('email', ''),
      },
    },
  ],
  'appointment.set': [appointments('enteredAt')],
  'person.left': [leaving(said('lastDay'))],
  'person.leaving-withdrawn': [leaving(nothing)],
  'person.returned': [leaving(nothing), appointments('enteredAt', 'appointments')],
  'person.erased': [
    {
      table: 'erasure',
      columns: {
        entry_seq: seq,
        person_id: subject,
        because: said('because'),
        why: json('why'),
        entries: json('entries'),
        erased_at: said('erasedAt'),
      },
    },
  ],
  'account.recorded': [
    {
      table: 'account_state',
      columns: {
        entry_seq: seq,
        account_id: said('id'),
        platform: said('platform'),
        name: said('name'),
        address: said('address'),
        administered_by: said('administeredBy'),
        may_post: json('mayPost'),
        opened_on: said('openedOn'),
        closed_on: said('closedOn'),
        multi_factor: said('multiFactor'),
        checked_on: said('checkedOn'),
        note: said('note'),
        recorded_at: said('recordedAt'),
      },
    },
  ],
  'policy.published': [
    {
      table: 'policy_version',
      columns: {
        id: said('id'),
        policy_id: said('policyId'),
        version: said('version'),
        kind: said('kind'),
        in_force_on: said('inForceOn'),
        published_at: said('publishedAt'),
        text: said('text'),
        sha256: said('sha256'),
        must_sign: ({ payload }) => JSON.stringify(payload.mustSign ?? []),
        sign_by: saidOr('signBy', null),
        // Rows of step 1 have none; entries of that time do not say who signs again either.
        entry_seq: (from) => ('mustSign' in from.payload ? from.seq : null),
      },
    },
  ],
  'programme.set': [
    {
      table: 'programme',
      columns: {
        id: said('id'),
        audience: said('audience'),
        from_on: said('from'),
        policies: json('policies'),
        days_allowed: said('daysAllowed'),
        pass_mark: said('passMark'),
        renewal: said('renewal'),
        set_at: said('setAt'),
        entry_seq: seq,
      },
    },
  ],
  'assignment.waived': [
    {
      table: 'waiver',
      columns: {
        id: said('id'),
        person_id: subject,
        policy_id: said('policyId'),
        reason: said('reason'),
        until_on: said('until'),
        decided_by: said('by'),
        entered_at: said('enteredAt'),
      },
    },
  ],
  'assignment.waiver-ended': [
    {
      table: 'waiver_end',
      columns: { waiver_id: said('waiverId'), decided_by: said('by'), ended_at: said('endedAt') },
    },
  ],
  'attempt.finished': [
    {
      table: 'attempt',
      columns: {
        id: said('id'),
        person_id: said('personId'),
        version_id: said('versionId'),
        number: said('number'),
        scenarios: json('scenarios'),
        started_at: said('startedAt'),
        finished_at: said('finishedAt'),
      },
    },
    {
      table: 'answer',
      each: 'answers',
      columns: {
        attempt_id: ofWhole('id'),
        position: ({ place }) => place + 1,
        scenario_id: said('scenarioId'),
        step_id: said('stepId'),
        chosen: json('chosen'),
        verdict: said('verdict'),
        sure: flagOrNothing('sure'),
        at: said('at'),
      },
    },
  ],
  'acknowledgement.signed': [signature],
  'acknowledgement.entered': [signature],
  'acknowledgement.entry-withdrawn': [
    {
      table: 'paper_withdrawal',
      columns: {
        acknowledgement_id: said('acknowledgementId'),
        reason: said('reason'),
        withdrawn_by: said('by'),
        withdrawn_at: said('withdrawnAt'),
        withdrawn_seq: seq,
      },
    },
  ],
  'declarations.made': [
    {
      table: 'declaration',
      each: 'declarations',
      columns: {
        acknowledgement_id: ofWhole('acknowledgementId'),
        declaration_id: said('id'),
        question: said('question'),
        answer: said('answer'),
        detail: said('detail'),
      },
    },
  ],
  'declaration.decided': [
    {
      table: 'declaration_decision',
      columns: {
        entry_seq: seq,
        acknowledgement_id: said('acknowledgementId'),
        declaration_id: said('declarationId'),
        decision: said('decision'),
        note: said('note'),
        decided_by: said('decidedBy'),
        decided_on: said('decidedOn'),
        entered_at: said('enteredAt'),
      },
    },
  ],
  'school.settings-set': [
    {
      table: 'school_state',
      columns: {
        entry_seq: seq,
        name: said('name'),
        contacts: json('contacts'),
        retention: json('retention'),
        renewal_day: said('renewalDay'),
        logo_sha256: said('logo'),
        entered_at: said('enteredAt'),
      },
    },
    {
      table: 'logo',
      where: ({ png }) => typeof png === 'string',
      columns: { sha256: said('logo'), png: ({ item }) => Buffer.from(item.png as string, 'base64') },
    },
  ],
  'report.made': [
    {
      table: 'report_made',
      columns: {
        entry_seq: seq,
        as_at: said('asAt'),
        names: flag('names'),
        head_length: within('head', 'length'),
        head_hash: within('head', 'hash'),
        figures: json('figures'),
        made_at: said('madeAt'),
      },
    },
  ],
  'report.minuted': [
    {
      table: 'report_minuted',
      columns: {
        entry_seq: seq,
        report_seq: said('reportSeq'),
        reference: said('reference'),
        met_on: said('metOn'),
        entered_at: said('enteredAt'),
      },
    },
  ],
}

/** Kinds that say what was done, and of which nothing else is kept that could be held against them. */
export const WITHOUT_ROWS: ReadonlySet<string> = new Set([
  'ledger.opened',
  'school.set-up',
  'access.passphrases-set',
  'access.pin-issued',
  'access.pin-chosen',
  'access.passphrase-changed',
  'access.recovered',
  'access.recovery-renewed',
  'access.idle-set',
  RESTORED,
])
