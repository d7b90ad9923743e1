import type { Input } from '../contract.ts'
import type { Chance } from './chance.ts'
import type { Caller } from './learner.ts'

type Decided = Pick<Input<'declarations.decide'>, 'decision' | 'note' | 'decidedBy'>

const DECISIONS: Decided[] = [
  { decision: 'noted', note: '', decidedBy: 'Headteacher' },
  {
    decision: 'agreed-with-conditions',
    note: 'Not to help in that class, and to take no pictures of it.',
    decidedBy: 'Designated safeguarding lead',
  },
  { decision: 'talk-needed', note: 'A talk is arranged for Thursday.', decidedBy: 'Headteacher' },
]

/** How long the school takes, in days: what was declared since then still waits. */
const TAKES = 21

/** The administrator looks at what was declared, and enters what was decided meanwhile. */
export async function decide({ call, chance }: { call: Caller; chance: Chance }): Promise<void> {
  const { today, open } = await call('declarations.list', {})
  for (const { acknowledgementId, declarationId, decisions, daysOpen } of open) {
    if (daysOpen < TAKES) continue
    const decided = DECISIONS[Math.floor(chance.next() * DECISIONS.length)]!
    const key = { acknowledgementId, declarationId, decidedOn: today, seen: decisions.length }
    await call('declarations.decide', { ...key, ...decided })
  }
}
