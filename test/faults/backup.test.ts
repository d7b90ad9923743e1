import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Output } from '../../src-main/contract.ts'
import { ADMINISTRATOR, ownFolder } from '../support/app.ts'
import { aftermath, everyCopyIsWhole, isWhole } from './aftermath.ts'
import { nothingYet, oneSignature, type Promises } from './loads.ts'
import { losePower, noPowerLoss, ownDisk, startPowered } from './power.ts'
import { Ended, madeAhead, startProgram, type Started } from './program.ts'
import { TIME, among, measured, runs } from './size.ts'

const timed = { timeout: TIME }
const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
/** So many faults one folder lives through. */
const LIVES = 20

type Made = Output<'backup.make'>['backup']

/** The records and a stick, side by side on one disk. */
const places = (disk: string) => ({ records: join(disk, 'records'), stick: join(disk, 'stick') })

/** Somebody signs, a backup is made, and so on without end. */
async function backingUp(program: Started, disk: string, promises: Promises, made: Made[]): Promise<never> {
  const { records, stick } = places(disk)
  await program.open(records)
  for (;;) {
    await oneSignature(program, promises)
    await program.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
    const wanted = { workId: WORK, folder: stick, isCopiedOn: false, passphrase: null }
    made.push((await program.call('backup.make', wanted)).backup)
  }
}

/** Each backup that was said to be made is there and holds what was said; whatever else has the name of one is whole. */
async function everyBackupIsThere(disk: string, made: readonly Made[], promises: Promises): Promise<void> {
  const { records, stick } = places(disk)
  await aftermath(records, promises)
  everyCopyIsWhole(stick)
  for (const { name, head } of made) {
    const backup = new SqliteDatabase(join(stick, name), { readonly: true })
    await isWhole(backup)
    const last = backup.prepare('SELECT seq AS length, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1')
    expect(last.get()).toEqual(head)
    backup.close()
  }
}

interface Fault {
  next: () => Started
  /** Makes it come, and leaves the disk as it is then. */
  strike: (program: Started) => Promise<void>
}

/** Lives through so many faults on one disk, which begins anew now and then; gives how many backups were said to be made. */
async function lived(times: number, disk: string, { next, strike }: Fault): Promise<number> {
  let [made, promises, all] = [[] as Made[], nothingYet(), 0]
  for (let at = 0; at < times; at++) {
    if (at % LIVES === 0) {
      for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true })
      mkdirSync(places(disk).stick)
      ;[made, promises] = [[], nothingYet()]
    }
    const before = made.length
    const program = next()
    await program.ready
    const struck = strike(program)
    await expect(backingUp(program, disk, promises, made)).rejects.toThrow(Ended)
    await struck
    await everyBackupIsThere(disk, made, promises)
    all += made.length - before
  }
  return all
}

test('killed while a backup is made: each that was said to be made is there, and none is half of one', timed, () =>
  measured('killed while a backup is made', async (chance) => {
    const times = runs(100)
    const backups = await lived(times, ownFolder(), {
      next: madeAhead(startProgram),
      async strike(program) {
        await program.asked(among(chance, 1, 70))
        await wait(chance.next() ** 2 * 400)
        await program.kill()
      },
    })
    return { times, found: `${backups} backups said to be made`, lost: 0 }
  }),
)

const obstacle = noPowerLoss()
describe.skipIf(obstacle)('the power is lost', () => {
  test('while a backup is made: each that was said to be made is there, and none is half of one', timed, () =>
    measured('power lost while a backup is made', async (chance) => {
      const [times, disk] = [runs(100), ownDisk()]
      const next = madeAhead(() => startPowered(disk, { cut: among(chance, 1, 1_000) }))
      let program: ReturnType<typeof next>
      const backups = await lived(times, disk, {
        next: () => (program = next()),
        async strike() {
          await program.ended
          losePower(disk, program.disk(), chance)
        },
      })
      return { times, found: `${backups} backups said to be made`, lost: 0 }
    }),
  )
})
