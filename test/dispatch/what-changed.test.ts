/** A new version at the side of somebody who signed an earlier one. */
import { describe, expect, test } from 'vitest'
import type { Pack } from '../../src-main/policies/format.ts'
import { choosePin, openSchool } from '../support/app.ts'
import { visits, visitsRevised } from '../support/fixture-pack.ts'
import {
  enterPaper,
  allRight,
  filledIn,
  goOn,
  learnAndSign,
  readAllPages,
  toSignature,
  wrongAtFirst,
} from '../support/learner.ts'
import { publish } from '../support/publish.ts'
import { cardOf, ids, named, signedBefore, signedPayload } from '../support/on-the-way.ts'

describe('whoever signed an earlier version', () => {
  test('sees what changed, plays what it touches, and signs', async () => {
    const { school, person, versionId, learner } = await signedBefore()
    expect(await cardOf(learner)).toMatchObject({
      versionId,
      version: '2.0',
      status: 'sign-again',
      since: { version: '1.0', signedOn: '2026-09-01' },
      inForceOn: '2026-10-01',
      pages: { read: 0, total: 1 },
      scenarios: { done: 0, total: 2 },
      done: 0,
      parts: 3,
      placeTitle: 'What changed since you last signed',
    })
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['what-changed', 'lost-badge', 'a-call', 'result', 'sign'])
    expect(await learner.call('acknowledgements.form', { versionId })).toMatchObject({
      version: '2.0',
      since: '1.0',
      pages: 1,
      scenarios: 2,
      rules: 5,
    })
    const { acknowledgementId } = await learner.call(
      'acknowledgements.sign',
      await filledIn(learner, versionId, person),
    )
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({
      version: '2.0',
      since: '1.0',
      newer: null,
      pages: 1,
      scenarios: 2,
      firstAnswers: { right: 2, total: 2 },
    })
    expect(signedPayload(school, person)).toMatchObject({
      versionId,
      version: '2.0',
      since: school.versionId,
      pages: ['what-changed'],
      scenarios: ['lost-badge', 'a-call'],
      carried: { pages: [], scenarios: [], answers: [] },
    })
    expect(await cardOf(learner)).toMatchObject({
      status: 'complete',
      since: null,
      showsChanges: true,
      place: { at: 'receipt' },
    })
  })

  test('is told each rule that is new, other or gone, and the words that differ', async () => {
    const { versionId, learner } = await signedBefore()
    const told = await learner.call('induction.changes', { versionId })
    expect(told).toMatchObject({
      policyTitle: 'Visits policy',
      version: '2.0',
      since: { version: '1.0', signedOn: '2026-09-01' },
      scenarios: 2,
      again: false,
      outline: { read: 0, total: 1 },
    })
    expect([ids(told.added), ids(told.dropped)]).toEqual([['phone'], ['list']])
    expect(told.changed).toMatchObject([
      {
        before: { id: 'badge', text: 'Mind the badge.' },
        after: { id: 'badge', text: 'Mind the badge and wear it.' },
        words: [{ kind: 'same' }, { kind: 'added', words: ' and wear it' }, { kind: 'same' }],
      },
    ])
  })

  test('may read every page of the module, and is asked none', async () => {
    const { versionId, learner } = await signedBefore()
    const { outline, number, of } = await learner.call('induction.page', { versionId, pageId: 'phones' })
    expect([number, of]).toEqual([5, 5])
    expect(outline.pages.map(({ id, state, asked }) => [id, state, asked])).toEqual([
      ['what-changed', 'open', true],
      ...['arriving', 'badges', 'pictures', 'visitors', 'phones'].map((id) => [id, 'read', false]),
    ])
    expect(outline).toMatchObject({ read: 0, total: 1 })
  })

  test('does not get past it unread', async () => {
    const { versionId, learner, person } = await signedBefore()
    const answer = { versionId, scenarioId: 'lost-badge', stepId: 'start', chosen: [1] }
    expect((await learner.refused('induction.answer', answer)).code).toBe('not-ready')
    expect((await learner.refused('acknowledgements.form', { versionId })).code).toBe('not-ready')
    const signing = { versionId, name: person.name, pin: person.pin, declarations: [], undertakings: [] }
    expect((await learner.refused('acknowledgements.sign', signing)).code).toBe('not-ready')
    for (const { id: pageId } of visitsRevised.module.pages)
      await learner.call('induction.turnPage', { versionId, pageId })
    expect((await cardOf(learner)).place).toEqual({ at: 'page', pageId: 'what-changed' })
  })

  test('where nothing that binds them differs is told so, and signs', async () => {
    const { school, person, versionId, learner } = await signedBefore(['governor'])
    expect(await learner.call('induction.changes', { versionId })).toMatchObject({ added: [], changed: [], dropped: [], scenarios: 0 }) // prettier-ignore
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['what-changed', 'sign'])
    const { acknowledgementId } = await learner.call(
      'acknowledgements.sign',
      await filledIn(learner, versionId, person),
    )
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({
      firstAnswers: { right: 0, total: 0 },
    })
  })

  test('of a version that only drops rules is told which, and signs', async () => {
    const without = (id: string): Pack => ({
      ...visits,
      policy: { ...visits.policy, version: '1.1' },
      rules: visits.rules.filter((rule) => rule.id !== id),
      module: { ...visits.module, pages: visits.module.pages.filter((page) => page.id !== 'lists') },
      scenarios: visits.scenarios.filter((scenario) => scenario.id !== 'the-list'),
    })
    const { school, versionId, learner } = await signedBefore(['staff'], without('list'))
    expect(ids((await learner.call('induction.changes', { versionId })).dropped)).toEqual(['list'])
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['what-changed', 'sign'])
  })

  test('below the pass mark reads it again, and the page of the module behind whatever else was missed', async () => {
    const pack: Pack = {
      ...visitsRevised,
      scenarios: visitsRevised.scenarios.map((scenario) => ({
        ...scenario,
        steps: Object.fromEntries(
          Object.entries(scenario.steps).map(([id, step]) => {
            if (scenario.id !== 'a-call') return [id, step]
            return [id, { ...step, choices: step.choices.map((choice) => ({ ...choice, rules: ['phone', 'camera'] })) }]
          }),
        ),
      })),
    }
    const { school, versionId, learner } = await signedBefore(['staff'], pack)
    const choose = wrongAtFirst({ school, versionId }, (id) => id === 'a-call')
    const places = await goOn(learner, versionId, ['page', 'scenario'], choose)
    expect(places.map(named)).toEqual(['what-changed', 'lost-badge', 'a-call', 'result'])
    const { passed, score, pagesAgain } = await learner.call('induction.result', { versionId })
    expect({ passed, score, pages: ids(pagesAgain) }).toEqual({ passed: false, score: 50, pages: ['what-changed', 'pictures'] }) // prettier-ignore
    await goOn(learner, versionId, ['result'], choose)
    expect(await learner.call('induction.changes', { versionId })).toMatchObject({ again: true, outline: { read: 0, total: 2 } }) // prettier-ignore
    await learner.call('induction.turnPage', { versionId, pageId: 'what-changed' })
    expect(await learner.call('induction.changes', { versionId })).toMatchObject({
      again: false,
      outline: { read: 1, total: 2 },
    })
    const again = await toSignature(learner, versionId, choose)
    expect(again.map(named)).toEqual(['pictures', 'a-call', 'result', 'sign'])
  })

  test('and is two versions behind is told of both at once', async () => {
    const { school, person, learner, first } = await signedBefore(['staff'], visitsRevised, { kind: 'minor' })
    expect((await cardOf(learner)).status).toBe('complete')
    const third: Pack = {
      ...visitsRevised,
      policy: { ...visitsRevised.policy, version: '3.0' },
      rules: visitsRevised.rules.map((rule) => (rule.id === 'camera' ? { ...rule, force: 'should' } : rule)),
    }
    const versionId = publish(school, third)
    const told = await learner.call('induction.changes', { versionId })
    expect(told.since.version).toBe('1.0')
    expect([ids(told.added), ids(told.changed.map(({ after }) => after)), ids(told.dropped)]).toEqual([
      ['phone'],
      ['badge', 'camera'],
      ['list'],
    ])
    const acknowledgementId = await learnAndSign(school, person, undefined, versionId)
    expect(signedPayload(school, person)).toMatchObject({
      since: school.versionId,
      scenarios: ['lost-badge', 'a-picture', 'a-call'],
    })
    expect(acknowledgementId).not.toBe(first)
  })

  test('reads it again where it tells of more than it did when they read it', async () => {
    const { school, person, versionId, learner } = await signedBefore(['volunteer'])
    const { personId } = person
    await readAllPages(learner, versionId)
    expect((await cardOf(learner)).place).toEqual({ at: 'scenario', scenarioId: 'lost-badge' })
    await school.administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-10-01', until: null })
    expect((await cardOf(learner)).place).toEqual({ at: 'page', pageId: 'what-changed' })
    expect(ids((await learner.call('induction.changes', { versionId })).added)).toEqual(['visitor', 'phone']) // prettier-ignore
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['what-changed', 'lost-badge', 'somebody-new', 'a-call', 'result', 'sign'])
    await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))
    expect(signedPayload(school, person)).toMatchObject({
      audiences: ['staff', 'volunteer'],
      scenarios: ['lost-badge', 'somebody-new', 'a-call'],
    })
  })
})

