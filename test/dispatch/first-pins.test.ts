/** First PINs for many people at once: all of them, seen, or none. */
import { expect, test } from 'vitest'
import { PINS_AT_ONCE } from '../../src-main/access/contract.ts'
import { choosePin, openSchool, type School } from '../support/app.ts'

const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'

/** Puts somebody on the roll as an import does: without a PIN. */
function enter(school: School, name: string): string {
  const appointments = [{ audience: 'staff' as const, from: '2026-09-01' }]
  const facts = { name, note: '', reference: name, email: '', appointments }
  return school.database.transaction(() => school.app.people.enter(facts).id).immediate()
}

const issue = (school: School, ...personIds: string[]) =>
  school.administrator.call('access.issuePins', { workId: WORK, personIds })
const pinOf = async (school: School, personId: string) =>
  (await school.administrator.call('people.get', { personId })).pin
const waiting = async (school: School) =>
  (await school.administrator.call('people.list', { shown: 'no-pin' })).people.map(({ name }) => name)

test('somebody without a PIN is told whom to ask, and is counted', async () => {
  const school = await openSchool()
  const personId = enter(school, 'Ada Fern')
  await school.addPerson('Ben Reed', ['staff'])
  expect(await school.visitor().refused('access.signInLearner', { personId, pin: '250417' })).toMatchObject({
    code: 'wrong-secret',
    field: 'pin',
    message: 'There is no PIN yet. Ask the school office for one.',
  })
  expect(await waiting(school)).toEqual(['Ada Fern'])
  const { counts } = await school.administrator.call('people.list', {})
  expect(counts).toMatchObject({ here: 2, of: { 'no-pin': 1, 'not-started': 2 } })
  await school.administrator.call('people.leave', { personId, on: '2026-09-01' })
  school.clock.set('2026-09-05T10:00:00Z')
  expect(await waiting(school)).toEqual([])
})

test('each gets a PIN of their own on a slip, works with it, and chooses another', async () => {
  const school = await openSchool()
  const ids = ['Ada Fern', 'Ben Reed', 'Cai Brook'].map((name) => enter(school, name))
  const { slips } = await issue(school, ...ids)
  expect(slips.map(({ personId, name }) => [personId, name])).toEqual(
    ids.map((id, at) => [id, ['Ada Fern', 'Ben Reed', 'Cai Brook'][at]]),
  )
  expect(new Set(slips.map(({ pin }) => pin)).size).toBe(3)
  expect(await pinOf(school, ids[0]!)).toBe('given')
  await choosePin(school.visitor(), ids[0]!, slips[0]!.pin)
  expect(await pinOf(school, ids[0]!)).toBe('own')
  expect(await waiting(school)).toEqual([])
})

test('one who has a PIN, has left, or is nobody: none is given out', async () => {
  const school = await openSchool()
  const ada = enter(school, 'Ada Fern')
  const { personId: ben } = await school.addPerson('Ben Reed', ['staff'])
  const cai = enter(school, 'Cai Brook')
  await school.administrator.call('people.neverStarted', { personId: cai })
  const { length } = school.app.ledger.head()
  for (const [other, code] of [
    [ben, 'invalid-input'],
    [cai, 'left'],
    [WORK, 'unknown-person'],
  ] as const) {
    // prettier-ignore
    const refused = await school.administrator.refused('access.issuePins', { workId: WORK, personIds: [ada, other] })
    expect(refused.code).toBe(code)
  }
  expect(await pinOf(school, ada)).toBe('none')
  expect(school.app.ledger.head().length).toBe(length)
})

test.each([
  ['before it was their turn', (ada: string, ben: string) => [ada, ben]],
  ['when theirs was made already', (ada: string, ben: string) => [ben, ada]],
])('one who was given a PIN meanwhile, %s: none of the others is', async (_, inOrder) => {
  const school = await openSchool()
  const [ada, ben] = [enter(school, 'Ada Fern'), enter(school, 'Ben Reed')]
  // A PIN takes as long as the machine takes: this one is made before, and given out once the others are being made.
  const { keep } = await school.app.access.newPin()
  const many = school.administrator.refused('access.issuePins', { workId: WORK, personIds: inOrder(ada, ben) })
  let progress = null
  while (!progress) progress = (await school.administrator.call('work.progress', { workId: WORK })).progress
  school.database.transaction(() => keep(ben, school.clock.now().toISOString())).immediate()
  expect((await many).message).toMatch(/^Ben Reed has a PIN already\. No PIN was given out/)
  expect([await pinOf(school, ada), await pinOf(school, ben)]).toEqual(['none', 'given'])
})

test('stopped: none is given out', async () => {
  const school = await openSchool()
  const ids = Array.from({ length: 20 }, (_, at) => enter(school, `Person ${at} Fern`))
  const many = school.administrator.refused('access.issuePins', { workId: WORK, personIds: ids })
  let progress = null
  while (!progress) progress = (await school.administrator.call('work.progress', { workId: WORK })).progress
  expect(progress).toMatchObject({ doing: 'Making PINs', total: 20 })
  await school.administrator.call('work.stop', { workId: WORK })
  expect((await many).code).toBe('stopped')
  expect(await waiting(school)).toHaveLength(20)
})

test.each([
  ['nobody', [], /at least one/],
  ['more than fit', Array.from({ length: PINS_AT_ONCE + 1 }, () => WORK), /At most 200/],
  ['somebody twice', [WORK, WORK], /once/],
])('%s: refused', async (_, personIds, message) => {
  const school = await openSchool()
  const refused = await school.administrator.refused('access.issuePins', { workId: WORK, personIds })
  expect(refused).toMatchObject({ code: 'invalid-input', message })
})
