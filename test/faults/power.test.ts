import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, describe, test } from 'vitest'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import type { Chance } from '../../src-main/example/chance.ts'
import { LOST, aftermath, headIn, stepOf } from './aftermath.ts'
import { Disk } from './disk.ts'
import { importing, nothingYet, signing, type Promises } from './loads.ts'
import { losePower, noPowerLoss, ownDisk, startPowered, type Powered } from './power.ts'
import { Ended, madeAhead } from './program.ts'
import { RELEASED, putRecords } from './records.ts'
import { TIME, among, measured, runs } from './size.ts'

/** So many power losses one folder lives through. */
const LIVES = 20

const timed = { timeout: TIME }

interface Load {
  work: (program: Powered, promises: Promises, loss: number) => Promise<never>
  /** The power is cut at one of so many acts on the disk. */
  acts: number
  lessSafe?: boolean
}

/** Fails where the notes do not give the very files that are there: then the program wrote in a way that is not noted. */
function nothingEscaped(folder: string, disk: Disk): void {
  const [noted, there] = [disk.now(), new Disk(folder).now()]
  expect([...noted.keys()].toSorted()).toEqual([...there.keys()].toSorted())
  for (const [path, bytes] of noted)
    if (!path.endsWith('-shm'))
      // written without any call; SQLite makes it anew from the WAL
      expect([path, bytes?.equals(there.get(path)!) ?? true]).toEqual([path, true])
}

function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
}

/** Lives through so many losses; fails where a promise is not kept. */
async function lost(losses: number, { work, acts, lessSafe = false }: Load, chance: Chance) {
  const folder = ownDisk()
  const next = madeAhead(() => startPowered(folder, { cut: among(chance, 1, acts), lessSafe }))
  let promises = nothingYet()
  const all = { signed: 0, imported: 0 }
  for (let loss = 0; loss < losses; loss++) {
    const program = next()
    await program.ready
    await expect(program.open(folder).then(() => work(program, promises, loss))).rejects.toThrow(Ended)
    await program.ended
    const disk = program.disk()
    nothingEscaped(folder, disk)
    losePower(folder, disk, chance)
    await aftermath(folder, promises)
    if ((loss + 1) % LIVES !== 0 && loss + 1 !== losses) continue
    all.signed += promises.signed.length
    all.imported += [...promises.imported.values()].filter((how) => how === 'said').length
    promises = nothingYet()
    empty(folder)
  }
  return all
}

const obstacle = noPowerLoss()
if (obstacle) test('power losses', (context) => context.skip(obstacle))

describe.skipIf(obstacle)('the power is lost', () => {
  test(
    'the library notes every write of a program, and that SQLite waits for the disk at each commit',
    timed,
    async () => {
      const folder = ownDisk()
      const program = startPowered(folder, { cut: 0 })
      await program.ready
      await program.open(folder)
      const work = expect(signing(program, nothingYet())).rejects.toThrow(Ended)
      await program.asked(60)
      await program.kill()
      await work
      const disk = program.disk()
      nothingEscaped(folder, disk)
      const wal = disk.now().get(join(folder, `${DATABASE_FILE}-wal`))
      expect(wal?.length).toBeGreaterThan(10_000)
      expect(disk.afterLoss(() => false, 0).get(join(folder, `${DATABASE_FILE}-wal`))?.length).toBeGreaterThan(10_000)
      expect(disk.told.get('F')).toBeGreaterThan(20)
    },
  )

  test('while people learn and sign: every signature that was shown as saved is there', timed, () =>
    measured('power lost while people learn and sign', async (chance) => {
      const times = runs(120)
      const { signed } = await lost(times, { work: signing, acts: 400 }, chance)
      expect(signed).toBeGreaterThan(times / 10)
      return { times, found: `${signed} signatures shown as saved`, lost: 0 }
    }),
  )

  test('and were the commits not waited for (synchronous = NORMAL), a signature would soon be lost', timed, () =>
    measured('power lost, with `synchronous` set to NORMAL', async (chance) => {
      const times = 30
      await expect(lost(times, { work: signing, acts: 400, lessSafe: true }, chance)).rejects.toThrow(LOST)
      return { times, found: 'a signature that was shown as saved is lost, as it has to be', lost: 1 }
    }),
  )

  test('while people are imported: a file is there whole, or not at all', timed, () =>
    measured('power lost while people are imported', async (chance) => {
      const times = runs(80)
      const work: Load['work'] = (program, promises, loss) => importing(program, promises, `P${loss}`)
      // Far enough to get past the checkpoint of what the life before left, which the first try of a passphrase may begin.
      const { imported } = await lost(times, { work, acts: 3_000 }, chance)
      expect(imported).toBeGreaterThan(times / 10)
      return { times, found: `${imported} imports said to be done`, lost: 0 }
    }),
  )

  test('while records are brought to a newer shape: they are opened, with all that they held', timed, () =>
    measured('power lost while records are migrated', async (chance) => {
      const times = runs(100)
      const folder = ownDisk()
      const next = madeAhead(() => startPowered(folder, { cut: among(chance, 1, 250) }))
      let before = 0
      for (let loss = 0; loss < times; loss++) {
        const [step, program] = [RELEASED[among(chance, 0, RELEASED.length - 1)]!, next()]
        empty(folder)
        putRecords(folder, step)
        const held = headIn(folder)
        await program.ready
        const opened = await program.open(folder).then(
          () => true,
          () => false,
        )
        await program.kill()
        losePower(folder, program.disk(), chance)
        if (opened) expect(stepOf(folder)).toBe(RELEASED.length + 1)
        else before++
        expect(stepOf(folder)).toBeGreaterThanOrEqual(step)
        expect(headIn(folder)).toEqual(held)
        await aftermath(folder, nothingYet())
      }
      return { times, found: `${before} of them before it was done`, lost: 0 }
    }),
  )
})
