/** An entry of which what it proves was changed: every page that tells it says so, and nothing is made of it. */
import { describe, expect, test } from 'vitest'
import { entryOf } from '../../src-main/ledger/chain.ts'
import { lossOf } from '../../src-main/backup/loss.ts'
import { partingOf } from '../../src-main/backup/restoring.ts'
import { isEvidence } from '../../src-main/papers/words.ts'
import type { School, TestPerson } from '../support/app.ts'
import { WORK, erase, leftLongAgo } from '../support/left.ts'
import { unguard } from '../support/unguard.ts'

interface Kept {
  seq: number
  line: string
  payload: string
}

const CHANGED = 'Something whose content was changed or taken out after it was written, and so is not told'

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
    expect(listed?.what).toBe(isEvidence(kind) ? 'What it said was changed or taken out after it was written, and so is not told' : undefined) // prettier-ignore
    for (const names of [false, true])
      expect(() => exported(school, names)).toThrow(`What entry ${seq} (${kind}) proves was changed after it was written.`) // prettier-ignore
    put.run(payload, seq)
  }
  expect(told).toBeGreaterThan(20)
  expect(exported(school, true).length).toBeGreaterThan(0)
})

test.each(['no JSON', '[null]', '{}', 'changed'])('an erasure told as %s', async (instead) => {
  const { school, ada } = await leftLongAgo()
  await erase(school, ada)
  const entries = school.app.ledger.about(ada.personId)
  const { seq, text } = entries.at(-1)!
  expect(entries.map(({ state }) => state)).toEqual([...entries.slice(1).map(() => 'erased'), 'said'])
  expect(exported(school, true).length).toBeGreaterThan(0)
  unguard(school.database)
  const payload = instead === 'changed' ? text!.replace('"right"', '"wrong"') : instead
  expect(payload).not.toBe(text)
  school.database.prepare('UPDATE ledger_payload SET payload = ? WHERE seq = ?').run(payload, seq)
  // What is left of the others is not told either: who erased them, and what stays, was changed.
  expect(school.app.ledger.about(ada.personId).every(({ state }) => state === 'changed')).toBe(true)
  const { days } = await school.governor.call('papers.evidence', { names: true, workId: WORK, from: '2026-09-01' })
  expect(days.flatMap((day) => day.entries).find((one) => one.seq === entries[0]!.seq)?.what).toContain('is not told')
  expect(() => exported(school, true)).toThrow('was changed after it was written')
})

describe('of what is gone', () => {
  const takeOut = ({ database }: School, gone: readonly number[]): void => {
    const takeOne = database.prepare<[number]>('UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = ?')
    for (const seq of gone) takeOne.run(seq)
  }
  const goneOf = ({ app }: School, { personId }: TestPerson) =>
    app.ledger
      .about(personId)
      .filter(({ kind }) => ['acknowledgement.entered', 'assignment.waived'].includes(kind))
      .map(({ seq }) => seq)

  test('by an erasure that leaves nothing of it no statement is made, nor of what refers to it', async () => {
    const { school, ada } = await leftLongAgo()
    const { app, database } = school
    const whole = exported(school, false)
    const gone = goneOf(school, ada)
    const said = { because: 'asked', why: { kind: 'request' }, entries: gone, erasedAt: '2029-03-02T09:00:00.000Z' }
    database.transaction(() => {
      const stays = gone.map(() => null)
      const { seq } = app.ledger.append('person.erased', ada.personId, { ...said, stays }, said.erasedAt)
      database
        .prepare(
          'INSERT INTO erasure (entry_seq, person_id, because, why, entries, erased_at) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(seq, ada.personId, said.because, JSON.stringify(said.why), JSON.stringify(gone), said.erasedAt)
    })()
    takeOut(school, gone)
    const left = new Set(exported(school, false).map((one) => one?.id))
    const missing = whole.flatMap((one) => (one && !left.has(one.id) ? [one.verb.display['en-GB']] : []))
    expect(missing.toSorted()).toEqual(['satisfied', 'voided', 'waived', 'waived', 'waiver ended'])
  })

  test('by somebody’s hand no statement is made at all', async () => {
    const { school, ada } = await leftLongAgo()
    const gone = goneOf(school, ada)
    unguard(school.database)
    takeOut(school, gone)
    expect(() => exported(school, false)).toThrow(`What entry ${gone[0]} (`)
  })
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

test('that a signature on paper was withdrawn is told where the reason was changed', async () => {
  const { school, ada } = await leftLongAgo()
  const { history } = await school.administrator.call('people.get', { personId: ada.personId })
  const acknowledgementId = history.findLast((one) => one.acknowledgementId !== null)!.acknowledgementId!
  const asked = { personId: ada.personId, acknowledgementId }
  const { withdrawn } = await school.administrator.call('people.signature', asked)
  expect(withdrawn).toMatchObject({ reason: 'A blurred copy' })
  unguard(school.database)
  school.database.exec(`UPDATE ledger_payload SET payload = replace(payload, 'A blurred copy', 'A forged copy')`)
  const told = { at: withdrawn!.at, reason: expect.stringContaining('not told') as string, by: '' }
  expect((await school.administrator.call('people.signature', asked)).withdrawn).toEqual(told)
  const record = await school.administrator.call('papers.record', { personId: ada.personId, workId: WORK })
  expect(record.signatures.find(({ id }) => id === acknowledgementId)?.withdrawn).toEqual(told)
})

test('a restore whose entry was changed is not told, nor handed on to the next', async () => {
  const { school } = await leftLongAgo()
  const { app, database } = school
  const restored = { head: app.ledger.head(), replaced: app.ledger.head(), lost: 40, common: 5, restoredAt: '2029-03-02T09:00:00.000Z' } // prettier-ignore
  const subject = app.ledger.ends()!.first.subject
  const { seq } = database.transaction(() => app.ledger.append('record.restored', subject, { ...restored, stretches: [] }, restored.restoredAt)).immediate() // prettier-ignore
  const against = { common: 3, gained: 0, lost: lossOf([]) }
  expect([app.ledger.restores().length, partingOf(app.ledger, against).stretches?.length]).toEqual([1, 2])
  unguard(database)
  database.exec(`UPDATE ledger_payload SET payload = replace(payload, '"lost":40', '"lost":0') WHERE seq = ${seq}`)
  expect((await school.governor.call('verification.last', {})).restored).toEqual([])
  expect(partingOf(app.ledger, against).stretches).toBe(null)
})

test('nobody is erased where a line was changed: it may be about them', async () => {
  const { school, ada, ben } = await leftLongAgo()
  const { length } = school.app.ledger.head()
  const { seq } = school.app.ledger.about(ada.personId)[3]!
  unguard(school.database)
  school.database.exec(`UPDATE ledger_entry SET line = replace(line, '${ada.personId}', '${ben.personId}') WHERE seq = ${seq}`) // prettier-ignore
  await expect(erase(school, ada)).rejects.toThrow(`The fingerprint kept beside entry ${seq} is not that of its line.`)
  expect(() => exported(school, false)).toThrow(`The fingerprint kept beside entry ${seq}`)
  expect(school.app.ledger.head().length).toBe(length)
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
