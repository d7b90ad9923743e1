/** Numbers of the school's own system, and e-mail addresses, on the roll. */
import { describe, expect, test } from 'vitest'
import { openSchool, type School } from '../support/app.ts'

const told = async (school: School, personId: string) =>
  (await school.administrator.call('people.get', { personId })).history.map(({ what }) => what)

describe('a number in the school’s own system, and an e-mail address', () => {
  const withNumber = (school: School, name: string, reference: string) =>
    school.administrator.call('people.add', {
      name,
      note: 'Cook',
      reference,
      email: ' office@school.example ',
      appointments: [{ audience: 'staff', from: '2026-09-01' }],
    })

  test('are kept with the person, found by, and stay where a change does not name them', async () => {
    const school = await openSchool()
    const { personId } = await withNumber(school, 'Ada Fern', ' AF  12 ')
    await school.administrator.call('people.change', { personId, name: 'Ada Moss', note: 'Cook' })
    const { people } = await school.administrator.call('people.list', { search: 'af' })
    expect(people).toMatchObject([{ name: 'Ada Moss', reference: 'AF 12', email: 'office@school.example' }])
    await school.administrator.call('people.change', { personId, name: 'Ada Moss', note: 'Cook', reference: '', email: 'a@b' }) // prettier-ignore
    expect((await told(school, personId)).slice(-2)).toEqual([
      'Name changed from Ada Fern to Ada Moss',
      'Number changed from “AF 12” to nothing. E-mail address changed from “office@school.example” to “a@b”',
    ])
    expect((await told(school, personId))[0]).toContain('Cook, number AF 12, office@school.example: staff')
  })

  test('no two people have one number, in capitals or not; one that was given up is free', async () => {
    const school = await openSchool()
    const { personId } = await withNumber(school, 'Ada Fern', 'AF12')
    const taken = { name: 'Ben Reed', note: '', reference: 'af12', appointments: [{ audience: 'staff', from: '2026-09-01' }] } // prettier-ignore
    const { length } = school.app.ledger.head()
    expect(await school.administrator.refused('people.add', taken)).toMatchObject({
      code: 'invalid-input',
      field: 'reference',
      message: 'Ada Fern has the number AF12: no two people can have the same',
    })
    const ben = await school.addPerson('Ben Reed', ['staff'])
    const change = { personId: ben.personId, name: 'Ben Reed', note: '', reference: 'AF12' }
    expect((await school.administrator.refused('people.change', change)).field).toBe('reference')
    await school.administrator.call('people.change', { personId, name: 'Ada Fern', note: '', reference: 'af12' })
    expect(school.app.ledger.head().length).toBe(length + 4)
    await school.administrator.call('people.change', { personId, name: 'Ada Fern', note: '', reference: '' })
    await school.administrator.call('people.change', change)
  })

  test.each([
    ['reference', { reference: 'x'.repeat(51) }],
    ['reference', { reference: 'A\u202E1' }],
    ['email', { email: 'ada' }],
    ['email', { email: 'ada@school.example, ben@school.example' }],
    ['email', { email: `${'a'.repeat(250)}@b.uk` }],
  ])('%s: %j is refused', async (field, facts) => {
    const school = await openSchool()
    const { personId } = await school.addPerson('Ada Fern', ['staff'])
    const { administrator } = school
    const refused = await administrator.refused('people.change', { personId, name: 'Ada Fern', note: '', ...facts })
    expect(refused).toMatchObject({ code: 'invalid-input', field })
  })

  test('tell two people apart who have the same name and do the same, at the sign-in too and only then', async () => {
    const school = await openSchool()
    await withNumber(school, 'Ada Fern', 'AF12')
    const typed = () => school.visitor().call('access.findName', { typed: 'ada' })
    expect((await typed()).people).toMatchObject([{ reference: '' }])
    const { personId } = await withNumber(school, 'ADA Fern', 'AF13')
    expect((await typed()).people.map(({ reference }) => reference).toSorted()).toEqual(['AF12', 'AF13'])
    const far = { personId, audience: 'staff', from: '2026-09-01', until: null }
    const { message } = await school.administrator.refused('people.appoint', far)
    expect(message).toMatch(/^ADA Fern \(Cook, staff, number AF13\) is here as staff/)
  })
})
