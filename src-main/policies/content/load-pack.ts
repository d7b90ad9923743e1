/** The packs in the content folder: which there are, whether they are true to the format, and each as one value. */
import { z } from 'zod'
import { LanyardError } from '../../errors.ts'
import { checkPack, isLoadable, type PackCheck } from '../checks/check-pack.ts'
import { checkTopics, checkUnique, type PackFiles } from '../checks/check-references.ts'
import { folderNames, isThere } from './content-files.ts'
import { type Finding, inWords, mistake, oneOf } from './finding.ts'
import { type Pack, schoolFile, sharedScenario, sharedScenariosFile, topicsFile } from '../format.ts'
import { listPacks } from './schools.ts'
import { readYaml, readYamlFile } from './yaml-file.ts'

export interface ContentCheck {
  packs: PackCheck[]
  /** Those that belong to no one pack: topics.yaml, shared-scenarios.yaml, school.yaml, names of folders. */
  findings: Finding[]
}

/** Checks the whole content folder. Throws LanyardError `folder-missing` where there is none. */
export function checkContent(contentFolder: string): ContentCheck {
  const findings: Finding[] = []
  const packs: PackCheck[] = []
  const schoolIds = folderNames(contentFolder, '', findings)
  const common = readCommon(contentFolder, findings)
  for (const schoolId of schoolIds) {
    const school = readSchool(contentFolder, schoolId, findings)
    for (const policyId of folderNames(contentFolder, schoolId, findings)) {
      packs.push(checkPack(contentFolder, `${schoolId}/${policyId}`, { ...common, school }))
    }
  }
  return { packs, findings }
}

const MOST_TOLD = 5

/**
 * The pack `<school>/<policy>`, checked. Throws LanyardError `pack-faulty`, with the first findings in its message,
 * where there is no such pack or anything in it is wrong.
 */
export function loadPack(contentFolder: string, packId: string): Pack {
  const ids = listPacks(contentFolder).map((pack) => pack.id)
  if (!ids.includes(packId)) {
    const { nearest } = oneOf(packId, ids, '')
    throw new LanyardError(
      'pack-faulty',
      `There is no pack "${packId}".${nearest ? ` The nearest is "${nearest}".` : ''}`,
    )
  }
  const findings: Finding[] = []
  const common = readCommon(contentFolder, findings)
  const school = readSchool(contentFolder, packId.split('/')[0]!, findings)
  const checked = checkPack(contentFolder, packId, { ...common, school })
  findings.push(...checked.findings)
  if (isLoadable(findings) && checked.pack) return checked.pack

  const errors = findings.filter((finding) => finding.severity === 'error')
  const told = errors.slice(0, MOST_TOLD).map(inWords)
  const more = errors.length > told.length ? [`and ${errors.length - told.length} more`] : []
  throw new LanyardError('pack-faulty', [`The pack "${packId}" was not loaded.`, ...told, ...more].join('\n'))
}

/** The files that all packs have in common. */
function readCommon(contentFolder: string, findings: Finding[]) {
  const topics = readYamlFile(contentFolder, 'topics.yaml', topicsFile, findings)
  if (topics) checkTopics(topics, findings)
  return { topics, shared: readShared(contentFolder, findings) }
}

/** The shared situations; none where there is no such file. */
function readShared(contentFolder: string, findings: Finding[]): PackFiles['shared'] | undefined {
  const name = 'shared-scenarios.yaml'
  if (!isThere(contentFolder, name)) return readYaml(name, '[]', z.array(sharedScenario), findings)
  const file = readYamlFile(contentFolder, name, sharedScenariosFile, findings)
  if (!file) return undefined
  checkUnique(
    file,
    [],
    file.value.map((shared) => shared.id),
    findings,
  )
  return file
}

function readSchool(contentFolder: string, schoolId: string, findings: Finding[]): PackFiles['school'] | undefined {
  const file = readYamlFile(contentFolder, `${schoolId}/school.yaml`, schoolFile, findings)
  if (!file) return undefined
  checkUnique(
    file,
    ['contacts'],
    file.value.contacts.map((contact) => contact.id),
    findings,
  )
  if (file.value.id !== schoolId) {
    const message = `"${file.value.id}" is not the name of this school's folder.`
    findings.push(mistake(file.at('id'), message, { expected: schoolId, nearest: schoolId }))
  }
  return file
}
