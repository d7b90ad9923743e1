/** A program whose power is cut: started under the library that notes what it does to the disk (power-loss.c). */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Chance } from '../../src-main/example/chance.ts'
import { ownFolder } from '../support/app.ts'
import { Disk, putFiles } from './disk.ts'
import { startProgram, type Started } from './program.ts'

const SOURCE = join(import.meta.dirname, 'power-loss.c')

/** Why power losses cannot be made on this machine, in words; null where they can. */
export function noPowerLoss(): string | null {
  if (process.platform !== 'linux') return 'power losses are made on Linux alone'
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => existsSync(join(folder, 'cc'))) ? null : 'there is no C compiler (apt-get install gcc libc6-dev)' // prettier-ignore
}

let library: string | undefined

function built(): string {
  if (library) return library
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-power-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  library = join(folder, 'power-loss.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror', '-o', library, SOURCE, '-ldl', '-lpthread']) // prettier-ignore
  return library
}

export interface Powered extends Started {
  /** What the disk holds, act by act; to be asked once the program has ended. */
  disk(): Disk
}

/** Starts the program under the library. In place of the act `cut` (from 1; 0: never) on the folder the power is cut. */
export function startPowered(folder: string, { cut, lessSafe = false }: { cut: number; lessSafe?: boolean }): Powered {
  const notes = join(ownFolder(), 'notes')
  const env = { LD_PRELOAD: built(), LANYARD_DISK: folder, LANYARD_NOTES: notes, LANYARD_CUT: `${cut}` }
  const program = startProgram({ env, lessSafe })
  let before: Disk
  return {
    ...program,
    open(path) {
      before = new Disk(folder)
      return program.open(path)
    },
    disk() {
      before.tell(readFileSync(notes))
      return before
    },
  }
}

/** A folder of the test's own, as the library names it. */
export const ownDisk = (): string => realpathSync(ownFolder())

/** Leaves in the folder what the disk holds when the power comes back: one time in three nothing that was not synced. */
export function losePower(folder: string, disk: Disk, chance: Chance): void {
  const share = chance.next() < 1 / 3 ? 0 : chance.next()
  const names = share === 0 ? 0 : chance.next()
  const files = disk.afterLoss(() => chance.next() < share, names)
  rmSync(folder, { recursive: true })
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  putFiles(new Map([[folder, null], ...files]))
}
