import { describe, expect, test } from 'vitest'
import { dataFolder, defaultDataFolder, findBrowser, type Machine } from '../../../src-main/hosts/machine.ts'

const machine = (platform: NodeJS.Platform, there: string[], env: NodeJS.ProcessEnv = {}): Machine => ({
  platform,
  env,
  home: '/home/a',
  exists: (path) => there.includes(path),
})

describe('the browser', () => {
  test('Chrome comes before Edge, and Edge before Chromium', () => {
    const all = ['/usr/bin/chromium', '/usr/bin/microsoft-edge', '/usr/bin/google-chrome']
    expect(findBrowser(machine('linux', all))).toBe('/usr/bin/google-chrome')
    expect(findBrowser(machine('linux', all.slice(0, 2)))).toBe('/usr/bin/microsoft-edge')
    expect(findBrowser(machine('linux', all.slice(0, 1)))).toBe('/usr/bin/chromium')
    expect(findBrowser(machine('linux', []))).toBeNull()
  })

  test('it is looked for in PATH, and where each system puts programs', () => {
    expect(findBrowser(machine('linux', ['/opt/bin/chromium'], { PATH: '/sbin:/opt/bin' }))).toBe('/opt/bin/chromium')
    const mac = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
    expect(findBrowser(machine('darwin', [mac]))).toBe(mac)
    const windows = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    const roots = { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }
    expect(findBrowser(machine('win32', [windows], roots))).toBe(windows)
  })

  test('LANYARD_BROWSER names another, and none is taken in its place', () => {
    const there = ['/usr/bin/google-chrome', '/opt/my-chromium']
    expect(findBrowser(machine('linux', there, { LANYARD_BROWSER: '/opt/my-chromium' }))).toBe('/opt/my-chromium')
    expect(findBrowser(machine('linux', there, { LANYARD_BROWSER: '/opt/gone' }))).toBeNull()
  })
})

describe('the data folder', () => {
  test('is where each system keeps a program’s data', () => {
    expect(defaultDataFolder(machine('linux', []))).toBe('/home/a/.config/Lanyard/records')
    expect(defaultDataFolder(machine('linux', [], { XDG_CONFIG_HOME: '/x' }))).toBe('/x/Lanyard/records')
    expect(defaultDataFolder(machine('darwin', []))).toBe('/home/a/Library/Application Support/Lanyard/records')
    const roaming = { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }
    expect(defaultDataFolder(machine('win32', [], roaming))).toBe('C:\\Users\\a\\AppData\\Roaming\\Lanyard\\records')
  })

  test.skipIf(process.platform === 'win32')('is the one named, else the one in LANYARD_DATA', () => {
    expect(dataFolder('/named', machine('linux', [], { LANYARD_DATA: '/from/env' }))).toBe('/named')
    expect(dataFolder(undefined, machine('linux', [], { LANYARD_DATA: '/from/env' }))).toBe('/from/env')
    expect(dataFolder(undefined, machine('linux', []))).toBe('/home/a/.config/Lanyard/records')
  })
})
