/** The schools that the program has packs for: read at every start, so from two small files each and nothing more. */
import { join } from 'node:path'
import { folderNames } from './content-files.ts'
import { policyFile, schoolFile } from '../format.ts'
import { readYamlFile } from './yaml-file.ts'

/** A pack by its id, `<school>/<policy>`, and the folder that it is in. */
export interface PackFolder {
  id: string
  folder: string
}

export interface InstalledSchool {
  id: string
  name: string
  phase: string
  /** The titles of its policies. */
  policies: string[]
}

/** The packs that have a folder, checked or not, in alphabetical order. Throws LanyardError `folder-missing`. */
export function listPacks(contentFolder: string): PackFolder[] {
  return folderNames(contentFolder, '', []).flatMap((school) =>
    folderNames(contentFolder, school, []).map((policy) => ({
      id: `${school}/${policy}`,
      folder: join(contentFolder, school, policy),
    })),
  )
}

/**
 * The schools to choose from, in alphabetical order of their ids. Leaves out what cannot be read: `checkContent`
 * says what is wrong with it, and so does `loadPack` when it is asked for. Throws LanyardError `folder-missing`.
 */
export function readSchools(contentFolder: string): InstalledSchool[] {
  return folderNames(contentFolder, '', []).flatMap((id) => {
    const school = readYamlFile(contentFolder, `${id}/school.yaml`, schoolFile, [])?.value
    if (!school) return []
    const policies = folderNames(contentFolder, id, []).flatMap((policy) => {
      const facts = readYamlFile(contentFolder, `${id}/${policy}/policy.yaml`, policyFile, [])?.value
      return facts ? [facts.title] : []
    })
    return [{ id, name: school.name, phase: school.phase, policies }]
  })
}
