import type { Database } from '../database/open.ts'
import type { Audience } from '../policies/format.ts'
import type { AppointmentEntry, Facts, Leaving, Naming, PersonRecord } from './known.ts'

/** A row of one person's. */
type Of<Row> = Row & { personId: string }
interface AppointmentRow extends Omit<Of<AppointmentEntry>, 'withdrawn'> {
  withdrawn: 0 | 1
}
interface PersonRow extends Facts {
  id: string
  addedAt: string
}

/** From one person's id to another's, by what the first `length` entries of the ledger say. */
interface Span {
  first: string
  last: string
  length: number
}

const PERSON = 'SELECT id, name, note, reference, email, added_at AS addedAt FROM person'
const NAMING = 'SELECT person_id AS personId, name, note, reference, email, entered_at AS enteredAt FROM naming'
const APPOINTMENT = `SELECT id, person_id AS personId, audience, from_on AS "from", until_on AS until, withdrawn,
  entered_at AS enteredAt FROM appointment`
const LEAVING = 'SELECT person_id AS personId, last_day AS lastDay, entered_at AS enteredAt FROM leaving'

export function createPeopleStore(database: Database) {
  const one = database.prepare<[string], PersonRow>(`${PERSON} WHERE id = ?`)
  const all = database.prepare<[], PersonRow>(`${PERSON} ORDER BY id`)
  const ids = database.prepare<[], string>('SELECT id FROM person ORDER BY id').pluck()
  const between = database.prepare<Span, PersonRow>(`${PERSON} WHERE id BETWEEN @first AND @last`)
  /** Of one person, of all, and of those between two; in the order in which they were entered. */
  const rowsOf = <Row>(select: string) => ({
    of: database.prepare<[string], Row>(`${select} WHERE person_id = ? ORDER BY entry_seq`),
    all: database.prepare<[], Row>(`${select} ORDER BY entry_seq`),
    between: database.prepare<Span, Row>(
      `${select} WHERE person_id BETWEEN @first AND @last AND entry_seq <= @length ORDER BY entry_seq`,
    ),
  })
  const namings = rowsOf<Of<Naming>>(NAMING)
  const appointments = rowsOf<AppointmentRow>(APPOINTMENT)
  const leavings = rowsOf<Of<Leaving>>(LEAVING)
  const insert = database.prepare<[PersonRow]>(`
    INSERT INTO person (id, name, note, reference, email, added_at)
    VALUES (@id, @name, @note, @reference, @email, @addedAt)`)
  const insertNaming = database.prepare<[Of<Naming> & { entrySeq: number }]>(`
    INSERT INTO naming (entry_seq, person_id, name, note, reference, email, entered_at)
    VALUES (@entrySeq, @personId, @name, @note, @reference, @email, @enteredAt)`)
  const everReferred = database
    .prepare<{ reference: string }, string>(
      `SELECT id FROM person WHERE reference = @reference COLLATE NOCASE
      UNION SELECT person_id FROM naming WHERE reference = @reference COLLATE NOCASE`,
    )
    .pluck()
  const insertAppointment = database.prepare<
    [string, number, string, Audience, string, string | null, number, string]
  >(`
    INSERT INTO appointment (id, entry_seq, person_id, audience, from_on, until_on, withdrawn, entered_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertLeaving = database.prepare<[number, string, string | null, string]>(
    'INSERT INTO leaving (entry_seq, person_id, last_day, entered_at) VALUES (?, ?, ?, ?)',
  )
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck()

  const asRecord = (
    { id, addedAt, ...facts }: PersonRow,
    named: readonly Naming[],
    appointed: readonly AppointmentRow[],
    left: readonly Leaving[],
  ): PersonRecord => ({
    id,
    addedAt,
    namings: [{ ...facts, enteredAt: addedAt }, ...named],
    appointments: appointed.map(({ personId: _personId, withdrawn, ...row }) => ({
      ...row,
      withdrawn: withdrawn === 1,
    })),
    leavings: left,
  })

  function records(
    rows: readonly PersonRow[],
    named: readonly Of<Naming>[],
    appointed: readonly AppointmentRow[],
    left: readonly Of<Leaving>[],
  ): PersonRecord[] {
    const by = <Row extends { personId: string }>(of: readonly Row[]): Map<string, Row[]> =>
      Map.groupBy(of, ({ personId }) => personId)
    const [namingsBy, appointmentsBy, leavingsBy] = [by(named), by(appointed), by(left)]
    return rows.map((row) =>
      asRecord(row, namingsBy.get(row.id) ?? [], appointmentsBy.get(row.id) ?? [], leavingsBy.get(row.id) ?? []),
    )
  }

  return {
    /** A number that grows with each row that is written: while it stays, so does all that was read. */
    changes: (): number => changes.get() ?? 0,
    get(id: string): PersonRecord | undefined {
      const row = one.get(id)
      return row && asRecord(row, namings.of.all(id), appointments.of.all(id), leavings.of.all(id))
    },
    all: () => records(all.all(), namings.all.all(), appointments.all.all(), leavings.all.all()),
    ids: (): string[] => ids.all(),
    /** The records of some, who follow one another in the order of their ids, by the first `length` entries of the ledger. */
    some(those: readonly string[], length: number): PersonRecord[] {
      const span = { first: those[0]!, last: those.at(-1)!, length }
      return records(
        between.all(span),
        namings.between.all(span),
        appointments.between.all(span),
        leavings.between.all(span),
      )
    },
    /** The ids of those who have, or once had, a number in the school's own system; in capitals or not. */
    everReferred: (reference: string): string[] => everReferred.all({ reference }),
    insert({ id, name, note, reference, email, addedAt }: PersonRow): void {
      insert.run({ id, name, note, reference, email, addedAt })
    },
    insertNaming(entrySeq: number, personId: string, naming: Naming): void {
      insertNaming.run({ entrySeq, personId, ...naming })
    },
    insertAppointment(entrySeq: number, personId: string, entry: AppointmentEntry): void {
      const { id, audience, from, until, withdrawn, enteredAt } = entry
      insertAppointment.run(id, entrySeq, personId, audience, from, until, withdrawn ? 1 : 0, enteredAt)
    },
    insertLeaving(entrySeq: number, personId: string, { lastDay, enteredAt }: Leaving): void {
      insertLeaving.run(entrySeq, personId, lastDay, enteredAt)
    },
  }
}
