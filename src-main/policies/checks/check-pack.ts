/** One pack: its files read, checked one by one and against each other, and put together. */
import { checkBalance } from './check-balance.ts'
import { checkReferences, type PackFiles } from './check-references.ts'
import { checkScenarios } from './check-scenarios.ts'
import { readText, startOf } from '../content/content-files.ts'
import { type Coverage, coverageOf, type Gap, gapsOf } from '../coverage.ts'
import { type Finding, mistake } from '../content/finding.ts'
import { type Pack, policyFile, rulesFile, scenariosFile, signOffFile } from '../format.ts'
import { type Known, type Module, readModule } from '../content/module-markdown.ts'
import { readYamlFile } from '../content/yaml-file.ts'

export interface PackCheck {
  id: string
  findings: Finding[]
  /** Not there where a file could not be read at all. */
  coverage?: Coverage
  /** What was read, put together; not there where `coverage` is not. It can be used where no finding is an error. */
  read?: { pack: Pack; files: PackFiles }
  /** There where no finding is an error. */
  pack?: Pack
}

/** The files around a pack, each undefined where it was read and found faulty. */
type Around = { [K in 'topics' | 'shared' | 'school']: PackFiles[K] | undefined }

/** Checks one pack. */
export function checkPack(contentFolder: string, id: string, { topics, shared, school }: Around): PackCheck {
  const findings: Finding[] = []
  const policy = readYamlFile(contentFolder, `${id}/policy.yaml`, policyFile, findings)
  const rules = readYamlFile(contentFolder, `${id}/rules.yaml`, rulesFile, findings)
  const scenarios = readYamlFile(contentFolder, `${id}/scenarios.yaml`, scenariosFile, findings)
  const signOff = readYamlFile(contentFolder, `${id}/sign-off.yaml`, signOffFile, findings)
  const moduleFile = `${id}/module.md`
  const moduleText = readText(contentFolder, moduleFile, findings)
  if (!topics || !shared || !school || !policy || !rules || !scenarios || !signOff) return { id, findings }

  const files = { topics, shared, school, policy, rules, scenarios, signOff }
  checkReferences(id, files, findings)
  checkScenarios(scenarios, findings)
  checkBalance(scenarios, policy.value, findings)
  if (moduleText === undefined) return { id, findings }
  const module = readModule(moduleFile, moduleText, knownToPages(files), findings)
  if (!module) return { id, findings }
  for (const audience of policy.value.audiences) {
    if (module.pages.some((page) => page.audiences.includes(audience))) continue
    findings.push(mistake(startOf(moduleFile), `There is no page for "${audience}".`, { expected: 'at least one' }))
  }

  const pack = putTogether(files, module)
  findings.push(...gapsOf(pack).map((gap) => gapFinding(gap, rules)))
  const check = { id, findings, coverage: coverageOf(pack), read: { pack, files } }
  return isLoadable(findings) ? { ...check, pack } : check
}

export function isLoadable(findings: readonly Finding[]): boolean {
  return !findings.some((finding) => finding.severity === 'error')
}

function knownToPages({ rules, topics, school, policy }: PackFiles): Known {
  return {
    rules: rules.value,
    topics: topics.value.map((topic) => topic.id),
    contacts: school.value.contacts.map((contact) => contact.id),
    audiences: policy.value.audiences,
  }
}

function putTogether({ topics, school, policy, rules, scenarios, signOff }: PackFiles, module: Module): Pack {
  const used = new Set(rules.value.map((rule) => rule.topic))
  return {
    school: school.value,
    // Its own topics alone: a topic added for another policy does not change what this one publishes.
    topics: topics.value.filter((topic) => used.has(topic.id)),
    policy: policy.value,
    rules: rules.value,
    module,
    scenarios: scenarios.value,
    signOff: signOff.value,
  }
}

function gapFinding(gap: Gap, rules: PackFiles['rules']): Finding {
  const place = rules.at(rules.value.indexOf(gap.rule), 'id')
  const { id, topic, force } = gap.rule
  if (gap.kind === 'page') {
    const message = `The rule "${id}" is on no page for: ${gap.audiences.join(', ')}.`
    return mistake(place, message, { expected: `::rules{topic=${topic}} or ::rules{ids="${id}"} on a page they see` })
  }
  const message = `The rule "${id}" (${force}) is decided in no scenario that those it binds play.`
  return mistake(place, message, { expected: 'its id among the rules of a choice' })
}
