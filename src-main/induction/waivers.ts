import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { addDays, dayInWords } from '../time.ts'
import { isInForce } from './assignment.ts'
import type { waiversContract } from './contract.ts'
import type { Assignment, Induction } from './service.ts'

/** How far ahead a waiver may end, in days. */
const LONGEST = 366

/** The administrator's calls on waivers: one person is not asked for one policy, for a while and for a reason. */
export function waiversHandlers(
  { clock, database, newId }: Context,
  { induction, ledger }: { induction: Induction; ledger: Ledger },
): Handlers<typeof waiversContract> {
  const { store, today } = induction

  /** What is asked of the person, and open. */
  function openAssignment(personId: string, policyId: string): Assignment {
    const person = induction.person(personId)
    const assignment = induction.assignmentsFor(person, today()).find((one) => one.policyId === policyId)
    if (!assignment)
      throw new LanyardError(
        'unknown-item',
        `This policy is not asked of ${person.name} today, so there is nothing to waive.`,
      )
    if (assignment.status === 'complete')
      throw new LanyardError(
        'already-signed',
        `${person.name} has signed this policy, so there is nothing to waive. Nothing was changed.`,
      )
    if (assignment.waiver)
      throw new LanyardError(
        'already-waived',
        `This is waived until ${dayInWords(assignment.waiver.until)} already. End that first. Nothing was changed.`,
      )
    return assignment
  }

  function refuseWrongDay(until: string): void {
    const last = addDays(today(), LONGEST)
    if (until < today())
      throw new LanyardError('invalid-input', `${dayInWords(until)} is past: give today or a later day`, 'until')
    if (until > last)
      throw new LanyardError(
        'invalid-input',
        `A waiver ends after a year at the latest: give ${dayInWords(last)} or a day before it`,
        'until',
      )
  }

  return {
    'induction.waive'({ personId, policyId, reason, until, by }) {
      database
        .transaction(() => {
          openAssignment(personId, policyId)
          refuseWrongDay(until)
          const waiver = { id: newId(), policyId, reason, until, by, enteredAt: clock.now().toISOString() }
          store.insertWaiver({ personId, ...waiver })
          ledger.append('assignment.waived', personId, waiver, waiver.enteredAt)
        })
        .immediate()
      return {}
    },

    'induction.endWaiver'({ waiverId, by }) {
      database
        .transaction(() => {
          const waiver = store.waiver(waiverId)
          if (!waiver || !isInForce(waiver, today()))
            throw new LanyardError('unknown-item', 'This waiver holds no longer. Nothing was changed.')
          const end = { waiverId, by, endedAt: clock.now().toISOString() }
          store.insertWaiverEnd(end)
          ledger.append('assignment.waiver-ended', waiver.personId, end, end.endedAt)
        })
        .immediate()
      return {}
    },
  }
}
