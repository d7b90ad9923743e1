/** Years after somebody left, what is held on them is erased: by the school's rule, or because they asked. */
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const LATER = '2028-11-25T09:00:00Z'
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** From the list of people to somebody's page. */
async function toPerson(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('link', { name }).click()
  await expect(at.heading(page)).toHaveText(name)
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByLabel('passphrase').fill(at.ADMINISTRATOR)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('People')
}

/** A school with three people, two of whom leave today, and a rule of two years for all but one kind. */
async function schoolWithLeavers(page: Page): Promise<void> {
  await at.setUpSchool(page)
  await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await at.addPerson(page, 'Bertha Quill', 'Reads with Amina Inkwell', 'Staff')
  await at.addPerson(page, 'Corin Slate', 'Parent helper', 'Volunteer')
  for (const name of ['Amina Inkwell', 'Corin Slate']) {
    await toPerson(page, name)
    await press(page, 'They have left')
    await press(page, 'Record the last day')
    await expect(page.getByText('They are leaving.')).toBeVisible()
  }
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: 'Change how long records are kept' }).click()
  const staff = page.getByRole('group', { name: 'Staff', exact: true })
  await staff.getByLabel('Years after leaving').fill('2')
  await staff.getByLabel('Where the rule comes from').fill('Retention schedule, line 4')
  await press(page, 'Save the rules')
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible()
}

test('whoever is due is ticked, confirmed once and erased; whoever asks is erased from their own page', async ({
  pc,
}) => {
  test.setTimeout(240_000)
  await schoolWithLeavers(await pc.open())
  await pc.close()
  const page = await pc.open({ now: LATER })
  await signIn(page)
  const settings = page.getByRole('link', { name: 'Settings 1 due to be erased' })
  await settings.click()
  await page.getByRole('link', { name: 'Erase records of people who have left' }).click()
  await look(page, 'who is due to be erased')
  await expect(page.getByRole('main')).toContainText('There is no rule for volunteers and governors')
  await expect(page.getByRole('checkbox')).toHaveCount(1)

  const alert = page.getByRole('alert')
  await press(page, 'Erase the records of 0 people')
  await expect(alert).toContainText('Choose at least one person')
  await expect(alert).toContainText('Type the passphrase')
  await look(page, 'who is due to be erased, with errors', { heading: false })

  // By keyboard alone: tick, a wrong passphrase, the question, and back.
  const hands = byKeyboard(page)
  const passphrase = page.getByLabel('Administrator’s passphrase', { exact: true })
  await hands.mark(page.getByRole('checkbox', { name: /Amina Inkwell/ }))
  await hands.type(passphrase, at.GOVERNOR)
  await hands.press(page.getByRole('button', { name: 'Erase the records of 1 person' }))
  const dialog = page.getByRole('dialog', { name: 'Erase what is held on Amina Inkwell for good?' })
  await expect(dialog).toBeVisible()
  await look(page, 'erase for good?', { heading: false })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await hands.press(page.getByRole('button', { name: 'Erase the records of 1 person' }))
  await hands.press(dialog.getByRole('button', { name: 'Erase for good' }))
  await expect(alert).toContainText('The administrator’s passphrase does not match')
  await expect(page.getByRole('checkbox')).toBeChecked()

  await passphrase.fill(at.ADMINISTRATOR)
  await press(page, 'Erase the records of 1 person')
  await press(page, 'Erase for good')
  await expect(at.heading(page)).toHaveText('What was held on 1 person is erased')
  await look(page, 'erased')
  await expect(page.getByRole('main')).toContainText('What is noted of what others do here: 1 text')
  await expect(page.getByRole('main')).toContainText(
    'Looked for in what was written about others or the school, word for word: Amina Inkwell.',
  )
  await expect(page.getByRole('link', { name: 'Settings', exact: true })).toBeVisible() // nobody is due any more

  await page.getByRole('link', { name: 'Go to settings' }).click()
  await page.getByRole('link', { name: 'Erase records of people who have left' }).click()
  await expect(page.getByRole('main')).toContainText('Nobody is due by the school’s rules today.')
  await page.getByText('What was erased before: 1 person').click()
  await expect(page.getByRole('main')).toContainText('2 years after leaving (Retention schedule, line 4)')
  await look(page, 'nobody is due, and what was erased', { heading: false })

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('button', { name: /^Have left/ }).click()
  await page.getByRole('link', { name: 'Corin Slate' }).click()
  const corin = page.url().split('/').at(-1)!
  await page.getByRole('link', { name: 'Erase on request' }).click()
  await look(page, 'erase on request')
  await press(page, 'Erase what is held on them')
  await expect(alert).toContainText('Say who decided it')
  await look(page, 'erase on request, with errors', { heading: false })
  await page.getByLabel('Who decided it').fill('Headteacher')
  await page.getByLabel('Administrator’s passphrase', { exact: true }).fill(at.ADMINISTRATOR)
  await press(page, 'Erase what is held on them')
  await press(page, 'Erase for good')
  await expect(at.heading(page)).toHaveText('What was held on 1 person is erased')
  await page.evaluate((id) => (window.location.hash = `#/people/${id}`), corin)
  await expect(at.heading(page)).toHaveText(/^Erased person \d+$/)
  await expect(page.getByRole('main')).toContainText('asked for on 25 November 2028, decided by Headteacher')
  await look(page, 'somebody who was erased')

  await page.evaluate((id) => (window.location.hash = `#/people/${id}/record`), corin)
  await expect(page.getByText('It was erased.')).toBeVisible()
  await expect(page.getByText('Corin Slate')).toHaveCount(0)

  // Whoever is still here is not erased, and the page says what to do.
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('button', { name: /^Everyone here/ }).click()
  await toPerson(page, 'Bertha Quill')
  await page.evaluate(() => (window.location.hash += '/erase'))
  await expect(page.getByText('They are still here.')).toBeVisible()
  await look(page, 'erase somebody who is still here')

  await page.getByRole('link', { name: 'Report' }).click()
  await expect(at.heading(page)).toBeFocused()
  await expect(page.getByRole('main')).not.toContainText('Amina Inkwell')
})
