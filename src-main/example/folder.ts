import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import type { PackSource } from '../policies/service.ts'
import { buildExample } from './build.ts'

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
  const schools = await packs.schools()
  const school = schools.find(({ id }) => id === 'westhouses') ?? schools[0]
  if (!school) throw new LanyardError('pack-faulty', 'There is no pack on this computer to make example data from.')

  mkdirSync(examples, { recursive: true })
  for (const old of readdirSync(examples).filter((name) => OURS.test(name)))
    rmSync(join(examples, old), { recursive: true, force: true })
  await buildExample({ folder, packs, schoolId: school.id, today })
  return folder
}
