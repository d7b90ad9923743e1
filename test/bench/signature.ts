/**
 * One signature on disk against one raw commit. Counted is the whole transaction of a signature, from its BEGIN to its
 * COMMIT: looking once more whether the person may sign, the ledger entries, the rows. Not counted: what goes before it,
 * the PIN above all. The raw commit is one INSERT of one row, as long as a ledger line, into a file opened in the same way.
 */
import { join } from 'node:path'
import type { App } from '../../src-main/app.ts'
import type { Input } from '../../src-main/contract.ts'
import { inAHurry } from '../../src-main/database/hurry.ts'
import { openDatabase, type Database } from '../../src-main/database/open.ts'
import { chanceFrom } from '../../src-main/example/chance.ts'
import { learn, type Caller } from '../../src-main/example/learner.ts'
import { inTurn, type Compared } from './measure.ts'
import { SCHOOL, appOver, callerFor, folderOnDisk } from './school.ts'

type Signing = Input<'acknowledgements.sign'>

const PEOPLE = 200
const ADMINISTRATOR = { role: 'administrator' } as const

export async function measureSignature(): Promise<Compared> {
  const { folder, remove } = folderOnDisk()
  const database = openDatabase(join(folder, 'school'), { create: true })
  const raw = openDatabase(join(folder, 'raw'), { create: true })
  try {
    const stopwatch = timingTransactions(database)
    const app = appOver(stopwatch.database)
    const ready: { personId: string; signing: Signing }[] = []
    await inAHurry(database, async () => {
      await callerFor(app, { role: 'anyone' })('access.setUp', {
        schoolId: SCHOOL,
        administratorPassphrase: 'four words for measuring',
        governorPassphrase: 'four other words for measuring',
      })
      for (let number = 0; number < PEOPLE; number++) ready.push(await somebodyReadyToSign(app, number))
    })

    raw.exec('CREATE TABLE row (line TEXT NOT NULL) STRICT')
    const insert = raw.prepare<[string]>('INSERT INTO row (line) VALUES (?)')
    const line = [...app.ledger.entries(1)][0]!.line

    const queue = ready.values()
    const measured = await inTurn(
      PEOPLE,
      async () => {
        const { personId, signing } = queue.next().value!
        await callerFor(app, { role: 'learner', personId })('acknowledgements.sign', signing)
        return stopwatch.last()
      },
      () => {
        const start = performance.now()
        insert.run(line)
        return performance.now() - start
      },
    )
    return { what: 'one signature, on disk', against: 'one raw single-row commit', ...measured, limit: 1.5 }
  } finally {
    database.close()
    raw.close()
    remove()
  }
}

/** The same database, which also tells how long its last transaction took, in ms. */
function timingTransactions(database: Database): { database: Database; last(): number } {
  let last = NaN
  const transaction = (work: () => unknown) => {
    const { immediate } = database.transaction(work)
    return {
      immediate() {
        const start = performance.now()
        const result = immediate()
        last = performance.now() - start
        return result
      },
    }
  }
  return { database: Object.create(database, { transaction: { value: transaction } }) as Database, last: () => last }
}

/** Adds a person who then learns their policy, slips included, and stops with the signing page filled in. */
async function somebodyReadyToSign(app: App, number: number) {
  const name = `Somebody ${number}`
  const appointments = [{ audience: 'staff' as const, from: app.induction.today() }]
  const { personId, pin } = await callerFor(app, ADMINISTRATOR)('people.add', { name, note: '', appointments })
  const call = callerFor(app, { role: 'learner', personId })
  let signing: Signing | undefined
  const untilSignature = (async (called, input) => {
    if (called !== 'acknowledgements.sign') return call(called, input)
    signing = input as Signing
    return { acknowledgementId: '' } // put off: it is what is to be measured
  }) as Caller
  const person = { name, note: '', audiences: ['staff' as const], began: 0, slips: 0.12 }
  const versionId = app.policies.versions()[0]!.id
  const chance = chanceFrom(name)
  await learn({ call: untilSignature, chance, packFor: app.policies.packOf, person, pin, versionId })
  if (!signing) throw new Error(`${name} did not come to the signature`)
  return { personId, signing }
}
