/** An entry of which what it proves was changed: every page that tells it says so, and nothing is made of it. */
import { expect, test } from 'vitest'
import { entryOf } from '../../src-main/ledger/chain.ts'
import { isEvidence } from '../../src-main/papers/words.ts'
import type { School } from '../support/app.ts'
import { WORK, erase, leftLongAgo } from '../support/left.ts'
import { unguard } from '../support/unguard.ts'

interface Kept {
  seq: number
  line: string
  payload: string
}

const CHANGED = 'Something whose content was changed after it was written, and so is not told'

/** The last entry of each kind, of whomever it is: a kind that has been read by then may be referred to by others. */
function lastOfEach({ database }: School): (Kept & { kind: string; subject: string })[] {
  const sql = 'SELECT seq, line, payload FROM ledger_entry JOIN ledger_payload USING (seq) ORDER BY seq'
  const entries = database
    .prepare<[], Kept>(sql)
    .all()
    .map((kept) => ({ ...kept, kind: entryOf(kept.line)!.kind, subject: entryOf(kept.line)!.subject }))
  return [...new Map(entries.map((entry) => [entry.kind, entry])).values()]
}

const exported = ({ app }: School, names: boolean) => [
  ...app.exported.xapi(app.ledger.head().length, {
    ...{ asAt: app.induction.today(), names, audience: null, policyId: null },
  }),
]

test.each(['no JSON', '[null]', '{}'])('told as %s', { timeout: 60_000 }, async (instead) => {
  const { school, ada, ben } = await leftLongAgo()
  const { administrator, governor, database } = school
  const schoolId = school.app.school.subject()
  unguard(database)
  const put = database.prepare<[string, number]>('UPDATE ledger_payload SET payload = ? WHERE seq = ?')
  let told = 0
  for (const { seq, kind, subject, payload } of lastOfEach(school)) {
    if (payload === instead) continue
    put.run(instead, seq)
    for (const { personId } of [ada, ben]) {
      const { history } = await administrator.call('people.get', { personId })
      const record = await administrator.call('papers.record', { personId, workId: WORK })
      for (const entries of [history, record.entries]) {
        const changed = entries.filter(({ what }) => what === CHANGED)
        expect(changed.map((one) => one.seq)).toEqual(subject === personId ? [seq] : [])
        told += changed.length
      }
    }
    const { history } = await administrator.call('school.get', {})
    const isOfSchool = subject === schoolId
    expect(history.filter(({ what }) => what === CHANGED)).toHaveLength(isOfSchool ? 1 : 0)
    const { days } = await governor.call('papers.evidence', { names: true, workId: WORK, from: '2026-09-01' })
    const listed = days.flatMap((day) => day.entries).find((one) => one.seq === seq)
    expect(listed?.what).toBe(isEvidence(kind) ? 'What it said was changed after it was written, and so is not told' : undefined) // prettier-ignore
    for (const names of [false, true])
      expect(() => exported(school, names)).toThrow(`What entry ${seq} (${kind}) proves was changed after it was written.`) // prettier-ignore
    put.run(payload, seq)
  }
  expect(told).toBeGreaterThan(20)
  expect(exported(school, true).length).toBeGreaterThan(0)
})

test('a line that is not in the format keeps nobody’s page from being opened', async () => {
  const { school, ada } = await leftLongAgo()
  unguard(school.database)
  const { history: before } = await school.administrator.call('people.get', { personId: ada.personId })
  school.database.exec(`UPDATE ledger_entry SET line = 'no line' WHERE seq = 2`)
  const { history } = await school.administrator.call('people.get', { personId: ada.personId })
  expect(history).toEqual(before)
})

test('what a signature proves is not shown where it was changed', async () => {
  const { school, ada } = await leftLongAgo()
  const { history } = await school.administrator.call('people.get', { personId: ada.personId })
  const { seq, acknowledgementId } = history.find((one) => one.acknowledgementId !== null)!
  const asked = { personId: ada.personId, acknowledgementId: acknowledgementId! }
  expect(await school.administrator.call('people.signature', asked)).toMatchObject({ nameTyped: 'Ada Fern' })
  unguard(school.database)
  school.database.exec(
    `UPDATE ledger_payload SET payload = replace(payload, '"nameTyped":"Ada Fern"', '"nameTyped":"Eve Fern"') WHERE seq = ${seq}`,
  )
  expect(await school.administrator.refused('people.signature', asked)).toMatchObject({ code: 'unknown-item' })
})

test('nobody is erased whose entries were changed: what stays of them would cover it up', async () => {
  const { school, ada } = await leftLongAgo()
  const { app, database } = school
  const entries = app.ledger.about(ada.personId)
  const { seq } = entries.find(({ kind }) => kind === 'acknowledgement.signed')!
  unguard(database)
  const held = database.prepare<[number], string>('SELECT payload FROM ledger_payload WHERE seq = ?').pluck()
  const payload = held.get(seq)!
  database
    .prepare('UPDATE ledger_payload SET payload = ? WHERE seq = ?')
    .run(payload.replace('Ada Fern', 'Eve Fern'), seq)
  const { length } = app.ledger.head()
  await expect(erase(school, ada)).rejects.toThrow(`What entry ${seq} (acknowledgement.signed) proves was changed`)
  expect(app.ledger.head().length).toBe(length)
  expect(app.ledger.about(ada.personId).map(({ state }) => state)).toEqual(
    entries.map((one) => (one.seq === seq ? 'changed' : 'said')),
  )
  database.prepare('UPDATE ledger_payload SET payload = ? WHERE seq = ?').run(payload, seq)
  expect((await erase(school, ada)).people).toBe(1)
})
