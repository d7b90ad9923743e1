/** What the machine is like: where records belong, which browser is there, whether somebody is root. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'

export interface Machine {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  home: string
  exists(path: string): boolean
}
export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  exists: existsSync,
}

/** Where records are kept unless somebody says otherwise: the same folder whichever host shows them. */
export function defaultDataFolder({ platform, env, home }: Machine = thisMachine): string {
  if (platform === 'win32')
    return win32.join(env.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), 'Lanyard', 'records')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Lanyard', 'records')
  return posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), 'Lanyard', 'records')
}

/** The folder named on the command line (`--data DIR`), else in LANYARD_DATA, else the usual one. An absolute path. */
export function dataFolder(named: string | undefined, machine: Machine = thisMachine): string {
  return resolve(named || machine.env.LANYARD_DATA || defaultDataFolder(machine))
}

const LINUX_BROWSERS = [
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chromium',
  'chromium-browser',
]
const MAC_BROWSERS = ['Google Chrome', 'Microsoft Edge', 'Chromium']
const WINDOWS_BROWSERS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
]

/**
 * The program of an installed Chrome, Edge or Chromium, looked for in that order; null where there is none.
 * LANYARD_BROWSER names another; when nothing is there, no browser is taken in its place.
 */
export function findBrowser({ platform, env, home, exists }: Machine = thisMachine): string | null {
  if (env.LANYARD_BROWSER) return exists(env.LANYARD_BROWSER) ? env.LANYARD_BROWSER : null
  return usualPlaces().find(exists) ?? null

  function usualPlaces(): string[] {
    if (platform === 'win32') {
      const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined)
      return WINDOWS_BROWSERS.flatMap((parts) => roots.map((root) => win32.join(root, ...parts)))
    }
    if (platform === 'darwin') {
      const roots = ['/Applications', posix.join(home, 'Applications')]
      return MAC_BROWSERS.flatMap((name) => roots.map((root) => `${root}/${name}.app/Contents/MacOS/${name}`))
    }
    const roots = [...(env.PATH ?? '').split(':').filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin']
    return LINUX_BROWSERS.flatMap((name) => roots.map((root) => posix.join(root, name)))
  }
}

/** Root on Linux, as in a container: there a browser starts only with its own sandbox off. */
export function isRootOnLinux(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}
