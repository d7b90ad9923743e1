/** The package as a school gets it, for Linux: made, looked into, and started. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  chmodSync,
  existsSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, getCurrentFuseWire } from '@electron/fuses'
import SQLite from 'better-sqlite3'
import { expect, test } from 'playwright/test'
import { PRODUCT_SECRET_COST } from '../../src-main/context.ts'
import { FUSES } from '../../packaging/fuses.ts'
import { BILL } from '../../packaging/bill.ts'
import * as at from '../e2e/pages.ts'
import { homeOf, makePackage, start, type Started } from '../support/packaged.ts'

let folder: string
let made: string
let asar: string
let home: string
let started: Started | undefined

test.beforeAll(() => {
  test.setTimeout(120_000)
  folder = mkdtempSync(join(tmpdir(), 'lanyard-package-'))
  chmodSync(folder, 0o755)
  made = makePackage(folder)
  asar = join(made, 'resources/app.asar')
  const megabytes = (path: string) =>
    Math.round(Number(spawnSync('du', ['-sb', path], { encoding: 'utf8' }).stdout.split('\t')[0]) / 2 ** 20)
  console.log(`The package holds ${megabytes(made)} MB, ${megabytes(asar)} of them Lanyard’s own archive.`)
})
test.beforeEach(() => {
  home = homeOf()
})
test.afterEach(async () => {
  await started?.kill()
  started = undefined
  rmSync(home, { recursive: true, force: true, maxRetries: 10 })
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the program; the fixture ends it. */
async function open(options: Parameters<typeof start>[2] = {}): Promise<Started> {
  started = await start(made, home, options)
  return started
}

test('a school is set up, and is there again at the next start, in the sandbox', async () => {
  test.setTimeout(180_000)
  let page = await (await open({ env: { LANYARD_TEST: '1' } })).page()
  await expect(at.heading(page)).toHaveText('Welcome to Lanyard')
  await at.setUpSchool(page)
  await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  // Drawn in a thread of its own, whose code and library are in the archive.
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: /logo/ }).click()
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#14493b"/></svg>'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) })
  await page.getByRole('button', { name: 'Use this logo' }).click()
  await expect(page.getByRole('img', { name: `Logo of ${at.SCHOOL}` })).toBeVisible()
  expect(sandboxOfWindows(started!.child.pid!)).toEqual(['2'])
  expect(await started!.close()).toBe(0)
  // A secret that costs a test little to make is not for a school.
  expect(costsIn(join(home, 'Lanyard/records/lanyard.db'))).toEqual([PRODUCT_SECRET_COST])

  page = await (await open()).page()
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill(at.ADMINISTRATOR)
  await page.getByRole('textbox').press('Enter')
  await expect(page.getByRole('link', { name: 'Amina Inkwell' })).toBeVisible()
})

/** What it takes to make each secret of the records in a file, which is left as it is: a copy is read. */
function costsIn(file: string): unknown[] {
  const copy = join(folder, 'copy.db')
  copyFileSync(file, copy)
  const database = new SQLite(copy)
  const costs = database.prepare<[], { parameters: string }>('SELECT DISTINCT parameters FROM secret').all()
  database.close()
  return costs.map(({ parameters }): unknown => JSON.parse(parameters))
}

/** The kernel's word on each window of a program: 2 is a filter on what it may ask the system (proc(5), "Seccomp"). */
function sandboxOfWindows(program: number): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(
    processes.flatMap((id) => fromProc(id, 'status', /^PPid:\s+(\d+)/m).map((parent) => [id, parent])),
  )
  const isOurs = (id: string | undefined): boolean =>
    id !== undefined && (id === String(program) || isOurs(parents.get(id)))
  return processes
    .filter((id) => isOurs(id) && fromProc(id, 'cmdline', /(--type=renderer)/).length > 0)
    .flatMap((id) => fromProc(id, 'status', /^Seccomp:\s+(\d+)/m))
}

function fromProc(id: string, file: string, found: RegExp): string[] {
  try {
    return found.exec(readFileSync(`/proc/${id}/${file}`, 'utf8'))?.slice(1, 2) ?? []
  } catch {
    return [] // it has ended meanwhile
  }
}

test('without its sandbox it does not start, and says so', async () => {
  const { said } = await open({ args: ['--no-sandbox'] })
  await expect.poll(said).toContain('Lanyard does not run without its sandbox')
  expect(existsSync(join(home, 'Lanyard/records'))).toBe(false)
})

