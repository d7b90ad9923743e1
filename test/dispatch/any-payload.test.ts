/** Whatever stands where an entry says what it proves: each check names it, and it keeps no report and no backup from being made. */
import { expect, test } from 'vitest'
import { entryOf } from '../../src-main/ledger/chain.ts'
import { readWhole } from '../../src-main/verification/whole.ts'
import { ownFolder, type School } from '../support/app.ts'
import { fullLife } from '../support/full-life.ts'
import { erase, leftLongAgo } from '../support/left.ts'
import { unguard } from '../support/unguard.ts'

const PAYLOADS = ['', 'no JSON', 'null', '5', '"text"', '[]', '[null]', '{}']
/** What JSON says as it should, and of another type: of each value of a payload, one at a time. */
const OTHER = [5, 'text', [null], { a: {} }]

interface Kept {
  seq: number
  line: string
  payload: string
}

/** What is to stand there instead: each whole payload, and each value in it, of the first entry of each kind. */
function* alterations({ database }: School): Generator<Kept & { instead: string }> {
  const sql = 'SELECT seq, line, payload FROM ledger_entry JOIN ledger_payload USING (seq) WHERE payload IS NOT NULL'
  const entries = database.prepare<[], Kept>(sql).all()
  const kinds = Map.groupBy(entries, ({ line }) => entryOf(line)!.kind)
  for (const [first] of kinds.values()) {
    const proves = JSON.parse(first!.payload) as object
    const others = Object.keys(proves).flatMap((key) =>
      OTHER.map((value) => JSON.stringify({ ...proves, [key]: value })),
    )
    for (const instead of [...PAYLOADS, ...others]) if (instead !== first!.payload) yield { ...first!, instead }
  }
}

test.each<[string, () => Promise<School>]>([
  ['somebody who has done everything there is', async () => (await fullLife()).school],
  [
    'somebody who was erased',
    async () => {
      const { school, ada } = await leftLongAgo()
      await erase(school, ada)
      return school
    },
  ],
])('in the record of %s', { timeout: 120_000 }, async (_, open) => {
  const school = await open()
  const { app, database } = school
  const { length } = app.ledger.head()
  const subject = app.ledger.ends()!.first.subject
  const restored = {
    head: app.ledger.head(),
    replaced: null,
    lost: null,
    common: null,
    restoredAt: '2026-09-01T08:00:00.000Z',
  }
  database.transaction(() => app.ledger.append('record.restored', subject, restored, restored.restoredAt)).immediate()
  unguard(database)
  expect(readWhole(database).wrong).toEqual({ ledger: [], tables: [] })
  const put = database.prepare<[string, number]>('UPDATE ledger_payload SET payload = ? WHERE seq = ?')
  const asked = { workId: subject, folder: ownFolder(), isCopiedOn: false, passphrase: null }
  let count = 0
  for (const { seq, payload, instead } of alterations(school)) {
    put.run(instead, seq)
    const { wrong } = readWhole(database) // what a backup, a migration and a restore read
    expect(wrong.ledger).toContainEqual(expect.stringContaining(`What entry ${seq} `))
    if (count++ % 100 === 0) {
      const { findings } = await app.verification.compare(length + 1, () => {})
      expect(findings.map(({ unnamed }) => unnamed)).toEqual([...wrong.ledger, ...wrong.tables])
      app.verification.notices()
      expect((await school.governor.call('verification.check', {})).whole).toBe(false)
      expect((await school.governor.call('reports.report', {})).record.check.whole).toBe(false)
      expect(await school.administrator.call('backup.make', asked)).toMatchObject({ backup: { whole: false } })
    }
    put.run(payload, seq)
  }
  expect(count).toBeGreaterThan(100)
})
