/**
 * A school of forty people with five policies and three years: what they learn, renew and are asked again. All of it is
 * done by the same calls as at the screen.
 */
import { inAHurry } from '../../src-main/database/hurry.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { buildExample } from '../../src-main/example/build.ts'
import { chanceFrom } from '../../src-main/example/chance.ts'
import { learn } from '../../src-main/example/learner.ts'
import { ADULT_AUDIENCES, type Pack } from '../../src-main/policies/format.ts'
import type { PackSource } from '../../src-main/policies/service.ts'
import { addDays } from '../../src-main/time.ts'
import { publish } from '../support/publish.ts'
import { SCHOOL, appOver, callerFor, packs } from './school.ts'

const YEAR = 365 // days
/** Days after the year's renewal: when most have signed again, and when a policy is revised. */
const RENEWED = 20
const REVISED = 200
/** One in so many does not come all year. */
const STAY_AWAY = 7
const PIN = '258036' // the example's

/** The policies of five schools as one school's own. */
async function fivePolicies(): Promise<PackSource & { all: Pack[] }> {
  const { topics, packs: found } = await packs.installed()
  const home = found.find(({ school }) => school.id === SCHOOL)!.school
  const contacts = found.flatMap(({ school }) => school.contacts)
  const school = { ...home, contacts: [...new Map(contacts.map((one) => [one.id, one])).values()] }
  const all = found.map((pack) => ({ ...pack, school }))
  return {
    all,
    schools: async () => [{ ...school, policies: all.map(({ policy }) => policy.title) }],
    packsOf: async () => all,
    installed: async () => ({ topics, packs: all, faulty: [] }),
  }
}

/** Makes it in a folder that is not there yet; the third year ends on `today`. */
export async function buildYears(folder: string, today: string): Promise<void> {
  const source = await fivePolicies()
  const began = addDays(today, -2 * YEAR)
  await buildExample({ folder, packs: source, schoolId: SCHOOL, today: began })
  const database = openDatabase(folder, { create: false })
  const chance = chanceFrom('years')
  let now = new Date(`${began}T20:00:00Z`)
  const app = appOver(database, { now: () => (now = new Date(now.getTime() + 1000)) })
  const administrator = callerFor(app, { role: 'administrator' })

  async function peopleDoWhatIsOpen(year: number): Promise<void> {
    for (const [place, person] of app.people.here().entries()) {
      if ((place + year) % STAY_AWAY === 0) continue
      const sitting = { name: person.name, note: person.note, audiences: person.audiences, began: 0, slips: 0.15 }
      const call = callerFor(app, { role: 'learner', personId: person.id })
      for (const { versionId } of (await call('induction.mine', {})).cards)
        await learn({ call, chance, packFor: app.policies.packOf, person: sitting, pin: PIN, versionId })
    }
  }

  try {
    await inAHurry(database, async () => {
      for (const audience of ADULT_AUDIENCES) {
        const policies = app.policies.forAudience(audience)
        const renewal = addDays(began, 1).slice(5)
        const programme = { from: addDays(began, 1), policies, daysAllowed: 28, passMark: 80, renewal }
        await administrator('policies.setProgramme', { audience, ...programme })
      }
      for (const year of [0, 1]) {
        const on = (days: number): Date => new Date(`${addDays(began, year * YEAR + days)}T09:00:00Z`)
        now = on(RENEWED)
        await peopleDoWhatIsOpen(year)
        now = on(REVISED)
        publish({ app }, revised(source.all[year]!), { kind: year === 0 ? 'major' : 'minor' })
        now = on(REVISED + RENEWED)
        await peopleDoWhatIsOpen(year)
      }
    })
  } finally {
    database.close()
  }
}

/** The same policy with one rule that asks more. */
function revised(pack: Pack): Pack {
  const [first, ...rest] = pack.rules
  const rules = [{ ...first!, text: `${first!.text} This holds at any hour.` }, ...rest]
  return { ...pack, policy: { ...pack.policy, version: `${pack.policy.version}, revised` }, rules }
}
