/** One backup of a record, from the copy to its name: how long it takes, and how long the window waits for it. */
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as after } from 'node:timers/promises'
import { makeBackup } from '../../src-main/backup/making.ts'
import type { Database } from '../../src-main/database/open.ts'

/** Gives what is told of it, a line. `folder` is where it may write; nothing is left there. */
export async function measureBackup(database: Database, entries: number, folder: string): Promise<string> {
  const target = join(folder, 'bench-backups')
  mkdirSync(target)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await after(100) // it measures from its second look on
  const start = performance.now()
  try {
    const { name, whole } = await makeBackup(database, target, {
      school: 'bench',
      madeAt: new Date().toISOString(),
      ownFolder: target,
      wrongIn: () => Promise.reject(new Error('The records that are measured are not whole')),
    })
    delay.disable()
    if (!whole) throw new Error('The backup is not whole')
    return (
      `A backup of ${entries.toLocaleString('en-GB')} entries, ${Math.round(statSync(join(target, name)).size / 1e6)} MB: ` +
      `${((performance.now() - start) / 1000).toFixed(1)} s, of which the window waits ${Math.round(delay.max / 1e6).toLocaleString('en-GB')} ms at a time at most.`
    )
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
}
