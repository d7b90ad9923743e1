/** The calls on policies: those adopted, rule by rule; all of them side by side; and packs with something wrong in them. */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { ADMINISTRATOR, GOVERNORS, openRecords, openSchool } from '../support/app.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { learnAndSign } from '../support/learner.ts'
import { copyContent } from '../unit/policies/content-copy.ts'

const dale: Pack = {
  ...visits,
  school: { ...visits.school, id: 'dale', name: 'Dale School' },
  policy: { ...visits.policy, id: 'dale/visits', title: 'Visitors' },
  rules: visits.rules.map((rule) => ({ ...rule, text: `At Dale: ${rule.text}` })),
}

describe('a policy of the school', () => {
  test('comes rule by rule, with the pages and scenarios that teach each', async () => {
    const { governor } = await openSchool()
    const policy = await governor.call('policies.get', { policyId: 'hill/visits' })
    expect(policy).toMatchObject({ title: 'Visits policy', version: '1.0', reviewDaysLate: 63 })
    expect(policy.coverage).toEqual([{ force: 'must', rules: 5, onPage: 5, decided: 5 }])
    expect(policy.sections).toHaveLength(1)
    expect(policy.sections[0]?.rules.find(({ id }) => id === 'badge')).toMatchObject({
      text: 'Mind the badge.',
      pages: ['Page badges'],
      scenarios: ['About lost-badge'],
    })
  })

  test('two sections with one number in the document are one, and no rule stands twice', async () => {
    const sections = [
      { ref: '1', title: 'All of it' },
      { ref: '1', title: 'The rest' },
    ]
    const { governor } = await openSchool({ packs: packSource({ ...visits, policy: { ...visits.policy, sections } }) })
    const policy = await governor.call('policies.get', { policyId: 'hill/visits' })
    expect(policy.sections.map(({ title, rules }) => [title, rules.length])).toEqual([['All of it / The rest', 5]])
  })

  test('one that is not there is refused', async () => {
    const { governor } = await openSchool()
    expect(await governor.refused('policies.get', { policyId: 'dale/visits' })).toMatchObject({ code: 'unknown-item' })
  })
})

describe('policies side by side', () => {
  test('has the school’s own first, then the others on this computer', async () => {
    const { governor } = await openSchool({ packs: packSource(visits, dale) })
    const { policies, own, topics } = await governor.call('policies.compare', {})
    expect(policies.map(({ schoolName }) => schoolName)).toEqual(['Hill School', 'Dale School'])
    expect(own).toEqual(['hill/visits'])
    expect(topics[0]?.positions.map(({ rules }) => rules[0]?.text)).toEqual([
      'Mind the gate.',
      'At Dale: Mind the gate.',
    ])
  })

  test('shows of its own what was adopted, not what the folder has now', async () => {
    const installed: Pack[] = [visits, dale]
    const { governor } = await openSchool({
      packs: {
        ...packSource(visits),
        installed: async () => ({ topics: visits.topics, packs: installed, faulty: [] }),
      },
    })
    installed[0] = { ...visits, rules: visits.rules.slice(0, 1) }
    const { topics } = await governor.call('policies.compare', {})
    expect(topics[0]?.positions[0]?.rules).toHaveLength(5)
  })

  test('is saved as CSV that says the same', async () => {
    const saved: { name: string; ending: string; text: string }[] = []
    const papers = {
      ...NO_PAPERS,
      saveFile: async (file: (typeof saved)[number]) => {
        saved.push(file)
        return `/there/${file.name}.csv`
      },
    }
    const { governor } = await openSchool({ packs: packSource(visits, dale), papers })
    expect(await governor.call('policies.saveComparison', {})).toEqual({
      path: '/there/Policies compared 2026-09-01.csv',
    })
    const [{ text, ending } = { text: '', ending: '' }] = saved
    expect(ending).toBe('csv')
    expect(text.startsWith('\uFEFFtopic,question,')).toBe(true)
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true })
    const { topics } = await governor.call('policies.compare', {})
    expect(rows.map(({ rule }) => rule)).toEqual(
      topics.flatMap(({ positions }) => positions.flatMap(({ rules }) => rules.map(({ text }) => text))),
    )
  })
})

describe('a pack with something wrong in it', () => {
  const PACK = 'northfield/phones'
  const SET_UP = { schoolId: 'northfield', administratorPassphrase: ADMINISTRATOR, governorPassphrase: GOVERNORS }

  test('is left out and named, before anything is set up, too', async () => {
    const folder = copyContent()
    const visitor = openRecords({ packs: packsIn(folder) }).visitor()
    expect(await visitor.call('policies.faulty', {})).toEqual({ faulty: [] })
    rmSync(join(folder, PACK, 'rules.yaml'))
    const { faulty } = await visitor.call('policies.faulty', {})
    expect(faulty).toMatchObject([{ id: PACK, schoolName: 'Northfield School' }])
    expect(faulty[0]?.told[0]).toMatch(/^northfield\/phones\/rules\.yaml:1:1: error: /)
    expect(await visitor.refused('access.setUp', SET_UP)).toMatchObject({ code: 'pack-faulty' })
  })

  test('whose school cannot be read is named all the same', async () => {
    const folder = copyContent()
    writeFileSync(join(folder, 'northfield/school.yaml'), 'nothing: here\n')
    const { faulty } = await openRecords({ packs: packsIn(folder) })
      .visitor()
      .call('policies.faulty', {})
    expect(faulty).toMatchObject([{ id: PACK, schoolName: null }])
  })

  test('leaves everything that was done under it readable, and its policy in the comparison', async () => {
    const folder = copyContent()
    const school = await openSchool({ packs: packsIn(folder) })
    const person = await school.addPerson('Ada Lamb', ['staff'])
    const acknowledgementId = await learnAndSign(school, person)
    appendFileSync(join(folder, PACK, 'rules.yaml'), '- nonsense\n')
    school.reopen()

    const { faulty, policies } = await school.governor.call('policies.compare', {})
    expect(faulty).toHaveLength(1)
    expect(policies.map(({ policyId }) => policyId)).toEqual([PACK])
    expect((await school.governor.call('reports.report', {})).total.complete).toBe(1)
    const again = await school.signIn(person)
    expect((await again.call('acknowledgements.receipt', { acknowledgementId })).policyTitle).toBe(
      'Mobile phone policy',
    )
    expect((await again.call('induction.rules', { versionId: school.versionId })).sections.length).toBeGreaterThan(0)
  })
})
