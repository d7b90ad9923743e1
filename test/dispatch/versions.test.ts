/** What a published version means for people, and reading each version for good. */
import { describe, expect, test } from 'vitest'
import type { Pack } from '../../src-main/policies/format.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { visits, visitsRevised } from '../support/fixture-pack.ts'
import { learnAndSign } from '../support/learner.ts'
import {
  POLICY,
  major,
  minor,
  named,
  newer,
  people,
  preview,
  publish,
  twoTexts,
  versions,
} from '../support/versions.ts'

describe('after it', () => {
  test('a minor one asks nobody again, and keeps first answers in the report', async () => {
    const { school } = await twoTexts()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    const [before] = await people(school)
    await publish(school, minor())
    expect(await people(school)).toMatchObject([{ ...before, version: '2.0' }])
    expect(before).toMatchObject({ status: 'complete', firstAnswers: { right: 5, total: 5 } })
  })

  test('a major one asks those audiences alone that it names, by its day', async () => {
    const { school } = await twoTexts()
    for (const [name, audience] of [
      ['Ada Fern', 'staff'],
      ['Vera Moss', 'volunteer'],
      ['Gil Holt', 'governor'],
    ] as const)
      // prettier-ignore
      await learnAndSign(school, await school.addPerson(name, [audience]))
    await publish(school, major())
    expect((await people(school)).map(({ name, status, dueOn }) => [name, status, dueOn])).toEqual([
      ['Ada Fern', 'sign-again', '2026-09-30'],
      ['Vera Moss', 'sign-again', '2026-09-30'],
      ['Gil Holt', 'complete', expect.any(String)],
    ])
  })

  test('one for a later day changes nothing before that day, and no report of an earlier one', async () => {
    const { school } = await twoTexts()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    await publish(school, major({ inForceOn: '2026-09-20' }))
    expect(await newer(school)).toMatchObject({ newer: [], toCome: [{ version: '2.0', inForceOn: '2026-09-20' }] })
    expect((await people(school))[0]).toMatchObject({ status: 'complete', version: '1.0' })
    school.clock.set('2026-09-20T08:00:00Z')
    expect(await newer(school)).toEqual({ newer: [], toCome: [] })
    expect((await people(school))[0]).toMatchObject({ status: 'sign-again', version: '2.0' })
    expect((await people(school, '2026-09-19'))[0]).toMatchObject({ status: 'complete', version: '1.0' })
  })
})

describe('of several versions', () => {
  test('none comes before one that is published, and of two from one day the last published holds', async () => {
    const { school, packs } = await twoTexts()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    await publish(school, major({ inForceOn: '2026-09-20' }))
    const [third, fourth] = [named('3.0'), named('4.0')]
    packs.put(third)
    const early = minor({ inForceOn: '2026-09-19' }, third)
    expect(await school.administrator.refused('policies.publish', early)).toMatchObject({ field: 'inForceOn' })
    expect(await school.administrator.call('policies.toPublish', { policyId: POLICY })).toMatchObject({
      earliest: '2026-09-20',
      since: { version: '2.0' },
    })
    const same = minor({ inForceOn: '2026-09-20' }, third)
    expect(await preview(school, same)).toMatchObject({ replaces: '2.0' })
    school.clock.set('2026-09-01T07:00:00Z') // a clock put back: the record's order counts
    await publish(school, same)
    packs.put(fourth)
    await publish(school, minor({ inForceOn: '2026-12-01' }, fourth))
    school.clock.set('2026-09-20T08:00:00Z')
    expect((await versions(school)).map(({ version, state, until }) => [version, state, until])).toEqual([
      ['4.0', 'to-come', null],
      ['3.0', 'in-force', '2026-11-30'],
      ['2.0', 'replaced', null],
      ['1.0', 'before', '2026-09-19'],
    ])
    // What 2.0 asked, it asks: a version from the same day takes the place of its text alone.
    expect((await people(school))[0]).toMatchObject({ version: '3.0', status: 'sign-again', dueOn: '2026-09-30' })
  })
})

describe('every version', () => {
  test('stays readable as it was published, with what changed and how many signed it', async () => {
    const { school } = await twoTexts()
    const first = school.versionId
    const ada = await school.addPerson('Ada Fern', ['staff'])
    await learnAndSign(school, ada)
    const { versionId } = await publish(school, major())
    const [second, before] = await versions(school)
    expect(before).toMatchObject({ versionId: first, kind: 'first', state: 'replaced', signed: 1 })
    expect(second).toMatchObject({
      versionId,
      kind: 'major',
      mustSign: ['staff', 'volunteer'],
      signBy: '2026-09-30',
      signed: 0,
    })
    expect(second!.fingerprint).toBe(fingerprintOf(visitsRevised))

    const old = await school.governor.call('policies.version', { versionId: first })
    expect(old).toMatchObject({ policyId: POLICY, text: visits, since: null, changes: null })
    expect(old.sections.flatMap(({ rules }) => rules.map(({ id }) => id))).toContain('list')
    const now = await school.governor.call('policies.version', { versionId })
    expect(now).toMatchObject({ text: visitsRevised, since: { versionId: first, version: '1.0' } })
    expect(now.changes?.rules.dropped.map(({ id }) => id)).toEqual(['list'])
    expect(now.footer).toContain('Visits policy, version 2.0, in force from 1 September 2026')
  })

  test('is led to from each signature on it', async () => {
    const { school } = await twoTexts()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await learnAndSign(school, ada)
    await publish(school, major())
    const signed = await school.administrator.call('people.signature', { personId: ada.personId, acknowledgementId })
    expect(signed).toMatchObject({ versionId: school.versionId, version: '1.0' })
  })

  test('that is not there is refused', async () => {
    const { school } = await twoTexts()
    const versionId = '0198f000-0000-7000-8000-000000000001'
    expect(await school.governor.refused('policies.version', { versionId })).toMatchObject({ code: 'unknown-item' })
    expect(await school.governor.refused('policies.versions', { policyId: 'hill/else' })).toMatchObject({
      code: 'unknown-item',
    })
  })

  test('gives its own title to what is done under it, while another title is to come', async () => {
    const { school, packs } = await twoTexts()
    const renamed: Pack = { ...visitsRevised, policy: { ...visitsRevised.policy, title: 'Trips policy' } }
    packs.put(renamed)
    await publish(school, major({ inForceOn: '2026-09-20' }, renamed))
    const title = async () => (await school.governor.call('policies.programmes', {})).audiences[0]!.policies[0]!.title
    expect(await title()).toBe('Visits policy')
    school.clock.set('2026-09-20T08:00:00Z')
    expect(await title()).toBe('Trips policy')
  })
})
