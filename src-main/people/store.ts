import type { Database } from '../database/open.ts'
import type { Audience } from '../policies/format.ts'
import type { Appointment } from './contract.ts'

export interface Person {
  id: string
  name: string
  /** What they do here: tells two people of one name apart. */
  note: string
  /** UTC */
  addedAt: string
  /** Their last day; null while they are here. */
  leftOn: string | null
  appointments: Appointment[]
}

interface AppointmentRow {
  id: string
  personId: string
  audience: Audience
  from: string
  until: string | null
}

const PERSON = 'SELECT id, name, note, added_at AS addedAt, left_on AS leftOn FROM person'
const APPOINTMENT = 'SELECT id, person_id AS personId, audience, from_on AS "from", until_on AS until FROM appointment'
const IN_ORDER = 'ORDER BY from_on, id'

export function createPeopleStore(database: Database) {
  const one = database.prepare<[string], Omit<Person, 'appointments'>>(`${PERSON} WHERE id = ?`)
  const all = database.prepare<[], Omit<Person, 'appointments'>>(`${PERSON} ORDER BY id`)
  const appointmentsOf = database.prepare<[string], AppointmentRow>(`${APPOINTMENT} WHERE person_id = ? ${IN_ORDER}`)
  const allAppointments = database.prepare<[], AppointmentRow>(`${APPOINTMENT} ${IN_ORDER}`)
  const insert = database.prepare<[string, string, string, string]>(
    'INSERT INTO person (id, name, note, added_at) VALUES (?, ?, ?, ?)',
  )
  const insertAppointment = database.prepare<[string, string, Audience, string, string | null]>(
    'INSERT INTO appointment (id, person_id, audience, from_on, until_on) VALUES (?, ?, ?, ?, ?)',
  )
  const leave = database.prepare<[string, string]>('UPDATE person SET left_on = ? WHERE id = ?')
  const end = database.prepare<[string, string]>('UPDATE appointment SET until_on = ? WHERE id = ?')

  const asAppointment = ({ id, audience, from, until }: AppointmentRow): Appointment => ({ id, audience, from, until })

  return {
    get(id: string): Person | undefined {
      const row = one.get(id)
      return row && { ...row, appointments: appointmentsOf.all(id).map(asAppointment) }
    },
    all(): Person[] {
      const appointments = Map.groupBy(allAppointments.all(), (row) => row.personId)
      return all.all().map((row) => ({ ...row, appointments: (appointments.get(row.id) ?? []).map(asAppointment) }))
    },
    insert({ id, name, note, addedAt, appointments }: Person): void {
      insert.run(id, name, note, addedAt)
      for (const one of appointments) insertAppointment.run(one.id, id, one.audience, one.from, one.until)
    },
    leave(id: string, on: string, ended: readonly Appointment[]): void {
      leave.run(on, id)
      for (const one of ended) end.run(on, one.id)
    },
  }
}
