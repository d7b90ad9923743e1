import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src-main/database/open.ts'
import type { Head } from '../../src-main/ledger/chain.ts'
import { ADMINISTRATOR, openSchool, ownFolder } from '../support/app.ts'
import { backUp } from '../support/backups.ts'
import { learnAndSign } from '../support/learner.ts'
import { isWhole } from './aftermath.ts'
import { losePower, noPowerLoss, ownDisk, startPowered } from './power.ts'
import { Ended, madeAhead, startProgram, type Started } from './program.ts'
import { TIME, among, measured, runs } from './size.ts'

const timed = { timeout: TIME }

/** Records of which a backup was made before somebody else signed: in a folder as a kill leaves it, with its WAL. */
async function recordsAndBackup() {
  const school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
  const backup = backUp(school)
  const inBackup = school.app.ledger.head()
  await learnAndSign(school, await school.addPerson('Ben Reed', ['staff']))
  const [records, head] = [ownFolder(), school.app.ledger.head()]
  cpSync(school.folder, records, { recursive: true })
  school.close()
  const put = (folder: string): void => {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) rmSync(join(folder, name), { recursive: true })
    cpSync(records, folder, { recursive: true })
  }
  return { backup, inBackup, head, put }
}
type Scene = Awaited<ReturnType<typeof recordsAndBackup>>

/** Restores as the administrator does at the screens; gives whether it was said to be done. */
async function restores(program: Started, folder: string, { backup }: Scene): Promise<boolean> {
  try {
    await program.open(folder)
    await program.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
    const { chosen } = await program.call('restore.choose', { path: backup })
    const { against } = await program.call('restore.read', {
      workId: crypto.randomUUID(),
      id: chosen!.id,
      passphrase: null,
    })
    const lost = against!.lost.entries
    await program.call('restore.replace', { id: chosen!.id, lost, passphrase: ADMINISTRATOR })
    return true
  } catch (error) {
    if (error instanceof Ended) return false
    throw error
  }
}

/** Opens the records in a folder as a start does, and reads them to the end; gives their head. */
async function headOf(folder: string): Promise<Head & { restored: boolean }> {
  const database = openDatabase(folder, { create: false })
  try {
    await isWhole(database)
    const last = database.prepare('SELECT seq, hash, line FROM ledger_entry ORDER BY seq DESC LIMIT 1')
    const { seq, hash, line } = last.get() as { seq: number; hash: string; line: string }
    return { length: seq, hash, restored: line.includes('"record.restored"') }
  } finally {
    database.close()
  }
}

/** The old records stand there or the restored ones, and then the old ones are kept. Gives which. */
async function restoredOrNot(folder: string, said: boolean, { inBackup, head }: Scene): Promise<boolean> {
  const found = await headOf(folder)
  if (said) expect(found.restored).toBe(true)
  if (!found.restored) {
    expect(found).toEqual({ ...head, restored: false })
    return false
  }
  expect(found.length).toBe(inBackup.length + 1)
  const kept = readdirSync(folder).filter((name) => name.startsWith('replaced-'))
  expect(kept).toHaveLength(1)
  expect(await headOf(join(folder, kept[0]!))).toEqual({ ...head, restored: false })
  return true
}

test('killed while a backup is restored: the old records are there or the new ones, and both are kept', timed, () =>
  measured('killed while a backup is restored', async (chance) => {
    const [scene, times, folder, next] = [await recordsAndBackup(), runs(100), ownFolder(), madeAhead(startProgram)]
    let restored = 0
    for (let kill = 0; kill < times; kill++) {
      scene.put(folder)
      const program = next()
      await program.ready
      const moment = program.asked(among(chance, 4, 6)) // reading, replacing, done
      const said = restores(program, folder, scene)
      await Promise.race([moment, said])
      await wait(chance.next() ** 2 * 800)
      await program.kill()
      if (await restoredOrNot(folder, await said, scene)) restored++
    }
    expect(restored).toBeGreaterThan(0)
    return { times, found: `${restored} times the backup is there, else the records of before`, lost: 0 }
  }),
)

const obstacle = noPowerLoss()
describe.skipIf(obstacle)('the power is lost', () => {
  test('while a backup is restored: the old records are there or the new ones, and both are kept', timed, () =>
    measured('power lost while a backup is restored', async (chance) => {
      const [scene, times, folder] = [await recordsAndBackup(), runs(100), ownDisk()]
      const next = madeAhead(() => startPowered(folder, { cut: among(chance, 1, 250) }))
      let restored = 0
      for (let loss = 0; loss < times; loss++) {
        scene.put(folder)
        const program = next()
        await program.ready
        const said = await restores(program, folder, scene)
        await program.kill()
        losePower(folder, program.disk(), chance)
        if (await restoredOrNot(folder, said, scene)) restored++
      }
      expect(restored).toBeGreaterThan(0)
      return { times, found: `${restored} times the backup is there, else the records of before`, lost: 0 }
    }),
  )
})
