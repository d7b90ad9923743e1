/** Somebody who cannot come to the PC: the sheet is printed, signed, entered, seen everywhere as what it is, and withdrawn. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const IDA = 'Ida Moor'
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

/** A school with Ida, a governor, on whose page it ends; gives her PIN. */
async function toIda(page: Page): Promise<string> {
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, IDA, 'Parent governor', 'Governor')
  await page.getByRole('link', { name: 'Back to people' }).click()
  await page.getByRole('link', { name: IDA }).click()
  await expect(at.heading(page)).toHaveText(IDA)
  return pin
}

test('a governor signs on paper: printed, entered, and a kind of its own everywhere', async ({ pc }) => {
  test.setTimeout(150_000)
  const page = await pc.open()
  const main = page.locator('main')
  const pin = await toIda(page)

  await page.getByRole('link', { name: /^Print the sheet/ }).click()
  await expect(at.heading(page)).toHaveText(`Sheet for ${IDA} to sign`)
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('p.paper-name').innerText())![0]
  await press(page, 'Save as PDF')
  await expect(main).toContainText('Saved as')
  const file = readdirSync(pc.saveFolder).find((name) => name.startsWith('Sheet to sign'))!
  const { a4, tagged, pages, text } = readPdf(join(pc.saveFolder, file))
  expect({ a4, tagged }).toEqual({ a4: true, tagged: true })
  const flat = text.replace(/\s+/g, ' ')
  const { rules, signOff, policy } = at.pack
  for (const rule of rules.filter(({ audiences }) => audiences.includes('governor')))
    expect(flat.replace(/[^\p{L}\p{N}]/gu, '')).toContain(rule.text.slice(0, 24).replace(/[^\p{L}\p{N}]/gu, ''))
  for (const words of ['the scenarios in Lanyard are not worked through', (signOff.onPaper as { governor: string }).governor, `version ${policy.version}`, 'Witness’s name'])
    expect(flat).toContain(words) // prettier-ignore
  const feet = [...flat.matchAll(/Sheet ([0-9A-Z-]{9}): Ida Moor,/g)].map(([, on]) => on)
  expect(feet).toEqual(Array(pages).fill(code))
  expect(flat).toContain(`Page ${pages} of ${pages}`)

  await page.getByRole('link', { name: 'Enter a signed sheet' }).click()
  await expect(at.heading(page)).toHaveText('Enter a signed sheet')
  await press(page, 'Go on')
  await expect(page.getByRole('alert')).toContainText('Type the code from the foot of the sheet')
  const typed = page.getByLabel('Code of the sheet')
  await typed.fill(code.replace(/.$/, code.endsWith('7') ? '8' : '7'))
  await press(page, 'Go on')
  await expect(page.getByRole('alert')).toContainText('no code that a sheet can have')
  await typed.fill(code.toLowerCase().replace('-', ' '))
  await press(page, 'Go on')

  await expect(at.heading(page)).toHaveText('What stands on the sheet')
  await press(page, 'Enter the sheet')
  await expect(page.getByRole('alert')).toContainText('things to put right')
  await at.fillSheet(page, 'ida moor', '24 11 2026')
  await page.getByLabel('Your name').fill('wyn heron')
  const record = async () => {
    await press(page, 'Enter the sheet')
    await press(page, 'Record it')
  }
  await press(page, 'Enter the sheet')
  await expect(page.getByRole('dialog')).toContainText(`This records that ${IDA} signed`)
  await press(page, 'Look at it again')
  await record()
  await expect(page.getByRole('alert')).toContainText('24 November 2026 is still to come')
  await at.typeDay(page, 'Day on which', '23 11 2026')
  await record()
  await expect(page.getByRole('alert')).toContainText('Whoever saw it signed does not enter it')
  await expect(page.getByLabel('Role of the witness')).toHaveValue('Clerk')
  await page.getByLabel('Your name').fill('Olive Teal')
  await record()
  await expect(at.heading(page)).toHaveText(/^Signed on paper/)
  for (const words of ['Wyn Heron, Clerk', 'Olive Teal, Office manager', 'Monday 23 November 2026', 'scenarios were not worked through'])
    await expect(main).toContainText(words) // prettier-ignore

  await page.getByRole('link', { name: 'Back to the person' }).click()
  await expect(main.getByRole('row')).toContainText(['Policy', 'Signed on paper 23 November 2026'])
  await expect(main).toContainText('Entered by Olive Teal, Office manager; witnessed by Wyn Heron, Clerk')
  await expect(page.getByRole('link', { name: /^Print the sheet/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Back to people' }).click()
  await expect(page.getByRole('row', { name: IDA })).toContainText('on paper 23 November 2026')
  await page.getByRole('link', { name: 'Report' }).click()
  await expect(main).toContainText('1 of the complete signed on paper')
  await at.toReportOnPaper(page, 'With names')
  await expect(page.getByRole('row', { name: IDA }).first()).toContainText('Olive Teal, Office manager')
  await expect(page.getByRole('row', { name: IDA }).last()).toContainText('signed on paper')
  await expect(page.getByRole('row', { name: IDA }).last()).toContainText('None, on paper')
  await at.stop(page)

  await at.signIn(page, IDA, pin)
  await expect(main).toContainText('You signed on paper on Monday 23 November 2026')
  await page.getByRole('link', { name: /^See the receipt/ }).click()
  await expect(at.heading(page)).toHaveText('Signed on paper. Thank you, Ida.')
  await expect(main).toContainText('Olive Teal, Office manager')
  await press(page, 'Save as PDF')
  await expect(main).toContainText('Saved as')
  const receipt = readPdf(
    join(
      pc.saveFolder,
      readdirSync(pc.saveFolder).find((name) => name.startsWith('Receipt'))!,
    ),
  )
  expect(receipt.text.replace(/\s+/g, ' ')).toContain('has signed Social media, version')
  expect(receipt.text).toContain('Wyn Heron, Clerk')
})

test('a sheet is entered, and withdrawn, by keyboard alone', async ({ pc }) => {
  test.setTimeout(150_000)
  const page = await pc.open()
  await toIda(page)
  const enter = async (name: string | RegExp, role: 'link' | 'button' = 'button') => {
    await at.tabTo(page, page.getByRole(role, { name }).first())
    await page.keyboard.press('Enter')
  }
  const type = async (label: string, text: string) => {
    await at.tabTo(page, page.getByLabel(label))
    await page.keyboard.type(text)
  }
  await enter(/^Print the sheet/, 'link')
  await expect(at.heading(page)).toBeFocused()
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('p.paper-name').innerText())![0]
  await enter('Enter a signed sheet', 'link')
  await expect(at.heading(page)).toHaveText('Enter a signed sheet')
  await type('Code of the sheet', code)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('What stands on the sheet')
  await expect(at.heading(page)).toBeFocused()
  await enter('Enter the sheet')
  await expect(page.getByRole('alert')).toBeFocused()
  for (const question of await page.getByRole('group').all()) {
    const [yes, no] = [question.getByRole('radio', { name: 'Yes' }), question.getByRole('radio', { name: 'No' })]
    if ((await no.count()) === 0) continue
    await at.tabTo(page, yes)
    await page.keyboard.press('ArrowDown')
    await expect(no).toBeChecked()
  }
  for (const box of await page.getByRole('checkbox').all()) {
    await at.tabTo(page, box)
    await page.keyboard.press('Space')
  }
  await type('Full name', IDA)
  const day = page.getByRole('group', { name: 'Day on which' })
  for (const [part, text] of [['Day', '23'], ['Month', '11'], ['Year', '2026']] as const) {
    await at.tabTo(page, day.getByLabel(part))
    await page.keyboard.type(text)
  } // prettier-ignore
  await type('Name of the witness', 'Wyn Heron')
  await type('Role of the witness', 'Clerk')
  await type('Your name', 'Olive Teal')
  await type('Your role', 'Office manager')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await enter('Record it')
  await expect(at.heading(page)).toHaveText(/^Signed on paper/)
  await expect(at.heading(page)).toBeFocused()

  await enter('Entered by mistake')
  await enter('Withdraw the entry')
  await expect(page.getByRole('alert')).toBeFocused()
  await type('What was wrong', 'The sheet is another Ida’s')
  await type('Whose decision it is', 'Headteacher')
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toContainText('This entry was withdrawn.')
  await enter('Back to the person', 'link')
  await expect(page.locator('main')).toContainText('was withdrawn: The sheet is another Ida’s (Headteacher)')
  await expect(page.getByRole('link', { name: /^Print the sheet/ })).toBeVisible()
})
