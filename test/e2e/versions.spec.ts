/** A newer text of a policy: what it changes, publishing it as major or minor, and reading every version. */
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { EARLIER, buildEarlier } from '../support/earlier-text.ts'
import { readPdf } from '../support/pdf.ts'
import { expect, NOW, test, type Pc } from './fixtures.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const NEXT = at.pack.policy.version
const { text: CHANGED } = at.pack.rules.find(({ id }) => id === EARLIER.changed.id)!

/** A year of records under the earlier text, opened by the administrator; the content folder has the newer one. */
async function openEarlier(pc: Pc): Promise<Page> {
  await buildEarlier(pc.folder, at.pack, NOW.slice(0, 10))
  const page = await pc.open()
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill('example administrator')
  await page.getByRole('button', { name: 'Manage people and policies' }).click()
  await expect(at.heading(page)).toHaveText('People')
  return page
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

async function toForm(page: Page): Promise<void> {
  await link(page, 'Policies').click()
  await link(page, 'See what changes, and publish it').click()
  await expect(at.heading(page)).toHaveText(`Publish ${at.pack.policy.title}, version ${NEXT}`)
}

/** How many people the roll has of a status, from its chips. */
async function ofStatus(page: Page, status: string): Promise<number> {
  await link(page, 'People').click()
  await expect(at.heading(page)).toHaveText('People')
  await page
    .getByRole('button', { name: /^(Complete|Sign again)/ })
    .first()
    .waitFor()
  const chip = page.getByRole('button', { name: new RegExp(`^${status}`) })
  return (await chip.count()) === 0 ? 0 : Number(/\d+/.exec(await chip.innerText())![0])
}

test('a major version says what changed and whom it touches; whoever signed is asked again, and each text stays', async ({
  pc,
}) => {
  test.setTimeout(120_000)
  const page = await openEarlier(pc)
  const main = page.locator('main')
  const complete = await ofStatus(page, 'Complete')
  const again = await ofStatus(page, 'Sign again')
  await toForm(page)
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Now' }) })
  await expect(card.locator('del').first()).toBeVisible()
  await expect(card.locator('ins').first()).toBeVisible()
  for (const words of [EARLIER.changed.text, CHANGED, EARLIER.dropped]) await expect(main).toContainText(words)

  await press(page, 'See whom this touches')
  await expect(page.getByRole('alert')).toContainText('Choose minor or major')
  await page.getByRole('radio', { name: /^Major/ }).check()
  await press(page, 'See whom this touches')
  await expect(page.getByRole('alert')).toContainText('Give a date that exists')
  await at.typeDay(page, 'By when?', '1 11 2026')
  await press(page, 'See whom this touches')
  await expect(page.getByRole('alert')).toContainText('is before the day it is in force from')
  await at.typeDay(page, 'By when?', '31 12 2026')
  await press(page, 'See whom this touches')
  await expect(at.heading(page)).toHaveText('Whom this touches')
  await expect(main).toContainText(`${complete} people sign again`)
  await expect(main).toContainText('Publishing cannot be taken back.')
  await press(page, `Publish version ${NEXT}`)
  await expect(at.heading(page)).toHaveText(`Version ${NEXT} is published`)

  await link(page, 'See every version').click()
  await expect(main).toContainText('Staff, volunteers and governors again, by 31 December 2026')
  await link(page, `Version ${EARLIER.version}`).click()
  await expect(at.heading(page)).toHaveText(`${at.pack.policy.title}, version ${EARLIER.version}`)
  for (const words of [EARLIER.changed.text, EARLIER.dropped, at.pack.scenarios[0]!.title])
    await expect(main).toContainText(words)
  await expect(main).not.toContainText(CHANGED)
  await press(page, 'Save as PDF')
  await expect(page.getByText('Saved as')).toBeVisible()
  const name = `${at.SCHOOL} ${at.pack.policy.title}, version ${EARLIER.version}.pdf`
  expect(readPdf(join(pc.saveFolder, name)).text.replace(/\s+/g, ' ')).toContain(EARLIER.dropped)

  expect(await ofStatus(page, 'Sign again')).toBe(again + complete)
  await press(page, /^Sign again/)
  await expect(page.getByRole('row', { name: 'Overdue' })).toHaveCount(0) // the list is narrowed down
  await page.getByRole('table').getByRole('link').first().click()
  await link(page, 'See this signature').first().click()
  await link(page, 'Read the text that was signed').click()
  await expect(at.heading(page)).toHaveText(`${at.pack.policy.title}, version ${EARLIER.version}`)

  await link(page, 'Report').click()
  const policies = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Next review' }) })
  await expect(policies).toContainText('Major, in force from 23 November 2026')
})

test('a minor version is published by keyboard alone, once it is said that nobody signs again; and nobody does', async ({
  pc,
}) => {
  test.setTimeout(120_000)
  const page = await openEarlier(pc)
  const complete = await ofStatus(page, 'Complete')
  await toForm(page)
  const enter = async (name: string | RegExp) => {
    await at.tabTo(page, page.getByRole('button', { name }))
    await page.keyboard.press('Enter')
  }
  await at.tabTo(page, page.getByRole('radio', { name: /^Minor/ }))
  await page.keyboard.press('Space')
  await expect(page.getByRole('status')).toContainText(EARLIER.dropped)
  await enter('See whom this touches')
  await expect(page.getByRole('alert')).toContainText('Tick that nobody has to sign again')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter') // the summary leads to the field
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'Nobody has to sign again' })).toBeChecked()
  await enter('See whom this touches')
  await expect(at.heading(page)).toHaveText('Whom this touches')
  await enter(`Publish version ${NEXT}`)
  await expect(at.heading(page)).toHaveText(`Version ${NEXT} is published`)
  expect(await ofStatus(page, 'Complete')).toBe(complete)
  await link(page, 'Policies').click()
  await expect(page.locator('main')).toContainText(`Version ${NEXT}`)
  await expect(link(page, 'See what changes, and publish it')).toHaveCount(0)
})

