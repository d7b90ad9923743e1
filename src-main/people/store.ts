import type { Database } from '../database/open.ts'
import type { Audience } from '../policies/format.ts'
import type { Leaving, PersonRecord } from './known.ts'

interface AppointmentRow {
  id: string
  personId: string
  audience: Audience
  from: string
  until: string | null
}

type PersonRow = Omit<PersonRecord, 'appointments' | 'leavings'>
type LeavingRow = Leaving & { personId: string }

const PERSON = 'SELECT id, name, note, added_at AS addedAt FROM person'
const APPOINTMENT = 'SELECT id, person_id AS personId, audience, from_on AS "from", until_on AS until FROM appointment'
const LEAVING = 'SELECT person_id AS personId, last_day AS lastDay, entered_at AS enteredAt FROM leaving'

export function createPeopleStore(database: Database) {
  const one = database.prepare<[string], PersonRow>(`${PERSON} WHERE id = ?`)
  const all = database.prepare<[], PersonRow>(`${PERSON} ORDER BY id`)
  const appointmentsOf = database.prepare<[string], AppointmentRow>(
    `${APPOINTMENT} WHERE person_id = ? ORDER BY from_on, id`,
  )
  const allAppointments = database.prepare<[], AppointmentRow>(`${APPOINTMENT} ORDER BY from_on, id`)
  const leavingsOf = database.prepare<[string], LeavingRow>(`${LEAVING} WHERE person_id = ? ORDER BY entry_seq`)
  const allLeavings = database.prepare<[], LeavingRow>(`${LEAVING} ORDER BY entry_seq`)
  const insert = database.prepare<[string, string, string, string]>(
    'INSERT INTO person (id, name, note, added_at) VALUES (?, ?, ?, ?)',
  )
  const insertAppointment = database.prepare<[string, string, Audience, string, string | null]>(
    'INSERT INTO appointment (id, person_id, audience, from_on, until_on) VALUES (?, ?, ?, ?, ?)',
  )
  const insertLeaving = database.prepare<[number, string, string, string]>(
    'INSERT INTO leaving (entry_seq, person_id, last_day, entered_at) VALUES (?, ?, ?, ?)',
  )

  const asRecord = (
    row: PersonRow,
    appointments: readonly AppointmentRow[],
    leavings: readonly LeavingRow[],
  ): PersonRecord => ({
    ...row,
    appointments: appointments.map(({ id, audience, from, until }) => ({ id, audience, from, until })),
    leavings: leavings.map(({ lastDay, enteredAt }) => ({ lastDay, enteredAt })),
  })

  return {
    get(id: string): PersonRecord | undefined {
      const row = one.get(id)
      return row && asRecord(row, appointmentsOf.all(id), leavingsOf.all(id))
    },
    all(): PersonRecord[] {
      const appointments = Map.groupBy(allAppointments.all(), (row) => row.personId)
      const leavings = Map.groupBy(allLeavings.all(), (row) => row.personId)
      return all.all().map((row) => asRecord(row, appointments.get(row.id) ?? [], leavings.get(row.id) ?? []))
    },
    insert({ id, name, note, addedAt, appointments }: Omit<PersonRecord, 'leavings'>): void {
      insert.run(id, name, note, addedAt)
      for (const each of appointments) insertAppointment.run(each.id, id, each.audience, each.from, each.until)
    },
    insertLeaving(entrySeq: number, personId: string, { lastDay, enteredAt }: Leaving): void {
      insertLeaving.run(entrySeq, personId, lastDay, enteredAt)
    },
  }
}
