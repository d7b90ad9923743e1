/** The Electron that tests run in, and a display for its window. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronProgram } from '../../src-main/hosts/electron-program.ts'

export const ROOT = join(import.meta.dirname, '../..')

let display: Promise<Record<string, string>> | undefined

/** What the environment lacks for a window: on Linux without a display, an Xvfb that ends with the tests. */
export function displayForTests(): Promise<Record<string, string>> {
  display ??=
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
      ? Promise.resolve({})
      : startXvfb()
  return display
}

function startXvfb(): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
    const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    xvfb.once('error', () => reject(new Error('Xvfb is not installed: sudo apt install xvfb')))
    xvfb.stdio[3]?.once('data', (number: Buffer) => resolve({ DISPLAY: `:${number.toString().trim()}` }))
    process.once('exit', () => xvfb.kill())
    xvfb.unref()
  })
}

/** Why Electron's tests cannot run here, in words, or null. */
export const whyNoElectron = (): string | null =>
  electronProgram(ROOT)
    ? null
    : 'Not run in Electron: its program is not on this machine (see ELECTRON_OVERRIDE_DIST_PATH).'
