import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { LanyardError } from './errors.ts'

/** Whether a path that is there is a folder with nothing in it. */
export function isEmptyFolder(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0
}

/** Throws LanyardError `folder-missing` where the folder that a path is to lie in is not there. */
export function refuseMissingFolder(path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new LanyardError('folder-missing', `There is no folder ${folder}. Nothing was written.`)
}
