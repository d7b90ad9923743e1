/** Everything in the content folder that can be used, and what is wrong with the rest. */
import { LanyardError } from '../../errors.ts'
import { type Pack, topicsFile } from '../format.ts'
import { loadPack } from './load-pack.ts'
import { listPacks, readSchools } from './schools.ts'
import type { FaultyPack, InstalledPacks } from '../service.ts'
import { readYamlFile } from './yaml-file.ts'

/** Checks and reads every pack, or those of one school; a faulty one is left out, and named with what is wrong. Throws LanyardError `folder-missing`. */
export function readInstalled(contentFolder: string, schoolId?: string): InstalledPacks {
  const names = new Map(readSchools(contentFolder).map(({ id, name }) => [id, name]))
  const packs: Pack[] = []
  const faulty: FaultyPack[] = []
  for (const { id } of listPacks(contentFolder)) {
    if (schoolId !== undefined && !id.startsWith(`${schoolId}/`)) continue
    try {
      packs.push(loadPack(contentFolder, id))
    } catch (error) {
      if (!(error instanceof LanyardError)) throw error
      const [, ...told] = error.message.split('\n') // its first line says that the pack was not loaded
      faulty.push({ id, schoolName: names.get(id.split('/')[0]!) ?? null, told })
    }
  }
  return { topics: readYamlFile(contentFolder, 'topics.yaml', topicsFile, [])?.value ?? [], packs, faulty }
}
