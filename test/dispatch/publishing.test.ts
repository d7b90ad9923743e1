/** Publishing a next version of a policy: what is offered, what is refused, and whom it touches. */
import { join } from 'node:path'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Pack } from '../../src-main/policies/format.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { openSchool, waive } from '../support/app.ts'
import { visits, visitsRevised } from '../support/fixture-pack.ts'
import { learnAndSign, readAllPages } from '../support/learner.ts'
import { copyContent } from '../unit/policies/content-copy.ts'
import {
  POLICY,
  major,
  minor,
  named,
  newer,
  people,
  preview,
  publish,
  said,
  twoTexts,
  versions,
  type Wanted,
} from '../support/versions.ts'

describe('a newer text in the content folder', () => {
  test('is named with what differs from the version that is published', async () => {
    const { school } = await twoTexts()
    const found = await newer(school)
    expect(found).toMatchObject({
      newer: [
        {
          policyId: POLICY,
          version: '2.0',
          fingerprint: fingerprintOf(visitsRevised),
          since: { version: '1.0', inForceOn: '2026-09-01' },
          labelTaken: false,
        },
      ],
      toCome: [],
    })
    expect(found.newer[0]!.changes?.rules.added.map(({ id }) => id)).toEqual(['phone'])
  })

  test('is not there where the folder has what is published, or what was published before', async () => {
    const { school, packs } = await twoTexts()
    await publish(school, minor())
    expect(await newer(school)).toEqual({ newer: [], toCome: [] })
    packs.put(visits)
    expect(await newer(school)).toEqual({ newer: [], toCome: [] })
  })

  test('changes nothing that anybody reads until it is published', async () => {
    const { school } = await twoTexts()
    expect(await school.governor.call('policies.get', { policyId: POLICY })).toMatchObject({
      version: '1.0',
      kind: 'first',
    })
    await publish(school, minor())
    expect(await school.governor.call('policies.get', { policyId: POLICY })).toMatchObject({
      version: '2.0',
      kind: 'minor',
      inForceOn: '2026-09-01',
    })
    const { policies } = await school.governor.call('reports.report', {})
    expect(policies).toMatchObject([{ version: '2.0', kind: 'minor', inForceOn: '2026-09-01' }])
  })

  test('of another school is none of this one’s', async () => {
    const { school, packs } = await twoTexts()
    packs.put({ ...visits, school: { ...visits.school, id: 'dale' }, policy: { ...visits.policy, id: 'dale/visits' } })
    expect((await newer(school)).newer.map(({ policyId }) => policyId)).toEqual([POLICY])
  })

  test('with something wrong in it is not offered, and cannot be published', async () => {
    const folder = copyContent()
    const school = await openSchool({ packs: packsIn(folder) })
    const [file, rules] = ['policy.yaml', 'rules.yaml'].map((name) => join(folder, 'northfield/phones', name))
    writeFileSync(file!, readFileSync(file!, 'utf8').replace(/^version: .*$/m, 'version: "next"'))
    expect((await newer(school)).newer).toMatchObject([{ policyId: 'northfield/phones', version: 'next' }])
    appendFileSync(rules!, '- nonsense\n')
    expect((await newer(school)).newer).toEqual([])
    expect((await school.governor.call('policies.faulty', {})).faulty).toMatchObject([{ id: 'northfield/phones' }])
    const wanted = minor({ policyId: 'northfield/phones' })
    expect(await school.administrator.refused('policies.publish', wanted)).toMatchObject({ code: 'pack-faulty' })
  })
})

test('publishing is one entry of the ledger, with all that its row says', async () => {
  const { school } = await twoTexts()
  const { versionId } = await publish(school, major())
  const { line, payload } = [...school.app.ledger.entries(school.app.ledger.head().length)].at(-1)!
  expect(line).toContain('"kind":"policy.published"')
  expect(line).toContain(versionId)
  const { text, ...proves } = JSON.parse(payload!) as Record<string, unknown>
  expect(JSON.parse(text as string)).toEqual(visitsRevised)
  expect(proves).toEqual({
    ...{ id: versionId, policyId: POLICY, version: '2.0', kind: 'major' },
    ...{ inForceOn: '2026-09-01', publishedAt: '2026-09-01T08:00:00.000Z', sha256: fingerprintOf(visitsRevised) },
    ...{ mustSign: ['staff', 'volunteer'], signBy: '2026-09-30' },
  })
})