test('a version for a later day is to come until that day, and a governor reads it and cannot publish', async ({
  pc,
}) => {
  const page = await openEarlier(pc)
  await at.stop(page)
  await link(page, 'See the governors’ report').click()
  await page.getByRole('textbox').fill('example governors')
  await press(page, /report/)
  await link(page, 'Policies').click()
  await expect(page.locator('main')).toContainText('The administrator can publish it.')
  await expect(link(page, 'See what changes, and publish it')).toHaveCount(0)
  await at.stop(page)

  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill('example administrator')
  await press(page, 'Manage people and policies')
  await toForm(page)
  await page.getByRole('radio', { name: /^Minor/ }).check()
  await page.getByRole('checkbox', { name: 'Nobody has to sign again' }).check()
  await at.typeDay(page, 'In force from', '1 1 2027')
  await press(page, 'See whom this touches')
  await press(page, `Publish version ${NEXT}`)
  await link(page, 'Policies').click()
  await expect(page.locator('main')).toContainText(`version ${NEXT} is to come. It is in force from 1 January 2027.`)
  await expect(page.getByRole('article')).toContainText(`Version ${EARLIER.version}`)
})

test('every screen of versions', async ({ pc }) => {
  test.setTimeout(240_000)
  const page = await openEarlier(pc)
  const lookForward = () => press(page, 'See whom this touches')
  await link(page, 'Policies').click()
  await look(page, 'policies, with a newer text')
  await link(page, 'See what changes, and publish it').click()
  await look(page, 'what a newer text changes')
  await page.getByRole('radio', { name: /^Minor/ }).check()
  await lookForward()
  await look(page, 'a minor version that changes rules', { heading: false })
  await page.getByRole('radio', { name: /^Major/ }).check()
  await lookForward()
  await look(page, 'a major version, with errors', { heading: false })
  await at.typeDay(page, 'By when?', '31 12 2026')
  await lookForward()
  await expect(at.heading(page)).toHaveText('Whom this touches')
  await look(page, 'whom a version touches')
  await page.getByRole('button', { name: /^Publish version/ }).click()
  await expect(at.heading(page)).toContainText('is published')
  await look(page, 'a version is published')
  await link(page, 'See every version').click()
  await look(page, 'the versions of a policy')
  await link(page, `Version ${at.pack.policy.version}`).click()
  await look(page, 'a version')
})
