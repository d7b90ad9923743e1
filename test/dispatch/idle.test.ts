/** Main ends a sitting without a sign of life by itself: a minute after the window should have. */
import { describe, expect, test } from 'vitest'
import type { Session } from '../../src-main/calls.ts'
import { GOVERNORS, openSchool, type School, type Visitor } from '../support/app.ts'

const atTheScreen = (school: School, session?: Session): Visitor => school.visitor(session, { idle: true })
const settings = (school: School) =>
  Array.from(school.app.ledger.entries(100), ({ line, payload }) => ({
    kind: /"kind":"([^"]+)"/.exec(line)![1],
    payload,
  }))
    .filter(({ kind }) => kind === 'access.idle-set')
    .map(({ payload }) => payload)

describe('after five minutes and one more', () => {
  test('without a call nobody is signed in any more', async () => {
    const school = await openSchool()
    const governor = atTheScreen(school)
    await governor.call('access.signIn', { role: 'governor', passphrase: GOVERNORS })
    school.clock.pass(6)
    await governor.call('reports.report', {})
    school.clock.pass(6.01)
    expect((await governor.refused('reports.report', {})).code).toBe('not-signed-in')
    expect((await governor.refused('access.stay', {})).code).toBe('not-signed-in')
    expect((await governor.refused('reports.report', {})).code).toBe('not-signed-in')
    await governor.call('access.signIn', { role: 'governor', passphrase: GOVERNORS })
    await governor.call('reports.report', {})
  })

  test('a learner’s and a newcomer’s sitting is over too', async () => {
    const school = await openSchool()
    const person = await school.addPerson('Ada Fern', ['staff'], { newcomer: true })
    const visitor = atTheScreen(school)
    const signIn = () => visitor.call('access.signInLearner', { personId: person.personId, pin: person.pin })
    await signIn()
    school.clock.pass(7)
    expect((await visitor.refused('access.choosePin', { newPin: '258036' })).code).toBe('not-signed-in')
    await signIn()
    await visitor.call('access.choosePin', { newPin: '258036' })
    school.clock.pass(7)
    expect((await visitor.refused('induction.mine', {})).code).toBe('not-signed-in')
  })

  test('a sign of life now and then keeps it', async () => {
    const school = await openSchool()
    const governor = atTheScreen(school, { role: 'governor' })
    for (let i = 0; i < 10; i++) {
      await governor.call('access.stay', {})
      school.clock.pass(5)
    }
    await governor.call('reports.report', {})
  })

  test('a clock put back ends nothing, and keeps nothing for ever', async () => {
    const school = await openSchool()
    const governor = atTheScreen(school, { role: 'governor' })
    await governor.call('access.stay', {})
    school.clock.set('2026-09-01T02:00:00Z')
    await governor.call('reports.report', {})
    school.clock.pass(7)
    expect((await governor.refused('reports.report', {})).code).toBe('not-signed-in')
  })
})

describe('the time', () => {
  test('is the administrator’s to set, from 1 to 60 minutes, and the ledger has it', async () => {
    const school = await openSchool()
    for (const minutes of [0, 61, -5, 2.5, '5'])
      expect(await school.administrator.refused('access.setIdleMinutes', { minutes })).toMatchObject({
        code: 'invalid-input',
        field: 'minutes',
      })
    expect(settings(school)).toEqual([])
    await school.administrator.call('access.setIdleMinutes', { minutes: 1 })
    const governor = atTheScreen(school, { role: 'governor' })
    await governor.call('reports.report', {})
    school.clock.pass(2.01)
    expect((await governor.refused('reports.report', {})).code).toBe('not-signed-in')

    await school.administrator.call('access.setIdleMinutes', { minutes: 60 })
    school.reopen()
    const patient = atTheScreen(school, { role: 'governor' })
    await patient.call('reports.report', {})
    school.clock.pass(61)
    await patient.call('reports.report', {})
    expect(settings(school)).toEqual(['{"minutes":1}', '{"minutes":60}'])
  })
})
