/** A lock stays as long as it was set for, whatever is done to the program and to the PC's clock. */
import { describe, expect, test } from 'vitest'
import { openSchool, type School, type TestPerson } from '../support/app.ts'

const LOCKED_AT = '2026-09-01T08:00:00.000Z' // the clock of a test, where it is not moved
const wrong = ({ pin }: TestPerson): string => (pin === '135790' ? '097531' : '135790')
const tryPin = (school: School, { personId }: TestPerson, pin: string) =>
  school.visitor().door('access.signInLearner', { personId, pin })

/** Ada, whose PIN was wrong ten times. */
async function lockedOut() {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  for (let i = 0; i < 10; i++) await tryPin(school, ada, wrong(ada))
  const opens = async (): Promise<boolean> => (await tryPin(school, ada, ada.pin)).ok
  return { school, ada, opens }
}

describe('a lock of a quarter of an hour', () => {
  test.each([
    ['the clock put back by an hour', '2026-09-01T07:00:00Z'],
    ['the clock put back by years', '2020-01-01T00:00:00Z'],
  ])('%s: stays, over a new start too, and ends when it would have', async (_, back) => {
    const { school, opens } = await lockedOut()
    school.clock.set(back)
    expect(await opens()).toBe(false)
    school.reopen()
    expect(await opens()).toBe(false)
    school.clock.pass(14) // as it may pass on a clock that is behind
    expect(await opens()).toBe(false)
    school.clock.set('2026-09-01T08:14:59Z')
    expect(await opens()).toBe(false)
    school.clock.set('2026-09-01T08:15:00Z')
    expect(await opens()).toBe(true)
  })

  test('the clock put back before the tries does not make it end the sooner', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'], { newcomer: true }) // the ledger knows this instant
    school.clock.set('2026-09-01T07:00:00Z')
    for (let i = 0; i < 10; i++) await tryPin(school, ada, wrong(ada))
    school.clock.set(LOCKED_AT)
    expect((await tryPin(school, ada, ada.pin)).ok).toBe(false)
    school.clock.pass(15)
    expect((await tryPin(school, ada, ada.pin)).ok).toBe(true)
  })

  test('so it is where only a try was later, and the ledger was not', async () => {
    const school = await openSchool()
    const [ada, ben] = [await school.addPerson('Ada Fern', ['staff']), await school.addPerson('Ben Reed', ['staff'])]
    school.clock.pass(60)
    await tryPin(school, ben, wrong(ben))
    school.clock.set(LOCKED_AT)
    for (let i = 0; i < 10; i++) await tryPin(school, ada, wrong(ada))
    school.clock.set('2026-09-01T09:14:00Z')
    expect((await tryPin(school, ada, ada.pin)).ok).toBe(false)
    school.clock.pass(1)
    expect((await tryPin(school, ada, ada.pin)).ok).toBe(true)
  })

  test('says until when, with the day where that is another, and that the clock is behind', async () => {
    const { school, ada } = await lockedOut()
    const { personId, pin } = ada
    const said = async () => (await school.visitor().refused('access.signInLearner', { personId, pin })).message
    expect(await said()).toBe('The PIN was wrong 10 times. It is locked until 9.15 am; nothing else has changed.')
    school.clock.set('2026-08-31T08:00:00Z')
    expect(await said()).toBe(
      'The PIN was wrong 10 times. It is locked until 9.15 am on 1 September 2026; nothing else has changed. ' +
        'This PC’s clock is behind the records: the lock ends once it is put right.',
    )
  })

  test('holds for the passphrases and the recovery code alike', async () => {
    const school = await openSchool()
    const calls = [
      ['access.signIn', { role: 'administrator', passphrase: 'wrong' }],
      ['access.signIn', { role: 'governor', passphrase: 'wrong' }],
      ['access.recover', { recoveryCode: 'AAAA', administratorPassphrase: 'another kettle violet' }],
    ] as const
    for (const [name, input] of calls) {
      for (let i = 0; i < 10; i++) await school.visitor().refused(name, input)
      school.reopen()
      school.clock.set('2026-09-01T06:00:00Z')
      expect((await school.visitor().refused(name, input)).code).toBe('locked')
      school.clock.set(LOCKED_AT)
    }
  })
})
