/** Who comes in, and how a sitting ends: a PIN of one's own, an idle PC, passphrases. */
import type { Page } from 'playwright/test'
import type { Bridge } from '../../src-main/hosts/host.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const TEACHER = 'Amina Inkwell'
const NEW = 'another kettle violet'
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

async function choose(page: Page, newPin: string, again = newPin): Promise<void> {
  await page.getByLabel('Your new PIN', { exact: true }).fill(newPin)
  await page.getByLabel('Your new PIN, once more').fill(again)
}

test('at first use nothing is shown before a PIN of one’s own is chosen, which can be changed later', async ({
  pc,
}) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const issued = await at.addPerson(page, TEACHER, 'Teacher, Year 6', 'Staff')
  await at.stop(page)
  await at.typePin(page, TEACHER, issued)
  await expect(at.heading(page)).toHaveText('Choose a PIN of your own')

  // No way round it: an address of the induction leads out, and nobody is signed in any more.
  await page.evaluate(() => window.location.replace('#/induction'))
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await at.typePin(page, TEACHER, issued)

  const alert = page.getByRole('alert')
  for (const [newPin, again, words] of [
    ['25803', '25803', 'A PIN has six digits'],
    ['123456', '123456', 'what a guesser tries first'],
    [issued, issued, 'Choose another PIN than the one you have'],
    ['258036', '258063', 'The two PINs differ'],
  ] as const) {
    await choose(page, newPin, again)
    await press(page, 'Use this PIN')
    await expect(alert).toContainText(words)
    await expect(alert).toBeFocused()
    await expect(page.getByLabel('Your new PIN', { exact: true })).toHaveValue(newPin)
  }
  await choose(page, '258 036')
  await press(page, 'Use this PIN')
  await expect(at.heading(page)).toContainText('Amina')

  await page.getByRole('link', { name: 'Change my PIN' }).click()
  await page.getByLabel('Your present PIN').fill(issued)
  await choose(page, '471920')
  await press(page, 'Change my PIN')
  await expect(alert).toContainText('The PIN does not match; you have 9 tries left')
  await page.getByLabel('Your present PIN').fill('258036')
  await press(page, 'Change my PIN')
  await expect(at.heading(page)).toHaveText('Your PIN is changed')
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await at.stop(page)
  await at.typePin(page, TEACHER, '471920')
  await expect(at.heading(page)).toContainText('Amina')
})

test('the recovery sheet stays until it is confirmed, though the window was left for another and come back to', async ({
  pc,
}) => {
  const page = await pc.open()
  await page.getByRole('link', { name: 'Set up your school' }).click()
  const code = await at.toRecoverySheet(page)
  await page.evaluate(async () => {
    window.dispatchEvent(new Event('focus'))
    const { lanyard } = window as unknown as { lanyard: Bridge }
    await lanyard.call('program.start', {}) // what was asked for at the focus has been answered then
    await new Promise((resolve) => requestAnimationFrame(() => resolve(null)))
  })
  await expect(at.heading(page)).toHaveText('Print the recovery sheet')
  expect(await page.locator('main').innerText()).toContain(code)
  await expect(page.getByRole('navigation')).toHaveCount(0)
})

test('a recovery sheet that is left on the screen during set-up is taken away', async ({ pc }) => {
  const page = await pc.open()
  await page.clock.install()
  await page.getByRole('link', { name: 'Set up your school' }).click()
  await at.toRecoverySheet(page)
  await page.clock.runFor('04:03')
  const warning = page.getByRole('alertdialog', { name: 'Are you still here?' })
  await expect(warning).toBeVisible()
  await press(page, 'I am still here')
  await expect(warning).toBeHidden()
  await expect(at.heading(page)).toHaveText('Print the recovery sheet')
  await page.clock.runFor('05:01')
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await expect(page.locator('main')).toContainText('so Lanyard signed out')
})

test('an unattended PC warns, and then signs out and shows nothing of who was there', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, TEACHER, 'Teacher, Year 6', 'Staff')
  await at.stop(page)
  await page.clock.install()
  await at.signIn(page, TEACHER, pin)
  await at.carryOn(page)
  const title = await at.heading(page).innerText()
  const warning = page.getByRole('alertdialog', { name: 'Are you still here?' })

  await page.clock.runFor('03:58')
  await expect(warning).toBeHidden()
  await page.clock.runFor('00:05')
  await expect(warning).toBeVisible()
  await expect(warning).toHaveAccessibleDescription(
    /In one minute Lanyard signs you out\. What is saved is kept; what you have typed and not yet saved is lost/,
  )
  await expect(page.getByRole('button', { name: 'I am still here' })).toBeFocused()
  const timer = page.getByRole('timer')
  await expect(timer).toHaveText(/Signing out in 5\d seconds/)
  await page.clock.runFor('00:20')
  await expect(timer).toHaveText(/Signing out in 3\d seconds/)
  await page.keyboard.press('Enter')
  await expect(warning).toBeHidden()
  await expect(at.heading(page)).toHaveText(title)

  // A key now and then is enough, and Escape says so in the warning too.
  await page.clock.runFor('03:50')
  await page.keyboard.press('Shift')
  await page.clock.runFor('03:50')
  await expect(warning).toBeHidden()
  await page.clock.runFor('00:15')
  await expect(warning).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(warning).toBeHidden()

  await page.clock.runFor('05:01')
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await expect(at.heading(page)).toBeFocused()
  await expect(page.locator('main')).toContainText('so Lanyard signed out')
  await expect(page.locator('body')).not.toContainText('Amina')
  await expect(warning).toBeHidden()
  for (let step = 0; step < 3; step++) {
    await page.goBack().catch(() => null)
    await expect(page.locator('body')).not.toContainText('Amina')
    await expect(page.locator('body')).not.toContainText(title)
  }
})

