import { expect, test } from 'vitest'
import { choose, type Found } from '../../../src-main/hosts/choose.ts'

const found = (differences: Partial<Found> = {}): Found => ({
  platform: 'linux',
  hasDisplay: true,
  isRootOnLinux: false,
  asked: undefined,
  electron: '/electron',
  browser: '/chromium',
  askedBrowser: undefined,
  ...differences,
})

test.each<[string, Partial<Found>, 'electron' | 'chromium' | null]>([
  ['Electron where it is there', {}, 'electron'],
  ['Electron without a browser', { browser: null }, 'electron'],
  ['a browser without Electron', { electron: null }, 'chromium'],
  ['a browser where it is asked for', { asked: 'chromium' }, 'chromium'],
  ['Electron where it is asked for', { asked: 'electron' }, 'electron'],
  ['no browser in the place of Electron', { asked: 'electron', electron: null }, null],
  ['no Electron in the place of a browser', { asked: 'chromium', browser: null }, null],
  ['nothing where neither is there', { electron: null, browser: null }, null],
  ['nothing on Linux without a display', { hasDisplay: false }, null],
  ['Electron on Windows, which always has a display', { platform: 'win32', hasDisplay: false }, 'electron'],
  ['nothing for a host that there is not', { asked: 'firefox' }, null],
])('%s', (_what, differences, host) => {
  expect(choose(found(differences)).host).toBe(host)
})

const words = (differences: Partial<Found>) => choose(found(differences)).says.join('\n')

test('it says which one, in a line', () => {
  expect(choose(found()).says).toEqual(['Lanyard opens in Electron: /electron'])
  expect(choose(found({ electron: null })).says).toEqual(['Lanyard opens in the installed browser: /chromium'])
})

test('root on Linux has the sandbox off, and is told; nobody else has', () => {
  expect(choose(found({ isRootOnLinux: true }))).toMatchObject({ noSandbox: true })
  expect(words({ isRootOnLinux: true })).toContain('--no-sandbox')
  expect(choose(found())).toMatchObject({ noSandbox: false })
})

test('what is missing is named with the command that helps', () => {
  expect(words({ electron: null, browser: null })).toContain('sudo apt install chromium')
  expect(words({ electron: null, browser: null, platform: 'win32' })).toContain('install Google Chrome')
  expect(words({ hasDisplay: false })).toContain('xvfb-run -a npm start')
  expect(words({ asked: 'electron', electron: null })).toContain('LANYARD_HOST=chromium npm start')
  expect(words({ electron: null, browser: null, askedBrowser: '/gone' })).toContain('LANYARD_BROWSER names /gone')
  expect(words({ asked: 'firefox' })).toContain('electron or chromium')
})
