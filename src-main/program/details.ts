/** What somebody who helps from afar asks first, as text to copy. It says nothing of anybody. */
import { arch, release, type } from 'node:os'
import type { Shape } from '../database/shape.ts'
import type { ErrorCode } from '../errors.ts'

export interface Details {
  version: string
  runtime: Runtime
  /** Why the records cannot be opened, or null. */
  problem: ErrorCode | null
  /** They are open to be read and no more. */
  isDamaged: boolean
  isExample: boolean
  shape: Shape | null
  held: { people: number; entries: number } | null
  log: readonly string[]
}

/** What the program runs on; `electron` and `chromium` are null where its window is in an installed browser. */
export interface Runtime {
  electron: string | null
  chromium: string | null
  node: string
  system: string
}

export function runtimeHere(): Runtime {
  const {
    electron = null,
    chrome = null,
    node,
  } = process.versions as { electron?: string; chrome?: string; node: string }
  return { electron, chromium: chrome, node, system: `${type()}-${release()}-${arch()}` }
}

/** The text. */
export function inWords({ version, runtime, problem, isDamaged, isExample, shape, held, log }: Details): string {
  const { electron, chromium, node, system } = runtime
  return [
    `Lanyard ${version}`,
    electron ? `Window: Electron ${electron}, Chromium ${chromium}` : 'Window: an installed browser',
    `Node.js ${node}${shape ? `, SQLite ${shape.sqlite}` : ''}`,
    `System: ${system}`,
    problem
      ? `Records: could not be opened (${problem})`
      : `Records: open${isDamaged ? ', damaged: to be read alone' : isExample ? ', example data' : ''}`,
    ...(shape ? [`Shape of the records: step ${shape.step} of ${shape.steps}, ${shape.bytes} bytes`] : []),
    ...(held ? [`They hold: ${held.people} people, ${held.entries} entries in the ledger`] : []),
    '',
    log.length > 0 ? 'The last lines of the log (times in UTC):' : 'The log is empty.',
    ...log,
  ].join('\n')
}
