/** Answers of a round that was cut off have no entry of their own: they are held against the signature that counts them. */
import { beforeEach, expect, test } from 'vitest'
import { readWhole } from '../../src-main/verification/whole.ts'
import { ADMINISTRATOR, type School, type TestPerson } from '../support/app.ts'
import { visitsRevised } from '../support/fixture-pack.ts'
import { allRight, filledIn, readAllPages, toSignature, wrongAtFirst } from '../support/learner.ts'
import { onTheWay, playSome, signedPayload } from '../support/on-the-way.ts'
import { publish } from '../support/publish.ts'
import { unguard } from '../support/unguard.ts'

let school: School
let person: TestPerson
let seq: number
beforeEach(() => signs())

/** Signs the next version after a round that was cut off. `until`: what the clock is put to before that. */
async function signs(until?: string): Promise<void> {
  const begun = await onTheWay()
  const { learner } = begun
  school = begun.school
  person = begun.person
  await readAllPages(learner, school.versionId)
  const choose = wrongAtFirst({ school }, (id) => id === 'somebody-new')
  await playSome(learner, school.versionId, 4, choose)
  if (until !== undefined) school.clock.set(until)
  const versionId = publish(school, visitsRevised, { kind: 'major' })
  await toSignature(learner, versionId, allRight({ school, versionId }))
  await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))
  seq = school.app.ledger.about(person.personId).findLast(({ kind }) => kind === 'acknowledgement.signed')!.seq
}

const found = async () => (await school.app.verification.compare(school.app.ledger.head().length, () => {})).findings
const CUT_OFF = 'attempt_id IN (SELECT id FROM attempt WHERE finished_at IS NULL)'

test('as they are listed, nothing is found', async () => {
  expect(await found()).toEqual([])
})

test('the same where the clock was ahead and was put back between the answers and the signature', async () => {
  await signs('2026-09-01T07:00:00.000Z')
  const givenAt = school.database.prepare<[], string>(`SELECT min(at) FROM answer WHERE ${CUT_OFF}`).pluck().get()!
  expect(givenAt > school.clock.now().toISOString()).toBe(true)
  expect(await found()).toEqual([])
})

test.each<[string, object]>([
  ['no list of answers', { answers: 5 }],
  ['a list of nothing', { answers: [null] }],
  ['an answer without a choice', { answers: [{ scenarioId: 'x', stepId: 'x', verdict: 'right', sure: null }] }],
  ['a verdict that is none', { answers: [{ scenarioId: 'x', stepId: 'x', chosen: [0], verdict: {}, sure: null }] }],
])('%s where a signature counts answers is named, and ends no check', async (_, carried) => {
  unguard(school.database)
  const payload = JSON.stringify({ ...(signedPayload(school, person) as object), carried })
  school.database.prepare('UPDATE ledger_payload SET payload = ? WHERE seq = ?').run(payload, seq)
  const words = [
    `What entry ${seq} (acknowledgement.signed) proves was changed after it was written.`,
    `What entry ${seq} (acknowledgement.signed) proves cannot be read.`,
    `The records hold a signature (Ada Fern) that entry ${seq} does not prove.`, // its row has nothing then that proves it
  ]
  expect((await found()).map((finding) => finding.words)).toEqual(words)
  const { wrong } = readWhole(school.database)
  expect([wrong.ledger.length, wrong.tables.length, wrong.tables[0]]).toEqual([1, 2, words[1]])
})

test.each([
  ['the verdict', `UPDATE answer SET verdict = 'right' WHERE verdict = 'breach' AND ${CUT_OFF}`],
  ['the choice', `UPDATE answer SET chosen = '[0]' WHERE verdict = 'breach' AND ${CUT_OFF}`],
  ['how sure they were', `UPDATE answer SET sure = 1 - coalesce(sure, 0) WHERE verdict = 'breach' AND ${CUT_OFF}`],
  ['the answer itself', `DELETE FROM answer WHERE verdict = 'breach' AND ${CUT_OFF}`],
  ['whose it is', `UPDATE answer SET scenario_id = 'x' WHERE verdict = 'breach' AND ${CUT_OFF}`],
])('where somebody changed %s, it is named', async (_, sql) => {
  unguard(school.database)
  expect(school.database.prepare(sql).run().changes).toBe(1)
  const told = (whom: string): string =>
    `The signature of entry ${seq}${whom} counts an answer of an earlier round to “somebody-new” that the records do not have, or have otherwise.`
  expect(await found()).toEqual([{ words: told(' (Ada Fern, Visits policy)'), unnamed: told('') }])
})

test('the same once the signer was erased', async () => {
  const { personId } = person
  await school.administrator.call('people.leave', { personId, on: '2026-09-01' })
  school.clock.set('2026-09-02T08:00:00Z')
  const asked = { personId, askedOn: '2026-09-01', decidedBy: 'Head', passphrase: ADMINISTRATOR, workId: personId }
  await school.administrator.call('erasure.eraseOnRequest', asked)
  expect(await found()).toEqual([])
  unguard(school.database)
  school.database.exec(`UPDATE answer SET verdict = 'right' WHERE verdict = 'breach' AND ${CUT_OFF}`)
  expect((await found()).map(({ words }) => words)).toEqual([
    expect.stringMatching(
      new RegExp(`^The signature of entry ${seq} \\(Erased person \\d+, Visits policy\\) counts an answer`),
    ),
  ])
})
