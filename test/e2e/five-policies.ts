/** A school of five policies, in which two people have signed all of them on paper, with the longest names there can be. */
import { createApp } from '../../src-main/app.ts'
import type { CallName, Input, Output } from '../../src-main/contract.ts'
import { contract } from '../../src-main/contract.ts'
import { createContext } from '../../src-main/context.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { clockAt } from '../support/clock.ts'
import { packSource } from '../support/fixture-pack.ts'
import { ownPin } from '../support/own-pin.ts'
import * as at from './pages.ts'

export const LONG = 'W'.repeat(200)
export const LEARNER = 'Nour عبد الرحمن'
const TITLES = ['Acceptable use of the internet', 'Code of conduct', 'Health and safety on trips', 'Safeguarding']

const five: Pack[] = [
  at.pack,
  ...TITLES.map((title, place) => ({
    ...at.pack,
    policy: { ...at.pack.policy, id: `${at.pack.school.id}/other-${place}`, title: `${title} at school and elsewhere` },
  })),
]

/** Makes the records in a folder, where nothing is yet; gives the learner's own PIN. */
export async function fiveSigned(folder: string): Promise<string> {
  const database = openDatabase(folder, { create: true })
  try {
    const secretCost = { cost: 2 ** 10, blockSize: 8, parallelization: 1 }
    const context = createContext(database, { clock: clockAt('2026-11-02T08:00:00.000Z'), secretCost })
    const app = createApp({ context, packs: packSource(...five), papers: NO_PAPERS })
    const { door } = createDispatch({ contract, handlers: app.handlers })
    const call = async <Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
      const answer = await door(name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
      return answer.value as Output<Name>
    }
    const passphrases = { administratorPassphrase: at.ADMINISTRATOR, governorPassphrase: at.GOVERNOR }
    await call('access.setUp', { schoolId: at.pack.school.id, ...passphrases })
    await call('school.setName', { name: LONG })
    const pins: string[] = []
    for (const name of [LONG, LEARNER]) {
      const appointments = (['staff', 'governor'] as const).map((audience) => ({ audience, from: '2026-11-02' }))
      const { personId, pin } = await call('people.add', { name, note: '', appointments })
      pins.push(pin)
      for (const { policy } of five) {
        const sheet = await call('acknowledgements.sheet', { personId, policyId: policy.id })
        await call('acknowledgements.enterPaper', {
          ...{ personId, code: sheet.code, signedOn: '2026-11-02', name },
          declarations: sheet.declarations.map(({ id }) => ({ id, answer: 'no', detail: '' })),
          undertakings: sheet.undertakings.map(({ id }) => id),
          ...{ witnessName: 'Wyn Heron', witnessRole: 'Deputy headteacher' },
          ...{ entererName: 'Olive Teal', entererRole: 'Office manager' },
        })
      }
      await call('access.signInLearner', { personId, pin })
      await call('access.choosePin', { newPin: ownPin(pin) })
      await call('access.signIn', { role: 'administrator', passphrase: at.ADMINISTRATOR })
    }
    return ownPin(pins[1]!)
  } finally {
    database.close()
  }
}
