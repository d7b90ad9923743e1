import { describe, expect, test } from 'vitest'
import { choosePin, openSchool } from '../support/app.ts'
import { pack } from '../../src-main/policies/format.ts'
import { visits } from '../support/fixture-pack.ts'
import {
  allRight,
  filledIn,
  goOn,
  learnAndSign,
  oneStep,
  placeNow,
  readAllPages,
  toSignature,
  wrongAtFirst,
} from '../support/learner.ts'
import type { Place } from '../../src-main/induction/contract.ts'

test('the made-up policy has the shape of a pack', () => {
  expect(pack.parse(visits)).toEqual(visits)
})

const named = (place: Place): string =>
  place.at === 'page' ? place.pageId : place.at === 'scenario' ? place.scenarioId : place.at

describe('a teacher', () => {
  test('with most of it wrong goes back to those pages and scenarios alone, passes, declares, signs, and has a receipt', async () => {
    const school = await openSchool()
    const { versionId } = school
    const person = await school.addPerson('Ada Fern', ['staff'])
    const ada = await school.signIn(person)
    const wrong = ['lost-badge', 'the-list', 'a-picture']
    const places = await toSignature(
      ada,
      versionId,
      wrongAtFirst({ school }, (id) => wrong.includes(id)),
    )
    expect(places.map(named)).toEqual([
      ...['arriving', 'badges', 'lists', 'pictures', 'visitors'],
      ...['at-the-gate', 'lost-badge', 'the-list', 'somebody-new', 'a-picture', 'a-picture', 'result'],
      // the second step of a-picture missed the rule on page one as well
      ...['arriving', 'badges', 'lists', 'pictures'],
      ...['lost-badge', 'the-list', 'a-picture', 'result', 'sign'],
    ])
    const signing = await filledIn(ada, versionId, person)
    const { acknowledgementId } = await ada.call('acknowledgements.sign', {
      ...signing,
      declarations: [{ id: 'family', answer: 'yes', detail: '  My son Ben, Year 2 ' }],
    })
    const receipt = await ada.call('acknowledgements.receipt', { acknowledgementId })
    expect(receipt).toMatchObject({
      schoolName: 'Hill School',
      personName: 'Ada Fern',
      nameTyped: 'Ada Fern',
      audiences: ['staff'],
      policyTitle: 'Visits policy',
      version: '1.0',
      signedAt: '2026-09-01T08:00:00.000Z',
      statement: 'I will follow all of it.',
      undertakings: ['I will use the school’s camera alone.'],
      declarations: [
        { id: 'family', question: 'Is a child of yours here?', answer: 'yes', detail: 'My son Ben, Year 2' },
      ],
      pages: 5,
      scenarios: 5,
      rules: 5,
      firstAnswers: { right: 2, total: 6 },
    })
    expect(receipt.entry.hash).toBe(school.app.ledger.hashAt(receipt.entry.seq))
    expect(receipt.head).toEqual(school.app.ledger.head())
  })

  test('with one wrong of five is at the pass mark: that scenario alone comes back', async () => {
    const school = await openSchool()
    const { versionId } = school
    const ada = await school.signIn(await school.addPerson('Ada Fern', ['staff']))
    await goOn(
      ada,
      versionId,
      ['page', 'scenario'],
      wrongAtFirst({ school }, (id) => id === 'the-list'),
    )
    const result = await ada.call('induction.result', { versionId })
    expect(result).toMatchObject({
      round: 1,
      passed: true,
      right: 4,
      answers: 5,
      score: 80,
      passMark: 80,
      pagesAgain: [],
    })
    expect(result.scenariosAgain).toEqual([{ id: 'the-list', title: 'About the-list' }])
    expect(result.missedRules.map(({ id }) => id)).toEqual(['list'])
    const places = await toSignature(ada, versionId, allRight({ school }))
    expect(places.map(named)).toEqual(['result', 'the-list', 'result', 'sign'])
  })

  test('below it sees which pages come back, marked as such', async () => {
    const school = await openSchool()
    const { versionId } = school
    const ada = await school.signIn(await school.addPerson('Ada Fern', ['staff']))
    await goOn(
      ada,
      versionId,
      ['page', 'scenario'],
      wrongAtFirst({ school }, (id) => ['lost-badge', 'the-list'].includes(id)),
    )
    const result = await ada.call('induction.result', { versionId })
    expect(result).toMatchObject({ passed: false, score: 60 })
    expect(result.pagesAgain.map(({ id }) => id)).toEqual(['badges', 'lists'])
    await goOn(ada, versionId, ['result'], allRight({ school }))
    expect(await ada.call('induction.page', { versionId, pageId: 'badges' })).toMatchObject({ again: true })
    expect(await ada.call('induction.page', { versionId, pageId: 'arriving' })).toMatchObject({ again: false })
    expect((await ada.refused('induction.scenario', { versionId, scenarioId: 'lost-badge' })).code).toBe('not-ready')
  })

  test('loses nothing by leaving, at any moment, even where the program ends', async () => {
    const school = await openSchool()
    const { versionId } = school
    const person = await school.addPerson('Ada Fern', ['staff'])
    const choose = wrongAtFirst({ school }, () => true)
    let place = await placeNow(await school.signIn(person), versionId)
    for (let steps = 0; place.at !== 'sign'; steps++) {
      const before = await oneStep(await school.signIn(person), versionId, place, choose)
      school.reopen()
      place = await placeNow(await school.signIn(person), versionId)
      expect(place).toEqual(before)
      if (steps > 50) throw new Error('there is no end')
    }
  })

  test('who leaves with the feedback unread finds it again, as it was', async () => {
    const school = await openSchool()
    const { versionId } = school
    const person = await school.addPerson('Ada Fern', ['staff'])
    const ada = await school.signIn(person)
    await readAllPages(ada, versionId)
    const asked = { versionId, scenarioId: 'at-the-gate' }
    const before = await ada.call('induction.scenario', asked)
    expect(before.answered).toBeNull()
    const feedback = await ada.call('induction.answer', { ...asked, stepId: 'start', chosen: [0] })
    expect(feedback).toMatchObject({
      verdict: 'risky',
      chosen: ['Perhaps'],
      better: ['Well done'],
      comesBack: true,
      next: 'scenario',
    })
    school.reopen()
    const after = await (await school.signIn(person)).call('induction.scenario', asked)
    expect(after).toEqual({ ...before, answered: feedback })
  })
})

