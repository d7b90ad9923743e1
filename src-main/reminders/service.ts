import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Induction } from '../induction/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { audiencesOn, type People } from '../people/service.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { inSlices } from '../slices.ts'
import { addDays } from '../time.ts'
import { calendarFile, entriesOf } from './calendar.ts'
import type { Reminded, remindersContract } from './contract.ts'
import { inOrder, kindOf, mostUrgent } from './due.ts'
import { HOW, HOW_IN_SHORT, askOf, letterTo, mailTo, question, since, usualContact } from './wording.ts'

interface Parts {
  induction: Induction
  people: People
  policies: Policies
  ledger: Ledger
  papers: Papers
  school: School
}

/** Who is to be reminded, worked out for one day, one distance and one state of the records. */
interface Kept {
  today: string
  days: number
  changes: number
  people: readonly Reminded[]
}

/** Reminders: lists, letters, calendar entries and e-mails to look at. Nothing is sent from here. */
export function createReminders(
  { clock }: Context,
  { induction, people: roll, policies, ledger, papers, school }: Parts,
) {
  let kept: Kept | undefined

  function letterhead() {
    const { name: schoolName, logo } = school.now()
    return { schoolName, logo }
  }

  /** Everyone who is to be reminded; worked out again where the day has changed or anything was written. */
  async function everyone(days: number): Promise<Kept> {
    const [today, changes] = [induction.today(), roll.changes()]
    if (kept?.today === today && kept.days === days && kept.changes === changes) return kept
    const until = addDays(today, days)
    const people: Reminded[] = []
    await inSlices(induction.everyone(today), ({ person, assignments, begunAt }) => {
      const dues = assignments.flatMap((assignment) => {
        const kind = kindOf(assignment, until)
        if (kind === null) return []
        const { policyId, versionId, version, dueOn, daysLate, again } = assignment
        const { title } = policies.packOf(versionId).policy
        // Whoever has signed nothing yet goes on from what they did under an earlier version.
        const worked = again === null ? policies.versionsOf(policyId).map(({ id }) => id) : [versionId]
        const begun = worked.some((id) => begunAt.has(id))
        const minutesLeft = induction.minutesLeft(person, assignment, begun)
        return [{ policyId, title, version, kind, dueOn, daysLate, again, begun, minutesLeft }]
      })
      if (dues.length === 0) return
      const { id, name, note, appointments } = person
      const kind = mostUrgent(dues.map((one) => one.kind))
      people.push({ personId: id, name, note, audiences: audiencesOn(appointments, today), kind, dues })
    })
    kept = { today, days, changes, people: inOrder(people) }
    return kept
  }

  /** Those of the chosen who are still to be reminded, in the order of the list. */
  async function chosen({ days, personIds }: { days: number; personIds: readonly string[] }) {
    const wanted = new Set(personIds)
    const { today, people } = await everyone(days)
    const found = people.filter(({ personId }) => wanted.has(personId))
    if (found.length === 0)
      throw new LanyardError(
        'nobody-due',
        'Nobody of those who were chosen is due any more: they have signed, left or been waived. Go back to the list.',
      )
    return { today, people: found }
  }

  /** The first contact that the school's policies name. */
  function askUsually(today: string): string {
    const contacts = school.named(policies.allInForce(today).flatMap(({ id }) => policies.packOf(id).school.contacts))
    return askOf(usualContact(contacts))
  }

  async function mail({ ask, ...which }: { days: number; personIds: readonly string[]; ask: string }) {
    const { today, people } = await chosen(which)
    const addressed = people.map((one) => ({ ...one, email: roll.get(one.personId).email }))
    return {
      mail: mailTo(addressed, { schoolName: school.now().name, today, ask }),
      withoutAddress: addressed.filter(({ email }) => email === '').length,
    }
  }

  async function calendar({ names, ...which }: { days: number; personIds: readonly string[]; names: boolean }) {
    const { people, today } = await chosen(which)
    const recordId = ledger.ends()?.first.subject ?? ''
    const made = { schoolName: school.now().name, recordId, madeAt: clock.now().toISOString(), names }
    return { today, made, entries: entriesOf(people, made) }
  }

  return {
    handlers(): Handlers<typeof remindersContract> {
      return {
        async 'reminders.list'({ days }) {
          const { today, people } = await everyone(days)
          const until = addDays(today, days)
          return { ...letterhead(), today, until, days, people: [...people], ask: askUsually(today) }
        },

        async 'reminders.letters'({ ask, ...which }) {
          const { today, people } = await chosen(which)
          const head = letterhead()
          const common = { schoolName: head.schoolName, today, ask }
          return {
            ...head,
            today,
            letters: people.map((one) => letterTo(one, today)),
            how: [...HOW],
            howInShort: HOW_IN_SHORT,
            question: question(common),
            since: since(common),
          }
        },

        async 'reminders.mail'(asked) {
          const { mail: made, withoutAddress } = await mail(asked)
          return { ...made, to: [...made.to], bcc: [...made.bcc], withoutAddress }
        },

        async 'reminders.openMail'(asked) {
          await papers.writeMail((await mail(asked)).mail)
          return {}
        },

        'reminders.calendar': async (asked) => ({ entries: (await calendar(asked)).entries }),

        async 'reminders.saveCalendar'(asked) {
          const { today, made, entries } = await calendar(asked)
          const text = calendarFile(entries, made, ledger.head().length)
          return { path: await papers.saveFile({ name: `Induction due ${today}`, ending: 'ics', text }) }
        },
      }
    },
  }
}
