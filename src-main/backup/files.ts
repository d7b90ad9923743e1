/** How backups are called, and where those stand that Lanyard makes by itself. */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Each backup's ending, whatever stands before it. */
export const BACKUP_ENDING = '.lanyard'
/** What a backup ends with until it is whole and checked: never the name of one. */
export const UNFINISHED = '.unfinished'
/** And the copy that is to be sealed, until it is. */
export const PLAIN = '.plain.unfinished'

/** The folder of the backups that Lanyard makes by itself, beside the records. */
export const backupsFolder = (dataFolder: string): string => join(dataFolder, 'backups')

/** Stands for the school's id where none has been set up. */
export const NO_SCHOOL = 'school'

/** What a backup's name says of it. */
export interface BackupName {
  /** The school's id, or NO_SCHOOL. */
  school: string
  /** When it was begun, UTC, to the second. */
  madeAt: string
  /** The step of the schema that it was made before; null for an ordinary one. */
  beforeStep: number | null
}

/** Gives a file's name, such as lanyard-hill-2026-11-21-161734Z.lanyard; `copy`, from 2, keeps two of one second apart. */
export function nameOf({ school, madeAt, beforeStep }: BackupName, copy = 1): string {
  const stamp = `${madeAt.slice(0, 10)}-${madeAt.slice(11, 19).replaceAll(':', '')}Z`
  const before = beforeStep === null ? '' : `-before-step-${beforeStep}`
  return `lanyard-${school}-${stamp}${before}${copy === 1 ? '' : `-${copy}`}${BACKUP_ENDING}`
}

const NAME =
  /^lanyard-([a-z0-9-]+)-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)Z(?:-before-step-(\d{1,6}))?(?:-[1-9]\d{0,5})?\.lanyard$/

/** What a name says, or undefined where Lanyard gave the file no such name. Takes a name or a path. */
export function readName(file: string): BackupName | undefined {
  const found = NAME.exec(basename(file))
  if (!found) return undefined
  const [, school, day, hours, minutes, seconds, step] = found as unknown as [string, string, string, string, string, string, string?] // prettier-ignore
  const madeAt = `${day}T${hours}:${minutes}:${seconds}.000Z`
  const isInstant = !Number.isNaN(Date.parse(madeAt)) && new Date(madeAt).toISOString() === madeAt
  return isInstant ? { school, madeAt, beforeStep: step === undefined ? null : Number(step) } : undefined
}

/** A name that no backup in the folder has. */
export function freeName(folder: string, said: BackupName): string {
  for (let copy = 1; ; copy++) {
    const name = nameOf(said, copy)
    if (!existsSync(join(folder, name))) return name
  }
}