describe('is refused, by the preview as well, and nothing is written,', () => {
  test.each<[string, Wanted, string, string?]>([
    ['from a day too far away', major({ inForceOn: '2062-09-01', signBy: '2062-10-01' }), 'invalid-input', 'inForceOn'],
    ['from a day that is none', major({ inForceOn: '2027-02-29' }), 'invalid-input', 'inForceOn'],
    ['a major one that nobody signs', major({ mustSign: [] }), 'invalid-input', 'mustSign'],
    ['signed by a day before it is in force', major({ inForceOn: '2026-10-01' }), 'invalid-input', 'signBy'],
    ['signed by a day that is none', major({ signBy: '2026-09-31' }), 'invalid-input', 'signBy'],
    ['signed by a day too far away', major({ signBy: '2062-09-30' }), 'invalid-input', 'signBy'],
    [
      'a minor one, where rules differ and nobody said a word',
      minor({ nobodyAgain: false }),
      'invalid-input',
      'nobodyAgain',
    ],
    ['a first one, where there is one', { kind: 'first', ...said(visitsRevised) }, 'invalid-input', 'kind'],
    ['another text than was looked at', major({ fingerprint: fingerprintOf(visits) }), 'text-changed'],
    ['a policy that is not in the folder', major({ policyId: 'hill/else' }), 'pack-faulty'],
  ])('%s', async (_, wanted, code, field) => {
    const { school } = await twoTexts()
    const { length } = school.app.ledger.head()
    for (const name of ['policies.previewVersion', 'policies.publish'] as const)
      expect(await school.administrator.refused(name, wanted)).toMatchObject({
        code,
        ...(field && { field: expect.stringContaining(field) as string }),
      })
    expect(school.app.ledger.head().length).toBe(length)
    expect(school.app.policies.versions()).toHaveLength(1)
  })

  test.each<[string, Pack, string, RegExp]>([
    ['what is in force', visits, 'already-published', /published already, as version 1\.0/],
    ['another text under the same name', named('1.0'), 'label-taken', /another “version” in its policy\.yaml/],
  ])('%s', async (_, pack, code, words) => {
    const { school, packs } = await twoTexts()
    packs.put(pack)
    const refusal = await school.administrator.refused('policies.publish', major({}, pack))
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(words) as string })
    expect(school.app.policies.versions()).toHaveLength(1)
  })

  test('the text of an earlier version, which needs a name of its own', async () => {
    const { school, packs } = await twoTexts()
    await publish(school, minor())
    packs.put(visits)
    const refusal = await school.administrator.refused('policies.publish', minor({}, visits))
    expect(refusal).toMatchObject({
      code: 'already-published',
      message: expect.stringContaining('of its own') as string,
    })
    const back = named('1.1', visits)
    packs.put(back)
    await publish(school, minor({}, back))
    expect(await versions(school)).toMatchObject([{ version: '1.1' }, { version: '2.0' }, { version: '1.0' }])
  })

  test('from a day that is past', async () => {
    const { school } = await twoTexts()
    school.clock.set('2026-09-03T08:00:00Z')
    const wanted = major({ inForceOn: '2026-09-02' })
    expect(await school.administrator.refused('policies.publish', wanted)).toMatchObject({ field: 'inForceOn' })
    await publish(school, major({ inForceOn: '2026-09-03' }))
  })

  test('asked of an audience it does not speak to', async () => {
    const { school, packs } = await twoTexts()
    const forStaff: Pack = { ...visitsRevised, policy: { ...visitsRevised.policy, audiences: ['staff'] } }
    packs.put(forStaff)
    const wanted = major({ mustSign: ['staff', 'governor'] }, forStaff)
    expect(await school.administrator.refused('policies.publish', wanted)).toMatchObject({ field: 'mustSign' })
    await publish(school, major({ mustSign: ['staff'] }, forStaff))
  })

  test('where the ledger cannot take it', async () => {
    const { school } = await twoTexts()
    school.database.exec(
      `CREATE TRIGGER no_entry BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is full'); END`,
    )
    await expect(publish(school, major())).rejects.toThrow('the ledger is full')
    expect(school.app.policies.versions()).toHaveLength(1)
  })
})

