/** A new version comes while somebody is on the way. */
import { describe, expect, test } from 'vitest'
import type { Pack } from '../../src-main/policies/format.ts'
import { visits, visitsRevised } from '../support/fixture-pack.ts'
import {
  allRight,
  enterPaper,
  filledIn,
  goOn,
  oneStep,
  placeNow,
  readAllPages,
  toSignature,
  wrongAtFirst,
} from '../support/learner.ts'
import { publish } from '../support/publish.ts'
import {
  cardOf,
  named,
  onTheWay,
  other,
  playSome,
  reportRow,
  signedPayload,
  type OnTheWay,
} from '../support/on-the-way.ts'

describe.each(['minor', 'major'] as const)('a %s version', (kind) => {
  test('keeps the pages that were read, where the rules on them ask the same', async () => {
    const { school, learner } = await onTheWay()
    await readAllPages(learner, school.versionId)
    const versionId = publish(school, visitsRevised, { kind })
    expect(await cardOf(learner)).toMatchObject({
      versionId,
      status: 'in-progress',
      since: null,
      pages: { read: 3, total: 5 },
    })
    const places = await goOn(learner, versionId, ['page'], () => [])
    expect(places.map(named)).toEqual(['badges', 'phones', 'at-the-gate'])
  })

  test('keeps the scenarios that were played, in a round that was never finished', async () => {
    const { school, person, learner } = await onTheWay()
    await readAllPages(learner, school.versionId)
    const choose = wrongAtFirst({ school }, (id) => id === 'somebody-new')
    await playSome(learner, school.versionId, 4, choose) // the gate, the badge, the list: right; somebody new: not
    const versionId = publish(school, visitsRevised, { kind })
    expect(await cardOf(learner)).toMatchObject({ scenarios: { done: 1, total: 5 }, round: 1 })
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual([
      ...['badges', 'phones', 'lost-badge', 'somebody-new', 'a-picture', 'a-call', 'result', 'sign'],
    ])
    const { acknowledgementId } = await learner.call(
      'acknowledgements.sign',
      await filledIn(learner, versionId, person),
    )
    // The first answer to somebody-new was given under the first version, and stays the first.
    const firstAnswers = { right: 4, total: 5 }
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({ since: null, pages: 5, scenarios: 5, firstAnswers }) // prettier-ignore
    expect(await reportRow(school, '2026-09-01')).toMatchObject({ attempts: 1, firstAnswers })
    expect(signedPayload(school, person)).toMatchObject({
      since: null,
      pages: ['arriving', 'badges', 'pictures', 'visitors', 'phones'],
      carried: {
        pages: ['arriving', 'pictures', 'visitors'],
        scenarios: ['at-the-gate'],
        answers: [
          { scenarioId: 'at-the-gate', stepId: 'start', chosen: [1], verdict: 'right' },
          { scenarioId: 'somebody-new', stepId: 'start', chosen: [2], verdict: 'breach' },
        ],
      },
    })
    // What was left open stays as it was.
    expect(school.database.prepare('SELECT number, finished_at IS NULL AS open FROM attempt ORDER BY open DESC').all()).toEqual([{ number: 1, open: 1 }, { number: 1, open: 0 }]) // prettier-ignore
  })

  test('starts a scenario anew that was left in its middle', async () => {
    const { school, learner } = await onTheWay()
    await readAllPages(learner, school.versionId)
    await playSome(learner, school.versionId, 4, allRight({ school }))
    const picture = { scenarioId: 'a-picture', stepId: 'asked' }
    await learner.call('induction.answer', { versionId: school.versionId, ...picture, chosen: [1] }) // and it goes on
    const versionId = publish(school, other('1.1'), { kind })
    expect(await placeNow(learner, versionId)).toEqual({ at: 'scenario', scenarioId: 'a-picture' })
    expect(await learner.call('induction.scenario', { versionId, scenarioId: 'a-picture' })).toMatchObject({ stepId: 'asked', answered: null, again: false, total: 1 }) // prettier-ignore
    await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(await learner.call('induction.result', { versionId })).toMatchObject({ right: 5, answers: 5, score: 100 })
  })

  test('keeps all of it where nothing differs, also what was finished: the signature follows', async () => {
    const { school, person, learner } = await onTheWay()
    const choose = wrongAtFirst({ school }, (id) => id === 'the-list')
    await toSignature(learner, school.versionId, choose)
    const versionId = publish(school, other('1.1'), { kind })
    expect(await placeNow(learner, versionId)).toEqual({ at: 'sign' })
    const { acknowledgementId } = await learner.call(
      'acknowledgements.sign',
      await filledIn(learner, versionId, person),
    )
    const firstAnswers = { right: 4, total: 5 }
    expect((await learner.call('acknowledgements.receipt', { acknowledgementId })).firstAnswers).toEqual(firstAnswers)
    expect(await reportRow(school, '2026-09-01')).toMatchObject({ attempts: 2, firstAnswers })
    expect(await school.administrator.call('people.signature', { personId: person.personId, acknowledgementId })).toMatchObject({ firstAnswers }) // prettier-ignore
  })
})

