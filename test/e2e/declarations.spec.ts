/** What a volunteer declares: the administrator enters what was decided, governors see counts, and the volunteer that it was dealt with. */
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const VERA = 'Vera Marsh'
const DETAIL = 'My niece is in Year 3.' // what the signing page is given (pages.ts)
const [family] = at.pack.signOff.declarations

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const toDeclarations = (page: Page) => page.getByRole('link', { name: /^Declarations/ }).click()

async function manage(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByLabel('passphrase').fill(at.ADMINISTRATOR)
  await press(page, 'Manage people and policies')
  await expect(at.heading(page)).toHaveText('People')
}

/** Vera, a volunteer, signs and declares; gives her PIN. Ends at the first screen. */
async function declare(page: Page): Promise<string> {
  await at.setUpSchool(page)
  await toDeclarations(page)
  await expect(page.locator('main')).toContainText('Nobody has declared anything yet.')
  await page.evaluate(() => window.history.back())
  const pin = await at.addPerson(page, VERA, 'Reading volunteer', 'Volunteer')
  await at.stop(page)
  await at.signIn(page, VERA, pin)
  await at.carryOn(page)
  await at.readPages(page)
  await at.playAll(page, at.rightly)
  await press(page, /sign/i)
  await at.sign(page, VERA, pin, 'Yes')
  await expect(page.locator('main')).toContainText(`${family!.question} Yes. The school has yet to deal with it.`)
  await at.stop(page)
  return pin
}

test('a volunteer declares, the administrator is reminded and enters the decisions, and reports count', async ({
  pc,
}) => {
  test.setTimeout(120_000)
  const pin = await declare(await pc.open({ now: '2026-11-03T09:00:00Z' }))
  await pc.close()
  const page = await pc.open() // twenty days later
  await manage(page)
  const main = page.locator('main')
  await expect(main).toContainText('2 declarations wait for a decision. The oldest since 3 November 2026.')
  await expect(main).toContainText(`For more than 14 days: ${VERA}, 20 days.`)
  await expect(page.getByRole('link', { name: 'Declarations 2 open' })).toBeVisible()
  await page.getByRole('link', { name: 'See the declarations' }).click()
  await expect(at.heading(page)).toHaveText('Declarations')
  const card = page.getByRole('listitem').filter({ hasText: family!.question })
  for (const words of [VERA, 'Reading volunteer', 'Open for 20 days', DETAIL, `Clause ${family!.ref}`, at.pack.policy.version, '3 November 2026'])
    await expect(card).toContainText(words) // prettier-ignore

  await card.getByRole('link', { name: 'Enter the decision' }).click()
  await expect(at.heading(page)).toHaveText(`Declaration of ${VERA}`)
  const alert = page.getByRole('alert')
  await press(page, 'Save the decision')
  await expect(alert).toContainText('Two things to put right')
  await page.getByRole('radio', { name: 'Agreed, with conditions' }).check()
  await page.getByRole('radio', { name: 'Another role' }).check()
  await at.typeDay(page, 'Day of the decision', '24 11 2026')
  await press(page, 'Save the decision')
  await expect(alert).toContainText('Write down the conditions')
  await page.getByLabel('The conditions').fill('x'.repeat(10_000))
  await page.getByLabel('Which role').fill('Deputy head')
  await press(page, 'Save the decision')
  await expect(alert).toContainText('At most 2,000 characters')
  await page.getByLabel('The conditions').fill('<b>Not</b> in Year 3')
  await press(page, 'Save the decision')
  await expect(alert).toContainText('24 November 2026 is still to come')
  await expect(page.getByLabel('The conditions')).toHaveValue('<b>Not</b> in Year 3')
  await expect(page.getByLabel('Which role')).toHaveValue('Deputy head')
  await at.typeDay(page, 'Day of the decision', '20 11 2026')
  await press(page, 'Save the decision')
  await expect(main).toContainText('The decision is in the record.')
  await expect(at.heading(page)).toBeFocused()
  await expect(main).toContainText('Deputy head, 20 November 2026')
  await expect(main).toContainText('<b>Not</b> in Year 3')
  await expect(main).toContainText('Entered by the administrator on 23 November 2026')
  await expect(page.getByRole('link', { name: 'Declarations 1 open' })).toBeVisible()

  await page.getByRole('radio', { name: 'Not agreed' }).check()
  await page.getByRole('radio', { name: 'Headteacher' }).check()
  await press(page, 'Save the decision')
  const decisions = main.getByRole('region', { name: 'What was decided' }).getByRole('listitem')
  await expect(decisions).toHaveText([/^Agreed, with conditions/, /^Not agreed \(this one holds\)/])

  await page.getByRole('link', { name: 'Report' }).click()
  const counts = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Declarations', exact: true }) })
  const counted = (made: number, yes: number, open: number, decided: number) =>
    expect(counts.locator('dd')).toHaveText([made, yes, open, decided].map(String))
  await counted(2, 2, 1, 1)
  await expect(main).not.toContainText(DETAIL)
  await page.getByText('Change the day').click()
  await at.typeDay(page, 'As at', '20 11 2026')
  await press(page, 'Show this report')
  await expect(at.heading(page)).toHaveText('Induction report as at 20 November 2026')
  await counted(2, 2, 2, 0)
  await at.stop(page)

  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByLabel('passphrase').fill(at.GOVERNOR)
  await press(page, /report/)
  await counted(2, 2, 1, 1)
  await expect(page.getByRole('link', { name: /Declarations/ })).toHaveCount(0)
  await page.evaluate(() => (window.location.hash = '#/declarations'))
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await expect(main).not.toContainText(DETAIL)

  await at.signIn(page, VERA, pin)
  await page.getByRole('link', { name: /^See the receipt/ }).click()
  await expect(main).toContainText(`${family!.question} Yes. The school has dealt with it on 23 November 2026.`)
  await expect(main).not.toContainText('Not agreed')
})

