/** axe on every screen in both colour schemes, nothing wider than the window, the heading in focus; and a journey by keyboard alone. */
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const SIZES = [
  { width: 1280, height: 720 },
  { width: 640, height: 360 }, // 1280x720 at 200 % zoom
]

/** Looks at the screen that is shown, under a name for the report. */
async function look(page: Page, name: string, { heading = true } = {}): Promise<void> {
  await test.step(name, async () => {
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    if (heading) await expect(at.heading(page)).toBeFocused()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Legacy mode stays in this one window: the program closes any other.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      const found = violations.map(
        ({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
      )
      expect(found, `${name}, ${colorScheme}`).toEqual([])
    }
    for (const size of SIZES) {
      await page.setViewportSize(size)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, `${name} at ${size.width} px is wider than the window`).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize(SIZES[0]!)
  })
}

test('every screen before and around the induction', async ({ pc }) => {
  test.setTimeout(240_000)
  const page = await pc.open()
  await look(page, 'first screen of a new program')
  await page.getByRole('link', { name: 'Set up your school' }).click()
  await look(page, 'set up: the school')
  await page.getByRole('button', { name: 'Continue' }).click()
  await look(page, 'set up: the school, with an error', { heading: false })
  await page.evaluate(() => window.location.replace('#/'))
  await at.setUpSchool(page)
  await look(page, 'add a person')
  await page.getByRole('button', { name: 'Add this person' }).click()
  await look(page, 'add a person, with errors', { heading: false })
  await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await page.getByRole('link', { name: 'Back to people' }).click()
  await look(page, 'people')
  await page.getByRole('link', { name: 'Amina Inkwell' }).click()
  await look(page, 'a person')
  await page.getByRole('button', { name: /new PIN/i }).click()
  await look(page, 'a new PIN: the question', { heading: false })
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /new PIN/i })
    .click()
  await expect(page.locator('main')).toContainText(/\d{3}\s?\d{3}/)
  await look(page, 'the slip')
  await page.getByRole('link', { name: 'Policies' }).click()
  await look(page, 'policies')
  await page.getByRole('link', { name: 'Facts and oddities' }).click()
  await look(page, 'a policy')
  await page.getByRole('link', { name: 'Rules', exact: true }).click()
  await look(page, 'its rules')
  await page.getByRole('link', { name: 'Policies' }).click()
  await page.getByRole('link', { name: 'Compare policies' }).click()
  await look(page, 'policies compared')
  await page.getByRole('button', { name: 'Every rule in full' }).click()
  await look(page, 'policies compared in full', { heading: false })
  await page.getByRole('link', { name: 'Former pupils' }).click()
  await look(page, 'a subject compared')
  await page.getByRole('link', { name: 'Report' }).click()
  await look(page, 'report')
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('link', { name: 'Make a new recovery sheet' }).click()
  await look(page, 'make a new recovery sheet')
  await page.getByRole('textbox', { name: 'Administrator’s passphrase' }).fill(at.ADMINISTRATOR)
  await page.getByRole('button', { name: 'Make a new sheet' }).click()
  await look(page, 'the new recovery sheet')
  await at.stop(page)
  await look(page, 'first screen')
  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await look(page, 'the governors’ passphrase')
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('link', { name: 'Use the recovery sheet' }).click()
  await look(page, 'use the recovery sheet')
})

test('every screen of the induction', async ({ pc }) => {
  test.setTimeout(240_000)
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  await at.stop(page)
  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await look(page, 'find my name')
  await page.getByLabel('Your name').pressSequentially('Thistle')
  await page.getByRole('button', { name: /Mei Thistledown/ }).waitFor()
  await look(page, 'my name found', { heading: false })
  await page.getByRole('button', { name: /Mei Thistledown/ }).click()
  await look(page, 'type my PIN')
  await page.getByLabel('Your PIN').fill('000000')
  await page.getByRole('button', { name: 'Go to my induction' }).click()
  await page.getByRole('alert').waitFor()
  await look(page, 'a wrong PIN', { heading: false })
  await page.getByLabel('Your PIN').fill(pin)
  await page.getByRole('button', { name: 'Go to my induction' }).click()
  await expect(at.heading(page)).toContainText('Mei')
  await look(page, 'my induction')
  await at.carryOn(page)
  const pages = at.pack.module.pages.filter(({ audiences }) => audiences.includes('volunteer'))
  for (const { title } of pages) {
    await expect(at.heading(page)).toHaveText(title)
    await look(page, `page: ${title}`)
    await at.readPages(page, 1)
  }
  await look(page, 'a scenario')
  await page.getByRole('button', { name: 'See what happens' }).click()
  await look(page, 'a scenario without an answer', { heading: false })
  await at.playAll(page, at.wrongly)
  await look(page, 'result: look again')
  await page.getByRole('button', { name: /^Read (the page|the first page) again/ }).click()
  await look(page, 'a page that is back')
  await at.readPages(page)
  await at.playAll(page, at.rightly, (name) => look(page, name))
  await look(page, 'result: passed')
  await page.getByRole('button', { name: 'Go on to sign' }).click()
  await look(page, 'sign')
  await page.getByRole('button', { name: 'Sign the policy' }).click()
  await look(page, 'sign, with errors', { heading: false })
  await at.sign(page, 'Mei Thistledown', pin, 'Yes')
  await expect(at.heading(page)).toContainText('Signed')
  await look(page, 'receipt')
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await expect(at.heading(page)).toContainText('Mei')
  await look(page, 'my induction, complete')
})

/** Presses Tab until this is in focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 80; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not lead there')
}

test('a volunteer signs by keyboard alone', async ({ pc }) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  await at.stop(page)

  const enter = async (target: Locator): Promise<void> => {
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  }
  const type = async (target: Locator, text: string): Promise<void> => {
    await tabTo(page, target)
    await page.keyboard.type(text)
  }
  /** Arrows go through a group of radio buttons, Space ticks a box. */
  const mark = async (target: Locator): Promise<void> => {
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
  }

  await enter(page.getByRole('link', { name: 'Start or continue my induction' }))
  await type(page.getByLabel('Your name'), 'Mei')
  await page.getByRole('button', { name: /Mei Thistledown/ }).waitFor()
  await enter(page.getByRole('button', { name: /Mei Thistledown/ }))
  await type(page.getByLabel('Your PIN'), pin)
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
  await type(page.getByLabel('Your PIN, once more'), pin)
  await enter(page.getByRole('button', { name: 'Sign the policy' }))
  await expect(at.heading(page)).toContainText('Signed')
})
