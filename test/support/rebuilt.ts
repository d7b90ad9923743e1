/** Every table of evidence, made again from an export alone. Plain on purpose: it shares no line with the program. */
import type { ExportedEntry } from './exported.ts'

export type Rows = Record<string, Record<string, unknown>[]>

/** How each table's rows are put in order, and which of them are evidence. */
export const TABLES: Record<string, string> = {
  person: 'SELECT * FROM person ORDER BY id',
  naming: 'SELECT * FROM naming ORDER BY entry_seq',
  appointment: 'SELECT * FROM appointment ORDER BY id, entry_seq',
  leaving: 'SELECT * FROM leaving ORDER BY entry_seq',
  account_state: 'SELECT * FROM account_state ORDER BY entry_seq',
  programme: 'SELECT * FROM programme ORDER BY id',
  waiver: 'SELECT * FROM waiver ORDER BY id',
  waiver_end: 'SELECT * FROM waiver_end ORDER BY waiver_id',
  policy_version: 'SELECT * FROM policy_version ORDER BY id',
  attempt: 'SELECT * FROM attempt WHERE finished_at IS NOT NULL ORDER BY id',
  answer: `SELECT * FROM answer WHERE attempt_id IN (SELECT id FROM attempt WHERE finished_at IS NOT NULL)
    ORDER BY attempt_id, position`,
  declaration: 'SELECT * FROM declaration ORDER BY acknowledgement_id, declaration_id',
  declaration_decision: 'SELECT * FROM declaration_decision ORDER BY entry_seq',
  paper_withdrawal: 'SELECT * FROM paper_withdrawal ORDER BY withdrawn_seq',
  acknowledgement: 'SELECT * FROM acknowledgement ORDER BY id',
  school_state: 'SELECT * FROM school_state ORDER BY entry_seq',
  erasure: 'SELECT * FROM erasure ORDER BY entry_seq',
  report_made: 'SELECT * FROM report_made ORDER BY entry_seq',
  report_minuted: 'SELECT * FROM report_minuted ORDER BY entry_seq',
  logo: `SELECT sha256, hex(png) AS png FROM logo ORDER BY sha256`,
}