describe('whoever signed the version in force', () => {
  test('after an earlier one, and is something more since, is asked the rest of it alone', async () => {
    const { school, person, versionId, learner } = await signedBefore(['volunteer'])
    const { personId } = person
    await learnAndSign(school, person, undefined, versionId)
    await school.administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-10-01', until: null })
    const places = await toSignature(learner, versionId, allRight({ school, versionId }))
    expect(places.map(named)).toEqual(['visitors', 'phones', 'somebody-new', 'a-picture', 'a-call', 'result', 'sign'])
    const { sections } = await learner.call('induction.rules', { versionId })
    expect(ids(sections.flatMap(({ rules }) => rules))).toContain('phone')
    const shown = await learner.call('induction.changes', { versionId })
    await learner.call('acknowledgements.sign', await filledIn(learner, versionId, person))
    // What changed is what they were shown when they first signed it.
    expect(ids(shown.added)).toEqual([])
    expect(await learner.call('induction.changes', { versionId })).toEqual(shown)
  })

  test('and had left another version out, is asked every page of the rest', async () => {
    const { school, person, learner } = await signedBefore(['volunteer'], visitsRevised, { kind: 'minor' })
    const { personId } = person
    const versionId = publish(school, { ...visitsRevised, policy: { ...visitsRevised.policy, version: '3.0' } })
    await learnAndSign(school, person, undefined, versionId)
    await school.administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-10-01', until: null })
    const places = await readAllPages(learner, versionId)
    expect(places.map(named)).toEqual(['visitors', 'phones', 'somebody-new'])
  })

  test('and is asked once more, since a year is over, signs alone', async () => {
    const { school, person, versionId } = await signedBefore()
    const renewal = { audience: 'staff' as const, policies: ['hill/visits'], daysAllowed: 14, passMark: 80 }
    await school.administrator.call('policies.setProgramme', { ...renewal, from: '2026-10-01', renewal: '11-01' })
    await learnAndSign(school, person, undefined, versionId)
    school.clock.set('2026-11-01T08:00:00Z')
    const learner = await school.signIn(person)
    expect(await cardOf(learner)).toMatchObject({ status: 'sign-again', since: null, place: { at: 'sign' } })
    const acknowledgementId = await learnAndSign(school, person, undefined, versionId)
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({
      since: null,
      pages: 5,
    })
  })
})

