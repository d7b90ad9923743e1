import type { Database } from '../database/open.ts'
import type { Audience } from '../policies/format.ts'
import type { AppointmentEntry, Leaving, Naming, PersonRecord } from './known.ts'

/** A row of one person's. */
type Of<Row> = Row & { personId: string }
interface AppointmentRow extends Omit<Of<AppointmentEntry>, 'withdrawn'> {
  withdrawn: 0 | 1
}
interface PersonRow {
  id: string
  name: string
  note: string
  addedAt: string
}

const PERSON = 'SELECT id, name, note, added_at AS addedAt FROM person'
const NAMING = 'SELECT person_id AS personId, name, note, entered_at AS enteredAt FROM naming'
const APPOINTMENT = `SELECT id, person_id AS personId, audience, from_on AS "from", until_on AS until, withdrawn,
  entered_at AS enteredAt FROM appointment`
const LEAVING = 'SELECT person_id AS personId, last_day AS lastDay, entered_at AS enteredAt FROM leaving'

export function createPeopleStore(database: Database) {
  const one = database.prepare<[string], PersonRow>(`${PERSON} WHERE id = ?`)
  const all = database.prepare<[], PersonRow>(`${PERSON} ORDER BY id`)
  /** Both of one person and of all, in the order in which they were entered. */
  const rowsOf = <Row>(select: string) => ({
    of: database.prepare<[string], Row>(`${select} WHERE person_id = ? ORDER BY entry_seq`),
    all: database.prepare<[], Row>(`${select} ORDER BY entry_seq`),
  })
  const namings = rowsOf<Of<Naming>>(NAMING)
  const appointments = rowsOf<AppointmentRow>(APPOINTMENT)
  const leavings = rowsOf<Of<Leaving>>(LEAVING)
  const insert = database.prepare<[string, string, string, string]>(
    'INSERT INTO person (id, name, note, added_at) VALUES (?, ?, ?, ?)',
  )
  const insertNaming = database.prepare<[number, string, string, string, string]>(
    'INSERT INTO naming (entry_seq, person_id, name, note, entered_at) VALUES (?, ?, ?, ?, ?)',
  )
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
    { id, name, note, addedAt }: PersonRow,
    named: readonly Naming[],
    appointed: readonly AppointmentRow[],
    left: readonly Leaving[],
  ): PersonRecord => ({
    id,
    addedAt,
    namings: [{ name, note, enteredAt: addedAt }, ...named],
    appointments: appointed.map(({ personId: _personId, withdrawn, ...row }) => ({
      ...row,
      withdrawn: withdrawn === 1,
    })),
    leavings: left,
  })

  return {
    /** A number that grows with each row that is written: while it stays, so does all that was read. */
    changes: (): number => changes.get() ?? 0,
    get(id: string): PersonRecord | undefined {
      const row = one.get(id)
      return row && asRecord(row, namings.of.all(id), appointments.of.all(id), leavings.of.all(id))
    },
    all(): PersonRecord[] {
      const by = <Row extends { personId: string }>(rows: Row[]): Map<string, Row[]> =>
        Map.groupBy(rows, ({ personId }) => personId)
      const [named, appointed, left] = [by(namings.all.all()), by(appointments.all.all()), by(leavings.all.all())]
      return all
        .all()
        .map((row) => asRecord(row, named.get(row.id) ?? [], appointed.get(row.id) ?? [], left.get(row.id) ?? []))
    },
    insert({ id, name, note, addedAt }: PersonRow): void {
      insert.run(id, name, note, addedAt)
    },
    insertNaming(entrySeq: number, personId: string, { name, note, enteredAt }: Naming): void {
      insertNaming.run(entrySeq, personId, name, note, enteredAt)
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
