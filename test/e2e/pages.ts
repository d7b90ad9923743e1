/** What people do at the screens, by the words they read there. */
import { join } from 'node:path'
import { loadPack } from '../../src-main/policies/content/load-pack.ts'
import type { Step } from '../../src-main/policies/format.ts'
import { ROOT } from '../support/electron.ts'
import { ownPin } from '../support/own-pin.ts'
import { expect, type Locator, type Page } from 'playwright/test'

export const SCHOOL = 'Westhouses Primary School'
export const ADMINISTRATOR = 'harbour violet kettle'
export const GOVERNOR = 'pebble lantern orchard'
export const pack = loadPack(join(ROOT, 'content'), 'westhouses/social-media')

export const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

/** From the first screen to the form for the first person; gives the recovery code. */
export async function setUpSchool(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Set up your school' }).click()
  const code = await toRecoverySheet(page)
  await page.getByRole('checkbox').check()
  await press(page, 'Add the first people')
  await expect(heading(page)).toHaveText('Add a person')
  return code
}

/** From the first question of set-up to the recovery sheet; gives the code on it. */
export async function toRecoverySheet(page: Page): Promise<string> {
  await page.getByRole('radio', { name: new RegExp(SCHOOL) }).check()
  await press(page, 'Continue')
  for (const [label, passphrase] of [
    ['Administrator’s passphrase', ADMINISTRATOR],
    ['Governors’ passphrase', GOVERNOR],
  ] as const) {
    await page.getByRole('textbox', { name: label, exact: true }).fill(passphrase)
    await page.getByRole('textbox', { name: `${label}, once more` }).fill(passphrase)
  }
  await press(page, 'Set up Lanyard')
  await expect(heading(page)).toHaveText('Print the recovery sheet')
  const code = /([0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(await page.locator('main').innerText())?.[0]
  expect(code).toBeDefined()
  return code!
}

export type Audience = 'Staff' | 'Volunteer' | 'Governor'

/** From the form to the slip and back to an empty form; gives the PIN on the slip. */
export async function addPerson(page: Page, name: string, note: string, ...audiences: Audience[]): Promise<string> {
  await page.getByLabel('Full name').fill(name)
  await page.getByLabel('What they do here').fill(note)
  for (const audience of audiences) await page.getByRole('checkbox', { name: new RegExp(`^${audience}`) }).check()
  await press(page, 'Add this person')
  await expect(heading(page)).toContainText(name)
  const pin = await pinOnSlip(page)
  await press(page, /another/)
  await expect(heading(page)).toHaveText('Add a person')
  return pin
}

/** Types a day, "1 11 2026", into the date of that name. */
export async function typeDay(page: Page, name: string, day: string): Promise<void> {
  const [d = '', m = '', y = ''] = day.split(' ')
  const date = page.getByRole('group', { name })
  for (const [label, part] of [['Day', d], ['Month', m], ['Year', y]] as const) await date.getByLabel(label).fill(part) // prettier-ignore
}

/** From a person's page: what is asked of them is waived. */
export async function waive(page: Page, reason: string, until: string): Promise<void> {
  await press(page, /^Waive/)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill(reason)
  await typeDay(page, 'Until', until)
  await dialog.getByLabel('Whose decision it is').fill('Headteacher')
  await dialog.getByRole('button', { name: 'Waive it' }).click()
  await expect(page.getByRole('button', { name: /^End the waiver/ })).toBeVisible()
}

/** On the form of a signed sheet: no to every question, every box ticked, a witness and whoever enters it. */
export async function fillSheet(page: Page, name: string, signedOn: string): Promise<void> {
  for (const no of await page.getByRole('radio', { name: 'No', exact: true }).all()) await no.check()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByLabel('Full name').fill(name)
  await typeDay(page, 'Day on which', signedOn)
  await page.getByLabel('Name of the witness').fill('Wyn Heron')
  await page.getByLabel('Role of the witness').fill('Clerk')
  await page.getByLabel('Your name').fill('Olive Teal')
  await page.getByLabel('Your role').fill('Office manager')
}

/** From the form to the account's own page. */
export async function addAccount(page: Page, platform: string, name: string): Promise<void> {
  await page.getByLabel('Platform').fill(platform)
  await page.getByLabel('Name of the account or page').fill(name)
  await page.getByLabel('Who administers it').fill('Headteacher')
  await press(page, 'Add this account')
  await expect(heading(page)).toHaveText(name)
}

/** Presses Tab until this is in focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 80; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not lead there')
}

export async function pinOnSlip(page: Page): Promise<string> {
  const pin = /(?<!\d)(\d{3})\s?(\d{3})(?!\d)/.exec(await page.locator('.paper, main').last().innerText())
  expect(pin).not.toBeNull()
  return pin![1]! + pin![2]!
}

/** PINs that were replaced at first use, so that a spec may go on speaking of the one on the slip. */
const replaced = new Set<string>()
/** What the person whose slip has this PIN types. */
const typedFor = (pin: string): string => (replaced.has(pin) ? ownPin(pin) : pin)

/** From the first screen to where a PIN leads. */
export async function typePin(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await page.getByLabel('Your name').pressSequentially(name.slice(0, 5))
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await page.getByLabel('Your PIN').fill(pin)
  await press(page, 'Go to my induction')
}

/** From the first screen to my induction; at first use by way of a PIN of one's own. */
export async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await typePin(page, name, typedFor(pin))
  if (!replaced.has(pin)) await choosePin(page, pin)
  await expect(heading(page)).toContainText(name.split(' ')[0]!)
}

/** At first use: replaces the PIN on the slip. */
export async function choosePin(page: Page, pin: string): Promise<void> {
  await expect(heading(page)).toHaveText('Choose a PIN of your own')
  await page.getByLabel('Your new PIN', { exact: true }).fill(ownPin(pin))
  await page.getByLabel('Your new PIN, once more').fill(ownPin(pin))
  await press(page, 'Use this PIN')
  replaced.add(pin)
}

export async function stop(page: Page): Promise<void> {
  await press(page, /^(Stop for now|Close)$/)
  await expect(heading(page)).toHaveText('What have you come to do?')
}

/** From my induction into whatever comes next. */
export async function carryOn(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /^(Start|Carry on|Read|Go on|Sign|See|Try|Look)/ })
    .first()
    .click()
}