test('a renewal under a minor version asks what changed, then the signature', async () => {
  const { school, person, versionId } = await signedBefore(['staff'], visitsRevised, { kind: 'minor' })
  const renewal = { audience: 'staff' as const, policies: ['hill/visits'], daysAllowed: 14, passMark: 80 }
  await school.administrator.call('policies.setProgramme', { ...renewal, from: '2026-10-01', renewal: '11-01' })
  school.clock.set('2026-11-01T08:00:00Z')
  const learner = await school.signIn(person)
  expect((await cardOf(learner)).status).toBe('sign-again')
  const places = await toSignature(learner, versionId, allRight({ school, versionId }))
  expect(places.map(named)).toEqual(['what-changed', 'lost-badge', 'a-call', 'result', 'sign'])
})

test('a minor version asks nothing of whoever signed; what changed is there to read', async () => {
  const { versionId, learner, first } = await signedBefore(['staff'], visitsRevised, { kind: 'minor' })
  expect(await cardOf(learner)).toMatchObject({
    versionId,
    status: 'complete',
    since: { version: '1.0' },
    acknowledgementId: first,
    place: { at: 'receipt', acknowledgementId: first },
  })
  expect(await learner.call('induction.changes', { versionId })).toMatchObject({ outline: null, scenarios: 2 })
  expect((await learner.call('induction.mine', {})).signed).toMatchObject([
    { acknowledgementId: first, version: '1.0' },
  ])
})

