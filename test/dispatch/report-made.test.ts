import { describe, expect, test } from 'vitest'
import { openSchool, type School } from '../support/app.ts'
import { learnAndSign } from '../support/learner.ts'

const report = (school: School, asAt?: string) => school.governor.call('reports.report', { ...(asAt && { asAt }) })

async function printed(school: School, asAt?: string): Promise<void> {
  const { asAt: day, names, record } = await report(school, asAt)
  await school.governor.call('reports.made', { asAt: day, names, head: record.head })
}

describe('the last report', () => {
  test('is the one of the latest earlier day, with the figures that were printed', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    await printed(school)
    expect((await report(school)).lastReport).toBeNull() // of the same day
    school.clock.set('2026-09-03T10:00:00Z')
    await learnAndSign(school, ada)
    await printed(school)
    school.clock.set('2026-09-10T10:00:00Z')
    const { figures, lastReport } = await report(school)
    expect(lastReport).toEqual({ asAt: '2026-09-03', figures: { ...figures, complete: 1, waiting: 0 } })
    expect((await report(school, '2026-09-03')).lastReport).toMatchObject({
      asAt: '2026-09-01',
      figures: { complete: 0, waiting: 1 },
    })
  })

  test('is not one that was printed later, though it speaks of an earlier day', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    school.clock.set('2026-09-10T10:00:00Z')
    await printed(school, '2026-09-03')
    expect((await report(school, '2026-09-05')).lastReport).toBeNull()
    expect((await report(school, '2026-09-10')).lastReport).toMatchObject({ asAt: '2026-09-03' })
  })

  test('is not shown beside a part of the school', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    await printed(school)
    school.clock.set('2026-09-10T10:00:00Z')
    expect((await report(school)).lastReport).not.toBeNull()
    expect(await school.governor.call('reports.report', { audience: 'staff' })).toMatchObject({
      lastReport: null,
      declarations: null,
    })
  })
})

describe('that a report was printed', () => {
  test('is an entry of the ledger, about the ledger itself', async () => {
    const school = await openSchool()
    const { asAt, names, figures, record } = await report(school)
    const { seq } = await school.governor.call('reports.made', { asAt, names, head: record.head })
    const [opened, told] = [school.app.ledger.ends()!.first, school.app.ledger.ends()!.last]
    expect(told).toMatchObject({ seq, kind: 'report.made', subject: opened.subject })
    expect(school.app.ledger.about(opened.subject).at(-1)?.proves).toMatchObject({ asAt, names, figures })
  })

  test('is not taken of one that nobody was shown', async () => {
    const school = await openSchool()
    const { asAt, names, record } = await report(school)
    const before = school.app.ledger.head()
    for (const other of [
      { asAt, names: !names, head: record.head },
      { asAt, names, head: { ...record.head, hash: '0'.repeat(64) } },
    ])
      expect((await school.governor.refused('reports.made', other)).code).toBe('unknown-item')
    expect(school.app.ledger.head()).toEqual(before)
  })

  test('is not taken of a part of the school', async () => {
    const school = await openSchool()
    const { asAt, names, record } = await school.governor.call('reports.report', { audience: 'staff' })
    expect((await school.governor.refused('reports.made', { asAt, names, head: record.head })).code).toBe(
      'unknown-item',
    )
  })
})
