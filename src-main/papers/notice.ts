import type { EveryoneOn, Induction } from '../induction/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { minutesFor } from '../policies/concerns.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import { askOf, usualContact } from '../reminders/wording.ts'
import { rulesUnderstood } from '../reports/rules-understood.ts'
import { FEWEST } from '../reports/tally.ts'
import { createUnderstanding, type Understanding } from '../reports/understanding.ts'
import type { ContactNamed } from '../school/contract.ts'
import type { School } from '../school/service.ts'
import { inSlices } from '../slices.ts'
import { dayInWords } from '../time.ts'
import type { NoticeFigures } from './contract.ts'
import { everyoneOf, groupsOf, unlessFew, type Counted } from './groups.ts'
import { footerOf } from './words.ts'

interface Parts {
  induction: Induction
  ledger: Ledger
  policies: Policies
  school: School
}

/** What hangs in the staff room: how far the school is, without a name and without a figure that points at somebody. */
export function createNotice({ induction, ledger, policies, school }: Parts) {
  /** How long the whole takes in each audience of which something is asked, in minutes. */
  function minutesOn(day: string): NoticeFigures['minutes'] {
    const each = ADULT_AUDIENCES.map((audience) => {
      const asked = policies.programmeOn(audience, day)?.policies ?? []
      const packs = asked
        .flatMap((policyId) => policies.inForce(policyId, day) ?? [])
        .map(({ id }) => policies.packOf(id))
      return packs.reduce((sum, pack) => sum + minutesFor(pack, [audience]), 0)
    }).filter((minutes) => minutes > 0)
    return each.length === 0 ? null : { least: Math.min(...each), most: Math.max(...each) }
  }

  /** A role alone: the notice has no names. */
  function ask(day: string): string {
    const contacts = school.named(policies.allInForce(day).flatMap(({ id }) => policies.packOf(id).school.contacts))
    return askOf(nameless(usualContact(contacts)))
  }

  /** As in the report, of the rules that enough people met. */
  function wrongMost(understanding: Understanding, day: string): NoticeFigures['wrongMost'] {
    const packs = policies.allInForce(day).map(({ id }) => policies.packOf(id))
    const [rule] = rulesUnderstood(understanding, packs, packs).wrongMost
    if (!rule || rule.wrong < FEWEST) return null
    const { policyTitle, ref, force, text } = rule
    return { policyTitle, ref, force, text }
  }

  return async (): Promise<NoticeFigures> => {
    const asAt = induction.today()
    const head = ledger.head()
    const { name: schoolName, logo } = school.on(asAt)
    const people: Counted[] = []
    const understanding = createUnderstanding(policies.packOf)
    const late = new Set<string>()
    const dues: { on: string; personId: string }[] = []
    const everyone = induction.everyoneOn([{ day: asAt }], { answers: true })
    const look = ({ on, outcomeOf }: EveryoneOn): void => {
      const { person, assignments } = on[0]!
      if (assignments.length === 0) return
      people.push({ assignments })
      for (const one of assignments) {
        const outcome = outcomeOf(one)
        if (outcome) understanding.add({ policyId: one.policyId, audiences: one.audiences, ...outcome })
        const { status, dueOn } = one
        if (status === 'overdue') late.add(person.id)
        else if (status !== 'complete' && status !== 'waived') dues.push({ on: dueOn, personId: person.id })
      }
    }
    try {
      await inSlices(everyone, look)
    } finally {
      everyone.close()
    }
    const { people: asked, finished } = everyoneOf(people)
    const groups = groupsOf(people)
    const isFew = asked < FEWEST
    const on = dues.map((one) => one.on).sort()[0]
    const then = new Set(dues.filter((one) => one.on === on).map(({ personId }) => personId))
    return {
      ...{ schoolName, logo, asAt },
      footer: footerOf(schoolName, 'notice', `as at ${dayInWords(asAt)}`, head),
      total: isFew ? null : { people: asked, finished },
      groups,
      inSeveral: groups.reduce((sum, group) => sum + group.people, 0) > asked,
      late: isFew ? null : unlessFew(late.size),
      next: on === undefined ? null : { on, people: unlessFew(then.size) },
      wrongMost: wrongMost(understanding, asAt),
      minutes: minutesOn(asAt),
      ask: ask(asAt),
    }
  }
}

const nameless = (contact: ContactNamed | undefined): ContactNamed | undefined =>
  contact?.holder ? { ...contact, holder: { ...contact.holder, name: '' } } : contact
