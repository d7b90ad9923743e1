import { describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { choosePin, openSchool } from '../support/app.ts'
import { learnAndSign } from '../support/learner.ts'

const adding = (name: string, note = ''): Input<'people.add'> => ({
  name,
  note,
  appointments: [{ audience: 'staff', from: '2026-09-01' }],
})

describe('a name', () => {
  test.each([
    ['Ada Fern', 'Ada Fern'],
    ['  Ada \t Fern\n', 'Ada Fern'],
    ['Sia\u0302n', 'Siân'],
    ['O’Brien, Zoë (Dr)', 'O’Brien, Zoë (Dr)'],
    ['李小龍', '李小龍'],
    ['محمد علي', 'محمد علي'],
    ['Łukasz Żak-Ñandú 3rd', 'Łukasz Żak-Ñandú 3rd'],
    ['x', 'x'],
  ])('%j is kept as %j', async (typed, kept) => {
    const { administrator } = await openSchool()
    const { personId, name } = await administrator.call('people.add', adding(typed))
    expect(name).toBe(kept)
    expect((await administrator.call('people.get', { personId })).person.name).toBe(kept)
  })

  test.each([
    ['nothing', ''],
    ['spaces', ' \u00a0\t '],
    ['5,000 letters', 'x'.repeat(5000)],
    ['a control character', 'Ada\u0000Fern'],
    ['another', 'Ada\u001bFern'],
    ['right-to-left override', 'Ada \u202eFern'],
    ['a zero-width space', 'Ada\u200bFern'],
    ['emoji alone', '🎈🎈'],
    ['digits alone', '12345'],
    ['combining marks alone', '\u0301\u0302'],
    ['half a surrogate', 'Ada \ud83d'],
    ['markup', '<b>Ada</b>'],
    ['punctuation', "--'"],
  ])('%s is none, and nothing is kept', async (_, name) => {
    const school = await openSchool()
    const { length } = school.app.ledger.head()
    expect(await school.administrator.refused('people.add', adding(name))).toMatchObject({
      code: 'invalid-input',
      field: 'name',
    })
    expect(school.app.ledger.head().length).toBe(length)
  })

  test.each(['\u202e', '\u0007', '\ud800'])('a note holds no such thing either (%#)', async (note) => {
    const { administrator } = await openSchool()
    expect(await administrator.refused('people.add', adding('Ada Fern', `a${note}b`))).toMatchObject({
      code: 'invalid-input',
      field: 'note',
    })
  })
})

describe('two people of one name', () => {
  test('are told of, and stay two', async () => {
    const school = await openSchool()
    const one = await school.administrator.call('people.add', adding('Grace Holt', 'Cook'))
    expect(one.namesakes).toBe(0)
    const two = await school.administrator.call('people.add', adding(' Grace  Holt', 'Friends of the school'))
    expect(two.namesakes).toBe(1)
    const found = await school.visitor().call('access.findName', { typed: 'grace' })
    expect(found.people.map(({ note }) => note)).toEqual(['Cook', 'Friends of the school'])
    const pin = await choosePin(school.visitor(), one.personId, one.pin)
    await learnAndSign(school, { ...one, pin })
    const { people } = await school.administrator.call('people.list', {})
    expect(people.map(({ id, status }) => [id, status])).toEqual([
      [two.personId, 'not-started'],
      [one.personId, 'complete'],
    ])
  })
})

describe('finding a name', () => {
  test('gives twenty at most, in order, and says that there are more', async () => {
    const school = await openSchool()
    for (let i = 0; i < 21; i++) await school.addPerson(`Ada ${String.fromCharCode(90 - i)}ern`, ['staff'])
    const { people, more } = await school.visitor().call('access.findName', { typed: ' ADA ' })
    expect(more).toBe(true)
    expect(people).toHaveLength(20)
    expect(people[0]!.name).toBe('Ada Fern')
    expect(people).toEqual([...people].sort((a, b) => (a.name < b.name ? -1 : 1)))
  })

  test.each(['', ' ', '-', '—', '’'])('%j gives nobody: the roll is not for whoever passes by', async (typed) => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    expect(await school.visitor().call('access.findName', { typed })).toEqual({ people: [], more: false })
  })

  test('says as what, even for somebody whose first day is to come', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['volunteer'], { from: '2026-10-01' })
    const { people } = await school.visitor().call('access.findName', { typed: 'ada' })
    expect(people).toMatchObject([{ name: 'Ada Fern', audiences: ['volunteer'] }])
  })
})

test('the roll: who needs the administrator first, who has left apart', async () => {
  const school = await openSchool()
  const done = await school.addPerson('Done', ['staff'])
  await learnAndSign(school, done)
  await school.addPerson('To Come', ['staff'], { from: '2026-12-01' })
  const gone = await school.addPerson('Gone', ['staff'])
  await school.administrator.call('people.leave', { personId: gone.personId, on: '2026-09-02' })
  await school.addPerson('Late Later', ['staff'], { from: '2026-09-02' })
  await school.addPerson('Late', ['staff'])
  school.clock.set('2026-09-20T08:00:00Z')
  await school.addPerson('New', ['volunteer'])
  const begun = await school.signIn(await school.addPerson('Begun', ['governor']))
  await begun.call('induction.turnPage', { versionId: school.versionId, pageId: 'arriving' })
  const { people, today } = await school.administrator.call('people.list', {})
  expect(today).toBe('2026-09-20')
  expect((await school.administrator.call('people.list', { shown: 'left' })).people).toMatchObject([
    { name: 'Gone', leftOn: '2026-09-02' },
  ])
  expect(people.map(({ name, status, daysLate }) => [name, status, daysLate])).toEqual([
    ['Late', 'overdue', 5],
    ['Late Later', 'overdue', 4],
    ['Begun', 'in-progress', -14],
    ['New', 'not-started', -14],
    ['Done', 'complete', null],
    ['To Come', null, null],
  ])
})

test('somebody who has not started yet is told their first day, and on that day what there is to do', async () => {
  const school = await openSchool()
  const person = await school.addPerson('Ada Fern', ['staff'], { from: '2026-09-07' })
  const mine = async () => (await school.signIn(person)).call('induction.mine', {})
  expect(await mine()).toMatchObject({ startsOn: '2026-09-07', cards: [] })
  school.clock.set('2026-09-07T08:00:00.000Z')
  expect(await mine()).toMatchObject({ startsOn: null, cards: [{ title: 'Visits policy' }] })
})