test('a volunteer has a shorter path, without undertakings', async () => {
  const school = await openSchool()
  const person = await school.addPerson('Vera Moss', ['volunteer'])
  const vera = await school.signIn(person)
  const { cards } = await vera.call('induction.mine', {})
  expect(cards).toMatchObject([
    { minutesLeft: 5, parts: 5, pages: { read: 0, total: 3 }, scenarios: { done: 0, total: 2 } },
  ])
  const places = await toSignature(vera, school.versionId, allRight({ school }))
  expect(places.map(named)).toEqual(['arriving', 'badges', 'pictures', 'at-the-gate', 'lost-badge', 'result', 'sign'])
  const form = await vera.call('acknowledgements.form', { versionId: school.versionId })
  expect(form).toMatchObject({
    statement: 'I will follow my part of it.',
    undertakings: [],
    pages: 3,
    scenarios: 2,
    rules: 3,
  })
  expect(form.declarations.map(({ id }) => id)).toEqual(['family'])
  for (const pageId of ['lists', 'visitors'])
    expect((await vera.refused('induction.page', { versionId: school.versionId, pageId })).code).toBe('unknown-item')
  await vera.call('acknowledgements.sign', await filledIn(vera, school.versionId, person))
})

test('a governor has theirs, and nothing to declare', async () => {
  const school = await openSchool()
  const person = await school.addPerson('Gwen Holt', ['governor'])
  const gwen = await school.signIn(person)
  const places = await toSignature(gwen, school.versionId, allRight({ school }))
  expect(places.map(named)).toEqual([
    'arriving',
    'pictures',
    'visitors',
    'at-the-gate',
    'somebody-new',
    'result',
    'sign',
  ])
  const form = await gwen.call('acknowledgements.form', { versionId: school.versionId })
  expect(form).toMatchObject({ statement: 'I have read it.', declarations: [], undertakings: [] })
  await gwen.call('acknowledgements.sign', await filledIn(gwen, school.versionId, person))
})

test('somebody in two audiences does the whole of both once; one who signed for the first signs again for both', async () => {
  const school = await openSchool()
  const both = await school.addPerson('Tom Vale', ['volunteer', 'governor'])
  const tom = await school.signIn(both)
  const { pages, scenarios } = (await tom.call('induction.mine', {})).cards[0]!
  expect([pages.total, scenarios.total]).toEqual([4, 3])

  const later = await school.administrator.call('people.add', {
    name: 'Una Wood',
    note: '',
    appointments: [
      { audience: 'volunteer', from: '2026-09-01' },
      { audience: 'governor', from: '2026-09-10' },
    ],
  })
  const pin = await choosePin(school.visitor(), later.personId, later.pin)
  const person = { ...later, name: 'Una Wood', pin }
  await learnAndSign(school, person)
  school.clock.set('2026-09-10T08:00:00Z')
  const una = await school.signIn(person)
  const places = await toSignature(una, school.versionId, allRight({ school }))
  expect(places.map(named)).toEqual(['visitors', 'somebody-new', 'result', 'sign'])
  const form = await una.call('acknowledgements.form', { versionId: school.versionId })
  expect(form.statement).toBe('I have read it. I will follow my part of it.')
  await una.call('acknowledgements.sign', await filledIn(una, school.versionId, person))
  expect(school.database.prepare('SELECT audiences FROM acknowledgement ORDER BY entry_seq').pluck().all()).toEqual([
    '["volunteer"]',
    '["volunteer","governor"]',
  ])
})

