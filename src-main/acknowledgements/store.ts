import type { Database } from '../database/open.ts'
import type { Signature } from '../induction/assignment.ts'
import type { Audience } from '../policies/format.ts'

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
}

const ROW = `SELECT id, person_id AS personId, version_id AS versionId, audiences, name_typed AS nameTyped, statement, undertakings,
  signed_at AS signedAt, entry_seq AS entrySeq FROM acknowledgement`

const asAcknowledgement = (row: Row): Acknowledgement => ({
  ...row,
  audiences: JSON.parse(row.audiences) as Audience[],
  undertakings: JSON.parse(row.undertakings) as string[],
})

export function createAcknowledgementsStore(database: Database) {
  const one = database.prepare<[string], Row>(`${ROW} WHERE id = ?`)
  const all = database.prepare<[], Row>(`${ROW} ORDER BY entry_seq`)
  const ofPerson = database.prepare<[string], Row>(`${ROW} WHERE person_id = ? ORDER BY entry_seq`)
  const insert = database.prepare<[string, string, string, string, string, string, string, string, number]>(`
    INSERT INTO acknowledgement (id, person_id, version_id, audiences, name_typed, statement, undertakings, signed_at, entry_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertDeclaration = database.prepare<[string, string, string, string, string]>(`
    INSERT INTO declaration (acknowledgement_id, declaration_id, question, answer, detail) VALUES (?, ?, ?, ?, ?)`)
  const declarations = database.prepare<[string], Declared>(
    'SELECT declaration_id AS id, question, answer, detail FROM declaration WHERE acknowledgement_id = ? ORDER BY declaration_id',
  )

  return {
    get(id: string): Acknowledgement | undefined {
      const row = one.get(id)
      return row && asAcknowledgement(row)
    },
    all: () => all.all().map(asAcknowledgement),
    ofPerson: (personId: string) => ofPerson.all(personId).map(asAcknowledgement),
    insert({
      id,
      personId,
      versionId,
      audiences,
      nameTyped,
      statement,
      undertakings,
      signedAt,
      entrySeq,
    }: Acknowledgement): void {
      const lists = [JSON.stringify(audiences), JSON.stringify(undertakings)] as const
      insert.run(id, personId, versionId, lists[0], nameTyped, statement, lists[1], signedAt, entrySeq)
    },
    insertDeclaration(acknowledgementId: string, { id, question, answer, detail }: Declared): void {
      insertDeclaration.run(acknowledgementId, id, question, answer, detail)
    },
    declarations: (acknowledgementId: string) => declarations.all(acknowledgementId),
  }
}