test('what somebody else decided meanwhile is shown, and what was typed stays', async ({ pc }) => {
  test.setTimeout(120_000)
  const page = await pc.open()
  await declare(page)
  await manage(page)
  await expect(page.locator('main')).not.toContainText('For more than')
  await toDeclarations(page)
  await page.getByRole('link', { name: 'Enter the decision' }).first().click()
  await expect(at.heading(page)).toHaveText(`Declaration of ${VERA}`)
  await page.getByRole('radio', { name: 'Noted' }).check()
  await page.getByRole('radio', { name: 'Headteacher' }).check()
  await page.getByLabel('Note, if you like').fill('Mine')
  const [, , acknowledgementId = '', declarationId = ''] = new URL(page.url()).hash.split('/')
  const other = { acknowledgementId, declarationId, decision: 'talk-needed', note: 'Theirs', decidedBy: 'Headteacher', decidedOn: '2026-11-23', seen: 0 } // prettier-ignore
  await page.evaluate((input) => window.lanyard.call('declarations.decide', input), other)
  await press(page, 'Save the decision')
  await expect(page.getByRole('alert')).toContainText('Another decision was entered meanwhile.')
  await expect(page.locator('main')).toContainText('Theirs')
  await expect(page.getByLabel('Note, if you like')).toHaveValue('Mine')
  await press(page, 'Save the decision')
  await expect(page.locator('main')).toContainText('The decision is in the record.')
  await expect(page.locator('main')).toContainText('Noted, nothing to do (this one holds)')
})

test('a decision is entered by keyboard alone', async ({ pc }) => {
  test.setTimeout(120_000)
  const page = await pc.open()
  await declare(page)
  await manage(page)
  const enter = async (name: string | RegExp, role: 'link' | 'button' = 'button') => {
    await at.tabTo(page, page.getByRole(role, { name }).first())
    await page.keyboard.press('Enter')
  }
  await enter(/^Declarations/, 'link')
  await expect(at.heading(page)).toHaveText('Declarations')
  await enter('Enter the decision', 'link')
  await expect(at.heading(page)).toHaveText(`Declaration of ${VERA}`)
  await enter('Save the decision')
  await expect(page.getByRole('alert')).toBeFocused()
  await enter('Choose what was decided', 'link')
  await page.keyboard.press('Space')
  await expect(page.getByRole('radio', { name: 'Noted, nothing to do' })).toBeChecked()
  await at.tabTo(page, page.getByRole('radio', { name: 'Headteacher' }))
  await page.keyboard.press('Space')
  await enter('Save the decision')
  await expect(page.locator('main')).toContainText('The decision is in the record.')
  await expect(at.heading(page)).toBeFocused()
})
