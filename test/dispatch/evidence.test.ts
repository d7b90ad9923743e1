import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { ADULT_AUDIENCES } from '../../src-main/policies/format.ts'
import { openSchool, ownFolder, type School, type TestPerson } from '../support/app.ts'
import { readExport, run } from '../support/exported.ts'
import { allRight, filledIn, oneStep, placeNow } from '../support/learner.ts'
import { TABLES, rebuild, type Rows } from '../support/rebuilt.ts'

/** What may happen at a school, each with the numbers that settle its details. */
const happening = fc.oneof(
  { weight: 2, arbitrary: fc.record({ what: fc.constant('comes' as const), audiences: fc.subarray([...ADULT_AUDIENCES], { minLength: 1 }), odd: fc.string({ unit: 'grapheme', maxLength: 8 }) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('sits' as const), who: fc.nat(), steps: fc.integer({ min: 1, max: 40 }), slips: fc.array(fc.nat(7), { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('leaves' as const), who: fc.nat(), inDays: fc.integer({ min: 0, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('forgets' as const), who: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('waits' as const), days: fc.integer({ min: 1, max: 20 }) }) },
) // prettier-ignore
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

async function live(school: School, happenings: readonly Happening[]): Promise<void> {
  const people: TestPerson[] = [await school.addPerson('Ada Fern', ['staff', 'governor'])]
  const someone = (who: number) => people[who % people.length]!
  for (const one of happenings) {
    if (one.what === 'comes')
      people.push(
        await school.addPerson(`N${people.length}`, one.audiences, { note: one.odd.replace(/[\p{C}]/gu, '') }),
      )
    if (one.what === 'waits') school.clock.pass(one.days * 24 * 60)
    if (one.what === 'leaves') {
      const on = new Date(school.clock.now().getTime() + one.inDays * 86_400_000).toISOString().slice(0, 10)
      await school.administrator.door('people.leave', { personId: someone(one.who).personId, on }) // or left already
    }
    if (one.what === 'forgets') {
      const person = someone(one.who)
      const answer = await school.administrator.door('access.issuePin', { personId: person.personId })
      if (answer.ok) person.pin = (answer.value as { pin: string }).pin
    }
    if (one.what === 'sits') await sit(school, someone(one.who), one.steps, [...one.slips])
  }
}

async function sit(school: School, person: TestPerson, steps: number, slips: number[]): Promise<void> {
  const { versionId } = school
  const learner = school.visitor()
  if (!(await learner.door('access.signInLearner', { personId: person.personId, pin: person.pin })).ok) return // has left
  const right = allRight({ school })
  for (let i = 0; i < steps; i++) {
    const place = await placeNow(learner, versionId)
    if (place.at === 'receipt') return
    if (place.at !== 'sign') {
      await oneStep(learner, versionId, place, (asked) => {
        const slip = slips.pop()
        return slip === undefined ? right(asked) : [slip % asked.places]
      })
      continue
    }
    const signing = await filledIn(learner, versionId, person)
    const declarations = signing.declarations.map(({ id }) => ({
      id,
      answer: 'yes' as const,
      detail: 'Zoë, “Year 2”\nand Ben',
    }))
    await learner.call('acknowledgements.sign', { ...signing, declarations, name: ` ${person.name.toUpperCase()} ` })
    school.clock.pass(1)
  }
}

/** The tables as they are, and as an export alone makes them. */
async function bothWays(school: School): Promise<{ kept: Rows; rebuilt: Rows }> {
  school.close()
  const out = join(ownFolder(), 'export')
  expect(await run('export', '--data', school.folder, '--out', out)).toMatchObject({ code: 0, stderr: '' })
  expect((await run('verify', out)).code).toBe(0)
  const database = new SqliteDatabase(join(school.folder, DATABASE_FILE), { readonly: true })
  const kept = Object.fromEntries(Object.entries(TABLES).map(([table, sql]) => [table, database.prepare(sql).all()]))
  database.close()
  return { kept: kept as Rows, rebuilt: rebuild(readExport(out)) }
}

test('a history with something of everything fills every table of evidence, and an export alone rebuilds them', async () => {
  const school = await openSchool()
  await live(school, [
    { what: 'sits', who: 0, steps: 40, slips: [2, 0, 0, 1, 2] },
    { what: 'comes', audiences: ['volunteer'], odd: 'Zoë 👩‍👧' },
    { what: 'waits', days: 3 },
    { what: 'sits', who: 1, steps: 5, slips: [] },
    { what: 'leaves', who: 1, inDays: 5 },
  ])
  const { kept, rebuilt } = await bothWays(school)
  for (const table of Object.keys(TABLES).filter((name) => name !== 'progress'))
    expect(kept[table]!.length).toBeGreaterThan(0)
  expect(rebuilt).toEqual(kept)
})

test('and so it does after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (happenings) => {
      const school = await openSchool()
      await live(school, happenings)
      const { kept, rebuilt } = await bothWays(school)
      expect(rebuilt).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})
