import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBackup } from '../../src-main/backup/read-backup.ts'
import { DATABASE_FILE, openDatabase } from '../../src-main/database/open.ts'
import { openSchool } from '../support/app.ts'
import { backUp } from '../support/backups.ts'
import { startChild } from '../support/child.ts'

/** What stands in a folder once Lanyard has opened it: the names on the roll. */
function namesIn(folder: string): unknown[] {
  const database = openDatabase(folder, { create: false })
  const names = database.prepare('SELECT name FROM person ORDER BY name').pluck().all()
  database.close()
  return names
}

const OLD = ['Ada Fern', 'Ben Reed']
const RESTORED = ['Ada Fern']
const MOVES = ['-wal', '-shm', '-journal', ''].map((ending) => `move ${DATABASE_FILE}${ending}`)

// Once the decision stands on the disk, the next start carries it out.
const DECIDED = ['make the folder', ...MOVES, 'put in place', 'clear']

test.each<[string, string[]]>([
  ['after reading', OLD],
  ['decide', OLD],
  ...DECIDED.map((step): [string, string[]] => [step, RESTORED]),
])('killed before "%s": the old records stand there or the new ones, and nothing is lost', async (step, names) => {
  const school = await openSchool()
  await school.addPerson('Ada Fern', ['staff'])
  const file = backUp(school)
  await school.addPerson('Ben Reed', ['staff'])
  school.close()
  const { folder } = school

  const child = startChild('restore.ts', [folder, file, step])
  const [, signal] = (await once(child.process, 'exit')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')

  expect(namesIn(folder)).toEqual(names)
  const kept = readdirSync(folder).filter((name) => name.startsWith('replaced-'))
  expect(kept.map((name) => namesIn(join(folder, name)))).toEqual(names === OLD ? [] : [OLD])
  expect(existsSync(join(folder, 'replacing.json'))).toBe(false)

  // What was left behind is cleared when a backup is read again.
  const again = await readBackup({ file, passphrase: null, dataFolder: folder })
  await again.drop()
  expect(readdirSync(folder).filter((name) => name.startsWith('restoring-'))).toEqual([])
  expect(namesIn(folder)).toEqual(names)
})
