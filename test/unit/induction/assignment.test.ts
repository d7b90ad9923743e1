import { describe, expect, test } from 'vitest'
import { personStatus } from '../../../src-main/induction/assignment.ts'
import { audiencesOn } from '../../../src-main/people/service.ts'
import {
  PROGRAMMES,
  V1,
  appointment,
  on,
  programme,
  signature,
  status,
  version,
  type Given,
} from '../../support/standing.ts'

describe('the status of an assignment', () => {
  const v2 = version('v2', 'major', '2026-10-01')
  const signed = [signature('v1', '2026-09-03')]

  test.each<[string, string | undefined, string, Given]>([
    ['on the first day', 'not-started', '2026-09-01', {}],
    ['on the due day', 'not-started', '2026-09-15', {}],
    ['on the day after it', 'overdue', '2026-09-16', {}],
    ['once something was begun', 'in-progress', '2026-09-02', { begun: { v1: '2026-09-02T09:00:00.000Z' } }],
    ['begun, and late all the same', 'overdue', '2026-09-16', { begun: { v1: '2026-09-02T09:00:00.000Z' } }],
    ['signed', 'complete', '2026-09-03', { signatures: signed }],
    ['signed late', 'complete', '2026-12-01', { signatures: [signature('v1', '2026-11-30')] }],
    ['before the appointment', undefined, '2026-08-31', {}],
    [
      'on the last day of it',
      'overdue',
      '2026-10-01',
      { appointments: [appointment('staff', '2026-09-01', '2026-10-01')] },
    ],
    ['after it', undefined, '2026-10-02', { appointments: [appointment('staff', '2026-09-01', '2026-10-01')] }],
    [
      'when a minor version has come',
      'complete',
      '2026-10-02',
      { signatures: signed, versions: [V1, { ...v2, kind: 'minor' }] },
    ],
    ['when a major version has come', 'sign-again', '2026-10-02', { signatures: signed, versions: [V1, v2] }],
    ['before it has come', 'complete', '2026-09-30', { signatures: signed, versions: [V1, v2] }],
    ['when its time is over', 'overdue', '2026-10-16', { signatures: signed, versions: [V1, v2] }],
    [
      'when it was signed',
      'complete',
      '2026-10-16',
      { signatures: [...signed, signature('v2', '2026-10-05')], versions: [V1, v2] },
    ],
    [
      'minor after major',
      'sign-again',
      '2026-10-06',
      { signatures: signed, versions: [V1, v2, version('v3', 'minor', '2026-10-05')] },
    ],
    [
      'two major ones behind',
      'sign-again',
      '2026-10-06',
      { signatures: signed, versions: [V1, v2, version('v3', 'major', '2026-10-05')] },
    ],
    ['no version yet', undefined, '2026-09-02', { versions: [] }],
    ['no programme yet', undefined, '2026-09-02', { programmes: [] }],
    ['not asked of this audience', undefined, '2026-09-02', { appointments: [appointment('governor', '2026-09-01')] }],
  ])('%s: %s', (_, expected, day, given) => expect(status(day, given)).toBe(expected))
})

