import { resolve } from 'node:path'
import { createApp, type App } from '../app.ts'
import { createContext } from '../context.ts'
import { openDatabase } from '../database/open.ts'
import { LanyardError } from '../errors.ts'
import { NO_PAPERS } from '../hosts/host.ts'
import { contentFolder } from '../policies/content/content-folder.ts'
import { packsIn } from '../policies/pack-source.ts'
import { UsageError } from './command.ts'

/** The value of an option that has to be given. Throws UsageError. */
export function needed(option: string, value: unknown, meaning: string): string {
  if (typeof value !== 'string' || value === '') throw new UsageError(`Say ${meaning}: --${option}`)
  return value
}

/** Opens the records in a folder, which have to be there. Throws LanyardError where they cannot be opened. */
export function openRecords(folder: string): App {
  const database = openDatabase(resolve(folder), { create: false })
  const app = createApp({ context: createContext(database), packs: packsIn(contentFolder()), papers: NO_PAPERS })
  if (app.access.school()) return app
  database.close()
  throw new LanyardError('not-set-up', `No school has been set up in ${resolve(folder)} yet.`)
}
