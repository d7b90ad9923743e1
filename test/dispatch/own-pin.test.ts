/** A PIN that the school gave out opens one thing: choosing one's own. */
import { describe, expect, test } from 'vitest'
import { openSchool, type School } from '../support/app.ts'
import { allRight, filledIn, toSignature } from '../support/learner.ts'
import { ownPin } from '../support/own-pin.ts'

const OWN = '258036'
const kindsAbout = (school: School, personId: string): string[] =>
  school.app.ledger.about(personId).map(({ kind }) => kind)
const newcomer = async (school: School) => {
  const ada = await school.addPerson('Ada Fern', ['staff'], { newcomer: true })
  const visitor = school.visitor()
  expect(await visitor.call('access.signInLearner', { personId: ada.personId, pin: ada.pin })).toEqual({
    name: 'Ada Fern',
    mustChoose: true,
  })
  return { ada, visitor }
}

describe('at first use', () => {
  test('nothing but choosing is open; then everything is, and the PIN that was given out opens nothing', async () => {
    const school = await openSchool()
    const { ada, visitor } = await newcomer(school)
    const { versionId } = school
    for (const [name, input] of [
      ['induction.mine', {}],
      ['induction.rules', { versionId }],
      ['acknowledgements.form', { versionId }],
      ['access.changePin', { pin: ada.pin, newPin: OWN }],
    ] as const)
      expect((await visitor.refused(name, input)).code).toBe('pin-not-chosen')
    expect((await visitor.refused('reports.report', {})).code).toBe('not-allowed')
    await visitor.call('access.choosePin', { newPin: ' 258 036' })
    expect((await visitor.call('induction.mine', {})).name).toBe('Ada Fern')
    expect((await visitor.refused('access.choosePin', { newPin: '471920' })).code).toBe('not-allowed')

    const { personId } = ada
    expect((await school.visitor().refused('access.signInLearner', { personId, pin: ada.pin })).code).toBe(
      'wrong-secret',
    )
    expect(await school.visitor().call('access.signInLearner', { personId, pin: OWN })).toMatchObject({
      mustChoose: false,
    })
    expect(kindsAbout(school, personId)).toEqual(['person.added', 'access.pin-issued', 'access.pin-chosen'])
    const said = Array.from(school.app.ledger.entries(100), ({ line, payload }) => line + payload).join()
    expect(said).not.toContain(`"${OWN}"`)
  })

  test('who goes without choosing has to choose the next time, after a new start as well', async () => {
    const school = await openSchool()
    const { ada, visitor } = await newcomer(school)
    await visitor.call('access.signOut', {})
    school.reopen()
    const again = school.visitor()
    await again.call('access.signInLearner', { personId: ada.personId, pin: ada.pin })
    expect((await again.refused('induction.mine', {})).code).toBe('pin-not-chosen')
  })

  test.each([
    ['five digits', '25803', 'six digits'],
    ['letters', '25803x', 'six digits'],
    ['one digit throughout', '333333', 'guesser'],
    ['a run up', '123456', 'guesser'],
    ['a run down', '654321', 'guesser'],
  ])('not %s', async (_, newPin, words) => {
    const school = await openSchool()
    const { ada, visitor } = await newcomer(school)
    expect(await visitor.refused('access.choosePin', { newPin })).toEqual({
      code: 'invalid-input',
      field: 'newPin',
      message: expect.stringContaining(words),
    })
    expect((await visitor.refused('induction.mine', {})).code).toBe('pin-not-chosen')
    expect(kindsAbout(school, ada.personId)).not.toContain('access.pin-chosen')
  })

  test('not the one that was given out, with a space or without', async () => {
    const school = await openSchool()
    const { ada, visitor } = await newcomer(school)
    for (const newPin of [ada.pin, `${ada.pin.slice(0, 3)} ${ada.pin.slice(3)}`])
      expect(await visitor.refused('access.choosePin', { newPin })).toMatchObject({
        code: 'invalid-input',
        field: 'newPin',
      })
    expect(kindsAbout(school, ada.personId)).not.toContain('access.pin-chosen')
  })

  test('a choice overtaken by a sign-out changes nothing', async () => {
    const school = await openSchool()
    const { ada, visitor } = await newcomer(school)
    const choosing = visitor.refused('access.choosePin', { newPin: OWN })
    await visitor.call('access.signOut', {})
    expect((await choosing).code).toBe('not-signed-in')
    expect(kindsAbout(school, ada.personId)).not.toContain('access.pin-chosen')
    await school.visitor().call('access.signInLearner', { personId: ada.personId, pin: ada.pin })
  })

  test('a new PIN from the administrator has to be changed as well, and what was done is kept', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const before = await school.signIn(ada)
    await toSignature(before, school.versionId, allRight({ school }))
    const { pin } = await school.administrator.call('access.issuePin', { personId: ada.personId })
    const visitor = school.visitor()
    await visitor.call('access.signInLearner', { personId: ada.personId, pin })
    const signing = { ...(await filledIn(before, school.versionId, ada)), pin }
    expect((await visitor.refused('acknowledgements.sign', signing)).code).toBe('pin-not-chosen')
    await visitor.call('access.choosePin', { newPin: ownPin(pin) })
    await visitor.call('acknowledgements.sign', { ...signing, pin: ownPin(pin) })
  })
})

describe('changing it later', () => {
  test('asks the present one, and counts wrong tries', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const learner = await school.signIn(ada)
    const wrong = ada.pin === '135790' ? '097531' : '135790'
    expect(await learner.refused('access.changePin', { pin: wrong, newPin: OWN })).toMatchObject({
      code: 'wrong-secret',
      field: 'pin',
      message: 'The PIN does not match; you have 9 tries left',
    })
    expect(await learner.refused('access.changePin', { pin: ada.pin, newPin: ada.pin })).toMatchObject({
      code: 'invalid-input',
      field: 'newPin',
    })
    await learner.call('access.changePin', { pin: ada.pin, newPin: OWN })
    await learner.call('induction.mine', {})
    await school.signIn({ ...ada, pin: OWN })
    expect(
      (await school.visitor().refused('access.signInLearner', { personId: ada.personId, pin: ada.pin })).code,
    ).toBe('wrong-secret')
    expect(kindsAbout(school, ada.personId).at(-1)).toBe('access.pin-chosen')
  })

  test('ten wrong ones lock it, and the right one then changes nothing', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const learner = await school.signIn(ada)
    for (let i = 0; i < 10; i++) await learner.refused('access.changePin', { pin: '135790', newPin: OWN })
    expect((await learner.refused('access.changePin', { pin: ada.pin, newPin: OWN })).code).toBe('locked')
  })
})
