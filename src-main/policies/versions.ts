import type { Signatures } from '../acknowledgements/service.ts'
import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { addDays, dayInWords, dayOf } from '../time.ts'
import { bySection } from './concerns.ts'
import type { Policies, PolicyVersion } from './service.ts'
import { textChanges } from './text-changes.ts'
import type { VersionShown, versionsContract } from './versions-contract.ts'

interface Parts {
  policies: Policies
  signatures: Signatures
}

/** The calls that read versions: each stays as it was published. */
export function versionsHandlers(
  { clock }: Context,
  { policies, signatures }: Parts,
): Pick<Handlers<typeof versionsContract>, 'policies.versions' | 'policies.version'> {
  /** One policy's, the last first. */
  function shown(versions: readonly PolicyVersion[]): VersionShown[] {
    const today = dayOf(clock.now())
    const signers = Map.groupBy(
      [...signatures.all()].flatMap(([, own]) => [...new Set(own.map(({ versionId }) => versionId))]),
      (versionId) => versionId,
    )
    return versions
      .map(({ id, sha256, ...version }, at): VersionShown => {
        const { inForceOn } = version
        const next = versions[at + 1]?.inForceOn
        const state =
          next === inForceOn
            ? 'replaced'
            : inForceOn > today
              ? 'to-come'
              : next && next <= today
                ? 'before'
                : 'in-force'
        const until = next === undefined || next === inForceOn ? null : addDays(next, -1)
        return { ...version, versionId: id, fingerprint: sha256, state, until, signed: signers.get(id)?.length ?? 0 }
      })
      .reverse()
  }

  return {
    'policies.versions'({ policyId }) {
      const versions = policies.versionsOf(policyId)
      if (versions.length === 0) throw new LanyardError('unknown-item', 'There is no such policy here.')
      return { policyId, title: policies.titleOf(policyId), versions: shown(versions) }
    },

    'policies.version'({ versionId }) {
      const text = policies.packOf(versionId)
      const { id: policyId, title } = text.policy
      const versions = policies.versionsOf(policyId)
      const at = versions.findIndex(({ id }) => id === versionId)
      const before = versions[at - 1]
      const version = shown(versions).find((one) => one.versionId === versionId)!
      return {
        ...version,
        policyId,
        footer: `${title}, version ${version.version}, in force from ${dayInWords(version.inForceOn)}. Text ${version.fingerprint.slice(0, 8)} ${version.fingerprint.slice(8, 16)}`,
        text,
        sections: bySection(text.policy, text.rules),
        since: before ? { versionId: before.id, version: before.version } : null,
        changes: before ? textChanges(policies.packOf(before.id), text) : null,
      }
    },
  }
}
