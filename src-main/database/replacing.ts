/** Putting other records in the place of those in a folder, so that a stop at any moment leaves either the ones or the others. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import { DATABASE_FILE, HEADS_FILE } from './open.ts'

/** The file, last, what SQLite may have left beside it, and the heads that were seen of it: together they are the records. */
const files = (): string[] => [
  HEADS_FILE,
  ...['-wal', '-shm', '-journal', ''].map((ending) => `${DATABASE_FILE}${ending}`),
]
/** Says that records are being replaced, and by which: from the moment it is there, a stopped replacement is finished. */
const INTENT_FILE = 'replacing.json'

/** How the folder is called in which a copy of a backup waits beside the records; six characters follow. */
export const WAITING = 'restoring-'

/** Folders beside the records: where the new ones wait, and where the replaced ones are kept. */
interface Intent {
  from: string
  to: string
}

/**
 * Moves the records in `folder` to a new folder in it, `replaced-<time>`, and those in its folder `from` to where they were.
 * Neither may be open. Gives the name of the new folder. What is there already is never written over, nothing is deleted.
 * `onStep` is told before each step; what it, or the disk, throws ends it there, and is taken back where it can be.
 */
export function replaceRecords(
  folder: string,
  from: string,
  at: Date,
  onStep: (step: string) => void = () => {},
): string {
  const intent = { from, to: keptFolder(folder, at) }
  try {
    onStep('decide')
    writeIntent(folder, intent)
    carryOut(folder, intent, onStep)
  } catch (error) {
    // What is in place is done: the next start clears what is left.
    if (isInPlace(folder, intent)) return intent.to
    takeBack(folder, intent)
    throw error
  }
  return intent.to
}

/**
 * Finishes a replacement that was stopped in the middle, as by a power cut. To be called before the records are opened.
 * Throws LanyardError `disk-failed` where the disk does not let it.
 */
export function finishReplacing(folder: string): void {
  try {
    const intent = readIntent(folder)
    if (intent) carryOut(folder, intent, () => {})
  } catch {
    throw new LanyardError(
      'disk-failed',
      `Records in ${folder} were being replaced by a backup, and the disk does not let Lanyard finish that. ` +
        'Nothing is lost: both are in that folder. Close what else uses it, and open Lanyard again.',
    )
  }
}

/**
 * Removes copies of backups that were made and not used, as where the program was stopped meanwhile; not while one of them
 * is being put in place. To be called by whoever alone has the records, or where there are none.
 */
export function clearWaiting(folder: string): void {
  if (existsSync(join(folder, INTENT_FILE))) return
  for (const name of readdirSync(folder))
    if (name.startsWith(WAITING)) rmSync(join(folder, name), { recursive: true, force: true })
}

/** Whether the new records are where they belong: then the old ones are all out of the way. */
const isInPlace = (folder: string, { from }: Intent): boolean =>
  !existsSync(join(folder, from, DATABASE_FILE)) && existsSync(join(folder, DATABASE_FILE))

function carryOut(folder: string, intent: Intent, onStep: (step: string) => void): void {
  if (!isInPlace(folder, intent)) {
    const kept = join(folder, intent.to)
    onStep('make the folder')
    mkdirSync(kept, { recursive: true })
    for (const name of files()) {
      onStep(`move ${name}`)
      move(join(folder, name), join(kept, name))
    }
    sync(kept)
    sync(folder)
    onStep('put in place')
    renameSync(join(folder, intent.from, DATABASE_FILE), join(folder, DATABASE_FILE))
    sync(join(folder, intent.from))
    sync(folder)
  }
  onStep('clear')
  rmSync(join(folder, intent.from), { recursive: true, force: true })
  rmSync(join(folder, INTENT_FILE), { force: true })
  sync(folder)
}

/** The old records again where they were. Where that cannot be done, the next start finishes what was begun. */
function takeBack(folder: string, { to }: Intent): void {
  const moved = files().filter((name) => !existsSync(join(folder, name)))
  for (const name of moved.toReversed()) move(join(folder, to, name), join(folder, name))
  rmSync(join(folder, INTENT_FILE), { force: true })
  sync(folder)
}

/** Moves what is there. Throws where that would write over something. */
function move(from: string, to: string): void {
  if (!existsSync(from)) return
  if (existsSync(to)) throw new Error(`There is a ${to} already`)
  renameSync(from, to)
}

/** How the folder of replaced records is called; the moment in UTC follows. */
const KEPT = 'replaced-'
const KEPT_NAME = new RegExp(`^${KEPT}(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z(?:-[1-9]\\d*)?$`)

/** When the records in a folder of this name were replaced, UTC; undefined where Lanyard gave no folder such a name. */
export function replacedAt(name: string): string | undefined {
  const found = KEPT_NAME.exec(name)
  if (!found) return undefined
  const [, year, month, day, hours, minutes, seconds] = found
  return `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`
}

/** A folder that is not there yet, named after the moment. */
function keptFolder(folder: string, at: Date): string {
  const name = `${KEPT}${at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '')}`
  for (let other = 1; ; other++) {
    const numbered = other === 1 ? name : `${name}-${other}`
    if (!existsSync(join(folder, numbered))) return numbered
  }
}

/** The file is there whole, or not at all. */
function writeIntent(folder: string, intent: Intent): void {
  const file = join(folder, INTENT_FILE)
  const handle = openSync(`${file}.unfinished`, 'w')
  try {
    writeSync(handle, JSON.stringify(intent))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.unfinished`, file)
  sync(folder)
}

function readIntent(folder: string): Intent | undefined {
  const file = join(folder, INTENT_FILE)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Intent) : undefined
}

/** What was moved in a folder stays so after a power cut. Windows keeps folders by itself, and opens none. */
function sync(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
