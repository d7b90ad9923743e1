/** Whether packs say what their policies say in words of their own. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../../errors.ts'
import { readText, startOf } from '../content/content-files.ts'
import { type Finding, mistake, placeAt, warning } from '../content/finding.ts'
import { policyFile } from '../format.ts'
import type { ContentCheck } from '../content/load-pack.ts'
import { sharedRuns } from './own-words.ts'
import { readYamlFile } from '../content/yaml-file.ts'

const PACK_FILES = ['policy.yaml', 'rules.yaml', 'module.md', 'scenarios.yaml', 'sign-off.yaml']

/**
 * Compares every pack with its school's policy, `<school>.txt` in the folder `against`, and finds the sentences that
 * stand in both. Files are compared as they are, comments with them; their keys keep one text apart from the next.
 * Throws LanyardError `folder-missing` where there is no such folder.
 */
export function checkOwnWords(contentFolder: string, against: string, { packs, findings }: ContentCheck): void {
  if (!existsSync(against)) throw new LanyardError('folder-missing', `There is no folder ${against} that can be read.`)
  const sources = new Map<string, string[]>()
  for (const pack of packs) {
    const school = pack.id.split('/')[0]!
    const source = join(against, `${school}.txt`)
    if (!existsSync(source)) {
      const message = 'This pack was not compared with its policy, whose text is not there.'
      pack.findings.push(warning(startOf(`${pack.id}/policy.yaml`), message, { expected: source }))
      continue
    }
    const parts = withoutHeadings(contentFolder, pack.id, readFileSync(source, 'utf8'))
    for (const file of PACK_FILES) checkFile(contentFolder, `${pack.id}/${file}`, parts, pack.findings)
    sources.set(school, [...(sources.get(school) ?? []), ...parts])
  }
  for (const [school, parts] of sources) checkFile(contentFolder, `${school}/school.yaml`, parts, findings)
  const all = [...sources.values()].flat()
  for (const file of ['topics.yaml', 'shared-scenarios.yaml']) checkFile(contentFolder, file, all, findings)
}

function checkFile(contentFolder: string, file: string, source: readonly string[], findings: Finding[]): void {
  const text = readText(contentFolder, file, []) // what keeps it from being read is a finding already
  if (text === undefined) return
  for (const { words, offset } of sharedRuns(text, source)) {
    const message = `These ${words.length} words stand in the policy too: "${words.join(' ')}".`
    findings.push(mistake(placeAt(file, text, offset), message, { expected: 'words of your own' }))
  }
}

/** The text of a policy, cut at the headings of its sections: a pack has them as they are. */
function withoutHeadings(contentFolder: string, packId: string, source: string): string[] {
  const sections = readYamlFile(contentFolder, `${packId}/policy.yaml`, policyFile, [])?.value.sections ?? []
  return sections.reduce((parts, { title }) => parts.flatMap((part) => part.split(title)), [source])
}