describe('in the middle of round 2', () => {
  const wrong = ['lost-badge', 'somebody-new']

  test('pages that came back and were not read again are read again under the new version', async () => {
    const { school, learner } = await onTheWay()
    const choose = wrongAtFirst({ school }, (id) => wrong.includes(id))
    await goOn(learner, school.versionId, ['page', 'scenario'], choose)
    await oneStep(learner, school.versionId, { at: 'result' }, choose)
    await oneStep(learner, school.versionId, { at: 'page', pageId: 'badges' }, choose)
    expect(await placeNow(learner, school.versionId)).toEqual({ at: 'page', pageId: 'visitors' })
    const versionId = publish(school, other('1.1'))
    expect(await cardOf(learner)).toMatchObject({ status: 'in-progress', pages: { read: 4, total: 5 }, scenarios: { done: 3 } }) // prettier-ignore
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['visitors', 'lost-badge', 'somebody-new', 'result', 'sign'])
    // Two that are right now, and the three of before.
    expect(await learner.call('induction.result', { versionId })).toMatchObject({ right: 5, answers: 5, passed: true })
  })

  test('a scenario that was answered right in it is done', async () => {
    const { school, person, learner } = await onTheWay()
    const choose = wrongAtFirst({ school }, (id) => wrong.includes(id))
    await goOn(learner, school.versionId, ['page', 'scenario'], choose)
    await goOn(learner, school.versionId, ['result', 'page'], choose)
    await playSome(learner, school.versionId, 1, choose) // the badge
    const versionId = publish(school, other('1.1'))
    const scenarioId = 'somebody-new'
    expect(await learner.call('induction.scenario', { versionId, scenarioId })).toMatchObject({ again: true, total: 1 })
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['somebody-new', 'result', 'sign'])
    const { acknowledgementId } = await learner.call(
      'acknowledgements.sign',
      await filledIn(learner, versionId, person),
    )
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({ firstAnswers: { right: 3, total: 5 } }) // prettier-ignore
  })
})

test('over two versions, what is the same in the last counts', async () => {
  const { school, learner } = await onTheWay()
  await readAllPages(learner, school.versionId)
  await playSome(learner, school.versionId, 2, allRight({ school })) // the gate, the badge
  const second = publish(school, visitsRevised, { kind: 'minor' })
  await goOn(learner, second, ['page'], () => []) // badges and phones
  await playSome(learner, second, 1, allRight({ school, versionId: second })) // the badge, as it is now
  const third: Pack = {
    ...visitsRevised,
    policy: { ...visitsRevised.policy, version: '3.0' },
    rules: visitsRevised.rules.map((rule) => (rule.id === 'gate' ? { ...rule, force: 'should' } : rule)),
  }
  const versionId = publish(school, third)
  const places = await toSignature(learner, versionId, allRight({ school, versionId }))
  expect(places.map(named)).toEqual([
    ...['arriving', 'at-the-gate', 'somebody-new', 'a-picture', 'a-call', 'result', 'sign'],
  ])
})

describe('what a version cut off', () => {
  async function cutOff() {
    const way = await onTheWay()
    await readAllPages(way.learner, way.school.versionId)
    await playSome(way.learner, way.school.versionId, 2, wrongAtFirst({ school: way.school }, (id) => id === 'at-the-gate')) // prettier-ignore
    return { ...way, versionId: publish(way.school, other('1.1'), { kind: 'minor' }) }
  }

  test('is in no report before it is signed, and in each after: the entry lists its answers, and how sure they were', async () => {
    const { school, person, learner, versionId } = await cutOff()
    expect(await reportRow(school, '2026-09-01')).toMatchObject({ attempts: 0, firstAnswers: null })
    await toSignature(learner, versionId, allRight({ school, versionId }))
    school.clock.set('2026-09-02T08:00:00.000Z')
    await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))
    expect(signedPayload(school, person)).toMatchObject({
      carried: {
        answers: [
          { scenarioId: 'at-the-gate', sure: false },
          { scenarioId: 'lost-badge', sure: false },
        ],
      },
    })
    expect(await reportRow(school, '2026-09-01')).toMatchObject({ firstAnswers: { right: 4, total: 4 } }) // those of the round that was finished
    expect(await reportRow(school, '2026-09-02')).toMatchObject({ firstAnswers: { right: 4, total: 5 } })
  })

  test('is in none where it is signed on paper: the entry lists no answers', async () => {
    const { school, person } = await cutOff()
    await enterPaper(school, person)
    expect(await reportRow(school, '2026-09-01')).toMatchObject({ status: 'complete', attempts: 0, firstAnswers: null })
  })
})

