/** Answers of a round that was cut off have no entry of their own: they are held against the signature that counts them. */
import { beforeEach, expect, test } from 'vitest'
import { ADMINISTRATOR, type School, type TestPerson } from '../support/app.ts'
import { visitsRevised } from '../support/fixture-pack.ts'
import { allRight, filledIn, readAllPages, toSignature, wrongAtFirst } from '../support/learner.ts'
import { onTheWay, playSome } from '../support/on-the-way.ts'
import { publish } from '../support/publish.ts'
import { unguard } from '../support/unguard.ts'

let school: School
let person: TestPerson
let seq: number
beforeEach(async () => {
  const begun = await onTheWay()
  const { learner } = begun
  school = begun.school
  person = begun.person
  await readAllPages(learner, school.versionId)
  const choose = wrongAtFirst({ school }, (id) => id === 'somebody-new')
  await playSome(learner, school.versionId, 4, choose)
  const versionId = publish(school, visitsRevised, { kind: 'major' })
  await toSignature(learner, versionId, allRight({ school, versionId }))
  await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))
  seq = school.app.ledger.about(person.personId).findLast(({ kind }) => kind === 'acknowledgement.signed')!.seq
})

const found = async () => (await school.app.verification.compare(school.app.ledger.head().length, () => {})).findings
const CUT_OFF = 'attempt_id IN (SELECT id FROM attempt WHERE finished_at IS NULL)'

test('as they are listed, nothing is found', async () => {
  expect(await found()).toEqual([])
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
