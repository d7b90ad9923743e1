/** An entry of a restore that does not say what such an entry says: named by each check, and in the way of none. */
import { beforeEach, expect, test } from 'vitest'
import { run } from '../support/exported.ts'
import { openSchool, type School } from '../support/app.ts'
import { forgeLast } from '../support/forged.ts'
import { unguard } from '../support/unguard.ts'

let school: School
let seq: number
beforeEach(async () => {
  school = await openSchool()
  const { app, database, clock } = school
  const head = app.ledger.head()
  const restoredAt = clock.now().toISOString()
  const subject = app.ledger.ends()!.first.subject
  const payload = { head, replaced: null, lost: null, common: null, restoredAt }
  database.transaction(() => app.ledger.append('record.restored', subject, payload, restoredAt)).immediate()
  seq = app.ledger.head().length
})

const told = async () => (await school.governor.call('verification.last', {})).restored

test('as it should be, it is told and nothing is found', async () => {
  expect(await told()).toHaveLength(1)
  expect(await school.governor.call('verification.check', {})).toMatchObject({ whole: true, restored: { length: 1 } })
})

const HASH = 'ab'.repeat(32)
const whole = {
  head: { length: 1, hash: HASH },
  replaced: null,
  lost: null,
  common: null,
  restoredAt: '2026-09-01T08:00:00.000Z',
}
test.each<[string, string]>([
  ['nothing', '{}'],
  ['a list', '[]'],
  ['no JSON', 'restored'],
  ['no head', JSON.stringify({ ...whole, head: { length: 'many', hash: HASH } })],
  ['no day', JSON.stringify({ ...whole, restoredAt: 'yesterday' })],
])('where it says %s', async (_, payload) => {
  unguard(school.database)
  forgeLast(school.database, payload)
  const words = `What entry ${seq} (record.restored) proves cannot be read.`
  expect(await told()).toEqual([])
  const verdict = await school.governor.call('verification.check', {})
  expect(verdict).toMatchObject({ whole: false, findings: [words], restored: [] })
  const report = await school.governor.call('reports.report', {})
  expect(report.record).toMatchObject({ restored: [] })
  expect(JSON.stringify(report.record)).toContain(words)
  school.close()
  const { code, stdout } = await run('verify', '--data', school.folder)
  expect(code).toBe(1)
  expect(stdout).toContain(words)
})
