import { expect, test } from 'vitest'
import { openSchool } from '../support/app.ts'

test('what cannot be a PIN or a passphrase costs no try', async () => {
  const school = await openSchool()
  const person = await school.addPerson('Ada Fern', ['staff'])
  const visitor = school.visitor()
  for (const typed of ['', '12345', 'abcdef'])
    expect(await visitor.refused('access.signInLearner', { personId: person.personId, pin: typed })).toMatchObject({
      code: 'invalid-input',
      field: 'pin',
    })
  expect((await visitor.refused('access.signIn', { role: 'governor', passphrase: '' })).code).toBe('invalid-input')
  const wrong = person.pin === '111222' ? '222111' : '111222'
  const { message } = await visitor.refused('access.signInLearner', { personId: person.personId, pin: wrong })
  expect(message).toContain('9 tries left')
  const asOnTheSlip = `${person.pin.slice(0, 3)} ${person.pin.slice(3)}`
  await visitor.call('access.signInLearner', { personId: person.personId, pin: asOnTheSlip })
})

test('a sign-in that is overtaken by a sign-out lets nobody in', async () => {
  const school = await openSchool()
  const { personId, pin } = await school.addPerson('Ada Fern', ['staff'])
  const visitor = school.visitor()
  const signingIn = visitor.refused('access.signInLearner', { personId, pin })
  await visitor.call('access.signOut', {})
  expect((await signingIn).code).toBe('not-signed-in')
  expect((await visitor.refused('induction.mine', {})).code).toBe('not-signed-in')
})
