/** What somebody signed of earlier versions stays readable, as they saw it. */
import { describe, expect, test } from 'vitest'
import { visits } from '../support/fixture-pack.ts'
import { learnAndSign, toSignature, wrongAtFirst } from '../support/learner.ts'
import { publish } from '../support/publish.ts'
import { ids, signedBefore } from '../support/on-the-way.ts'

describe('what was signed before', () => {
  test('stays in their list, with its receipt, its rules and what was shown of changes', async () => {
    const { school, person, first, versionId, learner } = await signedBefore()
    const row = { acknowledgementId: first, versionId: school.versionId, title: 'Visits policy', version: '1.0', signedOn: '2026-09-01', showsChanges: false } // prettier-ignore
    expect((await learner.call('induction.mine', {})).signed).toEqual([row])
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId: first })).toMatchObject({
      version: '1.0',
      since: null,
      newer: { version: '2.0', inForceOn: '2026-10-01' },
      pages: 5,
      scenarios: 5,
      firstAnswers: { right: 5, total: 5 },
    })
    const rules = await learner.call('induction.rules', { versionId: school.versionId })
    expect(rules).toMatchObject({ version: '1.0', inForce: '2.0' })
    expect(ids(rules.sections.flatMap((section) => section.rules))).toEqual(ids(visits.rules))
    expect(rules.sections[0]!.rules.find(({ id }) => id === 'badge')!.text).toBe('Mind the badge.')
    expect(await learner.call('induction.rules', { versionId })).toMatchObject({ version: '2.0', inForce: null })

    const before = await learner.call('induction.changes', { versionId })
    const second = await learnAndSign(school, person, undefined, versionId)
    expect((await learner.call('induction.mine', {})).signed).toEqual([row]) // the new one stands on its card
    const third = publish(school, { ...visits, policy: { ...visits.policy, version: '3.0' } })
    expect((await learner.call('induction.mine', {})).signed.map((one) => [one.acknowledgementId, one.showsChanges])).toEqual([[second, true], [first, false]]) // prettier-ignore
    expect(await learner.call('induction.changes', { versionId })).toEqual({ ...before, outline: null })
    expect((await learner.call('induction.changes', { versionId: third })).since.version).toBe('2.0')
    expect((await learner.refused('induction.changes', { versionId: school.versionId })).code).toBe('unknown-item')
  })

  test('shows the rules that bound them then, as what they were', async () => {
    const { school, person, learner } = await signedBefore(['volunteer'])
    const { personId } = person
    await school.administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-10-01', until: null })
    const { sections } = await learner.call('induction.rules', { versionId: school.versionId })
    expect(ids(sections.flatMap(({ rules }) => rules))).toEqual(['gate', 'badge', 'camera'])
  })

  test('is nobody else’s to see', async () => {
    const { school } = await signedBefore()
    const other = await school.signIn(await school.addPerson('Ben Reed', ['staff']))
    const { versionId } = school
    for (const call of ['induction.rules', 'induction.changes'] as const)
      expect((await other.refused(call, { versionId })).code).toBe('newer-version')
    expect((await other.call('induction.mine', {})).signed).toEqual([])
  })

  test('a receipt says the same for good, whatever comes after it', async () => {
    const { school, person, learner, versionId, first } = await signedBefore()
    const acknowledgementId = await learnAndSign(school, person, undefined, versionId)
    const receipts = () => Promise.all([first, acknowledgementId].map((id) => learner.call('acknowledgements.receipt', { acknowledgementId: id }))) // prettier-ignore
    const before = await receipts()
    const third = publish(school, { ...visits, policy: { ...visits.policy, version: '3.0' } })
    await toSignature(
      learner,
      third,
      wrongAtFirst({ school, versionId: third }, () => true),
    )
    const newer = { version: '3.0', inForceOn: '2026-10-01' }
    expect(await receipts()).toEqual(before.map((one) => ({ ...one, newer, head: school.app.ledger.head() })))
    const shown = { personId: person.personId, acknowledgementId }
    expect(await school.administrator.call('people.signature', shown)).toMatchObject({ since: '1.0', pages: 1, scenarios: 2, firstAnswers: { right: 2, total: 2 } }) // prettier-ignore
  })
})
