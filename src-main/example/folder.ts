import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import type { PackSource } from '../policies/service.ts'
import { buildExample } from './build.ts'

const USUAL_SCHOOL = 'westhouses'
const OURS = /^\d{4}-\d\d-\d\d(\.unfinished)?$/

/**
 * Gives the folder of example data whose history ends today, made anew where there is none yet. It lies beside the
 * real records and never among them. Throws LanyardError `pack-faulty` where there is no pack to make it from.
 */
export async function openExampleFolder({
  dataFolder,
  packs,
  today,
}: {
  dataFolder: string
  packs: PackSource
  today: string
}): Promise<string> {
  const examples = `${dataFolder}-example`
  const folder = join(examples, today)
  if (existsSync(folder)) return folder
  const schoolId = await usableSchool(packs)
  if (!schoolId) throw new LanyardError('pack-faulty', 'There is no pack on this computer to make example data from.')

  mkdirSync(examples, { recursive: true })
  for (const old of readdirSync(examples).filter((name) => OURS.test(name)))
    rmSync(join(examples, old), { recursive: true, force: true })
  await buildExample({ folder, packs, schoolId, today })
  return folder
}

/** A school whose packs are all in order; undefined where there is none. */
async function usableSchool(packs: PackSource): Promise<string | undefined> {
  const { packs: usable, faulty } = await packs.installed()
  const broken = new Set(faulty.map(({ id }) => id.split('/')[0]))
  const schools = usable.map(({ school }) => school.id).filter((id) => !broken.has(id))
  return schools.find((id) => id === USUAL_SCHOOL) ?? schools[0]
}
