import { describe, expect, test } from 'vitest'
import { calendarFile, entriesOf } from '../../../src-main/reminders/calendar.ts'
import type { Due, Reminded } from '../../../src-main/reminders/contract.ts'

const made = {
  schoolName: 'St Ida; Hill, the "School"',
  recordId: 'r-1',
  madeAt: '2026-11-23T09:14:00.000Z',
  names: false,
}
const due = (title: string, dueOn: string, kind: Due['kind'] = 'due-soon'): Due => ({
  ...{ policyId: title, title, version: '1', kind, dueOn, daysLate: 0, again: null, begun: false, minutesLeft: 5 },
})
const person = (personId: string, name: string, dues: Due[], note = ''): Reminded => ({
  ...{ personId, name, note, audiences: ['staff'], kind: dues[0]!.kind, dues },
})
const people = [
  person('1', 'Ada Fern', [due('Visits', '2026-11-02', 'overdue'), due('Phones', '2026-12-04')]),
  person('2', 'Ben Reed', [due('Visits', '2026-10-01', 'overdue')], 'Cook'),
  person('3', 'Cai Moss', [due('Visits', '2026-12-04'), due('Phones', '2026-12-04')]),
  person('4', 'Dot Ivy', [due('Visits', '2026-11-24', 'sign-again')]),
]
/** The lines of a file, unfolded (RFC 5545, 3.1). */
const lines = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

describe('the entries', () => {
  const entries = entriesOf(people, made)

  test('one for what is overdue, today; then one a day, the earliest first; nobody twice on a day', () => {
    expect(entries.map(({ on, summary }) => [on, summary])).toEqual([
      ['2026-11-23', 'Induction: 2 people overdue'],
      ['2026-11-24', 'Induction: 1 person due'],
      ['2026-12-04', 'Induction: 2 people due'],
    ])
    expect(entries[2]!.lines).toEqual(['Phones: 2 people', 'Visits: 1 person'])
  })

  test('hold names only where they are asked for', () => {
    expect(JSON.stringify(entries)).not.toMatch(/Ada|Ben|Cai|Dot/)
    expect(entriesOf(people, { ...made, names: true })[0]!.lines).toEqual(['Visits: Ada Fern; Ben Reed (Cook)'])
  })

  test('keep their names when the file is made anew, later and with others in it', () => {
    const later = entriesOf(people.slice(1), { ...made, names: true, madeAt: '2026-11-30T08:00:00.000Z' })
    expect(later.map(({ uid }) => uid)).toEqual(entries.map(({ uid }) => uid))
    expect(later[0]!.on).toBe('2026-11-30')
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(3)
    expect(entriesOf(people, { ...made, recordId: 'r-2' })[0]!.uid).not.toBe(entries[0]!.uid)
  })

  test('none where nobody is due', () => expect(entriesOf([], made)).toEqual([]))
})

describe('the file', () => {
  const file = calendarFile(entriesOf(people, made), made, 41)

  test('is a calendar of all-day entries that keep nobody busy', () => {
    const found = lines(file)
    expect(found.slice(0, 3)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lanyard//Reminders//EN'])
    expect(found.filter((line) => line.startsWith('DTSTART'))).toEqual([
      'DTSTART;VALUE=DATE:20261123',
      'DTSTART;VALUE=DATE:20261124',
      'DTSTART;VALUE=DATE:20261204',
    ])
    expect(found.filter((line) => line === 'TRANSP:TRANSPARENT')).toHaveLength(3)
    expect(found.filter((line) => line === 'SEQUENCE:41')).toHaveLength(3)
    expect(found.filter((line) => line === 'DTSTAMP:20261123T091400Z')).toHaveLength(3)
    expect(found.filter((line) => line === 'UID:lanyard-r-1-overdue')).toHaveLength(1)
    expect(found).toContain(
      'DESCRIPTION:Phones: 2 people\\nVisits: 1 person\\n\\nSt Ida\\; Hill\\, the "School"\\, as Lanyard had it on 23 November 2026\\, 9.14 am. Import a newer file to bring this up to date.',
    )
    expect(found.at(-1)).toBe('END:VCALENDAR')
  })

  test('escapes what means something in it, and folds lines at 75 bytes', () => {
    const hostile = [person('1', 'Ada; Fern, \\ BEGIN:VEVENT\nX', [due('é'.repeat(100), '2026-12-04')])]
    const made2 = { ...made, names: true }
    const text = calendarFile(entriesOf(hostile, made2), made2, 1)
    expect(lines(text).find((line) => line.startsWith('DESCRIPTION'))).toContain(
      'Ada\\; Fern\\, \\\\ BEGIN:VEVENT\\nX\\n\\nSt Ida\\; Hill\\, the "School"\\, as',
    )
    expect(lines(text).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('is private where it has names', () => {
    expect(lines(file)).toContain('CLASS:PUBLIC')
    expect(lines(calendarFile(entriesOf(people, { ...made, names: true }), { ...made, names: true }, 1))).toContain(
      'CLASS:PRIVATE',
    )
  })
})
