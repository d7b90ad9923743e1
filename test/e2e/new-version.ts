/** A school in which people signed in September, and another version of the policy came in November. */
import { createApp } from '../../src-main/app.ts'
import type { CallName, Input, Output } from '../../src-main/contract.ts'
import { contract } from '../../src-main/contract.ts'
import { createContext } from '../../src-main/context.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import { chanceFrom } from '../../src-main/example/chance.ts'
import { learn } from '../../src-main/example/learner.ts'
import { ROSTER } from '../../src-main/example/roster.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import type { Audience, Pack, Rule } from '../../src-main/policies/format.ts'
import { clockAt } from '../support/clock.ts'
import { packSource } from '../support/fixture-pack.ts'
import { ownPin } from '../support/own-pin.ts'
import { publish } from '../support/publish.ts'
import * as at from './pages.ts'

/** Somebody of the example who makes no mistakes. */
const STEADY = { ...ROSTER.find(({ declares }) => !declares)!, slips: 0 }
export const NEW_TEXT =
  'You must turn on multi-factor authentication wherever it can be had. It lets only the right people in.'
export const NEW_RULE = 'Tell the school on the same day when you lose a phone that is signed in to a school account.'
/** Rules that are other, new and gone. */
const [NEW, GONE] = ['lost-phone', 'accounts-in-the-privacy-notice']
const OTHERWISE = new Map<string, Partial<Rule>>([
  ['multi-factor-authentication', { force: 'must', text: NEW_TEXT }],
  ['report-pupil-contact', { tell: 'headteacher' }],
])

/** The next version of the school's policy. */
export const revised: Pack = {
  ...at.pack,
  policy: { ...at.pack.policy, version: '1.4' },
  rules: [
    ...at.pack.rules.filter(({ id }) => id !== GONE).map((rule) => ({ ...rule, ...OTHERWISE.get(rule.id) })),
    {
      ...{ id: NEW, ref: '5(ix)', topic: at.pack.rules[0]!.topic, force: 'must', tell: 'headteacher' },
      ...{
        audiences: ['staff', 'volunteer', 'governor'],
        text: NEW_RULE,
        why: 'Whoever finds it could post as the school.',
      },
    },
  ],
  module: {
    ...at.pack.module,
    pages: at.pack.module.pages.map((page) => ({
      ...page,
      body: page.body.map((block) =>
        block.type === 'rules' ? { ...block, rules: block.rules.filter((id) => id !== GONE) } : block,
      ),
    })),
  },
}

/** Those of the scenarios that the new version asks of somebody who signed before. */
export const touched = (audience: Audience): string[] =>
  at.pack.scenarios
    .filter(
      ({ audiences, steps }) =>
        audiences.includes(audience) &&
        Object.values(steps).some(({ choices }) => choices.some(({ rules }) => rules.some((id) => OTHERWISE.has(id)))),
    )
    .map(({ title }) => title)

/** Makes the records in a folder, where nothing is yet; gives the PIN of each person, the same order. */
export async function signedThenRevised(
  folder: string,
  people: readonly { name: string; audience: Audience }[],
): Promise<string[]> {
  const database = openDatabase(folder, { create: true })
  const clock = clockAt('2026-09-01T08:00:00.000Z')
  try {
    const quick = { cost: 2 ** 10, blockSize: 8, parallelization: 1 }
    const app = createApp({
      context: createContext(database, { clock, secretCost: quick }),
      packs: packSource(at.pack),
      papers: NO_PAPERS,
    })
    const { door } = createDispatch({ contract, handlers: app.handlers })
    const call = async <Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
      const answer = await door(name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
      return answer.value as Output<Name>
    }
    const passphrases = { administratorPassphrase: at.ADMINISTRATOR, governorPassphrase: at.GOVERNOR }
    await call('access.setUp', { schoolId: at.pack.school.id, ...passphrases })
    const versionId = app.policies.versions()[0]!.id
    const pins: string[] = []
    for (const { name, audience } of people) {
      await call('access.signIn', { role: 'administrator', passphrase: at.ADMINISTRATOR })
      const appointments = [{ audience, from: '2026-09-01' }]
      const { personId, pin } = await call('people.add', { name, note: '', appointments })
      const own = ownPin(pin)
      await call('access.signInLearner', { personId, pin })
      await call('access.choosePin', { newPin: own })
      const person = { ...STEADY, name }
      await learn({ call, chance: chanceFrom(name), packFor: app.policies.packOf, person, pin: own, versionId })
      await call('access.signOut', {})
      pins.push(own)
    }
    clock.set('2026-11-02T08:00:00.000Z')
    publish({ app }, revised, { signBy: '2026-11-30' })
    return pins
  } finally {
    database.close()
  }
}
