import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { HeadInFile } from '../database/head-in-file.ts'
import type { Database } from '../database/open.ts'
import { BACKUP_ENDING, backupsFolder, readName } from './files.ts'
import { inThread } from './in-thread.ts'

/** What the thread answers of each file; `found`: null where it is sealed or cannot be read. */
export interface ReadHead {
  file: string
  sealed: boolean
  found: HeadInFile | null
}

/** A backup that stands beside the records, as far as its head is concerned. */
export interface BackupFile {
  /** Without where it is. */
  name: string
  /** UTC; by its name, else when the file was last written. */
  madeAt: string
  sealed: boolean
  /** Null where it is sealed or cannot be read. */
  found: HeadInFile | null
}

/** So long are files waited for, all together, in ms. What was not read by then could not be read. */
const PATIENCE = 60_000

/**
 * Reads the head of each backup in the folder beside a database, and its hashes of the entries at `places`, in a thread
 * of its own. The files are only read. `onTurn` is called over and over, and what it throws ends the work.
 */
export async function headsInFiles(
  database: Database,
  places: readonly number[],
  onTurn: () => void = () => {},
): Promise<BackupFile[]> {
  const files = backupsBeside(database)
  if (files.length === 0) return []
  const read = new Map((await readIn(files, places, onTurn)).map((one) => [one.file, one]))
  return files.map((file) => {
    const { sealed = false, found = null } = read.get(file) ?? {}
    return { name: basename(file), madeAt: madeAt(file), sealed, found }
  })
}

/** Paths; none where the folder is not there or cannot be read. */
function backupsBeside(database: Database): string[] {
  const folder = backupsFolder(dirname(database.name))
  try {
    const names = readdirSync(folder, { withFileTypes: true })
    return names.filter((one) => one.isFile() && one.name.endsWith(BACKUP_ENDING)).map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}

function madeAt(file: string): string {
  const said = readName(file)
  if (said) return said.madeAt
  return (statSync(file, { throwIfNoEntry: false })?.mtime ?? new Date(0)).toISOString()
}

/** However the thread ended: what it did not read cannot be read. */
async function readIn(files: readonly string[], places: readonly number[], onTurn: () => void): Promise<ReadHead[]> {
  const read: ReadHead[] = []
  const take = (one: ReadHead): void => void read.push(one)
  await inThread({ program: 'read-heads', given: { files, places }, take, onTurn, patience: PATIENCE })
  return read
}
