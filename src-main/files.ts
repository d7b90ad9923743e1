import { readdirSync, statSync } from 'node:fs'

/** Whether a path that is there is a folder with nothing in it. */
export function isEmptyFolder(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0
}
