/** The day on which a version comes: in the middle of something, and in the report. */
import { describe, expect, test, vi } from 'vitest'
import { visitsRevised } from '../support/fixture-pack.ts'
import { allRight, filledIn, readAllPages, toSignature, wrongAtFirst, paperFilledIn } from '../support/learner.ts'
import { publish } from '../support/publish.ts'
import { cardOf, onTheWay, other, playSome, reportRow } from '../support/on-the-way.ts'

describe('in the middle of something', () => {
  test('at midnight each call for the version of yesterday is refused in words, and nothing is lost', async () => {
    const { school, person, learner } = await onTheWay()
    const { versionId } = school
    const tomorrow = publish(school, visitsRevised, { inForceOn: '2026-09-02' })
    expect((await learner.refused('induction.page', { versionId: tomorrow, pageId: 'arriving' })).code).toBe('unknown-item') // prettier-ignore
    await readAllPages(learner, versionId)
    await playSome(learner, versionId, 1, allRight({ school }))
    const answer = { versionId, scenarioId: 'lost-badge', stepId: 'start' }
    await learner.call('induction.answer', { ...answer, chosen: [1] })
    school.clock.set('2026-09-01T23:00:00.000Z') // midnight in the United Kingdom
    const signing = { versionId, name: person.name, pin: person.pin, declarations: [], undertakings: [] }
    for (const [call, input] of [
      ['induction.page', { versionId, pageId: 'arriving' }],
      ['induction.turnPage', { versionId, pageId: 'arriving' }],
      ['induction.scenario', { versionId, scenarioId: 'lost-badge' }],
      ['induction.answer', { ...answer, chosen: [1] }],
      ['induction.continue', answer],
      ['induction.result', { versionId }],
      ['induction.resultSeen', { versionId }],
      ['acknowledgements.form', { versionId }],
      ['acknowledgements.sign', signing],
    ] as const)
      expect(await learner.refused(call, input), call).toMatchObject({
        code: 'newer-version',
        message: expect.stringMatching(
          /2\.0, has been in force since 2 September 2026\..*kept.*Go back to your induction/,
        ),
      })
    expect(await cardOf(learner)).toMatchObject({ versionId: tomorrow, pages: { read: 3 }, scenarios: { done: 1 } })
  })

  test('a signature whose PIN is being checked as the day changes is looked at again', async () => {
    const { school, person, learner } = await onTheWay()
    const { versionId } = school
    publish(school, visitsRevised, { inForceOn: '2026-09-02' })
    await toSignature(learner, versionId, allRight({ school }))
    const signing = await filledIn(learner, versionId, person)
    const { access } = school.app
    const { checkPin } = access
    vi.spyOn(access, 'checkPin').mockImplementation(async (...given) => {
      await checkPin(...given)
      school.clock.set('2026-09-01T23:00:00.000Z')
    })
    expect((await learner.refused('acknowledgements.sign', signing)).code).toBe('newer-version')
    expect(school.database.prepare('SELECT COUNT(*) FROM acknowledgement').pluck().get()).toBe(0)
  })
})

describe('the report', () => {
  test('of somebody who signed says how they did then, also when a minor version came since', async () => {
    const { school, person, learner } = await onTheWay()
    await toSignature(
      learner,
      school.versionId,
      wrongAtFirst({ school }, (id) => id === 'the-list'),
    )
    await learner.call('acknowledgements.sign', await filledIn(learner, school.versionId, person))
    const before = await reportRow(school, '2026-09-01')
    publish(school, visitsRevised, { kind: 'minor' })
    expect(await reportRow(school, '2026-09-01')).toEqual({ ...before, version: '2.0' })
    expect(before).toMatchObject({ status: 'complete', attempts: 2, firstAnswers: { right: 4, total: 5 } })
  })

  test('of somebody who signs again counts what they answered since', async () => {
    const { school, person, learner } = await onTheWay()
    await toSignature(learner, school.versionId, allRight({ school }))
    await learner.call('acknowledgements.sign', await filledIn(learner, school.versionId, person))
    school.clock.set('2026-09-05T08:00:00.000Z')
    const versionId = publish(school)
    const again = await school.signIn(person)
    expect(await reportRow(school, '2026-09-05')).toMatchObject({ status: 'sign-again', attempts: 0, firstAnswers: null }) // prettier-ignore
    await toSignature(
      again,
      versionId,
      wrongAtFirst({ school, versionId }, (id) => id === 'a-call'),
    )
    await again.call('acknowledgements.sign', await filledIn(again, versionId, person))
    expect(await reportRow(school, '2026-09-05')).toMatchObject({ status: 'complete', attempts: 2, firstAnswers: { right: 1, total: 2 } }) // prettier-ignore
    // A report of an earlier day is as it was.
    expect(await reportRow(school, '2026-09-04')).toMatchObject({ version: '1.0', status: 'complete', attempts: 1, firstAnswers: { right: 5, total: 5 } }) // prettier-ignore
  })

  test('of an earlier day does not know of a signature on paper that was entered later', async () => {
    const { school, person, learner } = await onTheWay()
    await toSignature(learner, school.versionId, allRight({ school }))
    const sheet = await paperFilledIn(school, person)
    publish(school, other('1.1'), { kind: 'minor' })
    school.clock.set('2026-09-05T08:00:00.000Z')
    const before = await reportRow(school, '2026-09-04')
    expect(before).toMatchObject({ attempts: 1, firstAnswers: { right: 5, total: 5 } })
    await school.administrator.call('acknowledgements.enterPaper', sheet)
    expect(await reportRow(school, '2026-09-04')).toEqual(before)
    expect(await reportRow(school, '2026-09-05')).toMatchObject({ status: 'complete' })
  })
})

describe('a reminder', () => {
  const due = async ({ administrator }: Awaited<ReturnType<typeof onTheWay>>['school']) =>
    (await administrator.call('reminders.list', { days: 60 })).people[0]!.dues[0]!

  test('says how long what changed takes, not the whole', async () => {
    const { school, person, learner } = await onTheWay()
    await toSignature(learner, school.versionId, allRight({ school }))
    await learner.call('acknowledgements.sign', await filledIn(learner, school.versionId, person))
    publish(school)
    const { minutesLeft } = await cardOf(learner)
    expect(minutesLeft).toBeLessThan(20) // the minutes of the whole
    expect(await due(school)).toMatchObject({ again: 'version', begun: false, minutesLeft })
  })

  test('knows of what was begun under an earlier version', async () => {
    const { school, learner } = await onTheWay()
    await readAllPages(learner, school.versionId)
    publish(school)
    const { minutesLeft } = await cardOf(learner)
    expect(minutesLeft).toBeLessThan(20)
    expect(await due(school)).toMatchObject({ again: null, begun: true, minutesLeft })
  })
})