describe('whoever signs once more', () => {
  async function signingAgain(): Promise<OnTheWay & { second: string }> {
    const { school, person, learner } = await onTheWay()
    await toSignature(learner, school.versionId, allRight({ school }))
    await learner.call('acknowledgements.sign', await filledIn(learner, school.versionId, person))
    return { school, person, learner, second: publish(school) }
  }
  const third = (changed: Partial<Pack> = {}): Pack => ({
    ...visitsRevised,
    ...changed,
    policy: { ...visitsRevised.policy, version: '3.0' },
  })

  test('keeps what they read and played of a version that another follows before they signed', async () => {
    const { school, person, learner, second } = await signingAgain()
    await readAllPages(learner, second)
    await playSome(
      learner,
      second,
      1,
      wrongAtFirst({ school, versionId: second }, (id) => id === 'a-call'),
    )
    const versionId = publish(school, third())
    expect(await placeNow(learner, versionId)).toEqual({ at: 'scenario', scenarioId: 'a-call' })
    await toSignature(learner, versionId, allRight({ school, versionId }))
    await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))
    expect(signedPayload(school, person)).toMatchObject({
      since: school.versionId,
      pages: ['what-changed'],
      scenarios: ['lost-badge', 'a-call'],
      carried: { pages: ['what-changed'], scenarios: ['lost-badge'] },
    })
  })

  test('is not spared what they had not read', async () => {
    const { school, learner } = await signingAgain()
    const versionId = publish(school, third())
    expect(await placeNow(learner, versionId)).toEqual({ at: 'page', pageId: 'what-changed' })
  })

  test('reads a page of the module that came back and was not read again', async () => {
    const { school, learner } = await signingAgain()
    const cited = (pack: Pack): Pack['scenarios'] =>
      pack.scenarios.map((one) => {
        if (one.id !== 'a-call') return one
        const choices = one.steps.start!.choices.map((choice) => ({ ...choice, rules: ['phone', 'camera'] }))
        return { ...one, steps: { start: { ...one.steps.start!, choices } } }
      })
    const second = publish(school, { ...third(), policy: { ...visits.policy, version: '2.5' }, scenarios: cited(visitsRevised) }) // prettier-ignore
    const choose = wrongAtFirst({ school, versionId: second }, (id) => id === 'a-call')
    await goOn(learner, second, ['page', 'scenario'], choose)
    await oneStep(learner, second, { at: 'result' }, choose)
    await oneStep(learner, second, { at: 'page', pageId: 'what-changed' }, choose)
    expect(await placeNow(learner, second)).toEqual({ at: 'page', pageId: 'pictures' })
    const versionId = publish(school, third({ scenarios: cited(visitsRevised) }))
    expect(await cardOf(learner)).toMatchObject({
      place: { at: 'page', pageId: 'pictures' },
      pages: { read: 1, total: 2 },
    })
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['pictures', 'a-call', 'result', 'sign'])
  })

  test('reads what changed again where the next version changes more', async () => {
    const { school, learner, second } = await signingAgain()
    await readAllPages(learner, second)
    await playSome(learner, second, 1, allRight({ school, versionId: second }))
    const rules = visitsRevised.rules.map((rule) => (rule.id === 'camera' ? { ...rule, text: 'No camera.' } : rule))
    const versionId = publish(school, third({ rules }))
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['what-changed', 'a-picture', 'a-call', 'result', 'sign'])
  })

  test('keeps what they did as something more after they signed', async () => {
    const { school, person, learner } = await onTheWay(['volunteer'])
    const { personId } = person
    await toSignature(learner, school.versionId, allRight({ school }))
    await learner.call('acknowledgements.sign', await filledIn(learner, school.versionId, person))
    school.clock.pass(1)
    await school.administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-09-01', until: null })
    await readAllPages(learner, school.versionId)
    await playSome(learner, school.versionId, 2, allRight({ school })) // the list, somebody new
    const versionId = publish(school)
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['what-changed', 'lost-badge', 'a-call', 'result', 'sign'])
  })
})
