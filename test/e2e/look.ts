/** What every screen has to be: without a violation in both colour schemes, no wider than the window, its heading in focus. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type Axe from 'axe-core'
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const SIZES = [
  { width: 1280, height: 720 },
  { width: 640, height: 360 }, // 1280x720 at 200 % zoom
]

/** The rules of axe that depend on the colour scheme: those of its category "color" that hold for WCAG AA. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Looks at the screen that is shown, under a name for the report. */
export async function look(page: Page, name: string, { heading = true } = {}): Promise<void> {
  await test.step(name, async () => {
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    if (heading) await expect(at.heading(page)).toBeFocused()
    await lookAt(page, name)
  })
}

/** Looks at whatever page is shown, one of the program's screens or not. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Every rule but those of colour says the same of both.
    expect(await violationsIn(page, colorScheme === 'dark' ? OF_COLOUR : null), `${name}, ${colorScheme}`).toEqual([])
  }
  for (const size of SIZES) {
    await page.setViewportSize(size)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide, `${name} at ${size.width} px is wider than the window`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(SIZES[0]!)
}

/** What axe finds on the page that is shown, by all of its rules or by some. It is put into a page once, and stays in this one window. */
async function violationsIn(page: Page, rules: string[] | null): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof Axe }
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: only } }),
    })
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  }, rules)
}