describe('the due date', () => {
  test.each<[string, string, Given]>([
    ['the appointment', '2026-09-15', {}],
    [
      'the programme, where that is later',
      '2026-10-15',
      { programmes: [programme('staff', '2026-10-01', ['visits'])] },
    ],
    ['the version, where that is the latest', '2026-10-19', { versions: [version('v1', 'first', '2026-10-05')] }],
    [
      'the first version for who has signed none, whatever came after it',
      '2026-09-15',
      { versions: [V1, version('v2', 'major', '2026-09-05'), version('v3', 'minor', '2026-09-20')] },
    ],
    [
      'the major version for who has signed before it, not the minor one after it',
      '2026-09-19',
      {
        signatures: [signature('v1', '2026-09-02')],
        versions: [V1, version('v2', 'major', '2026-09-05'), version('v3', 'minor', '2026-09-20')],
      },
    ],
    [
      'the first of two major versions that were not signed',
      '2026-09-19',
      {
        signatures: [signature('v1', '2026-09-02')],
        versions: [V1, version('v2', 'major', '2026-09-05'), version('v3', 'major', '2026-10-20')],
      },
    ],
    [
      'the renewal that was missed, though a major version came after it',
      '2026-10-15',
      {
        signatures: [signature('v1', '2026-09-02')],
        programmes: [{ ...PROGRAMMES[0]!, renewal: '10-01' }],
        versions: [V1, version('v2', 'major', '2026-10-20')],
      },
    ],
  ])('counts from %s', (_, dueOn, given) => expect(on('2026-11-01', given)[0]).toMatchObject({ dueOn }))

  describe('a major version that says by when', () => {
    const given = { signatures: [signature('v1', '2026-09-02')] }
    const v2 = { ...version('v2', 'major', '2026-09-20'), signBy: '2026-10-31' }

    test('is due on that day', () => {
      expect(on('2026-10-31', { ...given, versions: [V1, v2] })[0]).toMatchObject({
        dueOn: '2026-10-31',
        status: 'sign-again',
      })
      expect(on('2026-11-01', { ...given, versions: [V1, v2] })[0]).toMatchObject({ daysLate: 1, status: 'overdue' })
    })

    test('asks those audiences alone that it names', () => {
      const versions = [V1, { ...v2, mustSign: ['volunteer' as const] }]
      expect(status('2026-10-01', { ...given, versions })).toBe('complete')
    })

    test('gives who comes back after it the programme’s days', () => {
      const appointments = [appointment('staff', '2026-09-01', '2026-09-10'), appointment('staff', '2026-11-10')]
      const versions = [V1, v2]
      expect(on('2026-11-11', { ...given, versions, appointments })[0]).toMatchObject({ dueOn: '2026-11-24' })
    })
  })

  test('a new programme that asks for the same does not move it, one with fewer days does', () => {
    const given = (days: number) => ({
      programmes: [...PROGRAMMES, programme('staff', '2026-09-10', ['visits'], days)],
    })
    expect(on('2026-09-11', given(14))[0]).toMatchObject({ dueOn: '2026-09-15' })
    expect(on('2026-09-11', given(10))[0]).toMatchObject({ dueOn: '2026-09-11', daysLate: 0 })
  })

  test('a policy that was dropped and asked for again counts from then', () => {
    const programmes = [
      ...PROGRAMMES,
      programme('staff', '2026-09-05', []),
      programme('staff', '2026-10-01', ['visits']),
    ]
    expect(on('2026-09-06', { programmes })).toEqual([])
    expect(on('2026-10-02', { programmes })[0]).toMatchObject({ dueOn: '2026-10-15' })
  })
})

describe('a signature on paper', () => {
  const paper = { signedOn: '2026-09-30', enteredBy: 'Office manager', witnessedBy: 'Deputy head' }
  const signatures = [{ ...signature('v1', '2026-10-05'), paper }]

  test('counts from the day on which it was entered', () => {
    expect(status('2026-10-04', { signatures })).toBe('overdue')
    expect(status('2026-10-05', { signatures })).toBe('complete')
  })

  test('is renewed by the day on the sheet', () => {
    const programmes = [{ ...PROGRAMMES[0]!, renewal: '10-01' }]
    expect(status('2026-10-06', { signatures, programmes })).toBe('sign-again')
  })

  test('counts until the day on which it was withdrawn, and then as if it had never been', () => {
    const withdrawn = signatures.map((one) => ({ ...one, withdrawnAt: '2026-10-08T12:00:00.000Z' }))
    expect(status('2026-10-07', { signatures: withdrawn })).toBe('complete')
    expect(on('2026-10-08', { signatures: withdrawn })).toMatchObject([{ status: 'overdue', signature: null }])
  })
})

