/**
 * Due dates, renewals and status at the edges, as a table. The expected day in each row was counted by hand from the
 * words beside it, on a calendar: 2028 and 2032 are leap years, 2026, 2027 and 2100 are not.
 */
import { describe, expect, test } from 'vitest'
import type { Assignment } from '../../../src-main/induction/assignment.ts'
import type { Appointment } from '../../../src-main/people/contract.ts'
import type { Audience } from '../../../src-main/policies/format.ts'
import { PROGRAMMES, V1, appointment, on, programme, signature, version, type Given } from '../../support/standing.ts'

/** Somebody who is staff from a day, and to one. */
const staff = (from: string, until: string | null = null): Appointment => appointment('staff', from, until)
const as = (audience: Audience, from: string, until: string | null = null): Appointment =>
  appointment(audience, from, until)
const yearly = (renewal: string, from = '2026-01-01', daysAllowed = 14) => ({
  ...programme('staff', from, ['visits'], daysAllowed),
  renewal,
})
const programmes = (daysAllowed: number) => [programme('staff', '2026-01-01', ['visits'], daysAllowed)]
const noneAsked = programme('staff', '2026-09-08', [])

/** What is counted; on which day one looks; what is expected: the status and the due date, or that nothing is asked. */
type Row = [counted: string, day: string, expected: [Assignment['status'], string] | 'nothing', given: Given]

