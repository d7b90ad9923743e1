/** The main job: learn, fail, look again, pass, declare, sign, take the receipt. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const TEACHER = 'Amina Inkwell'

test('a teacher fails, sees again just what went wrong, passes, signs and has a receipt', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, TEACHER, 'Teacher, Year 6', 'Staff')
  await at.stop(page)
  await at.signIn(page, TEACHER, pin)
  await at.carryOn(page)
  const pages = await at.readPages(page)
  expect(pages).toEqual(at.pack.module.pages.filter((one) => one.audiences.includes('staff')).map(({ title }) => title))

  // Wrong in the first scenarios of the list, right in the rest: below 80 %.
  const scenarios = at.pack.scenarios.filter((one) => one.audiences.includes('staff'))
  const missed = new Set(scenarios.slice(0, 5).map(({ id }) => id))
  const played = await at.playAll(page, (step, id) => (missed.has(id) ? at.wrongly(step) : at.rightly(step)))
  expect(played).toEqual(scenarios.map(({ title }) => title))
  await expect(at.heading(page)).toContainText('Nearly there')

  await page.getByRole('button', { name: /^Read (the page|the first page) again/ }).click()
  const again = await at.readPages(page)
  expect(again.length).toBeLessThan(pages.length)
  const replayed = await at.playAll(page, at.rightly)
  expect(replayed).toEqual(scenarios.slice(0, 5).map(({ title }) => title))
  await page.getByRole('button', { name: 'Go on to sign' }).click()

  await expect(at.heading(page)).toHaveText('Sign the Social media policy')
  await at.sign(page, 'Someone Else', pin)
  await expect(page.getByRole('alert')).toContainText('Type your full name as the school has it: Amina Inkwell')
  await at.sign(page, TEACHER, '000000')
  await expect(page.getByRole('alert')).toContainText('The PIN does not match; you have 9 tries left')
  await at.sign(page, TEACHER, pin, 'Yes')
  await expect(at.heading(page)).toContainText(/signed/i)

  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText('Saved as')).toBeVisible()
  const file = readdirSync(pc.saveFolder).find((name) => name.endsWith('.pdf'))
  const receipt = readPdf(join(pc.saveFolder, file!))
  expect(receipt.tagged).toBe(true)
  expect(receipt.a4).toBe(true)
  for (const words of [
    TEACHER,
    at.SCHOOL,
    'Social media',
    '1.3',
    '23 November 2026',
    'Page 1 of',
    'My niece is in Year 3.',
  ])
    expect(receipt.text).toContain(words)

  await at.stop(page)
  await at.signIn(page, TEACHER, pin)
  await expect(page.getByText('Complete', { exact: true })).toBeVisible()
})

test('a volunteer has a shorter path, and so has a governor', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const people = [
    { name: 'Mei Thistledown', note: 'Parent helper', role: 'Volunteer', audience: 'volunteer' },
    { name: 'Desmond Kestrel', note: 'Local authority governor', role: 'Governor', audience: 'governor' },
  ] as const
  const pins = []
  for (const { name, note, role } of people) pins.push(await at.addPerson(page, name, note, role))
  await at.stop(page)
  for (const [place, { name, audience }] of people.entries()) {
    const pin = pins[place]!
    await at.signIn(page, name, pin)
    await at.carryOn(page)
    const pages = await at.readPages(page)
    expect(pages).toEqual(
      at.pack.module.pages.filter((one) => one.audiences.includes(audience)).map(({ title }) => title),
    )
    expect(pages.length).toBeLessThan(at.pack.module.pages.length)
    const played = await at.playAll(page, at.rightly)
    expect(played).toEqual(
      at.pack.scenarios.filter((one) => one.audiences.includes(audience)).map(({ title }) => title),
    )
    await page.getByRole('button', { name: 'Go on to sign' }).click()
    await at.sign(page, name, pin)
    await expect(at.heading(page)).toContainText(/signed/i)
    await at.stop(page)
  }
})

test('closed or killed at any moment, the program carries on where the learner was', async ({ pc }) => {
  let page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, TEACHER, 'Teacher, Year 6', 'Staff')

  await pc.kill()
  page = await pc.open()
  await at.signIn(page, TEACHER, pin)
  await at.carryOn(page)
  await at.readPages(page, 3)
  const title = await at.heading(page).innerText()

  await pc.close()
  page = await pc.open()
  await at.signIn(page, TEACHER, pin)
  await expect(page.getByText(`3 of ${at.pack.module.pages.length}`).first()).toBeVisible()
  await at.carryOn(page)
  await expect(at.heading(page)).toHaveText(title)
  await at.readPages(page)
  await at.playScenario(page, at.rightly)

  // An answer is given and the program killed before its feedback was read.
  const scenario = await at.heading(page).innerText()
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'See what happens' }).click()
  await expect(page.getByText('You chose:').first()).toBeVisible()
  const chose = await page.getByText('You chose:').first().innerText()
  await pc.kill()
  page = await pc.open()
  await at.signIn(page, TEACHER, pin)
  await at.carryOn(page)
  await expect(page.getByText(chose)).toBeVisible()
  await expect(page.locator('main')).toContainText(scenario)
})
