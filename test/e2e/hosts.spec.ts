/** The whole program in either host: it opens, ends cleanly, survives being killed, and does not open records twice. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { openInChromium, openInElectron, type Opened } from '../support/hosts.ts'
import { whyNoElectron } from '../support/electron.ts'

let folder: string
let opened: Opened[]

test.beforeEach(({}, { project }) => {
  const why = project.metadata.host === 'electron' ? whyNoElectron() : null
  if (why) console.log(why)
  test.skip(why !== null, why ?? '')
  folder = mkdtempSync(join(tmpdir(), 'lanyard-records-'))
  opened = []
})
test.afterEach(async () => {
  for (const one of opened) await one.kill()
  rmSync(folder, { recursive: true, force: true })
})

async function open(now = '2026-09-14T08:30:00Z'): Promise<Opened> {
  const one = await (test.info().project.metadata.host === 'electron' ? openInElectron : openInChromium)(folder, {
    now,
  })
  opened.push(one)
  return one
}

const start = ({ page }: Opened) =>
  page.evaluate(async () => {
    const answer = await window.lanyard.call('program.start', {})
    return answer.ok
      ? (answer.value as { state: string; today: string; problem: { code: string } | null })
      : answer.error
  })

test('it opens on its first screen, at the clock it is given, and closes', async () => {
  const lanyard = await open()
  await expect(lanyard.page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await start(lanyard)).toMatchObject({ state: 'new', today: '2026-09-14', problem: null })
  await lanyard.close()
  const again = await open('2026-10-01T08:30:00Z')
  expect(await start(again)).toMatchObject({ state: 'new', today: '2026-10-01' })
})

test('killed, it opens again', async () => {
  const lanyard = await open()
  await lanyard.page.waitForSelector('html[data-ready]', { state: 'attached' })
  await lanyard.kill()
  expect(await start(await open())).toMatchObject({ state: 'new', problem: null })
})

test('a second program on the same records says that they are in use, and the first goes on', async () => {
  const first = await open()
  await start(first)
  const second = await open()
  expect(await start(second)).toMatchObject({ state: 'blocked', problem: { code: 'in-use' } })
  await expect(second.page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await start(first)).toMatchObject({ state: 'new' })
})

test('what it writes is its own account’s alone', async () => {
  test.skip(process.platform === 'win32', 'Windows has no such modes')
  folder = join(folder, 'records')
  await start(await open())
  const modes = [folder, ...readdirSync(folder).map((name) => join(folder, name))].map((path) => statSync(path).mode)
  expect(modes.length).toBeGreaterThan(1)
  for (const mode of modes) expect((mode & 0o077).toString(8)).toBe('0')
})

declare global {
  interface Window {
    lanyard: import('../../src-main/hosts/host.ts').Bridge
  }
}
