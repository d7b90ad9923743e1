/** What erasing leaves is held against the rows as well: an erasure excuses no row that it does not account for. */
import canonicalize from 'canonicalize'
import { expect, test } from 'vitest'
import type { School } from '../support/app.ts'
import { erase, leftLongAgo } from '../support/left.ts'
import { forgeLast } from '../support/forged.ts'
import { unguard } from '../support/unguard.ts'

interface Erasure {
  entries: number[]
  stays: Record<string, unknown>[]
}

/** Somebody was erased as it should be, and then whoever can write to the file gave the erasure other words. */
async function erasedButFor(change: (erasure: Erasure, of: (kind: string) => number) => void) {
  const { school, ada } = await leftLongAgo()
  await erase(school, ada)
  unguard(school.database)
  const { ledger } = school.app
  const kinds = new Map(ledger.about(ada.personId).map(({ seq, kind }) => [kind, seq]))
  const erasure = ledger.about(ada.personId).at(-1)!.proves as Erasure
  change(erasure, (kind) => erasure.entries.indexOf(kinds.get(kind)!))
  forgeLast(school.database, canonicalize(erasure)!)
  return { school, ada, kinds, seq: ledger.head().length }
}

const found = async ({ app }: School): Promise<string[]> => {
  const { findings } = await app.verification.compare(app.ledger.head().length, () => {})
  return findings.map(({ words }) => words)
}

test.each<[string, (erasure: Erasure, at: number) => void]>([
  ['missing', (erasure, at) => (erasure.stays[at] = null as never)],
  ['unlike its kind’s', (erasure, at) => (erasure.stays[at] = { answers: 5 })],
  ['missing with all after it', (erasure, at) => (erasure.stays.length = at)],
])('where what stays of an entry is %s, that is found, and each row that it proved', async (_, spoil) => {
  const { school, kinds, seq } = await erasedButFor((erasure, of) => spoil(erasure, of('attempt.finished')))
  const words = await found(school)
  const of = kinds.get('attempt.finished')!
  expect(words).toContain(`Entry ${seq} erased what entry ${of} proved, and does not say what stays of it.`)
  expect(words.join()).toMatch(/A finished round of scenarios \(.+\) stands in the records that no entry/)
  expect(words.join()).toMatch(/An answer \(.+\) stands in the records that no entry of the ledger proves/)
})

test('a row that was added is found beside them, whatever else of that person cannot be held against anything', async () => {
  const { school, ada } = await erasedButFor((erasure, of) => (erasure.stays[of('person.left')] = null as never))
  const sql = `INSERT INTO waiver SELECT id || 'x', person_id, policy_id, reason, until_on, decided_by, entered_at FROM waiver WHERE person_id = ? LIMIT 1`
  school.database.prepare(sql).run(ada.personId)
  expect((await found(school)).filter((words) => words.includes('waiver'))).toEqual([
    expect.stringMatching(
      /^A waiver \(Erased person \d+\) stands in the records that no entry of the ledger proves\.$/,
    ),
  ])
})

test('rows of an entry that no erasure lists are found, and not the chain alone', async () => {
  const { school, kinds } = await erasedButFor(() => {})
  expect(await found(school)).toEqual([])
  const ben = 'SELECT max(entry_seq) FROM acknowledgement WHERE entered_by IS NOT NULL AND entered_by <> ?'
  const seq = school.database.prepare<[string], number>(ben).pluck().get('Erased')!
  expect([...kinds.values()]).not.toContain(seq)
  school.database.prepare('UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = ?').run(seq)
  expect(await found(school)).toEqual([
    `What entry ${seq} proves is gone, and no erasure says why.`,
    `The records hold a signature (Ben Reed) that entry ${seq} does not prove.`,
  ])
})
