/** Each test has a school PC of its own: an empty data folder, a fixed day, and the host of its project. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type Page } from 'playwright/test'
import { whyNoElectron } from '../support/electron.ts'
import { faultsIn } from '../support/pdf-faults.ts'
import { openInChromium, openInElectron, type OpenOptions, type Opened } from '../support/hosts.ts'

export const NOW = '2026-11-23T09:00:00Z'

export interface Pc {
  folder: string
  saveFolder: string
  /** Starts the program, on the records in another folder where one is named; a second call after `close` or `kill` starts it again on the same records. */
  open(options?: OpenOptions & { folder?: string }): Promise<Page>
  /** See `Opened`. */
  openBackup(file: string): Promise<void>
  close(): Promise<void>
  kill(): Promise<void>
}

/** What the window says where something breaks the content policy. */
const POLICY_BROKEN = /Content Security Policy|Trusted(HTML|Script|ScriptURL|Type)/

export const test = base.extend<{ pc: Pc; breaksPolicy: boolean }>({
  /** Whether breaking the content policy is what the test is about; no screen does it. */
  breaksPolicy: [false, { option: true }],
  // Playwright reads which fixtures are wanted from the names in these braces.
  pc: async ({ breaksPolicy }, use, testInfo) => {
    const isElectron = testInfo.project.metadata.host === 'electron'
    const reason = isElectron ? whyNoElectron() : null
    test.skip(reason !== null, reason ?? '')
    const home = mkdtempSync(join(tmpdir(), 'lanyard-pc-'))
    const [folder, saveFolder] = [join(home, 'records'), home]
    let opened: Opened | undefined
    const broken: string[] = []
    await use({
      folder,
      saveFolder,
      async open({ folder: other = folder, ...options } = {}) {
        opened = await (isElectron ? openInElectron : openInChromium)(other, { now: NOW, saveFolder, ...options })
        opened.page.setDefaultTimeout(20_000)
        opened.page.on('console', (message) => {
          if (POLICY_BROKEN.test(message.text())) broken.push(message.text())
        })
        await opened.page.getByRole('heading', { level: 1 }).waitFor()
        return opened.page
      },
      async openBackup(file) {
        await opened!.openBackup!(file)
      },
      async close() {
        await opened?.close()
        opened = undefined
      },
      async kill() {
        await opened?.kill()
        opened = undefined
      },
    })
    await opened?.close()
    if (!breaksPolicy) expect.soft(broken, 'what broke the content policy').toEqual([])
    for (const name of readdirSync(saveFolder).filter((file) => file.endsWith('.pdf')))
      expect.soft(faultsIn(join(saveFolder, name)), name).toEqual([]) // each paper that a journey made
    rmSync(home, { recursive: true, force: true })
  },
})

export { expect }
