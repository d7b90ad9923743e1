/** Where the report on paper stands, and what its address says. */
import type { Input } from '../../../src-main/contract.ts'
import { href } from '../../router.svelte.ts'

/** What a report is to speak of; the day is always said. */
export type Wanted = Omit<Input<'reports.report'>, 'workId' | 'asAt'> & { asAt: string }

/** The parts of the address: 'with-names' or 'without-names'; an audience or 'everyone'; a policy's id or 'all'. */
export interface PaperPlace {
  asAt: string
  names: string
  audience: string
  policyId: string
}

export const paperHref = ({ asAt, names = false, audience, policyId }: Wanted): string =>
  href('/report/:asAt/paper/:names/:audience/:policyId', {
    asAt,
    names: names ? 'with-names' : 'without-names',
    audience: audience ?? 'everyone',
    policyId: policyId ?? 'all',
  })

export const wantedOf = ({ asAt, names, audience, policyId }: PaperPlace): Wanted => ({
  asAt,
  names: names === 'with-names',
  ...(audience !== 'everyone' && { audience: audience as NonNullable<Wanted['audience']> }),
  ...(policyId !== 'all' && { policyId }),
})
