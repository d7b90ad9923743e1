/** People, programmes and versions made up for a rule, and where somebody then stands. */
import { assignmentsOf, type Assignment, type Signature, type Standing } from '../../src-main/induction/assignment.ts'
import type { Appointment } from '../../src-main/people/contract.ts'
import type { Audience } from '../../src-main/policies/format.ts'
import type { PolicyVersion, Programme } from '../../src-main/policies/service.ts'

export const programme = (audience: Audience, from: string, policies: string[], daysAllowed = 14): Programme => ({
  ...{ id: `${audience} ${from}`, audience, from, policies, daysAllowed },
  ...{ passMark: 80, renewal: 'never', setAt: `${from}T08:00:00.000Z` },
})
export const version = (
  id: string,
  kind: PolicyVersion['kind'],
  inForceOn: string,
  policyId = 'visits',
): PolicyVersion => ({
  ...{ id, policyId, version: id, kind, inForceOn },
  ...{ publishedAt: `${inForceOn}T08:00:00.000Z`, sha256: '' },
  ...{ mustSign: kind === 'major' ? ['staff', 'volunteer', 'governor'] : [], signBy: null },
})
export const appointment = (audience: Audience, from: string, until: string | null = null): Appointment => ({
  id: from,
  audience,
  from,
  until,
})
export const signature = (versionId: string, day: string, audiences: Audience[] = ['staff']): Signature => ({
  ...{ id: `${versionId} ${day}`, versionId, audiences },
  signedAt: `${day}T12:00:00.000Z`,
  paper: null,
  withdrawnAt: null,
})

export const PROGRAMMES = [
  programme('staff', '2026-01-01', ['visits']),
  programme('volunteer', '2026-01-01', ['visits'], 30),
]
export const V1 = version('v1', 'first', '2026-01-01')

export interface Given extends Partial<Omit<Standing, 'begunAt'>> {
  begun?: Record<string, string>
  programmes?: Programme[]
  versions?: PolicyVersion[]
}

export function on(
  day: string,
  {
    appointments = [appointment('staff', '2026-09-01')],
    signatures = [],
    begun = {},
    programmes = PROGRAMMES,
    versions = [V1],
    waivers = [],
  }: Given = {},
): Assignment[] {
  const standing = { appointments, signatures, begunAt: new Map(Object.entries(begun)), waivers }
  return assignmentsOf(day, standing, programmes, versions)
}
export const status = (day: string, given?: Given) => on(day, given)[0]?.status