const EDGES: Record<string, Row[]> = {
  '29 February': [
    ['14 days from 15 February of a leap year', '2028-02-15', ['not-started', '2028-02-29'], { appointments: [staff('2028-02-15')] }],
    ['the same in a year without one', '2027-02-15', ['not-started', '2027-03-01'], { appointments: [staff('2027-02-15')] }],
    ['14 days from 29 February', '2028-02-29', ['not-started', '2028-03-14'], { appointments: [staff('2028-02-29')] }],
    ['due on 29 February, on that day', '2028-02-29', ['not-started', '2028-02-29'], { appointments: [staff('2028-02-15')] }],
    ['due on 29 February, the day after', '2028-03-01', ['overdue', '2028-02-29'], { appointments: [staff('2028-02-15')] }],
    ['14 days over the end of a century without one', '2100-02-20', ['not-started', '2100-03-06'], { appointments: [staff('2100-02-20')] }],
    ['365 days from 1 March 2027 hold a 29 February', '2027-03-01', ['not-started', '2028-02-29'], { appointments: [staff('2027-03-01')], programmes: programmes(365) }],
    ['no days at all: due on the day itself', '2028-02-29', ['not-started', '2028-02-29'], { appointments: [staff('2028-02-29')], programmes: programmes(0) }],
    ['signed on a 29 February, renewed on the next year’s 28th', '2029-02-28', ['sign-again', '2029-03-14'], { appointments: [staff('2028-02-01')], programmes: [yearly('02-29')], signatures: [signature('v1', '2028-02-29')] }],
    ['and not the day before', '2029-02-27', ['complete', '2028-02-15'], { appointments: [staff('2028-02-01')], programmes: [yearly('02-29')], signatures: [signature('v1', '2028-02-29')] }],
    ['signed on the 28th of a leap year: renewed the day after', '2028-02-29', ['sign-again', '2028-03-14'], { appointments: [staff('2028-02-01')], programmes: [yearly('02-29')], signatures: [signature('v1', '2028-02-28')] }],
    ['signed on the 28th that stood for the 29th: not renewed that year', '2027-03-01', ['complete', '2027-02-15'], { appointments: [staff('2027-02-01')], programmes: [yearly('02-29')], signatures: [signature('v1', '2027-02-28')] }],
    ['a renewal on 1 March, signed on a 29 February', '2028-03-01', ['sign-again', '2028-03-15'], { appointments: [staff('2028-02-01')], programmes: [yearly('03-01')], signatures: [signature('v1', '2028-02-29')] }],
  ],
  'a start date in the future': [
    ['the day before it', '2026-11-30', 'nothing', { appointments: [staff('2026-12-01')] }],
    ['the day itself', '2026-12-01', ['not-started', '2026-12-15'], { appointments: [staff('2026-12-01')] }],
    ['a version published meanwhile does not move it', '2026-12-01', ['not-started', '2026-12-15'], { appointments: [staff('2026-12-01')], versions: [V1, version('v2', 'major', '2026-11-20')] }],
    ['signed before it as a volunteer: open as staff from the day', '2026-12-01', ['not-started', '2026-12-15'], { appointments: [as('volunteer', '2026-09-01'), staff('2026-12-01')], signatures: [signature('v1', '2026-09-02', ['volunteer'])] }],
    ['until then the volunteer is complete', '2026-11-30', ['complete', '2026-10-01'], { appointments: [as('volunteer', '2026-09-01'), staff('2026-12-01')], signatures: [signature('v1', '2026-09-02', ['volunteer'])] }],
    ['a renewal between the signature and the start asks nothing before the start', '2026-11-30', 'nothing', { appointments: [staff('2026-01-05', '2026-06-30'), staff('2026-12-01')], programmes: [yearly('09-01')], signatures: [signature('v1', '2026-01-06')] }],
    ['a programme that begins after the start: from the programme', '2026-12-10', ['not-started', '2026-12-24'], { appointments: [staff('2026-12-01')], programmes: [programme('staff', '2026-12-10', ['visits'])] }],
    ['the clocks go back in between: days are days', '2026-10-20', ['not-started', '2026-11-03'], { appointments: [staff('2026-10-20')] }],
  ],
  'a leaver who comes back': [
    ['while away', '2026-06-01', 'nothing', { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-09-01')] }],
    ['never signed: days anew, the earlier lateness gone', '2026-09-01', ['not-started', '2026-09-15'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-09-01')] }],
    ['back the day after leaving: days anew as well', '2026-04-01', ['not-started', '2026-04-15'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-04-01')] }],
    ['signed before, nothing new: nothing to do', '2026-09-01', ['complete', '2026-09-15'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-09-01')], signatures: [signature('v1', '2026-01-06')] }],
    ['a major version while away: from the coming back', '2026-09-01', ['sign-again', '2026-09-15'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-09-01')], signatures: [signature('v1', '2026-01-06')], versions: [V1, version('v2', 'major', '2026-05-01')] }],
    ['a major version on the day of coming back, to be signed by a day: that day', '2026-09-01', ['sign-again', '2026-09-30'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-09-01')], signatures: [signature('v1', '2026-01-06')], versions: [V1, { ...version('v2', 'major', '2026-09-01'), signBy: '2026-09-30' }] }],
    ['a major version while away whose day has passed: the programme’s days', '2026-09-01', ['sign-again', '2026-09-15'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-09-01')], signatures: [signature('v1', '2026-01-06')], versions: [V1, { ...version('v2', 'major', '2026-05-01'), signBy: '2026-05-31' }] }],
    ['a renewal while away: from the coming back', '2026-11-02', ['sign-again', '2026-11-16'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2026-11-02')], programmes: [yearly('09-01')], signatures: [signature('v1', '2026-01-06')] }],
    ['two renewals while away are one', '2028-01-03', ['sign-again', '2028-01-17'], { appointments: [staff('2026-01-05', '2026-03-31'), staff('2028-01-03')], programmes: [yearly('09-01')], signatures: [signature('v1', '2026-01-06')] }],
    ['back as a governor, who is not asked', '2026-09-01', 'nothing', { appointments: [staff('2026-01-05', '2026-03-31'), as('governor', '2026-09-01')] }],
  ],
  'an audience that ends before the due date': [
    ['its last day', '2026-09-10', ['not-started', '2026-09-15'], { appointments: [staff('2026-09-01', '2026-09-10')] }],
    ['the day after', '2026-09-11', 'nothing', { appointments: [staff('2026-09-01', '2026-09-10')] }],
    ['the day after the due date that never came', '2026-09-16', 'nothing', { appointments: [staff('2026-09-01', '2026-09-10')] }],
    ['one day long', '2026-09-01', ['not-started', '2026-09-15'], { appointments: [staff('2026-09-01', '2026-09-01')] }],
    ['ends on the due date: late never', '2026-09-15', ['not-started', '2026-09-15'], { appointments: [staff('2026-09-01', '2026-09-15')] }],
    ['the other audience stays, with its own days', '2026-09-11', ['not-started', '2026-10-05'], { appointments: [staff('2026-09-01', '2026-09-10'), as('volunteer', '2026-09-05')] }],
    ['what was signed as both stays signed', '2026-09-11', ['complete', '2026-10-05'], { appointments: [staff('2026-09-01', '2026-09-10'), as('volunteer', '2026-09-05')], signatures: [signature('v1', '2026-09-06', ['staff', 'volunteer'])] }],
    ['what was signed as staff alone is open for the volunteer', '2026-09-11', ['not-started', '2026-10-05'], { appointments: [staff('2026-09-01', '2026-09-10'), as('volunteer', '2026-09-05')], signatures: [signature('v1', '2026-09-06', ['staff'])] }],
    ['a renewal comes on its last day', '2026-09-10', ['sign-again', '2026-09-24'], { appointments: [staff('2026-01-05', '2026-09-10')], programmes: [yearly('09-10')], signatures: [signature('v1', '2026-01-06')] }],
    ['a renewal comes the day after', '2026-09-11', 'nothing', { appointments: [staff('2026-01-05', '2026-09-10')], programmes: [yearly('09-11')], signatures: [signature('v1', '2026-01-06')] }],
  ],
  'a programme changed midway': [
    ['more days: later for who has not signed', '2026-09-10', ['not-started', '2026-10-01'], { programmes: [...PROGRAMMES, programme('staff', '2026-09-10', ['visits'], 30)] }],
    ['the day before the change the old days hold', '2026-09-09', ['not-started', '2026-09-15'], { programmes: [...PROGRAMMES, programme('staff', '2026-09-10', ['visits'], 30)] }],
    ['fewer days: at once late for who has had them', '2026-09-10', ['overdue', '2026-09-08'], { programmes: [...PROGRAMMES, programme('staff', '2026-09-10', ['visits'], 7)] }],
    ['late, then more days: late no more', '2026-09-20', ['not-started', '2026-10-01'], { programmes: [...PROGRAMMES, programme('staff', '2026-09-20', ['visits'], 30)] }],
    ['dropped', '2026-09-08', 'nothing', { programmes: [...PROGRAMMES, noneAsked] }],
    ['dropped and asked for again: days anew', '2026-09-20', ['not-started', '2026-10-04'], { programmes: [...PROGRAMMES, noneAsked, programme('staff', '2026-09-20', ['visits'])] }],
    ['dropped and asked for again: what was signed counts', '2026-09-20', ['complete', '2026-10-04'], { programmes: [...PROGRAMMES, noneAsked, programme('staff', '2026-09-20', ['visits'])], signatures: [signature('v1', '2026-09-02')] }],
    ['dropped for a day and back on the same day: it never was', '2026-09-08', ['not-started', '2026-09-15'], { programmes: [...PROGRAMMES, noneAsked, programme('staff', '2026-09-08', ['visits'])] }],
    ['for another audience: nothing moves', '2026-09-10', ['not-started', '2026-09-15'], { programmes: [...PROGRAMMES, programme('volunteer', '2026-09-10', [])] }],
    ['a renewal is set for today: asks who signed before', '2026-10-01', ['sign-again', '2026-10-15'], { programmes: [...PROGRAMMES, yearly('10-01', '2026-10-01')], signatures: [signature('v1', '2026-09-02')] }],
    ['a renewal is set for yesterday: asks nobody this year', '2026-10-01', ['complete', '2026-09-15'], { programmes: [...PROGRAMMES, yearly('09-30', '2026-10-01')], signatures: [signature('v1', '2026-09-02')] }],
    ['and next year it does', '2027-09-30', ['sign-again', '2027-10-14'], { programmes: [...PROGRAMMES, yearly('09-30', '2026-10-01')], signatures: [signature('v1', '2026-09-02')] }],
    ['a renewal is moved while it is open: the old one asks no more', '2026-09-20', ['complete', '2026-01-24'], { appointments: [staff('2026-01-10')], programmes: [yearly('09-01'), yearly('11-01', '2026-09-20')], signatures: [signature('v1', '2026-01-12')] }],
    ['days changed while a renewal is open: the new ones, from its day', '2026-09-05', ['sign-again', '2026-10-01'], { appointments: [staff('2026-01-10')], programmes: [yearly('09-01'), yearly('09-01', '2026-09-05', 30)], signatures: [signature('v1', '2026-01-12')] }],
    ['a programme to come changes nothing yet', '2026-09-09', ['not-started', '2026-09-15'], { programmes: [...PROGRAMMES, programme('staff', '2026-09-10', [])] }],
  ],
} // prettier-ignore

describe.each(Object.entries(EDGES))('%s', (_, rows) => {
  test.each(rows)('%s, on %s', (_counted, day, expected, given) => {
    const found = on(day, given).map(({ status, dueOn }) => [status, dueOn])
    expect(found).toEqual(expected === 'nothing' ? [] : [expected])
  })
})

describe('why it is asked again', () => {
  const again = (day: string, given: Given) => on(day, given)[0]?.again
  const signatures = [signature('v1', '2026-09-02')]
  const v2 = version('v2', 'major', '2026-10-01')

  test.each<[string, Assignment['again'] | undefined, string, Given]>([
    ['open for the first time', null, '2026-09-02', {}],
    ['complete', null, '2026-09-02', { signatures }],
    ['a major version', 'version', '2026-10-01', { signatures, versions: [V1, v2] }],
    ['a renewal', 'renewal', '2026-10-01', { signatures, programmes: [yearly('10-01')] }],
    ['both: the version, which has something new in it', 'version', '2026-10-01', { signatures, versions: [V1, v2], programmes: [yearly('10-01')] }],
    ['late, and still for that reason', 'renewal', '2026-10-16', { signatures, programmes: [yearly('10-01')] }],
    ['a second audience is asked for the first time', null, '2026-09-12', { signatures: [signature('v1', '2026-09-03', ['volunteer'])], appointments: [as('volunteer', '2026-09-01'), staff('2026-09-10')] }],
  ])('%s: %s', (_, why, day, given) => expect(again(day, given)).toBe(why)) // prettier-ignore
})
