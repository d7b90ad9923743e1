/** Where the report on paper and the people behind its figures stand, and what their addresses say. */
import type { Input } from '../../../src-main/contract.ts'
import type { Behind, Report } from '../../../src-main/reports/contract.ts'
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

/** Leaves out what a report is not narrowed to. */
export const narrowedWanted = ({
  audience,
  policyId,
}: Pick<Report, 'audience' | 'policyId'>): Pick<Wanted, 'audience' | 'policyId'> => ({
  ...(audience && { audience }),
  ...(policyId && { policyId }),
})

/** What stands behind a figure; `behind` is one of the contract's. */
export interface BehindPlace extends Omit<PaperPlace, 'names'> {
  behind: string
}

export const paperHref = ({ asAt, names = false, audience, policyId }: Wanted): string =>
  href('/report/:asAt/paper/:names/:audience/:policyId', {
    asAt,
    names: names ? 'with-names' : 'without-names',
    ...narrowedTo({ audience, policyId }),
  })

export const behindHref = (behind: Behind, { asAt, audience, policyId }: Wanted): string =>
  href('/report/:asAt/behind/:behind/:audience/:policyId', { asAt, behind, ...narrowedTo({ audience, policyId }) })

const narrowedTo = ({ audience, policyId }: Pick<Wanted, 'audience' | 'policyId'>) => ({
  audience: audience ?? 'everyone',
  policyId: policyId ?? 'all',
})

export const wantedOf = ({ asAt, audience, policyId }: Omit<PaperPlace, 'names'>): Omit<Wanted, 'names'> => ({
  asAt,
  ...(audience !== 'everyone' && { audience: audience as NonNullable<Wanted['audience']> }),
  ...(policyId !== 'all' && { policyId }),
})
