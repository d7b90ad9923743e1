import type { Database } from '../database/open.ts'
import type { Paper, Signature } from '../induction/assignment.ts'
import type { Audience } from '../policies/format.ts'
import type { Decision } from './contract.ts'

export interface Acknowledgement extends Signature {
  personId: string
  nameTyped: string
  statement: string
  undertakings: string[]
  /** The ledger entry that holds it. */
  entrySeq: number
}

export interface Declared {
  id: string
  question: string
  answer: 'yes' | 'no'
  detail: string
}

/** A "yes" to a declaration, with the signature it was given with. */
export interface DeclaredYes {
  acknowledgementId: string
  declarationId: string
  personId: string
  versionId: string
  question: string
  detail: string
  signedAt: string
  /** See Signature. */
  withdrawnAt: string | null
}

/** A decision with the "yes" it is on. */
export interface DecisionRow extends Decision {
  acknowledgementId: string
  declarationId: string
}

interface Row {
  id: string
  personId: string
  versionId: string
  audiences: string
  nameTyped: string
  statement: string
  undertakings: string
  signedAt: string
  entrySeq: number
  paperSignedOn: string | null
  enteredBy: string | null
  witnessedBy: string | null
  withdrawnAt: string | null
}

/** A signature on paper that was entered by mistake. */
export interface Withdrawal {
  acknowledgementId: string
  reason: string
  /** A role. */
  by: string
  /** UTC */
  withdrawnAt: string
}

const ROW = `SELECT id, person_id AS personId, version_id AS versionId, audiences, name_typed AS nameTyped, statement, undertakings,
  signed_at AS signedAt, entry_seq AS entrySeq,
  paper_signed_on AS paperSignedOn, entered_by AS enteredBy, witnessed_by AS witnessedBy, withdrawn_at AS withdrawnAt
  FROM acknowledgement LEFT JOIN paper_withdrawal ON acknowledgement_id = id`

const YES = `SELECT acknowledgement_id AS acknowledgementId, declaration_id AS declarationId, person_id AS personId, version_id AS versionId,
  question, detail, signed_at AS signedAt, withdrawn_at AS withdrawnAt
  FROM declaration JOIN acknowledgement ON id = acknowledgement_id LEFT JOIN paper_withdrawal USING (acknowledgement_id) WHERE answer = 'yes'`

const DECISION = `SELECT acknowledgement_id AS acknowledgementId, declaration_id AS declarationId, decision, note, decided_by AS decidedBy,
  decided_on AS decidedOn, entered_at AS enteredAt FROM declaration_decision`

function asAcknowledgement({ paperSignedOn, enteredBy, witnessedBy, ...row }: Row): Acknowledgement {
  return {
    ...row,
    audiences: JSON.parse(row.audiences) as Audience[],
    undertakings: JSON.parse(row.undertakings) as string[],
    // The table has all three or none.
    paper: paperSignedOn === null ? null : ({ signedOn: paperSignedOn, enteredBy, witnessedBy } as Paper),
  }
}