test('a minor one, where no rule differs that binds anybody, needs no word', async () => {
  const { school, packs } = await twoTexts()
  const reviewed = named('1.1', { ...visits, policy: { ...visits.policy, status: { approvedOn: '2026-09-01' } } })
  packs.put(reviewed)
  await publish(school, minor({ nobodyAgain: false }, reviewed))
  expect((await versions(school))[0]).toMatchObject({ version: '1.1', kind: 'minor', mustSign: [], signBy: null })
})

describe('the preview', () => {
  test('counts and names whom it touches, and writes nothing', async () => {
    const { school } = await twoTexts()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff'], { note: 'Teacher' }))
    await learnAndSign(school, await school.addPerson('Gil Holt', ['governor']))
    await readAllPages(await school.signIn(await school.addPerson('Ben Reed', ['staff'])), school.versionId)
    await school.addPerson('Vera Moss', ['volunteer'])
    await waive(school, (await school.addPerson('Will Dale', ['staff'])).personId)
    const { length } = school.app.ledger.head()
    const seen = await preview(school, major({ inForceOn: '2026-09-02' }))
    expect(seen).toMatchObject({ touched: { again: 1, underWay: 1, toSign: 1, stay: 1, waived: 1 }, replaces: null })
    expect(seen.people.map(({ name, note, how, dueOn }) => [name, note, how, dueOn])).toEqual([
      ['Ada Fern', 'Teacher', 'again', '2026-09-30'],
      ['Ben Reed', '', 'under-way', '2026-09-15'],
      ['Vera Moss', '', 'to-sign', '2026-09-15'],
    ])
    expect((await preview(school, minor())).touched).toEqual({ again: 0, underWay: 1, toSign: 1, stay: 2, waived: 1 })
    expect(school.app.ledger.head().length).toBe(length)
    expect(school.app.policies.versions()).toHaveLength(1)
  })

  test('and then it comes as it said', async () => {
    const { school } = await twoTexts()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    const wanted = major({ inForceOn: '2026-09-10' })
    const { people: touched } = await preview(school, wanted)
    await publish(school, wanted)
    school.clock.set('2026-09-10T08:00:00Z')
    expect(await people(school)).toMatchObject([{ status: 'sign-again', dueOn: touched[0]!.dueOn }])
  })
})

test('a policy that is new to the school is published as its first, and asks nobody until a programme does', async () => {
  const { school, packs } = await twoTexts()
  await school.addPerson('Ada Fern', ['staff'])
  const phones: Pack = { ...visits, policy: { ...visits.policy, id: 'hill/phones', title: 'Phones policy' } }
  packs.put(phones)
  expect((await newer(school)).newer).toMatchObject([{}, { policyId: 'hill/phones', since: null, changes: null }])
  for (const kind of [minor({}, phones), major({}, phones)])
    expect(await school.administrator.refused('policies.publish', kind)).toMatchObject({ field: 'kind' })
  const wanted = { kind: 'first' as const, ...said(phones) }
  expect((await preview(school, wanted)).people).toEqual([])
  await publish(school, wanted)
  expect(await people(school)).toHaveLength(1)
  await school.administrator.call('policies.setProgramme', {
    ...{ audience: 'staff', from: '2026-09-01', policies: [POLICY, 'hill/phones'] },
    ...{ daysAllowed: 14, passMark: 80, renewal: 'never' },
  })
  expect((await people(school)).map(({ policyTitle }) => policyTitle)).toContain('Phones policy')
})