describe('what cannot be done on the way', () => {
  async function atScenarios() {
    const school = await openSchool()
    const ada = await school.signIn(await school.addPerson('Ada Fern', ['staff']))
    await readAllPages(ada, school.versionId)
    return { ada, versionId: school.versionId, school }
  }
  const first = { scenarioId: 'at-the-gate', stepId: 'start' }

  test('a page is not skipped, nor turned unseen', async () => {
    const school = await openSchool()
    const { versionId } = school
    const ada = await school.signIn(await school.addPerson('Ada Fern', ['staff']))
    for (const pageId of ['badges', 'visitors'])
      for (const call of ['induction.page', 'induction.turnPage'] as const)
        expect((await ada.refused(call, { versionId, pageId })).code).toBe('page-not-open')
    await ada.call('induction.turnPage', { versionId, pageId: 'arriving' })
    await ada.call('induction.page', { versionId, pageId: 'arriving' }) // and earlier ones stay open
    await ada.call('induction.page', { versionId, pageId: 'badges' })
    expect((await ada.refused('induction.answer', { versionId, ...first, chosen: [1] })).code).toBe('not-ready')
    for (const pageId of ['', '__proto__', 'no-such'])
      expect((await ada.refused('induction.page', { versionId, pageId })).code).toBe('unknown-item')
  })

  test.each<[string, number[], string]>([
    ['a place that is not there', [3], 'not-on-offer'],
    ['two where one is asked for', [0, 1], 'not-on-offer'],
    ['one twice', [1, 1], 'not-on-offer'],
    ['none', [], 'invalid-input'],
    ['less than none', [-1], 'invalid-input'],
    ['half a one', [0.5], 'invalid-input'],
  ])('no choice of %s, and nothing is saved', async (_, chosen, code) => {
    const { ada, versionId, school } = await atScenarios()
    expect((await ada.refused('induction.answer', { versionId, ...first, chosen })).code).toBe(code)
    expect(school.database.prepare('SELECT COUNT(*) FROM attempt').pluck().get()).toBe(0)
  })

  test('a step is answered once, in its turn; a first answer is kept', async () => {
    const { ada, versionId, school } = await atScenarios()
    await ada.call('induction.answer', { versionId, ...first, chosen: [2] })
    expect((await ada.refused('induction.answer', { versionId, ...first, chosen: [1] })).code).toBe('already-answered')
    await ada.call('induction.continue', { versionId, ...first })
    expect((await ada.refused('induction.answer', { versionId, ...first, chosen: [1] })).code).toBe('not-ready')
    expect(
      (await ada.refused('induction.answer', { versionId, scenarioId: 'a-picture', stepId: 'asked', chosen: [0] }))
        .code,
    ).toBe('not-ready')
    expect(
      (await ada.refused('induction.continue', { versionId, scenarioId: 'lost-badge', stepId: 'start' })).code,
    ).toBe('not-ready')
    expect((await ada.refused('induction.result', { versionId })).code).toBe('not-ready')
    expect(school.database.prepare('SELECT verdict FROM answer').pluck().all()).toEqual(['breach'])
  })

  test('a step further on is not answered before its turn, nor one of a branch not taken', async () => {
    const { ada, versionId, school } = await atScenarios()
    await goOn(ada, versionId, ['scenario'], (asked) =>
      asked.scenarioId === 'a-picture' ? [9] : allRight({ school })(asked),
    ).catch(() => undefined)
    const picture = { versionId, scenarioId: 'a-picture' }
    expect((await ada.refused('induction.answer', { ...picture, stepId: 'taken', chosen: [0] })).code).toBe('not-ready')
    expect((await ada.refused('induction.answer', { ...picture, stepId: 'constructor', chosen: [0] })).code).toBe(
      'not-ready',
    )
    await ada.call('induction.answer', { ...picture, stepId: 'asked', chosen: [0] })
    expect((await ada.refused('induction.answer', { ...picture, stepId: 'taken', chosen: [0] })).code).toBe('not-ready')
  })

  test('a policy version that is not asked of them, or not there, is no lesson', async () => {
    const { ada } = await atScenarios()
    const versionId = '0198f000-0000-7000-8000-000000000001'
    expect((await ada.refused('induction.page', { versionId, pageId: 'arriving' })).code).toBe('unknown-item')
    expect((await ada.refused('acknowledgements.form', { versionId })).code).toBe('unknown-item')
    const { school } = await atScenarios()
    const future = await school.signIn(await school.addPerson('Not Yet', ['staff'], { from: '2026-12-01' }))
    expect((await future.call('induction.mine', {})).cards).toEqual([])
    expect((await future.refused('induction.page', { versionId: school.versionId, pageId: 'arriving' })).code).toBe(
      'unknown-item',
    )
  })
})

test('every rule that binds someone stands in the list of rules once', async () => {
  const school = await openSchool()
  for (const [audience, rules] of [['staff', 5], ['volunteer', 3], ['governor', 3]] as const) {
    const learner = await school.signIn(await school.addPerson('Ada Fern', [audience]))
    const { sections } = await learner.call('induction.rules', { versionId: school.versionId })
    expect(sections.flatMap((section) => section.rules)).toHaveLength(rules)
  }
}) // prettier-ignore
