/** A school on disk for measuring: people who have learned their policies by the same calls as at the screen. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createApp, type App } from '../../src-main/app.ts'
import type { Session } from '../../src-main/calls.ts'
import { createContext } from '../../src-main/context.ts'
import { contract, type CallName, type Input, type Output } from '../../src-main/contract.ts'
import type { Database } from '../../src-main/database/open.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import type { Caller } from '../../src-main/example/learner.ts'
import { contentFolder } from '../../src-main/policies/content/content-folder.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { systemClock, type Clock } from '../../src-main/time.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { ROOT } from '../support/electron.ts'

export const SCHOOL = 'westhouses'
export const packs = packsIn(contentFolder())

/** A folder on the project's own disk (the usual folder for temporary files may be memory); it goes at the end. */
export function folderOnDisk(): { folder: string; remove(): void } {
  const parent = join(ROOT, 'node_modules/.cache/lanyard')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'bench-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The program's services over a database. scrypt is made quick: no row measures it. */
export function appOver(database: Database, clock: Clock = systemClock): App {
  const context = createContext(database, { clock, secretCost: { cost: 2 ** 10, blockSize: 8, parallelization: 1 } })
  return createApp({ context, packs, papers: NO_PAPERS })
}

/** Makes calls as somebody, through the same door as a window; throws where one is refused. */
export function callerFor({ handlers }: App, signedIn: Session): Caller {
  const { door } = createDispatch({ contract, handlers, signedIn, onUnexpected: (error) => console.error(error) })
  return async <Name extends CallName>(name: Name, input: Input<Name>) => {
    const answer = await door(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
    return answer.value as Output<Name>
  }
}
