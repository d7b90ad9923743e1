/** What somebody without a mouse does. */
import { expect, type Locator, type Page } from 'playwright/test'
import { tabTo, type Hands } from './pages.ts'

/** Goes everywhere with Tab, Enter, Space and the arrows. */
export function byKeyboard(page: Page): Hands & { type(target: Locator, text: string): Promise<void> } {
  return {
    async press(target) {
      await tabTo(page, target)
      await page.keyboard.press('Enter')
    },
    async type(target, text) {
      await tabTo(page, target)
      await page.keyboard.type(text)
    },
    /** Arrows go through a group of radio buttons, Space ticks a box. */
    async mark(target) {
      const isRadio = (await target.getAttribute('type')) === 'radio'
      if (!isRadio) {
        await tabTo(page, target)
        return page.keyboard.press('Space')
      }
      const name = await target.getAttribute('name')
      for (let press = 0; press < 80; press++) {
        const inGroup = await page.evaluate((group) => document.activeElement?.getAttribute('name') === group, name)
        if (inGroup) break
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Space')
      for (let press = 0; press < 10 && !(await target.isChecked()); press++) await page.keyboard.press('ArrowDown')
      await expect(target).toBeChecked()
    },
  }
}
