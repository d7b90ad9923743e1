import type { Handlers } from '../calls.ts'
import { STATUSES } from '../induction/contract.ts'
import type { Induction } from '../induction/service.ts'
import type { Ledger } from '../ledger/service.ts'
import type { PersonRow, peopleContract } from './contract.ts'
import type { People } from './service.ts'

/** What each kind of ledger entry says in a person's history. */
const HISTORY: Record<string, string> = {
  'person.added': 'Added to the roll',
  'person.left': 'Last day entered',
  'access.pin-issued': 'Given a PIN',
  'attempt.finished': 'Finished a round of scenarios',
  'declarations.made': 'Answered the declarations',
  'acknowledgement.signed': 'Signed a policy',
}

/** The administrator's calls on the roll. */
export function peopleHandlers({
  people,
  induction,
  ledger,
}: {
  people: People
  induction: Induction
  ledger: Ledger
}): Handlers<typeof peopleContract> {
  return {
    'people.list'() {
      const today = induction.today()
      const rows = Array.from(induction.everyone(today), ({ person, assignments }) =>
        induction.rollRow(person, assignments, today),
      )
      return { today, people: rows.sort(byNeed) }
    },
    'people.add': (input) => people.add(input),
    'people.get'({ personId }) {
      const today = induction.today()
      const person = people.get(personId)
      const assignments = induction.assignmentsFor(person, today)
      return {
        today,
        person: induction.rollRow(person, assignments, today),
        appointments: person.appointments,
        assignments: assignments.map(induction.assignmentShown),
        history: ledger.about(personId).map(({ at, kind }) => ({ at, what: HISTORY[kind] ?? kind })),
        namesakes: people.namesakes(person),
      }
    },
    'people.leave'({ personId, on }) {
      people.leave(personId, on)
      return {}
    },
  }
}

/** Those who need the administrator first; who has left, last. */
function byNeed(a: PersonRow, b: PersonRow): number {
  const rank = ({ leftOn, status }: PersonRow): number =>
    leftOn !== null ? STATUSES.length + 1 : status === null ? STATUSES.length : STATUSES.indexOf(status)
  return (
    rank(a) - rank(b) ||
    (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
    a.name.localeCompare(b.name, 'en-GB') ||
    (a.id < b.id ? -1 : 1)
  )
}