test('whoever never signed is asked the whole, and has nothing to compare', async () => {
  const school = await openSchool()
  const versionId = publish(school)
  const learner = await school.signIn(await school.addPerson('Ben Reed', ['staff']))
  expect((await learner.refused('induction.changes', { versionId })).code).toBe('unknown-item')
  expect(await cardOf(learner)).toMatchObject({ since: null, showsChanges: false })
  const places = await toSignature(learner, versionId, allRight({ school, versionId }))
  expect(places.map(named)).toEqual([
    ...['arriving', 'badges', 'pictures', 'visitors', 'phones'],
    ...['at-the-gate', 'lost-badge', 'somebody-new', 'a-picture', 'a-call', 'result', 'sign'],
  ])
})

describe('on paper', () => {
  async function signedOnPaper() {
    const school = await openSchool()
    const person = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await enterPaper(school, person)
    const versionId = publish(school)
    return { school, person, acknowledgementId, versionId, learner: await school.signIn(person) }
  }

  test('signed is signed: what changed since is shown', async () => {
    const { learner } = await signedOnPaper()
    expect(await cardOf(learner)).toMatchObject({
      since: { version: '1.0', signedOn: '2026-09-01' },
      place: { at: 'page', pageId: 'what-changed' },
    })
  })

  test('a signature that was taken back is none: the whole is asked', async () => {
    const { school, acknowledgementId, learner } = await signedOnPaper()
    const why = { reason: 'Another Ada', by: 'Headteacher' }
    await school.administrator.call('acknowledgements.withdrawPaper', { acknowledgementId, ...why })
    expect(await cardOf(learner)).toMatchObject({ since: null, place: { at: 'page', pageId: 'arriving' } })
    expect((await learner.call('induction.mine', {})).signed).toEqual([])
  })

  test('the sheet of the next version has every rule, so nothing is compared', async () => {
    const { school, person, versionId, learner } = await signedOnPaper()
    const acknowledgementId = await enterPaper(school, person)
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({ since: null, version: '2.0' }) // prettier-ignore
    expect(await cardOf(learner)).toMatchObject({ status: 'complete', showsChanges: false })
    expect((await learner.refused('induction.changes', { versionId })).code).toBe('unknown-item')
  })
})

test('somebody new chooses a PIN and finds the version of the day', async () => {
  const school = await openSchool()
  const person = await school.addPerson('Ada Fern', ['staff'], { newcomer: true })
  const versionId = publish(school)
  const pin = await choosePin(school.visitor(), person.personId, person.pin)
  expect((await cardOf(await school.signIn({ ...person, pin }))).versionId).toBe(versionId)
})
