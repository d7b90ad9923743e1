/** Any of the schools whose packs come with the program can be set up, and its people can finish. */
import { expect, test } from 'vitest'
import { contentFolder } from '../../src-main/policies/content/content-folder.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { readSchools } from '../../src-main/policies/content/schools.ts'
import { ADULT_AUDIENCES } from '../../src-main/policies/format.ts'
import { openSchool } from '../support/app.ts'
import { learnAndSign } from '../support/learner.ts'

test.each(readSchools(contentFolder()))('$name', async ({ id, name }) => {
  const packs = packsIn(contentFolder())
  const only = { ...packs, schools: async () => (await packs.schools()).filter((school) => school.id === id) }
  const school = await openSchool({ packs: only })
  for (const audience of ADULT_AUDIENCES) {
    const person = await school.addPerson(`Ada ${audience}`, [audience])
    const acknowledgementId = await learnAndSign(school, person)
    const receipt = await (await school.signIn(person)).call('acknowledgements.receipt', { acknowledgementId })
    expect(receipt).toMatchObject({ schoolName: name, personName: person.name })
  }
  const { total } = await school.governor.call('reports.report', {})
  expect(total).toMatchObject({ people: ADULT_AUDIENCES.length, complete: ADULT_AUDIENCES.length })
})
