/**
 * Learners come one after the other and sign, for as long as this runs; each signature's id is written once the
 * program has answered that it is saved.
 */
import { createApp } from '../../../src-main/app.ts'
import { createContext } from '../../../src-main/context.ts'
import { contract } from '../../../src-main/contract.ts'
import { openDatabase } from '../../../src-main/database/open.ts'
import { createDispatch } from '../../../src-main/dispatch.ts'
import { NO_PAPERS } from '../../../src-main/hosts/host.ts'
import { packSource, visits } from '../fixture-pack.ts'
import { ownPin } from '../own-pin.ts'

const PASSPHRASE = 'correct horse battery staple'

const database = openDatabase(process.argv[2]!, { create: true })
const context = createContext(database, { secretCost: { cost: 2, blockSize: 1, parallelization: 1 } })
const app = createApp({
  context,
  packs: packSource(visits),
  papers: NO_PAPERS,
})
const { door } = createDispatch({ contract, handlers: app.handlers })

async function call(name: string, input: object): Promise<any> {
  const answer = await door(name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  return answer.value
}

if (!app.access.school())
  await call('access.setUp', {
    schoolId: 'hill',
    administratorPassphrase: PASSPHRASE,
    governorPassphrase: `${PASSPHRASE}s`,
  })
console.log('ready')
const versionId = app.policies.versions()[0]!.id

for (let i = 0; ; i++) {
  await call('access.signIn', { role: 'administrator', passphrase: PASSPHRASE })
  const appointments = [{ audience: 'governor', from: app.induction.today() }]
  const { personId, pin: issued, name } = await call('people.add', { name: 'Gwen Holt', note: `${i}`, appointments })
  await call('access.signInLearner', { personId, pin: issued })
  const pin = ownPin(issued)
  await call('access.choosePin', { newPin: pin })
  for (const pageId of ['arriving', 'pictures', 'visitors']) await call('induction.turnPage', { versionId, pageId })
  for (const scenarioId of ['at-the-gate', 'somebody-new']) {
    await call('induction.answer', { versionId, scenarioId, stepId: 'start', chosen: [1] })
    await call('induction.continue', { versionId, scenarioId, stepId: 'start' })
  }
  await call('induction.resultSeen', { versionId })
  const signing = { versionId, name, pin, declarations: [], undertakings: [] }
  const { acknowledgementId } = await call('acknowledgements.sign', signing)
  console.log(acknowledgementId)
}
