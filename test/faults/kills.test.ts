import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src-main/database/open.ts'
import type { Chance } from '../../src-main/example/chance.ts'
import { ownFolder } from '../support/app.ts'
import { startChild } from '../support/child.ts'
import { aftermath, headIn, stepOf } from './aftermath.ts'
import { Ended, madeAhead, startProgram, type Started } from './program.ts'
import { importing, nothingYet, signing, type Promises } from './loads.ts'
import { RELEASED, putRecords } from './records.ts'
import { TIME, among, measured, runs } from './size.ts'

/** So many kills one folder lives through. */
const LIVES = 40

interface Load {
  work: (program: Started, promises: Promises, kill: number) => Promise<never>
  /** The kill comes at one of so many of the screens' calls, ... */
  calls: number
  /** ... up to so long after it was made, in ms: mostly while it is answered. */
  latest: number
}

async function killed(kills: number, { work, calls, latest }: Load, chance: Chance) {
  const next = madeAhead(startProgram)
  let [folder, promises] = [ownFolder(), nothingYet()]
  const all = { signed: 0, imported: 0 }
  for (let kill = 0; kill < kills; kill++) {
    const program = next()
    const moment = program.asked(among(chance, 1, calls))
    const ended = expect(program.open(folder).then(() => work(program, promises, kill))).rejects.toThrow(Ended)
    await moment
    await wait(chance.next() ** 2 * latest)
    await program.kill()
    await ended
    await aftermath(folder, promises)
    if ((kill + 1) % LIVES !== 0 && kill + 1 !== kills) continue
    all.signed += promises.signed.length
    all.imported += [...promises.imported.values()].filter((how) => how === 'said').length
    ;[folder, promises] = [ownFolder(), nothingYet()]
  }
  return all
}

test('killed while people learn and sign: every signature that was shown as saved is there', { timeout: TIME }, () =>
  measured('killed while people learn and sign', async (chance) => {
    const times = runs(450)
    const { signed } = await killed(times, { work: signing, calls: 90, latest: 60 }, chance)
    expect(signed).toBeGreaterThan(times / 10)
    return { times, found: `${signed} signatures shown as saved`, lost: 0 }
  }),
)

test('killed while people are imported: a file is there whole, or not at all', { timeout: TIME }, () =>
  measured('killed while people are imported', async (chance) => {
    const times = runs(250)
    const work: Load['work'] = (program, promises, kill) => importing(program, promises, `K${kill}`)
    const { imported } = await killed(times, { work, calls: 12, latest: 400 }, chance)
    expect(imported).toBeGreaterThan(times / 10)
    return { times, found: `${imported} imports said to be done`, lost: 0 }
  }),
)

test(
  'killed while records are brought to a newer shape: they are opened, with all that they held',
  { timeout: TIME },
  () =>
    measured('killed while records are migrated', async (chance) => {
      const times = runs(300)
      const next = madeAhead(startProgram)
      const latest = 1.2 * (await timeToMigrate(next()))
      let before = 0
      for (let kill = 0; kill < times; kill++) {
        const [folder, step, program] = [ownFolder(), RELEASED[among(chance, 0, RELEASED.length - 1)]!, next()]
        putRecords(folder, step)
        const held = headIn(folder)
        await program.ready
        const opened = program.open(folder).then(
          () => true,
          () => false,
        )
        await wait(chance.next() * latest)
        await program.kill()
        if (await opened) expect(stepOf(folder)).toBe(RELEASED.length + 1)
        else before++
        expect(stepOf(folder)).toBeGreaterThanOrEqual(step)
        expect(headIn(folder)).toEqual(held)
        await aftermath(folder, nothingYet())
      }
      expect(before).toBeGreaterThan(times / 5)
      return { times, found: `${before} of them before it was done`, lost: 0 }
    }),
)

/** How long the oldest records take to be opened here and now, in ms. */
async function timeToMigrate(program: Started): Promise<number> {
  const folder = ownFolder()
  putRecords(folder, RELEASED[0]!)
  await program.ready
  const from = performance.now()
  await program.open(folder)
  const time = performance.now() - from
  await program.kill()
  return time
}

test('killed in the middle of a transaction that never ended, it is as if it had not begun', async () => {
  const folder = ownFolder()
  const child = startChild('half-a-change.ts', [folder])
  expect(await child.line()).toBe('written, not committed')
  await child.kill()
  const database = openDatabase(folder, { create: false })
  expect(database.prepare('SELECT COUNT(*) FROM setting').pluck().get()).toBe(0)
  database.close()
})
