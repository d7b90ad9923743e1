/** What every screen has to be: without a violation in both colour schemes, no wider than the window, its heading in focus. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const SIZES = [
  { width: 1280, height: 720 },
  { width: 640, height: 360 }, // 1280x720 at 200 % zoom
]

/** The rules of axe that depend on the colour scheme: those of its category "color" that hold for WCAG AA. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']

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
    // Legacy mode stays in this one window: the program closes any other.
    const axe = new AxeBuilder({ page }).setLegacyMode(true)
    if (colorScheme === 'dark') axe.withRules(OF_COLOUR) // every other rule says the same of both
    const { violations } = await axe.analyze()
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
  for (const size of SIZES) {
    await page.setViewportSize(size)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide, `${name} at ${size.width} px is wider than the window`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(SIZES[0]!)
}
