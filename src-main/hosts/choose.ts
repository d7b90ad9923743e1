/** Which host shows the window on this machine, and the words that say so. */

export interface Found {
  platform: NodeJS.Platform
  /** Linux alone can be without: no DISPLAY and no WAYLAND_DISPLAY. */
  hasDisplay: boolean
  isRootOnLinux: boolean
  /** LANYARD_HOST */
  asked: string | undefined
  /** Electron's program, or null where it is not there and cannot be had. */
  electron: string | null
  /** The program of an installed Chrome, Edge or Chromium. */
  browser: string | null
  /** LANYARD_BROWSER */
  askedBrowser: string | undefined
}

/** `says`: a line each. `host` is null where no window can be opened, and then `says` tells what to do. */
export type Choice =
  | { host: 'electron' | 'chromium'; program: string; noSandbox: boolean; says: string[] }
  | { host: null; says: string[] }

const NAMES = { electron: 'Electron', chromium: 'the installed browser' }

/** Electron where it is there, else an installed browser; LANYARD_HOST forces one. */
export function choose(found: Found): Choice {
  const { platform, asked, electron, browser } = found
  if (asked !== undefined && asked !== 'electron' && asked !== 'chromium') {
    return {
      host: null,
      says: [`LANYARD_HOST is “${asked}”. It can be electron or chromium; without it, Lanyard chooses.`],
    }
  }
  if (platform === 'linux' && !found.hasDisplay) {
    return {
      host: null,
      says: [
        'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).',
        'Start Lanyard from a desktop. For a display that nobody sees: xvfb-run -a npm start (sudo apt install xvfb).',
      ],
    }
  }
  const host = asked ?? (electron ? 'electron' : 'chromium')
  const program = host === 'electron' ? electron : browser
  if (!program) return { host: null, says: whatIsMissing(found, host) }
  const says = [`Lanyard opens in ${NAMES[host]}: ${program}`]
  if (found.isRootOnLinux)
    says.push(
      'Started as root: its own sandbox is off (--no-sandbox). Start Lanyard as an ordinary user to have it on.',
    )
  return { host, program, noSandbox: found.isRootOnLinux, says }
}

function whatIsMissing({ platform, asked, askedBrowser, browser }: Found, host: 'electron' | 'chromium'): string[] {
  const install =
    platform === 'linux' ? 'sudo apt install chromium' : 'install Google Chrome, Microsoft Edge or Chromium'
  if (host === 'electron') {
    const other = browser ? 'LANYARD_HOST=chromium npm start' : install
    return [`LANYARD_HOST asks for Electron, which is not here and could not be downloaded. Instead: ${other}`]
  }
  const noElectron = asked ? [] : ['Electron is not here and could not be downloaded.']
  const noBrowser = askedBrowser
    ? `LANYARD_BROWSER names ${askedBrowser}, which is not there.`
    : `No Chrome, Edge or Chromium was found. To get one: ${install}. If it is somewhere else, put its path into LANYARD_BROWSER.`
  return [...noElectron, noBrowser]
}
