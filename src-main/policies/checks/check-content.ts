/** Everything that can be asked of the content folder: what every pack has to be, and what is worth an author's look. */
import type { PackCheck } from './check-pack.ts'
import { checkContent, type ContentCheck } from '../content/load-pack.ts'
import type { Readability } from './readability.ts'

export interface AskedFor {
  /** How hard the pages are to read, and how long it all takes. */
  readability?: boolean
  /** Whether words are spelt as in British English. */
  spelling?: boolean
  /** Whether words of the policies were taken over, whose texts are in this folder. */
  against?: string | undefined
}

export interface ThoroughCheck extends ContentCheck {
  packs: (PackCheck & { readability?: Readability | undefined })[]
}

/**
 * `checkContent`, and what is asked for beside it. Throws LanyardError `folder-missing`. The program itself asks for
 * nothing of it, so that each part, with the library behind it, is loaded when somebody does.
 */
export async function checkThoroughly(contentFolder: string, asked: AskedFor): Promise<ThoroughCheck> {
  const content: ThoroughCheck = checkContent(contentFolder)
  if (asked.readability) {
    const { checkReading } = await import('./check-reading.ts')
    for (const pack of content.packs) pack.readability = checkReading(pack, pack.findings)
  }
  if (asked.spelling) {
    const { checkSpelling } = await import('./check-spelling.ts')
    checkSpelling(contentFolder, content)
  }
  if (asked.against !== undefined) {
    const { checkOwnWords } = await import('./check-own-words.ts')
    checkOwnWords(contentFolder, asked.against, content)
  }
  return content
}