describe('two audiences', () => {
  const both = [appointment('volunteer', '2026-09-01'), appointment('staff', '2026-09-10')]

  test('one assignment, due at the earlier of the two', () => {
    expect(on('2026-09-12', { appointments: both })).toMatchObject([
      { audiences: ['staff', 'volunteer'], dueOn: '2026-09-24' },
    ])
  })

  test('what was signed for one is open for the other, and due when that one’s is', () => {
    const signatures = [signature('v1', '2026-09-03', ['volunteer'])]
    expect(on('2026-09-09', { appointments: both, signatures })).toMatchObject([
      { status: 'complete', audiences: ['volunteer'], open: [] },
    ])
    expect(on('2026-09-12', { appointments: both, signatures })).toMatchObject([
      { status: 'not-started', dueOn: '2026-09-24' },
    ])
    const later = [...signatures, signature('v1', '2026-09-13', ['staff', 'volunteer'])]
    expect(on('2026-09-14', { appointments: both, signatures: later })).toMatchObject([
      { status: 'complete', signature: later[1] },
    ])
  })

  test('audiences stand in their usual order, each once, on the days they are held', () => {
    expect(audiencesOn([...both, appointment('staff', '2026-09-01')], '2026-09-10')).toEqual(['staff', 'volunteer'])
    expect(audiencesOn(both, '2026-09-09')).toEqual(['volunteer'])
    expect(audiencesOn([appointment('staff', '2026-09-01', '2026-09-05')], '2026-09-06')).toEqual([])
  })
})

test('as at a day, nothing later counts: no signature, no beginning, no version, no programme', () => {
  const later: Given = {
    signatures: [signature('v1', '2026-09-05')],
    begun: { v1: '2026-09-04T09:00:00.000Z' },
    versions: [V1, version('v2', 'major', '2026-09-06')],
    programmes: [...PROGRAMMES, programme('staff', '2026-09-07', [])],
  }
  expect(status('2026-09-03', later)).toBe('not-started')
  expect(status('2026-09-04', later)).toBe('in-progress')
  expect(status('2026-09-05', later)).toBe('complete')
  expect(status('2026-09-06', later)).toBe('sign-again')
  expect(status('2026-09-07', later)).toBeUndefined()
})

test('whoever began under an earlier version is in progress under the one that follows', () => {
  for (const kind of ['minor', 'major'] as const) {
    const versions = [V1, version('v2', kind, '2026-09-10')]
    const begun = { v1: '2026-09-08T12:00:00.000Z' }
    expect(status('2026-09-07', { versions, begun })).toBe('not-started')
    expect(status('2026-09-09', { versions, begun })).toBe('in-progress')
    expect(status('2026-09-12', { versions, begun })).toBe('in-progress')
    expect(status('2026-09-12', { versions, begun: { other: begun.v1 } })).toBe('not-started')
  }
})

test('a day ends at midnight in the United Kingdom', () => {
  const signed = { ...signature('v1', '2026-09-15'), signedAt: '2026-09-15T23:30:00.000Z' } // 16 September, 00:30
  expect(status('2026-09-15', { signatures: [signed] })).toBe('not-started')
  expect(status('2026-09-16', { signatures: [signed] })).toBe('complete')
})

test('the most urgent first; a person’s status is that one’s', () => {
  const programmes = [programme('staff', '2026-01-01', ['a', 'b', 'c', 'd'])]
  const versions = ['a', 'b', 'c', 'd'].map((id) => version(id, 'first', '2026-01-01', id))
  versions.push(version('c2', 'major', '2026-09-15', 'c'))
  versions.sort((x, y) => (x.inForceOn < y.inForceOn ? -1 : 1))
  const signatures = [signature('a', '2026-09-02'), signature('c', '2026-09-02')]
  const all = on('2026-09-20', { programmes, versions, signatures })
  expect(all.map(({ policyId, status: is }) => [policyId, is])).toEqual([
    ['b', 'overdue'],
    ['d', 'overdue'],
    ['c', 'sign-again'],
    ['a', 'complete'],
  ])
  expect(personStatus(all)).toBe('overdue')
  expect(personStatus(all.slice(2))).toBe('sign-again')
  expect(personStatus(all.slice(3))).toBe('complete')
  expect(personStatus([])).toBeNull()
})