export function rebuild(entries: readonly ExportedEntry[]): Rows {
  const rows: Rows = Object.fromEntries(Object.keys(TABLES).map((table) => [table, []]))
  for (const { seq, kind, subject, payload } of entries) {
    if (kind === 'person.added') {
      const { id, name, note, addedAt, reference = '', email = '' } = payload
      rows.person!.push({ id, name, note, added_at: addedAt, reference, email })
    }
    if (kind === 'report.made')
      rows.report_made!.push({
        entry_seq: seq,
        as_at: payload.asAt,
        names: payload.names ? 1 : 0,
        head_length: payload.head.length,
        head_hash: payload.head.hash,
        figures: JSON.stringify(payload.figures),
        made_at: payload.madeAt,
      })
    if (kind === 'report.minuted')
      rows.report_minuted!.push({
        entry_seq: seq,
        report_seq: payload.reportSeq,
        reference: payload.reference,
        met_on: payload.metOn,
        entered_at: payload.enteredAt,
      })
    if (kind === 'person.erased')
      rows.erasure!.push({
        entry_seq: seq,
        person_id: subject,
        because: payload.because,
        why: JSON.stringify(payload.why),
        entries: JSON.stringify(payload.entries),
        erased_at: payload.erasedAt,
      })
    if (kind === 'person.changed')
      rows.naming!.push({
        entry_seq: seq,
        person_id: subject,
        name: payload.name,
        note: payload.note,
        entered_at: payload.enteredAt,
        reference: payload.reference ?? '',
        email: payload.email ?? '',
      })
    if (['person.added', 'appointment.set', 'person.returned'].includes(kind))
      for (const one of payload.appointments ?? [payload])
        rows.appointment!.push({
          id: one.id,
          entry_seq: seq,
          person_id: subject,
          audience: one.audience,
          from_on: one.from,
          until_on: one.until,
          withdrawn: one.withdrawn ? 1 : 0,
          entered_at: payload.addedAt ?? payload.enteredAt,
        })
    if (['person.left', 'person.leaving-withdrawn', 'person.returned'].includes(kind))
      rows.leaving!.push({
        entry_seq: seq,
        person_id: subject,
        last_day: payload.lastDay ?? null,
        entered_at: payload.enteredAt,
      })
    if (kind === 'account.recorded')
      rows.account_state!.push({
        entry_seq: seq,
        account_id: payload.id,
        platform: payload.platform,
        name: payload.name,
        address: payload.address,
        administered_by: payload.administeredBy,
        may_post: JSON.stringify(payload.mayPost),
        opened_on: payload.openedOn,
        closed_on: payload.closedOn,
        multi_factor: payload.multiFactor,
        checked_on: payload.checkedOn,
        note: payload.note,
        recorded_at: payload.recordedAt,
      })
    if (kind === 'programme.set')
      rows.programme!.push({
        id: payload.id,
        audience: payload.audience,
        from_on: payload.from,
        policies: JSON.stringify(payload.policies),
        days_allowed: payload.daysAllowed,
        pass_mark: payload.passMark,
        renewal: payload.renewal,
        set_at: payload.setAt,
        entry_seq: seq,
      })
    if (kind === 'assignment.waived')
      rows.waiver!.push({
        id: payload.id,
        person_id: subject,
        policy_id: payload.policyId,
        reason: payload.reason,
        until_on: payload.until,
        decided_by: payload.by,
        entered_at: payload.enteredAt,
      })
    if (kind === 'assignment.waiver-ended')
      rows.waiver_end!.push({ waiver_id: payload.waiverId, decided_by: payload.by, ended_at: payload.endedAt })
    if (kind === 'policy.published')
      rows.policy_version!.push({
        id: payload.id,
        policy_id: payload.policyId,
        version: payload.version,
        kind: payload.kind,
        in_force_on: payload.inForceOn,
        published_at: payload.publishedAt,
        text: payload.text,
        sha256: payload.sha256,
        must_sign: JSON.stringify(payload.mustSign ?? []),
        sign_by: payload.signBy ?? null,
        entry_seq: seq,
      })
    if (kind === 'attempt.finished') {
      rows.attempt!.push({
        id: payload.id,
        person_id: payload.personId,
        version_id: payload.versionId,
        number: payload.number,
        scenarios: JSON.stringify(payload.scenarios),
        started_at: payload.startedAt,
        finished_at: payload.finishedAt,
      })
      payload.answers.forEach((one: any, at: number) =>
        rows.answer!.push({
          attempt_id: payload.id,
          position: at + 1,
          scenario_id: one.scenarioId,
          step_id: one.stepId,
          chosen: JSON.stringify(one.chosen),
          verdict: one.verdict,
          sure: one.sure === undefined || one.sure === null ? null : Number(one.sure),
          at: one.at,
        }),
      )
    }
    if (['acknowledgement.signed', 'acknowledgement.entered'].includes(kind))
      rows.acknowledgement!.push({
        id: payload.id,
        person_id: payload.personId,
        version_id: payload.versionId,
        audiences: JSON.stringify(payload.audiences),
        name_typed: payload.nameTyped,
        statement: payload.statement,
        undertakings: JSON.stringify(payload.undertakings),
        signed_at: payload.signedAt,
        entry_seq: seq,
        paper_signed_on: payload.paper?.signedOn ?? null,
        entered_by: payload.paper?.enteredBy ?? null,
        witnessed_by: payload.paper?.witnessedBy ?? null,
      })
    if (kind === 'acknowledgement.entry-withdrawn')
      rows.paper_withdrawal!.push({
        acknowledgement_id: payload.acknowledgementId,
        reason: payload.reason,
        withdrawn_by: payload.by,
        withdrawn_at: payload.withdrawnAt,
        withdrawn_seq: seq,
      })
    if (kind === 'school.settings-set') {
      rows.school_state!.push({
        entry_seq: seq,
        name: payload.name,
        contacts: JSON.stringify(payload.contacts),
        retention: JSON.stringify(payload.retention),
        renewal_day: payload.renewalDay,
        logo_sha256: payload.logo,
        entered_at: payload.enteredAt,
      })
      if (payload.png)
        rows.logo!.push({
          sha256: payload.logo,
          png: Buffer.from(payload.png, 'base64').toString('hex').toUpperCase(),
        })
    }
    if (kind === 'declaration.decided')
      rows.declaration_decision!.push({
        entry_seq: seq,
        acknowledgement_id: payload.acknowledgementId,
        declaration_id: payload.declarationId,
        decision: payload.decision,
        note: payload.note,
        decided_by: payload.decidedBy,
        decided_on: payload.decidedOn,
        entered_at: payload.enteredAt,
      })
    if (kind === 'declarations.made')
      for (const one of payload.declarations)
        rows.declaration!.push({
          acknowledgement_id: payload.acknowledgementId,
          declaration_id: one.id,
          question: one.question,
          answer: one.answer,
          detail: one.detail,
        })
  }
  const key = (table: string, row: Record<string, unknown>): string =>
    table === 'answer'
      ? `${String(row.attempt_id)} ${String(row.position).padStart(6, '0')}`
      : table === 'declaration'
        ? `${String(row.acknowledgement_id)} ${String(row.declaration_id)}`
        : ['leaving', 'naming', 'account_state', 'declaration_decision', 'school_state'].includes(table)
          ? String(row.entry_seq).padStart(9, '0')
          : table === 'paper_withdrawal'
            ? String(row.withdrawn_seq).padStart(9, '0')
            : `${String(row.id ?? row.waiver_id ?? row.sha256)} ${String(row.entry_seq).padStart(9, '0')}`
  for (const [table, list] of Object.entries(rows)) list.sort((a, b) => (key(table, a) < key(table, b) ? -1 : 1))
  return rows
}
