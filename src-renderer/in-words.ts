/** What several screens and papers say in the same words. */
import type { Audience, NoteKind, Rule } from '../src-main/policies/format.ts'
import { AUDIENCE_WORDS, capital, formatDay, formatDayOf, listed, plural } from './format.ts'

const REVIEW_SOON = 60 // days

/** What somebody is, in the middle of a sentence. */
export const AS_WORDS: Record<Audience, string> = { staff: 'staff', volunteer: 'a volunteer', governor: 'a governor' }

/** "Volunteer, governor": what a person is here. */
export const audiencesInWords = (audiences: readonly Audience[]): string =>
  capital(audiences.map((one) => AUDIENCE_WORDS[one].one).join(', '))

/** Somebody with all that tells them apart from others of the name. */
interface Told {
  name: string
  note: string
  reference?: string
  audiences: readonly Audience[]
}

/** "Grace Candlewick, Cook, number GC1 (staff, governor)". */
export function personInWords({ name, note, reference = '', audiences }: Told): string {
  const role = audiences.map((one) => AUDIENCE_WORDS[one].one).join(', ')
  const facts = [name, note, reference && `number ${reference}`].filter((part) => part !== '')
  return facts.join(', ') + (role && ` (${role})`)
}

/** "Signed 3 October 2026", or "Signed on paper 3 October 2026" with the day on the sheet. Takes when it was signed here, UTC. */
export const signedInWords = (signedAt: string, paper: { signedOn: string } | null): string =>
  paper ? `Signed on paper ${formatDay(paper.signedOn)}` : `Signed ${formatDayOf(signedAt)}`

/** How a due date stands to today. Takes days late, negative where days are left: "12 days late", "today", "in 3 days". */
export function dueInWords(daysLate: number): string {
  if (daysLate > 0) return `${plural(daysLate, 'day')} late`
  return daysLate === 0 ? 'today' : `in ${plural(-daysLate, 'day')}`
}

/** How a policy stands to its review date. Takes days late, negative where days are left, null where there is no date. */
export function reviewInWords(daysLate: number | null): string {
  if (daysLate === null) return 'No review date given'
  if (daysLate > 0) return `Past review by ${plural(daysLate, 'day')}`
  if (daysLate === 0) return 'Due today'
  return daysLate >= -REVIEW_SOON ? `Due in ${plural(-daysLate, 'day')}` : 'In date'
}

/** "Staff, volunteers and governors": whom a rule binds. */
export const boundInWords = (audiences: Rule['audiences']): string =>
  capital(listed(audiences.map((one) => (one === 'pupil' || one === 'parent' ? `${one}s` : AUDIENCE_WORDS[one].many))))

/** The kinds of oddity, in the order in which somebody has to do something about them. `count`: one and many of them. */
export const NOTE_WORDS: { kind: NoteKind; title: string; says: string; count: readonly [string, string] }[] = [
  {
    kind: 'contradiction',
    title: 'It says two things',
    says: 'People are taught the stricter one. The policy lead should settle which one holds.',
    count: ['contradiction', 'contradictions'],
  },
  {
    kind: 'outdated',
    title: 'Out of date, or given wrongly',
    says: 'Dates that have passed, and laws or services with a wrong name or year.',
    count: ['thing out of date', 'things out of date'],
  },
  {
    kind: 'unfinished',
    title: 'Left unfinished',
    says: 'Blanks, words of a template, and references that lead nowhere.',
    count: ['thing unfinished', 'things unfinished'],
  },
  {
    kind: 'unclear',
    title: 'Unclear',
    says: 'Words that can be read in more ways than one, and what the policy leaves open.',
    count: ['thing unclear', 'things unclear'],
  },
  {
    kind: 'reading',
    title: 'How Lanyard reads it',
    says: 'No oddities of the document: what was decided in order to teach it.',
    count: ['note on how it was read', 'notes on how it was read'],
  },
]

/** "2 contradictions"; nothing where there is none. */
export const counted = (count: number, [one, many]: readonly [string, string]): string[] =>
  count === 0 ? [] : [plural(count, one, many)]