test('of two programmes with the same day the later one holds, and the first never did', () => {
  const programmes = [
    ...PROGRAMMES,
    { ...programme('staff', '2026-09-10', []), id: 'first' },
    { ...programme('staff', '2026-09-10', ['visits']), id: 'second' },
  ]
  expect(on('2026-09-11', { programmes })[0]).toMatchObject({ dueOn: '2026-09-15' })
})

describe('appointments and their days', () => {
  const staff = (...days: [string, string | null][]) => days.map(([from, until]) => appointment('staff', from, until))

  test('one that ends before the due date is asked for until then, and never overdue', () => {
    const appointments = staff(['2026-09-01', '2026-09-10'])
    expect(status('2026-09-10', { appointments })).toBe('not-started')
    expect(status('2026-09-11', { appointments })).toBeUndefined()
    expect(status('2026-09-16', { appointments })).toBeUndefined()
  })

  test('one that ends leaves the other, with the other’s due date', () => {
    const appointments = [...staff(['2026-09-01', '2026-09-10']), appointment('volunteer', '2026-09-05')]
    expect(on('2026-09-10', { appointments })).toMatchObject([
      { audiences: ['staff', 'volunteer'], dueOn: '2026-09-15' },
    ])
    expect(on('2026-09-11', { appointments })).toMatchObject([{ audiences: ['volunteer'], dueOn: '2026-10-05' }])
  })

  test('one that starts later asks nothing before its day', () => {
    const appointments = staff(['2026-12-01', null])
    expect(status('2026-11-30', { appointments })).toBeUndefined()
    expect(on('2026-12-01', { appointments })).toMatchObject([{ status: 'not-started', dueOn: '2026-12-15' }])
  })

  test('a leaver who comes back has the days anew, and what they signed before counts', () => {
    const appointments = staff(['2026-01-05', '2026-03-31'], ['2026-09-01', null])
    expect(status('2026-06-01', { appointments })).toBeUndefined()
    expect(on('2026-09-02', { appointments })).toMatchObject([{ status: 'not-started', dueOn: '2026-09-15' }])
    const signatures = [signature('v1', '2026-01-10')]
    expect(status('2026-09-02', { appointments, signatures })).toBe('complete')
    const versions = [V1, version('v2', 'major', '2026-05-01')]
    expect(on('2026-09-02', { appointments, signatures, versions })).toMatchObject([
      { status: 'sign-again', dueOn: '2026-09-15' },
    ])
  })

  test('29 February is a day to start, to be due and to end on', () => {
    const appointments = staff(['2028-02-29', null])
    expect(on('2028-02-29', { appointments })).toMatchObject([{ dueOn: '2028-03-14', daysLate: -14 }])
    expect(on('2028-02-15', { appointments: staff(['2028-02-15', '2028-02-29']) })).toMatchObject([
      { dueOn: '2028-02-29' },
    ])
    expect(status('2028-02-29', { appointments: staff(['2028-02-15', '2028-02-29']) })).toBe('not-started')
    expect(status('2028-03-01', { appointments: staff(['2028-02-15', '2028-02-29']) })).toBeUndefined()
    expect(on('2027-02-20', { appointments: staff(['2027-02-15', null]) })).toMatchObject([{ dueOn: '2027-03-01' }])
  })

  test('one that never began, since its last day comes first, asks nothing', () => {
    const appointments = staff(['2026-12-01', '2026-11-30'])
    for (const day of ['2026-11-30', '2026-12-01']) expect(status(day, { appointments })).toBeUndefined()
  })
})
