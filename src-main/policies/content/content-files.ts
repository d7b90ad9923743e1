/** Reading the content folder, and nothing outside it. */
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { LanyardError } from '../../errors.ts'
import { type Finding, mistake, nearest, type Place, placeAt } from './finding.ts'

export const LARGEST_FILE = 1024 * 1024 // bytes; a thousand pages of text
/** Controls and marks of direction, which would show a text otherwise than it is; not line ends, tabs, soft hyphens or joiners. */
const UNSEEN = /(?![\n\r\t\u00ad\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}]/u
const FOLDER_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** The first character of a file: where a finding about the whole of it points to. */
export const startOf = (file: string): Place => ({ file, line: 1, column: 1 })

/** The names of the folders in `folder` (relative to the content folder), in order; a name that will not do is a finding. */
export function folderNames(contentFolder: string, folder: string, findings: Finding[]): string[] {
  const names: string[] = []
  for (const entry of entries(contentFolder, folder)) {
    if (entry.name.startsWith('.') || entry.isFile()) continue
    const place = startOf(posix.join(folder, entry.name))
    if (!entry.isDirectory()) {
      findings.push(mistake(place, 'This is a link, not a folder.', { expected: 'a folder of its own' }))
    } else if (!FOLDER_NAME.test(entry.name)) {
      const message = `A folder cannot be named "${entry.name}".`
      findings.push(mistake(place, message, { expected: 'small letters, digits and hyphens' }))
    } else {
      names.push(entry.name)
    }
  }
  return names.sort()
}

/** Whether the content folder has this file, whatever is in it. */
export const isThere = (contentFolder: string, file: string): boolean => existsSync(join(contentFolder, file))

/** The text of a file, or undefined and a finding where it cannot be read as text. */
export function readText(contentFolder: string, file: string, findings: Finding[]): string | undefined {
  const place = startOf(file)
  const path = join(contentFolder, file)
  let bytes: Buffer
  try {
    if (!realpathSync(path).startsWith(realpathSync(contentFolder) + sep)) {
      findings.push(mistake(place, 'This is a link that leads out of the content folder.', { expected: 'a file' }))
      return undefined
    }
    if (statSync(path).size > LARGEST_FILE) {
      findings.push(mistake(place, 'This file is too large.', { expected: '1 MiB at most' }))
      return undefined
    }
    bytes = readFileSync(path)
  } catch (error) {
    findings.push(cannotRead(contentFolder, place, error))
    return undefined
  }
  const text = new TextDecoder().decode(bytes)
  const unseen = UNSEEN.exec(text)
  if (unseen) {
    const code = unseen[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    const found = placeAt(file, text, unseen.index)
    findings.push(mistake(found, `This character cannot be seen (U+${code}).`, { expected: 'text without it' }))
    return undefined
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const found = placeAt(file, text, text.indexOf('\uFFFD'))
    findings.push(mistake(found, 'This character is not in UTF-8.', { expected: 'a file saved as UTF-8' }))
    return undefined
  }
}

function cannotRead(contentFolder: string, place: Place, error: unknown): Finding {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'ENOENT') return mistake(place, `This file cannot be read (${code ?? String(error)}).`)
  const { dir, base } = posix.parse(place.file)
  const files = entries(contentFolder, dir, []).map((entry) => entry.name)
  const likeIt = nearest(base, files, 1 / 4) // a quarter: rules.yml for rules.yaml, and no file with a name of its own
  return mistake(place, 'This file is missing.', likeIt ? { nearest: likeIt } : {})
}

function entries(contentFolder: string, folder: string, otherwise?: Dirent[]): Dirent[] {
  try {
    return readdirSync(join(contentFolder, folder), { withFileTypes: true })
  } catch {
    if (otherwise) return otherwise
    throw new LanyardError('folder-missing', `There is no folder ${join(contentFolder, folder)} that can be read.`)
  }
}
