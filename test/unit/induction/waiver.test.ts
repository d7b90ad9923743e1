import { describe, expect, test } from 'vitest'
import { personStatus, type Waiver } from '../../../src-main/induction/assignment.ts'
import { on, signature, status, type Given } from '../../support/standing.ts'

describe('a waiver', () => {
  const waiver = (entered: string, until: string, ended: string | null = null): Waiver => ({
    ...{ id: entered, policyId: 'visits', reason: 'On leave', until, by: 'Headteacher' },
    enteredAt: `${entered}T12:00:00.000Z`,
    endedAt: ended && `${ended}T12:00:00.000Z`,
  })
  const waived = { waivers: [waiver('2026-09-03', '2026-10-31')] }
  const ended = { waivers: [waiver('2026-09-03', '2026-10-31', '2026-09-20')] }

  test.each<[string, string, string, Given]>([
    ['before it was entered', 'not-started', '2026-09-02', waived],
    ['on the day it was entered', 'waived', '2026-09-03', waived],
    ['when it would be overdue', 'waived', '2026-10-01', waived],
    ['on its last day', 'waived', '2026-10-31', waived],
    ['when it has expired, what it would be otherwise', 'overdue', '2026-11-01', waived],
    ['the day before it was ended', 'waived', '2026-09-19', ended],
    ['ended before its time', 'overdue', '2026-09-20', ended],
    ['signed all the same', 'complete', '2026-09-10', { ...waived, signatures: [signature('v1', '2026-09-05')] }],
    ['of another policy', 'overdue', '2026-10-01', { waivers: waived.waivers.map((one) => ({ ...one, policyId: 'x' })) }],
    ['waived anew on the day it was ended', 'waived', '2026-09-20', { waivers: [...ended.waivers, waiver('2026-09-20', '2026-09-30')] }],
  ])('%s: %s', (_, is, day, given) => expect(status(day, given)).toBe(is)) // prettier-ignore

  test('says why, and only while it holds', () => {
    expect(on('2026-10-01', waived)[0]!.waiver).toMatchObject({ reason: 'On leave', by: 'Headteacher' })
    expect(on('2026-11-01', waived)[0]!.waiver).toBeNull()
  })

  test.each<[string, Parameters<typeof personStatus>[0]]>([
    ['waived', [{ status: 'waived' }, { status: 'waived' }]],
    ['complete', [{ status: 'waived' }, { status: 'complete' }]],
    ['not-started', [{ status: 'waived' }, { status: 'not-started' }]],
  ])('a person is %s', (is, assignments) => expect(personStatus(assignments)).toBe(is))
})
