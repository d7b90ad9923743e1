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

/** A signature without its words: what is read of everybody's at once. */
export interface Signed extends Signature, Pick<Acknowledgement, 'personId' | 'entrySeq'> {
  /** How many declarations were made with it, "yes" or "no". */
  declared: number
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

interface PaperColumns {
  paperSignedOn: string | null
  enteredBy: string | null
  witnessedBy: string | null
}

interface SignedRow extends PaperColumns {
  id: string
  personId: string
  versionId: string
  audiences: string
  signedAt: string
  entrySeq: number
  withdrawnAt: string | null
  declared: number
}

interface Row extends Omit<SignedRow, 'declared'> {
  nameTyped: string
  statement: string
  undertakings: string
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

/** How many are read at a time. */
const BATCH = 500
const SIGNED = `SELECT id, person_id AS personId, version_id AS versionId, audiences, signed_at AS signedAt, entry_seq AS entrySeq,
  paper_signed_on AS paperSignedOn, entered_by AS enteredBy, witnessed_by AS witnessedBy, withdrawn_at AS withdrawnAt,
  (SELECT COUNT(*) FROM declaration WHERE declaration.acknowledgement_id = id) AS declared
  FROM acknowledgement LEFT JOIN paper_withdrawal ON acknowledgement_id = id AND withdrawn_seq <= @length
  WHERE entry_seq > @after AND entry_seq <= @length ORDER BY entry_seq LIMIT ${BATCH}`

const YES = `SELECT acknowledgement_id AS acknowledgementId, declaration_id AS declarationId, person_id AS personId, version_id AS versionId,
  question, detail, signed_at AS signedAt, withdrawn_at AS withdrawnAt
  FROM declaration JOIN acknowledgement ON id = acknowledgement_id LEFT JOIN paper_withdrawal USING (acknowledgement_id) WHERE answer = 'yes'`

const DECISION = `SELECT acknowledgement_id AS acknowledgementId, declaration_id AS declarationId, decision, note, decided_by AS decidedBy,
  decided_on AS decidedOn, entered_at AS enteredAt FROM declaration_decision`

function asAcknowledgement(row: Row): Acknowledgement {
  const { paperSignedOn: _on, enteredBy: _by, witnessedBy: _witness, ...rest } = row
  return {
    ...rest,
    audiences: JSON.parse(row.audiences) as Audience[],
    undertakings: JSON.parse(row.undertakings) as string[],
    paper: paperOf(row),
  }
}

/** The table has all three or none. */
const paperOf = ({ paperSignedOn, enteredBy, witnessedBy }: PaperColumns): Paper | null =>
  paperSignedOn === null ? null : ({ signedOn: paperSignedOn, enteredBy, witnessedBy } as Paper)

export function createAcknowledgementsStore(database: Database) {
  const one = database.prepare<[string], Row>(`${ROW} WHERE id = ?`)
  const signedFrom = database.prepare<{ after: number; length: number }, SignedRow>(SIGNED)
  const ofPerson = database.prepare<[string], Row>(`${ROW} WHERE person_id = ? ORDER BY entry_seq`)
  const insert = database.prepare<[Omit<Row, 'withdrawnAt'>]>(`
    INSERT INTO acknowledgement (id, person_id, version_id, audiences, name_typed, statement, undertakings, signed_at, entry_seq,
      paper_signed_on, entered_by, witnessed_by)
    VALUES (@id, @personId, @versionId, @audiences, @nameTyped, @statement, @undertakings, @signedAt, @entrySeq,
      @paperSignedOn, @enteredBy, @witnessedBy)`)
  const insertWithdrawal = database.prepare<[number, string, string, string, string]>(`
    INSERT INTO paper_withdrawal (withdrawn_seq, acknowledgement_id, reason, withdrawn_by, withdrawn_at) VALUES (?, ?, ?, ?, ?)`)
  const insertDeclaration = database.prepare<[string, string, string, string, string]>(`
    INSERT INTO declaration (acknowledgement_id, declaration_id, question, answer, detail) VALUES (?, ?, ?, ?, ?)`)
  const declarations = database.prepare<[string], Declared>(
    'SELECT declaration_id AS id, question, answer, detail FROM declaration WHERE acknowledgement_id = ? ORDER BY declaration_id',
  )
  const allYes = database.prepare<[], DeclaredYes>(`${YES} ORDER BY entry_seq, declaration_id`)
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
    /** The signatures in the first `length` entries of the ledger, in their order, in batches, so that no cursor stays open. */
    *signed(length: number): Generator<Signed> {
      const audiences = new Map<string, Audience[]>() // a few lists, of which each signature has one
      let after = 0
      for (;;) {
        const batch = signedFrom.all({ after, length })
        for (const row of batch) {
          const { paperSignedOn: _on, enteredBy: _by, witnessedBy: _witness, ...rest } = row
          const own = audiences.get(row.audiences) ?? (JSON.parse(row.audiences) as Audience[])
          audiences.set(row.audiences, own)
          yield { ...rest, audiences: own, paper: paperOf(row) }
        }
        if (batch.length < BATCH) return
        after = batch.at(-1)!.entrySeq
      }
    },
    ofPerson: (personId: string) => ofPerson.all(personId).map(asAcknowledgement),
    insert({ paper, audiences, undertakings, ...row }: Omit<Acknowledgement, 'withdrawnAt'>): void {
      const { signedOn = null, enteredBy = null, witnessedBy = null } = paper ?? {}
      const lists = { audiences: JSON.stringify(audiences), undertakings: JSON.stringify(undertakings) }
      insert.run({ ...row, ...lists, paperSignedOn: signedOn, enteredBy, witnessedBy })
    },
    insertWithdrawal(entrySeq: number, { acknowledgementId, reason, by, withdrawnAt }: Withdrawal): void {
      insertWithdrawal.run(entrySeq, acknowledgementId, reason, by, withdrawnAt)
    },
    insertDeclaration(acknowledgementId: string, { id, question, answer, detail }: Declared): void {
      insertDeclaration.run(acknowledgementId, id, question, answer, detail)
    },
    declarations: (acknowledgementId: string) => declarations.all(acknowledgementId),
    /** Every "yes", the earliest first; those that were withdrawn stand among them. */
    allYes: () => allYes.all(),
    /** Every decision, in the order in which they were entered. */
    allDecisions: () => allDecisions.all(),
    decisionsOf: (acknowledgementId: string) => decisionsOf.all(acknowledgementId),
    insertDecision(entrySeq: number, row: DecisionRow): void {
      insertDecision.run({ entrySeq, ...row })
    },
  }
}
