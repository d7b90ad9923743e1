/** The records in a folder as they can be opened: whole, to be read and no more, or not at all. */
import { join } from 'node:path'
import { createApp, type App, type AppParts } from './app.ts'
import { createContext, type SecretCost } from './context.ts'
import { openDamaged } from './database/damaged.ts'
import { asLanyardError } from './database/faults.ts'
import { DATABASE_FILE, openDatabase, type Database } from './database/open.ts'
import { noteProgram } from './database/program-version.ts'
import { clearWaiting } from './database/replacing.ts'
import { LanyardError } from './errors.ts'
import type { Clock } from './time.ts'
import manifest from '../package.json' with { type: 'json' }

export interface Records {
  folder: string
  /** The services over them; null where they cannot be opened. */
  app: App | null
  /** Why they cannot. */
  problem: LanyardError | null
  /** What is known of damage, in sentences, where they are open to be read and no more. */
  damage: string[] | null
}

interface Parts extends Omit<AppParts, 'context'> {
  clock: Clock
  secretCost: SecretCost
  /** Make the folder and its records where there are none. */
  create: boolean
}

/** Opens the records in a folder. Never throws for what is wrong with them. */
export function openRecords(folder: string, { clock, secretCost, create, ...parts }: Parts): Records {
  let database: Database | undefined
  try {
    database = openDatabase(folder, { create, clock })
    clearWaiting(folder) // the records are this program's alone now
    noteProgram(database, manifest.version)
    return { folder, app: appOver(database, []), problem: null, damage: null }
  } catch (thrown) {
    database?.close()
    const problem = asLanyardError(thrown, join(folder, DATABASE_FILE))
    if (!(problem instanceof LanyardError)) throw problem
    const damaged = problem.code === 'database-damaged' ? readable() : undefined
    return damaged ?? { folder, app: null, problem, damage: null }
  }

  function appOver(opened: Database, damage: string[]): App {
    return createApp({ context: createContext(opened, { clock, secretCost, damage }), ...parts })
  }

  /** Damaged records of a school, where as much of them can be read as is needed to sign in, and to see people and policies. */
  function readable(): Records | undefined {
    let damaged: Database | undefined
    try {
      const { found, ...opened } = openDamaged(folder)
      damaged = opened.database
      const app = appOver(damaged, found)
      const texts = app.policies.versions().map(({ id }) => app.policies.packOf(id))
      if (app.access.school() && app.school.now() && app.ledger.ends() && app.people.here() && texts.length > 0)
        return { folder, app, problem: null, damage: found }
    } catch {
      // What cannot be read is left alone: the records are blocked.
    }
    damaged?.close()
    return undefined
  }
}
