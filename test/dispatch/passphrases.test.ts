/** Passphrases that are changed: by whom, what it asks, and what is left of the old one. */
import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR, GOVERNORS, openSchool, type School } from '../support/app.ts'

const NEW = 'a passphrase nobody forgets'
const opens = async (school: School, role: 'governor' | 'administrator', passphrase: string): Promise<boolean> =>
  (await school.visitor().door('access.signIn', { role, passphrase })).ok
/** The payloads of every change in the ledger. */
const changes = (school: School) =>
  Array.from(school.app.ledger.entries(100))
    .filter(({ line }) => line.includes('"kind":"access.passphrase-changed"'))
    .map(({ payload }) => JSON.parse(payload!) as unknown)

test.each([
  ['administrator', ADMINISTRATOR],
  ['governor', GOVERNORS],
] as const)('the %s changes their own, who gives the present one', async (role, present) => {
  const school = await openSchool()
  const visitor = school.visitor({ role })
  expect(await visitor.refused('access.changePassphrase', { passphrase: 'wrong', newPassphrase: NEW })).toMatchObject({
    code: 'wrong-secret',
    field: 'passphrase',
    message: expect.stringContaining('9 tries left'),
  })
  expect(
    await visitor.refused('access.changePassphrase', { passphrase: present, newPassphrase: 'short' }),
  ).toMatchObject({ code: 'invalid-input', field: 'newPassphrase' })
  expect(changes(school)).toEqual([])
  await visitor.call('access.changePassphrase', { passphrase: present, newPassphrase: NEW })
  expect([await opens(school, role, present), await opens(school, role, NEW)]).toEqual([false, true])
  expect(changes(school)).toEqual([{ by: role, whose: role }])
  const other = role === 'governor' ? 'administrator' : 'governor'
  expect(await opens(school, other, NEW)).toBe(false)
})

test('the administrator sets the governors’ without the old one, and that unlocks it', async () => {
  const school = await openSchool()
  for (let i = 0; i < 10; i++) await opens(school, 'governor', 'wrong')
  expect(await opens(school, 'governor', GOVERNORS)).toBe(false)
  await school.administrator.call('access.setGovernorsPassphrase', { newPassphrase: NEW })
  expect([await opens(school, 'governor', GOVERNORS), await opens(school, 'governor', NEW)]).toEqual([false, true])
  expect(changes(school)).toEqual([{ by: 'administrator', whose: 'governor' }])
})

describe('one passphrase does not open both parts', () => {
  const other = { code: 'invalid-input', field: 'newPassphrase' }

  test('the administrator is told', async () => {
    const school = await openSchool()
    const { administrator } = school
    const own = { passphrase: ADMINISTRATOR, newPassphrase: GOVERNORS }
    expect(await administrator.refused('access.changePassphrase', own)).toMatchObject(other)
    expect(
      await administrator.refused('access.setGovernorsPassphrase', { newPassphrase: ADMINISTRATOR }),
    ).toMatchObject(other)
    expect(changes(school)).toEqual([])
  })

  test('a governor learns nothing of the administrator’s by trying: the right guess looks like any other', async () => {
    const school = await openSchool()
    const { governor } = school
    await governor.call('access.changePassphrase', { passphrase: GOVERNORS, newPassphrase: ADMINISTRATOR })
    await governor.call('access.changePassphrase', { passphrase: ADMINISTRATOR, newPassphrase: NEW })
  })
})

test('ten wrong present ones lock it', async () => {
  const school = await openSchool()
  const { administrator } = school
  const change = (passphrase: string) =>
    administrator.refused('access.changePassphrase', { passphrase, newPassphrase: NEW })
  for (let i = 0; i < 10; i++) await change('wrong')
  expect((await change(ADMINISTRATOR)).code).toBe('locked')
})

test('no passphrase stands in the records as it is', async () => {
  const school = await openSchool()
  await school.administrator.call('access.changePassphrase', { passphrase: ADMINISTRATOR, newPassphrase: NEW })
  const tables = ['secret', 'setting', 'ledger_entry', 'ledger_payload']
  const kept = tables.map((table) => JSON.stringify(school.database.prepare(`SELECT * FROM ${table}`).all())).join()
  for (const secret of [ADMINISTRATOR, GOVERNORS, NEW]) expect(kept).not.toContain(secret)
})