export function createAcknowledgementsStore(database: Database) {
  const one = database.prepare<[string], Row>(`${ROW} WHERE id = ?`)
  const all = database.prepare<[], Row>(`${ROW} ORDER BY entry_seq`)
  const ofPerson = database.prepare<[string], Row>(`${ROW} WHERE person_id = ? ORDER BY entry_seq`)
  const insert = database.prepare<[Omit<Row, 'withdrawnAt'>]>(`
    INSERT INTO acknowledgement (id, person_id, version_id, audiences, name_typed, statement, undertakings, signed_at, entry_seq,
      paper_signed_on, entered_by, witnessed_by)
    VALUES (@id, @personId, @versionId, @audiences, @nameTyped, @statement, @undertakings, @signedAt, @entrySeq,
      @paperSignedOn, @enteredBy, @witnessedBy)`)
  const insertWithdrawal = database.prepare<[number, string, string, string, string]>(`
    INSERT INTO paper_withdrawal (withdrawn_seq, acknowledgement_id, reason, withdrawn_by, withdrawn_at) VALUES (?, ?, ?, ?, ?)`)
  const withdrawals = database.prepare<[], { personId: string; entrySeq: number }>(
    'SELECT person_id AS personId, withdrawn_seq AS entrySeq FROM paper_withdrawal JOIN acknowledgement ON id = acknowledgement_id',
  )
  const insertDeclaration = database.prepare<[string, string, string, string, string]>(`
    INSERT INTO declaration (acknowledgement_id, declaration_id, question, answer, detail) VALUES (?, ?, ?, ?, ?)`)
  const declarations = database.prepare<[string], Declared>(
    'SELECT declaration_id AS id, question, answer, detail FROM declaration WHERE acknowledgement_id = ? ORDER BY declaration_id',
  )
  const allYes = database.prepare<[], DeclaredYes>(`${YES} ORDER BY entry_seq, declaration_id`)
  const declaredBefore = database
    .prepare<[{ instant: string }], number>(
      `SELECT COUNT(*) FROM declaration JOIN acknowledgement ON id = acknowledgement_id
        LEFT JOIN paper_withdrawal USING (acknowledgement_id) WHERE signed_at < @instant AND coalesce(withdrawn_at >= @instant, 1)`,
    )
    .pluck()
  const allDecisions = database.prepare<[], DecisionRow>(`${DECISION} ORDER BY entry_seq`)
  const decisionsOf = database.prepare<[string], DecisionRow>(
    `${DECISION} WHERE acknowledgement_id = ? ORDER BY entry_seq`,
  )
  const insertDecision = database.prepare<[DecisionRow & { entrySeq: number }]>(`
    INSERT INTO declaration_decision (entry_seq, acknowledgement_id, declaration_id, decision, note, decided_by, decided_on, entered_at)
    VALUES (@entrySeq, @acknowledgementId, @declarationId, @decision, @note, @decidedBy, @decidedOn, @enteredAt)`)

  return {
    get(id: string): Acknowledgement | undefined {
      const row = one.get(id)
      return row && asAcknowledgement(row)
    },
    all: () => all.all().map(asAcknowledgement),
    ofPerson: (personId: string) => ofPerson.all(personId).map(asAcknowledgement),
    insert({ paper, audiences, undertakings, ...row }: Omit<Acknowledgement, 'withdrawnAt'>): void {
      const { signedOn = null, enteredBy = null, witnessedBy = null } = paper ?? {}
      const lists = { audiences: JSON.stringify(audiences), undertakings: JSON.stringify(undertakings) }
      insert.run({ ...row, ...lists, paperSignedOn: signedOn, enteredBy, witnessedBy })
    },
    insertWithdrawal(entrySeq: number, { acknowledgementId, reason, by, withdrawnAt }: Withdrawal): void {
      insertWithdrawal.run(entrySeq, acknowledgementId, reason, by, withdrawnAt)
    },
    /** Every withdrawal: whose signature it is about, and the ledger entry that holds it. */
    withdrawals: () => withdrawals.all(),
    insertDeclaration(acknowledgementId: string, { id, question, answer, detail }: Declared): void {
      insertDeclaration.run(acknowledgementId, id, question, answer, detail)
    },
    declarations: (acknowledgementId: string) => declarations.all(acknowledgementId),
    /** Every "yes", the earliest first; those that were withdrawn stand among them. */
    allYes: () => allYes.all(),
    /** How many declarations, "yes" or "no", were made before an instant (UTC), and not withdrawn by then. */
    declaredBefore: (instant: string): number => declaredBefore.get({ instant }) ?? 0,
    /** Every decision, in the order in which they were entered. */
    allDecisions: () => allDecisions.all(),
    decisionsOf: (acknowledgementId: string) => decisionsOf.all(acknowledgementId),
    insertDecision(entrySeq: number, row: DecisionRow): void {
      insertDecision.run({ entrySeq, ...row })
    },
  }
}
