/** What the program is kept busy with while something is done to it, and what it says of it. */
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { ADMINISTRATOR, GOVERNORS, choosePin, type Visitor } from '../support/app.ts'
import { filledIn, toSignature, type Choose } from '../support/learner.ts'
import { fileOf } from '../support/importing.ts'
import { CONTENT } from './program.ts'

/** What was asked for, and what the program has answered to be saved. */
export interface Promises {
  /** The ids of signatures whose receipt was shown. */
  signed: string[]
  /** Files that were to be imported, by the word that each of their numbers begins with; whether it was said to be done. */
  imported: Map<string, 'asked' | 'said'>
}

export const nothingYet = (): Promises => ({ signed: [], imported: new Map() })

export const IMPORTED_PEOPLE = 300
const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
const SCHOOL = 'northfield'
const { packs } = await packsIn(CONTENT).installed(SCHOOL)

/** Sets the school up, where that is not done, and signs the administrator in. */
async function asAdministrator(program: Visitor): Promise<void> {
  if ((await program.call('program.start', {})).state === 'new') {
    const passphrases = { administratorPassphrase: ADMINISTRATOR, governorPassphrase: GOVERNORS }
    await program.call('access.setUp', { schoolId: SCHOOL, ...passphrases })
  } else await program.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
}

const right: Choose = ({ scenarioId, stepId }) =>
  packs
    .flatMap(({ scenarios }) => scenarios)
    .find(({ id }) => id === scenarioId)!
    .steps[stepId]!.choices.flatMap(({ verdict }, place) => (verdict === 'right' ? [place] : []))

/** People come one after the other, learn and sign, without end. */
export async function signing(program: Visitor, promises: Promises): Promise<never> {
  for (;;) await oneSignature(program, promises)
}

/** One of them. */
export async function oneSignature(program: Visitor, { signed }: Promises): Promise<void> {
  await asAdministrator(program)
  const today = (await program.call('program.start', {})).today
  const name = `Gwen ${inLetters(signed.length)}`
  const appointments = [{ audience: 'staff' as const, from: today }]
  const { personId, pin: issued } = await program.call('people.add', { name, note: '', appointments })
  const pin = await choosePin(program, personId, issued)
  for (const { versionId } of (await program.call('induction.mine', {})).cards) {
    await toSignature(program, versionId, right)
    const input = await filledIn(program, versionId, { personId, name, pin })
    signed.push((await program.call('acknowledgements.sign', input)).acknowledgementId)
  }
}

/** One list of people after the other is imported, without end. `word`: nobody else's. */
export async function importing(program: Visitor, { imported }: Promises, word: string): Promise<never> {
  await asAdministrator(program)
  const from = (await program.call('program.start', {})).today
  for (let at = 0; ; at++) {
    const batch = `${word}-${at}-`
    const rows = Array.from({ length: IMPORTED_PEOPLE }, (_, row) => `Ada ${batch}${row},${batch}${row},Cook`)
    const file = fileOf(`Name,Number,Job title\n${rows.join('\n')}\n`)
    const { encoding, proposed } = await program.call('people.readFile', { workId: WORK, file, encoding: null })
    const choices = { audiences: ['staff' as const], from, settled: [] }
    const reading = { workId: WORK, file, encoding, columns: proposed.columns, ...choices }
    const { plan, adds } = await program.call('people.judgeFile', { ...reading, kind: null })
    if (adds !== IMPORTED_PEOPLE) throw new Error(`${adds} of ${IMPORTED_PEOPLE} would be added`)
    imported.set(batch, 'asked')
    await program.call('people.importFile', { ...reading, plan })
    imported.set(batch, 'said')
  }
}

const inLetters = (number: number): string =>
  [...`${number}`].map((digit) => 'abcdefghij'[Number(digit)]).join('').replace(/^./, (first) => first.toUpperCase()) // prettier-ignore
