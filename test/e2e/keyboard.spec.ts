/** The main journey by keyboard alone. */
import type { Locator } from 'playwright/test'
import { ownPin } from '../support/own-pin.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

test('a volunteer signs by keyboard alone', async ({ pc }) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  await at.stop(page)

  const enter = async (target: Locator): Promise<void> => {
    await at.tabTo(page, target)
    await page.keyboard.press('Enter')
  }
  const type = async (target: Locator, text: string): Promise<void> => {
    await at.tabTo(page, target)
    await page.keyboard.type(text)
  }
  /** Arrows go through a group of radio buttons, Space ticks a box. */
  const mark = async (target: Locator): Promise<void> => {
    const isRadio = (await target.getAttribute('type')) === 'radio'
    if (!isRadio) {
      await at.tabTo(page, target)
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
  }

  await enter(page.getByRole('link', { name: 'Start or continue my induction' }))
  await type(page.getByLabel('Your name'), 'Mei')
  await page.getByRole('button', { name: /Mei Thistledown/ }).waitFor()
  await enter(page.getByRole('button', { name: /Mei Thistledown/ }))
  await type(page.getByLabel('Your PIN'), pin)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('Choose a PIN of your own')
  const own = ownPin(pin)
  await type(page.getByLabel('Your new PIN', { exact: true }), own)
  await type(page.getByLabel('Your new PIN, once more'), own)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toContainText('Mei')
  await enter(page.getByRole('link', { name: /^(Start|Carry on)/ }).first())
  for (const { title } of at.pack.module.pages.filter(({ audiences }) => audiences.includes('volunteer'))) {
    await expect(at.heading(page)).toHaveText(title)
    await enter(page.getByRole('button', { name: /^(Next page|Carry on to the scenarios)/ }))
  }
  await at.playAll(page, at.rightly, undefined, { mark, press: enter })
  await enter(page.getByRole('button', { name: 'Go on to sign' }))
  await expect(at.heading(page)).toHaveText(/^Sign the/)
  for (const question of await page.getByRole('group').all()) {
    const no = question.getByRole('radio', { name: 'No', exact: true })
    if (await no.count()) await mark(no)
  }
  await type(page.getByLabel('Your full name'), 'Mei Thistledown')
  await type(page.getByLabel('Your PIN, once more'), own)
  await enter(page.getByRole('button', { name: 'Sign the policy' }))
  await expect(at.heading(page)).toContainText('Signed')
})
