/** A further version of a policy, published straight away. */
import type { App } from '../../src-main/app.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import type { VersionWanted } from '../../src-main/policies/service.ts'
import { visitsRevised } from './fixture-pack.ts'

/** Gives the version's id. A major one of all that the policy speaks to, in force today, unless said otherwise. */
export function publish(
  { app }: { app: App },
  pack: Pack = visitsRevised,
  wanted: Partial<VersionWanted> = {},
): string {
  const { context, induction, policies } = app
  const { kind = 'major', inForceOn = induction.today(), signBy = null } = wanted
  const { mustSign = kind === 'major' ? pack.policy.audiences : [] } = wanted
  const at = context.clock.now().toISOString()
  return context.database
    .transaction(() => policies.publish(pack, { kind, inForceOn, mustSign, signBy }, at).id)
    .immediate()
}
