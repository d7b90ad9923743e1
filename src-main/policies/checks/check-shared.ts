/** Situations that several packs share: each is put to the reader in the same words, in every pack that is to have it. */
import type { PackFiles } from './check-references.ts'
import { type Finding, mistake, oneOf, warning } from '../content/finding.ts'

/** Finds where this pack and shared-scenarios.yaml do not agree. `packId` is `<school>/<policy>`. */
export function checkShared(packId: string, { scenarios: file, shared }: PackFiles, findings: Finding[]): void {
  for (const [i, scenario] of file.value.entries()) {
    if (scenario.shared === undefined) continue
    const place = file.at(i, 'shared')
    const situation = shared.value.find(({ id }) => id === scenario.shared)
    if (!situation) {
      const ids = shared.value.map(({ id }) => id)
      const hint = oneOf(scenario.shared, ids, 'the id of a situation in shared-scenarios.yaml')
      findings.push(mistake(place, `There is no shared situation "${scenario.shared}".`, hint))
      continue
    }
    if (file.value.findIndex((one) => one.shared === situation.id) < i) {
      const message = `An earlier scenario has the shared situation "${situation.id}" already.`
      findings.push(mistake(place, message, { expected: 'each once' }))
    }
    if (!situation.policies.includes(packId)) {
      const message = `The shared situation "${situation.id}" is not for this pack.`
      findings.push(mistake(place, message, { expected: `${packId} among its policies in shared-scenarios.yaml` }))
    }
    const first = Object.hasOwn(scenario.steps, scenario.start) ? scenario.steps[scenario.start] : undefined
    if (first && first.text !== situation.situation) {
      const message = `The first step does not say what the shared situation "${situation.id}" says.`
      const expected = 'its text in shared-scenarios.yaml, word for word'
      findings.push(mistake(file.at(i, 'steps', scenario.start, 'text'), message, { expected }))
    }
  }
  for (const [i, { id, policies }] of shared.value.entries()) {
    if (!policies.includes(packId) || file.value.some((scenario) => scenario.shared === id)) continue
    const message = `The pack "${packId}" has no scenario for the situation "${id}".`
    const place = shared.at(i, 'policies', policies.indexOf(packId))
    findings.push(warning(place, message, { expected: `shared: ${id} in a scenario of it` }))
  }
}