test('after a sleep nothing is shown of who was there, whoever opens the lid', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const report = page.getByRole('heading', { name: 'Who has finished' })
  await at.stop(page)
  await page.clock.install()
  for (const wake of ['focus', 'nudge'] as const) {
    await page.getByRole('link', { name: 'See the governors’ report' }).click()
    await page.getByRole('textbox').fill(at.GOVERNOR)
    await page.keyboard.press('Enter')
    await expect(report).toBeVisible()
    // The clock goes on while the PC sleeps, and no timer does.
    const asleep = (await page.evaluate(() => Date.now())) + 1_000
    await page.clock.pauseAt(asleep)
    await page.clock.setSystemTime(asleep + 10 * 60_000)
    if (wake === 'focus') await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    else await page.mouse.move(200, 300)
    await expect(at.heading(page)).toHaveText('What have you come to do?')
    await expect(page.locator('main')).toContainText('so Lanyard signed out')
    await page.clock.resume()
  }
})

test('who only reads tells main now and then that they are there; where main says that they are not, the window ends it', async ({
  pc,
}) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await at.stop(page)
  await page.clock.install()
  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('textbox').fill(at.GOVERNOR)
  await page.keyboard.press('Enter')
  const report = page.getByRole('heading', { name: 'Who has finished' })
  await expect(report).toBeVisible()

  // Main alone has ended the sitting: the window cannot know before it makes a call.
  await page.evaluate(() => (window as unknown as { lanyard: Bridge }).lanyard.call('access.signOut', {}))
  await page.clock.runFor('00:21')
  await expect(report).toBeVisible()
  await page.mouse.move(200, 300)
  await expect(at.heading(page)).toHaveText('What have you come to do?')
})

test('the administrator sets the idle time and the passphrases; a governor changes theirs', async ({ pc }) => {
  test.setTimeout(150_000)
  let page = await pc.open()
  await at.setUpSchool(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  const minutes = page.getByLabel('Minutes until an unattended PC is signed out')
  await expect(minutes).toHaveValue('5')
  for (const typed of ['0', '61', 'ten', '']) {
    await minutes.fill(typed)
    await press(page, 'Save the time')
    await expect(page.getByRole('alert')).toContainText('Give whole minutes, from 1 to 60')
    await expect(minutes).toHaveValue(typed)
  }
  await minutes.fill('1')
  await press(page, 'Save the time')
  await expect(page.getByRole('status')).toContainText('Lanyard signs out after 1 minute')

  await page.getByRole('link', { name: 'Change the administrator’s passphrase' }).click()
  await page.getByRole('textbox', { name: 'The administrator’s present passphrase' }).fill(at.ADMINISTRATOR)
  await page.getByRole('textbox', { name: 'The administrator’s new passphrase', exact: true }).fill(at.GOVERNOR)
  await page.getByRole('textbox', { name: 'The administrator’s new passphrase, once more' }).fill(at.GOVERNOR)
  await press(page, 'Change the passphrase')
  await expect(page.getByRole('alert')).toContainText('this one is the governors’ passphrase')
  await page.getByRole('textbox', { name: 'The administrator’s new passphrase', exact: true }).fill(NEW)
  await press(page, 'Change the passphrase')
  await expect(page.getByRole('alert')).toContainText('The two differ')
  await page.getByRole('textbox', { name: 'The administrator’s new passphrase, once more' }).fill(NEW)
  await press(page, 'Change the passphrase')
  await expect(page.getByRole('status')).toContainText('Use the new passphrase from now on')

  await page.getByRole('link', { name: 'Back to settings' }).click()
  await page.getByRole('link', { name: 'Set a new passphrase for the governors' }).click()
  await page.getByRole('textbox', { name: 'The governors’ new passphrase', exact: true }).fill('three pale yellow owls')
  await page.getByRole('textbox', { name: 'The governors’ new passphrase, once more' }).fill('three pale yellow owls')
  await press(page, 'Change the passphrase')
  await expect(page.getByRole('status')).toContainText('Tell the governors the new passphrase')
  await at.stop(page)

  await pc.close()
  page = await pc.open()
  await page.clock.install()
  const signIn = async (door: string, label: string, passphrase: string) => {
    await page.getByRole('link', { name: door }).click()
    await page.getByRole('textbox', { name: label }).fill(passphrase)
    await page.locator('form').getByRole('button').last().click()
  }
  await signIn('See the governors’ report', 'The governors’ passphrase', 'three pale yellow owls')
  await page.getByRole('link', { name: 'Passphrase', exact: true }).click()
  await expect(at.heading(page)).toHaveText('Change the governors’ passphrase')
  await page.getByRole('textbox', { name: 'The governors’ present passphrase' }).fill('three pale yellow owls')
  await page.getByRole('textbox', { name: 'The governors’ new passphrase', exact: true }).fill('one late lantern')
  await page.getByRole('textbox', { name: 'The governors’ new passphrase, once more' }).fill('one late lantern')
  await press(page, 'Change the passphrase')
  await expect(page.getByRole('status')).toContainText('Use the new passphrase')

  // One minute: the warning comes at half time.
  await page.clock.runFor('00:31')
  await expect(page.getByRole('alertdialog')).toHaveAccessibleDescription(/In 30 seconds Lanyard signs you out/)
  await page.clock.runFor('00:30')
  await expect(at.heading(page)).toHaveText('What have you come to do?')

  await signIn('Manage people and policies', 'The administrator’s passphrase', NEW)
  await expect(at.heading(page)).toHaveText('People')
})
