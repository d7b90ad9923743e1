/** The Chromium host with the empty page in it, and no program behind it. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '../../support/electron.ts'

enableCompileCache(join(ROOT, 'node_modules/.cache/lanyard/compiled')) // as the program's own start does
const { chromiumHost } = await import('../../../src-main/hosts/chromium.ts')

const host = chromiumHost({
  rendererFolder: join(import.meta.dirname, 'page'),
  headless: true,
  testProfile: process.env.LANYARD_TEST_PROFILE,
})
process.on('SIGTERM', () => void host.close())
await host.show(async () => ({ ok: true, value: null }))
await host.closed
