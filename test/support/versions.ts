/** A school with two texts of its one policy, and what is said to publish the second. */
import type { Input } from '../../src-main/contract.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { openSchool, type School } from './app.ts'
import { packSource, visits, visitsRevised } from './fixture-pack.ts'

export type Wanted = Input<'policies.publish'>
type Of<Kind extends Wanted['kind']> = Extract<Wanted, { kind: Kind }>

export const POLICY = 'hill/visits'
export const said = (pack: Pack) => ({
  policyId: pack.policy.id,
  fingerprint: fingerprintOf(pack),
  inForceOn: '2026-09-01',
})
export const major = (changed: Partial<Of<'major'>> = {}, pack = visitsRevised): Wanted => ({
  ...{ kind: 'major', ...said(pack), mustSign: ['staff', 'volunteer'], signBy: '2026-09-30' },
  ...changed,
})
export const minor = (changed: Partial<Of<'minor'>> = {}, pack = visitsRevised): Wanted => ({
  ...{ kind: 'minor', ...said(pack), nobodyAgain: true },
  ...changed,
})
/** The text under another name. */
export const named = (version: string, pack = visitsRevised): Pack => ({ ...pack, policy: { ...pack.policy, version } })

/** A school that has the first text in force, and the revised one in its folder. */
export async function twoTexts() {
  const packs = packSource(visits)
  const school = await openSchool({ packs })
  packs.put(visitsRevised)
  return { school, packs }
}
export const publish = (school: School, wanted: Wanted) => school.administrator.call('policies.publish', wanted)
export const preview = (school: School, wanted: Wanted) => school.administrator.call('policies.previewVersion', wanted)
export const newer = (school: School) => school.governor.call('policies.newer', {})
export const versions = async (school: School) =>
  (await school.governor.call('policies.versions', { policyId: POLICY })).versions
/** The report's people. */
export const people = async (school: School, asAt?: string) =>
  (await school.governor.call('reports.report', { names: true, ...(asAt !== undefined && { asAt }) })).people