test('neither the environment, nor an argument, nor a folder beside it makes another program of it', async () => {
  const script = join(home, 'ran.cjs')
  writeFileSync(script, 'console.log("another program ran")')
  const beside = join(made, 'resources/app')
  mkdirSync(beside)
  writeFileSync(join(beside, 'package.json'), '{ "main": "main.cjs" }')
  writeFileSync(join(beside, 'main.cjs'), 'console.log("another program ran")')
  try {
    const { page, said } = await open({
      args: ['--inspect=0', '-e', 'console.log("another program ran")'],
      env: {
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require ${script}`,
        LANYARD_TEST: '1',
        LANYARD_NOW: '2001-01-01T00:00:00Z',
      },
    })
    await expect(at.heading(await page())).toHaveText('Welcome to Lanyard')
    expect(said()).not.toMatch(/another program ran|Debugger listening/)
    const today = await (
      await page()
    ).evaluate<string>("window.lanyard.call('program.start', {}).then(({ value }) => value.today)")
    expect(today > '2001-01-02').toBe(true) // a clock that tests set is not for a school's records
  } finally {
    rmSync(beside, { recursive: true })
  }
})

test('every fuse is set as it is written down', async () => {
  const { version: _, ...wire } = await getCurrentFuseWire(join(made, 'lanyard'))
  const states = Object.entries(wire).map(([fuse, state]) => [fuse, state === FuseState.ENABLE])
  expect(states.length).toBeGreaterThanOrEqual(8)
  expect(states).toEqual(Object.entries(FUSES).filter(([fuse]) => fuse in wire))
  for (const state of Object.values(wire)) expect([FuseState.ENABLE, FuseState.DISABLE]).toContain(state)
})

test('it holds what runs, and nothing else', () => {
  const files = listPackage(asar, { isPack: false }).filter((path) => /\.\w+$|LICENSE$/.test(path))
  const ours =
    /^\/(package\.json|LICENSE|out\/made-of\.cdx\.json|content\/.*\.(yaml|md|txt)|out\/main\/.*\.(js|html)|out\/preload\/preload\.cjs|out\/renderer\/.*\.(html|js|css|woff2|png|svg))$/
  const beside =
    /^\/node_modules\/(better-sqlite3\/(lib|build|prebuilds)\/.*\.(js|node)|@resvg\/resvg-wasm\/index(\.mjs|_bg\.wasm)|(better-sqlite3|@resvg\/resvg-wasm)\/(package\.json|LICENSE))$/
  expect(files.filter((path) => !ours.test(path) && !beside.test(path))).toEqual([])
  for (const path of ['/LICENSE', `/${BILL}`, '/content/topics.yaml', '/out/main/verify.html', '/out/main/main.js'])
    expect(files).toContain(path)
  expect(files.filter((path) => path.endsWith('.node'))).toHaveLength(1)
  const manifest = JSON.parse(extractFile(asar, 'package.json').toString()) as object
  expect(manifest).not.toHaveProperty('devDependencies')
  expect(manifest).not.toHaveProperty('scripts')

  const around = readdirSync(join(made, 'resources'))
  expect(around.sort()).toEqual(['app.asar', 'app.asar.unpacked'])
  const notices = readFileSync(join(made, 'LICENSES.chromium.html'), 'utf8')
  for (const name of ['ffmpeg', 'Node.js']) expect(notices).toContain(`class="title">${name}<`)
  expect(readFileSync(join(made, 'LICENSE.electron.txt'), 'utf8')).toContain('Electron contributors')
})

test('nothing in it looks for an update or for a network', () => {
  const code = listPackage(asar, { isPack: false })
    .filter((path) => /^\/(out\/main|out\/preload|node_modules)\/.*\.(js|mjs|cjs)$/.test(path))
    .map((path) => extractFile(asar, path.slice(1)).toString())
  expect(code.length).toBeGreaterThan(20)
  for (const text of code) {
    expect(text).not.toMatch(/autoUpdater|electron-updater|app-update\.yml/)
    expect(text).not.toMatch(/['"](node:)?(https?|http2|net|tls|dgram|dns)(\/promises)?['"]/)
    expect(text).not.toMatch(/\b(new )?(WebSocket|XMLHttpRequest|EventSource)\(/)
  }
})

test('a changed archive is not noticed on Linux, where Electron has no check of it: docs/releasing.md says so', async () => {
  const whole = readFileSync(asar)
  const at0 = whole.indexOf('Welcome to Lanyard')
  const changed = Buffer.from(whole)
  changed.write('Welcome to Lanyarb', at0)
  writeFileSync(asar, changed)
  try {
    const page = await (await open()).page()
    await expect(at.heading(page)).toHaveText('Welcome to Lanyarb')
  } finally {
    writeFileSync(asar, whole)
  }
})
