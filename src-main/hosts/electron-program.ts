/** Where Electron's program is on this machine, and how it is started on ours. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const PROGRAMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/** The Electron that ELECTRON_OVERRIDE_DIST_PATH names, else the one that was downloaded for `root`; null where it is not there. */
export function electronProgram(root: string): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist')
  const program = join(folder, PROGRAMS[process.platform] ?? 'electron')
  return existsSync(program) ? program : null
}

/** Electron's arguments to run `program`, a folder with a package.json or a script. See scheme.cjs. */
export function electronArguments(root: string, program = root): string[] {
  const late = process.env.ELECTRON_OVERRIDE_DIST_PATH ? ['-r', join(root, 'src-main/hosts/scheme.cjs')] : []
  return [...late, program]
}
