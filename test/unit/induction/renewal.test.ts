import { describe, expect, test } from 'vitest'
import { renewalFrom } from '../../../src-main/induction/assignment.ts'
import type { Programme } from '../../../src-main/policies/service.ts'
import { PROGRAMMES, appointment, on, programme, signature, version, type Given } from '../../support/standing.ts'

describe('the day of a renewal', () => {
  test.each([
    ['2026-08-31', '09-01', '2026-09-01'],
    ['2026-09-01', '09-01', '2026-09-01'],
    ['2026-09-02', '09-01', '2027-09-01'],
    ['2026-12-31', '01-01', '2027-01-01'],
    ['2027-02-01', '02-29', '2027-02-28'], // no 29th in 2027
    ['2027-03-01', '02-29', '2028-02-29'], // a 29th in 2028
    ['2028-02-28', '02-29', '2028-02-29'],
    ['2099-03-01', '02-29', '2100-02-28'], // a century has no leap day
    ['2026-09-01', 'never', undefined],
  ])('from %s with %s: %s', (day, renewal, is) => expect(renewalFrom(day, renewal)).toBe(is))
})

describe('a renewal', () => {
  const yearly = (renewal: string, from = '2025-01-01', daysAllowed = 14): Programme => ({
    ...programme('staff', from, ['visits'], daysAllowed),
    renewal,
  })
  const here = { appointments: [appointment('staff', '2025-01-10')], programmes: [yearly('09-01')] }
  const V0 = version('v1', 'first', '2025-01-01')
  const at = (day: string, signedOn: string[], given: Given = {}) =>
    on(day, { ...here, versions: [V0], signatures: signedOn.map((one) => signature('v1', one)), ...given })[0]

  test.each<[string, string, string[], string, string]>([
    ['the day before it', '2025-08-31', ['2025-01-12'], 'complete', '2025-01-24'],
    ['on the day', '2025-09-01', ['2025-01-12'], 'sign-again', '2025-09-15'],
    ['on the due day', '2025-09-15', ['2025-01-12'], 'sign-again', '2025-09-15'],
    ['the day after that', '2025-09-16', ['2025-01-12'], 'overdue', '2025-09-15'],
    ['signed on the day itself', '2025-09-01', ['2025-09-01'], 'complete', '2025-01-24'],
    ['signed the day before', '2025-09-01', ['2025-08-31'], 'sign-again', '2025-09-15'],
    ['signed again', '2026-08-31', ['2025-01-12', '2025-09-10'], 'complete', '2025-01-24'],
    ['a year on', '2026-09-01', ['2025-01-12', '2025-09-10'], 'sign-again', '2026-09-15'],
    ['one that was missed is not forgiven by the next', '2026-09-02', ['2025-01-12'], 'overdue', '2025-09-15'],
    ['never signed at all: late from the start', '2025-09-02', [], 'overdue', '2025-01-24'],
  ])('%s', (_, day, signedOn, is, dueOn) => expect(at(day, signedOn)).toMatchObject({ status: is, dueOn }))

  test('leaves the earlier signature where it was', () => {
    expect(at('2025-09-02', ['2025-01-12'])).toMatchObject({ signature: { id: 'v1 2025-01-12' } })
    expect(at('2025-08-31', ['2025-01-12', '2025-09-10'])).toMatchObject({ status: 'complete' })
  })

  test('on 29 February is on the 28th of other years', () => {
    const given = { programmes: [yearly('02-29')] }
    expect(at('2026-02-27', ['2025-03-01'], given)).toMatchObject({ status: 'complete' })
    expect(at('2026-02-28', ['2025-03-01'], given)).toMatchObject({ status: 'sign-again', dueOn: '2026-03-14' })
    expect(at('2028-02-28', ['2027-03-01'], given)).toMatchObject({ status: 'complete' })
    expect(at('2028-02-29', ['2027-03-01'], given)).toMatchObject({ status: 'sign-again' })
  })

  test('asks those who have only just started and signed; those who have not keep their own days', () => {
    const started = { appointments: [appointment('staff', '2025-08-25')] }
    expect(at('2025-09-01', ['2025-08-28'], started)).toMatchObject({ status: 'sign-again', dueOn: '2025-09-15' })
    expect(at('2025-09-01', [], started)).toMatchObject({ status: 'not-started', dueOn: '2025-09-08' })
    expect(at('2025-09-09', [], started)).toMatchObject({ status: 'overdue' })
  })

  test('asks a leaver who comes back, with days from their coming back; not where they signed since', () => {
    const appointments = [appointment('staff', '2025-01-10', '2025-06-30'), appointment('staff', '2025-11-03')]
    expect(at('2025-09-02', ['2025-01-12'], { appointments })).toBeUndefined()
    expect(at('2025-11-03', ['2025-01-12'], { appointments })).toMatchObject({
      status: 'sign-again',
      dueOn: '2025-11-17',
    })
    expect(at('2025-11-03', ['2025-09-01'], { appointments })).toMatchObject({ status: 'complete' })
  })

  test('asks nothing of an audience that has ended, even before the due date', () => {
    const appointments = [appointment('staff', '2025-01-10', '2025-09-05'), appointment('volunteer', '2025-01-10')]
    const programmes = [...PROGRAMMES.slice(1).map((one) => ({ ...one, from: '2025-01-01' })), yearly('09-01')]
    const signatures = [signature('v1', '2025-01-12', ['staff', 'volunteer'])]
    const given = { appointments, programmes, signatures }
    expect(at('2025-09-05', [], given)).toMatchObject({ status: 'sign-again', dueOn: '2025-09-15' })
    expect(at('2025-09-06', [], given)).toMatchObject({ status: 'complete', audiences: ['volunteer'] })
  })

  test('that was past when the programme first said so asks nobody until the next year', () => {
    const programmes = [yearly('never'), yearly('09-01', '2025-10-01')]
    expect(at('2025-10-02', ['2025-01-12'], { programmes })).toMatchObject({ status: 'complete' })
    expect(at('2026-09-01', ['2025-01-12'], { programmes })).toMatchObject({ status: 'sign-again' })
  })

  test('goes on under a programme that changes something else, with its days', () => {
    const programmes = [yearly('09-01'), yearly('09-01', '2025-09-05', 7)]
    expect(at('2025-09-05', ['2025-01-12'], { programmes })).toMatchObject({
      status: 'sign-again',
      dueOn: '2025-09-08',
    })
  })

  test('that is dropped midway asks no more; another day asks from then on', () => {
    const dropped = [yearly('09-01'), yearly('never', '2025-09-05')]
    expect(at('2025-09-04', ['2025-01-12'], { programmes: dropped })).toMatchObject({ status: 'sign-again' })
    expect(at('2025-09-05', ['2025-01-12'], { programmes: dropped })).toMatchObject({ status: 'complete' })
    const moved = [yearly('09-01'), yearly('10-01', '2025-09-05')]
    expect(at('2025-09-20', ['2025-01-12'], { programmes: moved })).toMatchObject({ status: 'complete' })
    expect(at('2025-10-01', ['2025-01-12'], { programmes: moved })).toMatchObject({
      status: 'sign-again',
      dueOn: '2025-10-15',
    })
  })

  test('does not ask again what a major version has asked for since', () => {
    const versions = [V0, version('v2', 'major', '2025-08-25')]
    expect(at('2025-09-02', ['2025-01-12'], { versions })).toMatchObject({ status: 'sign-again', dueOn: '2025-09-08' })
    const signatures = [signature('v1', '2025-01-12'), signature('v2', '2025-09-03')]
    expect(at('2025-09-09', [], { versions, signatures })).toMatchObject({ status: 'complete' })
  })
})
