/** What a change of programmes means for one person: their assignments before it and after. Pure. */
import type { Assignment } from './assignment.ts'
import type { Status } from './contract.ts'

interface Stand {
  status: Status
  dueOn: string
}

export interface Touch {
  policyId: string
  /** null where it was not asked before */
  before: Stand | null
  /** null where it is not asked any more */
  after: Stand | null
}

/** Gives each policy whose status, due date or audiences differ. What is complete, before and after, has no due date. */
export function touchedBy(before: readonly Assignment[], after: readonly Assignment[]): Touch[] {
  const ids = new Set([...before, ...after].map(({ policyId }) => policyId))
  return [...ids].flatMap((policyId) => {
    const [was, is] = [before, after].map((list) => list.find((one) => one.policyId === policyId))
    return same(was, is) ? [] : [{ policyId, before: stand(was), after: stand(is) }]
  })
}

function same(was: Assignment | undefined, is: Assignment | undefined): boolean {
  return (
    was?.status === is?.status &&
    was?.audiences.join() === is?.audiences.join() &&
    (was?.dueOn === is?.dueOn || is?.status === 'complete')
  )
}

const stand = (one: Assignment | undefined): Stand | null => (one ? { status: one.status, dueOn: one.dueOn } : null)
