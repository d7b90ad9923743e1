/** A backup with more wrong in it than is kept of that: how many there are at least is said, and no figure that is too low. */
import { expect, test } from 'vitest'
import { readBackup } from '../../src-main/backup/read-backup.ts'
import { openSchool, ownFolder } from '../support/app.ts'
import { backUp, tamperUnseen } from '../support/backups.ts'

test.each([
  [1, / proves\. Nothing was changed\. /],
  [2, / That is one of 2 faults\. /],
  [1_200, / That is one of at least 1,000 faults\. /],
])('with %i rows that nothing proves', async (rows, words) => {
  const file = backUp(await openSchool())
  tamperUnseen(
    file,
    `WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < ${rows})
      INSERT INTO person (id, name, note, added_at, reference, email) SELECT 'p' || at, 'Eve', '', '', '', '' FROM n`,
  )
  const read = readBackup({ file, passphrase: null, dataFolder: ownFolder() })
  await expect(read).rejects.toThrow(words)
  await expect(read).rejects.toMatchObject({ code: 'backup-damaged' })
})
