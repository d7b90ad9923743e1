/** The main journey by keyboard alone. */
import { ownPin } from '../support/own-pin.ts'
import { expect, test } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import * as at from './pages.ts'

test('a volunteer signs by keyboard alone', async ({ pc }) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  await at.stop(page)

  const { press: enter, type, mark } = byKeyboard(page)

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
