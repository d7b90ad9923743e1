/** Where the packs are. The program runs from its sources, from out/main, or packaged; content/ is above it each time. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LanyardError } from '../../errors.ts'

const MOST_FOLDERS_UP = 5

/** The folder `content`, looked for upwards from this module. Throws LanyardError `folder-missing`. */
export function contentFolder(): string {
  let folder = import.meta.dirname
  for (let up = 0; up < MOST_FOLDERS_UP; up++) {
    const content = join(folder, 'content')
    if (existsSync(join(content, 'topics.yaml'))) return content
    folder = dirname(folder)
  }
  throw new LanyardError(
    'folder-missing',
    `There is no folder "content" with a topics.yaml above ${import.meta.dirname}.`,
  )
}
