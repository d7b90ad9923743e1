import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { HeadInFile } from '../database/head-in-file.ts'
import type { Database } from '../database/open.ts'
import { BACKUP_ENDING, backupsFolder, readName } from './files.ts'

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
/** How often it is asked whether to go on, in ms. */
const OFTEN = 100

/** Where the thread's program may be: beside this file in the sources; built, beside the bundle or above the piece of it. */
const THREAD = ['read-heads.ts', 'read-heads.js', '../read-heads.js'].map((path) => join(import.meta.dirname, path))

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

async function readIn(files: readonly string[], places: readonly number[], onTurn: () => void): Promise<ReadHead[]> {
  const thread = new Worker(
    THREAD.find((path) => existsSync(path))!,
    { workerData: { files, places } },
  )
  let often: NodeJS.Timeout | undefined
  let patience: NodeJS.Timeout | undefined
  try {
    return await new Promise<ReadHead[]>((resolve, reject) => {
      const read: ReadHead[] = []
      const end = (): void => resolve(read) // however it ended: what it did not read cannot be read
      often = setInterval(() => {
        try {
          onTurn()
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }, OFTEN)
      patience = setTimeout(end, PATIENCE)
      thread.on('message', (one: ReadHead) => read.push(one))
      thread.once('error', end)
      thread.once('exit', end)
    })
  } finally {
    clearInterval(often)
    clearTimeout(patience)
    await thread.terminate()
  }
}