/** Reads pages from the one on screen until the scenarios, or so many; gives the titles read. */
export async function readPages(page: Page, most = Infinity): Promise<string[]> {
  const titles: string[] = []
  while (titles.length < most) {
    const title = await heading(page).innerText()
    titles.push(title)
    const turn = page.getByRole('button', { name: /^(Next page|Carry on to the scenarios)/ })
    const isLast = /scenarios/.test(await turn.innerText())
    await turn.click()
    await expect(heading(page)).not.toHaveText(title)
    if (isLast) break
  }
  return titles
}

/** Says which places in a step's list to choose. */
export type Chooser = (step: Step, scenarioId: string) => number[] | Promise<number[]>
export const rightly = (step: Step): number[] =>
  step.choices.flatMap(({ verdict }, place) => (verdict === 'right' ? [place] : []))
export const wrongly = (step: Step): number[] => [step.choices.findIndex(({ verdict }) => verdict !== 'right')]

/** How somebody marks a choice and presses a button. */
export interface Hands {
  mark(target: Locator): Promise<void>
  press(target: Locator): Promise<void>
}
const mouse: Hands = { mark: (target) => target.check(), press: (target) => target.click() }
/** Told of each screen of feedback on the way. */
type Watcher = (name: string) => Promise<void>

/** Plays the scenario on screen to its end, and stands on whatever comes after it; gives its title. */
export async function playScenario(page: Page, choose: Chooser, watch?: Watcher, hands = mouse): Promise<string> {
  await expect(page).toHaveTitle(/^Scenario \d+ of \d+: (?!what happened next)/)
  const title = await heading(page).innerText()
  const scenario = pack.scenarios.find((one) => one.title === title)
  expect(scenario, `a scenario called ${title}`).toBeDefined()
  for (;;) {
    const shown = await page.locator('form').innerText()
    const step = Object.values(scenario!.steps).find(({ choices }) => choices.every(({ text }) => shown.includes(text)))
    expect(step, `a step of ${title} with the answers on the screen`).toBeDefined()
    for (const place of await choose(step!, scenario!.id)) {
      const { text } = step!.choices[place]!
      await hands.mark(page.getByRole(step!.pick === 'all' ? 'checkbox' : 'radio', { name: text, exact: true }))
    }
    await hands.press(page.getByRole('button', { name: 'See what happens' }))
    const goOn = page.getByRole('button', { name: /^(Go on with the story|Continue to|See how it went)/ })
    const words = await goOn.innerText()
    await watch?.(`feedback on ${title}`)
    await hands.press(goOn)
    await expect(page).toHaveTitle(/^(Scenario \d+ of \d+: (?!what happened next)|How it went)/)
    if (!words.startsWith('Go on')) return title
  }
}

/** Plays scenarios until the result is on the screen; gives their titles. */
export async function playAll(page: Page, choose: Chooser, watch?: Watcher, hands = mouse): Promise<string[]> {
  const titles: string[] = []
  do titles.push(await playScenario(page, choose, watch, hands))
  while (!(await page.title()).startsWith('How it went'))
  return titles
}

/** On the signing page: declares, types name and PIN, signs. */
export async function sign(page: Page, name: string, pin: string, declare: 'Yes' | 'No' = 'No'): Promise<void> {
  await expect(heading(page)).toHaveText(/^Sign the/)
  for (const question of await page.getByRole('group').all()) {
    const answer = question.getByRole('radio', { name: declare, exact: true })
    if (await answer.count()) await answer.check()
  }
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  for (const detail of await page.locator('textarea').all()) await detail.fill('My niece is in Year 3.')
  await page.getByLabel('Your full name').fill(name)
  await page.getByLabel('Your PIN, once more').fill(typedFor(pin))
  await press(page, 'Sign the policy')
}

/** From the report on the screen to the one on paper, with names or without. */
export async function toReportOnPaper(page: Page, readers: 'With names' | 'Without names'): Promise<void> {
  await page.getByRole('link', { name: 'Report on paper' }).click()
  const names = page.getByRole('combobox', { name: 'Names' })
  await names.selectOption(await names.getByRole('option', { name: readers }).innerText())
  await press(page, 'Show this report')
  await expect(page.locator('.paper')).toContainText(readers)
}
