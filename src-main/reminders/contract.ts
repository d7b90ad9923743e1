import { z } from 'zod'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import { letterhead } from '../school/contract.ts'
import { named } from '../typed.ts'

/** Why somebody is reminded, the most urgent first. */
export const KINDS = ['overdue', 'sign-again', 'due-soon'] as const
export const kind = z.enum(KINDS)
export type Kind = z.infer<typeof kind>

/** How far ahead is looked, in days. */
export const [DAYS_LEAST, DAYS_USUAL, DAYS_MOST] = [1, 14, 90]
/** How many people one set of letters, slips or e-mails is for: each is a page to print, or a name to look at. */
export const MOST_AT_ONCE = 500

/** One policy that somebody is reminded of. */
const due = z.object({
  policyId: z.string(),
  title: z.string(),
  version: z.string(),
  kind,
  dueOn: z.iso.date(),
  /** Positive where late; negative where days are left. */
  daysLate: z.int(),
  /** Why it is asked for again; null where it has not been signed before. */
  again: z.enum(['version', 'renewal']).nullable(),
  begun: z.boolean(),
  minutesLeft: z.int(),
})
export type Due = z.output<typeof due>

const reminded = z.object({
  personId: z.uuid(),
  name: z.string(),
  note: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  /** The most urgent of theirs. */
  kind,
  /** The most urgent first. */
  dues: z.array(due).min(1),
})
export type Reminded = z.output<typeof reminded>

/** What one person is told. The sentences that are the same for all stand beside the letters. */
const letter = z.object({
  personId: z.uuid(),
  name: z.string(),
  note: z.string(),
  headline: z.string(),
  /** By policy: what is to be done, by when, and how long it takes. */
  asked: z.array(
    z.object({ policyId: z.string(), title: z.string(), what: z.string(), by: z.string(), time: z.string() }),
  ),
})
export type Letter = z.output<typeof letter>

const mail = z.object({
  to: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  /** The addresses, or the longer text, would not go into what a mail program can be handed. */
  shortened: z.boolean(),
  /** How many of the people have no e-mail address in the records. */
  withoutAddress: z.int(),
})
export type MailShown = z.output<typeof mail>

const entry = z.object({
  /** Stays the same for one day's entry, so that a calendar replaces it. */
  uid: z.string(),
  on: z.iso.date(),
  summary: z.string(),
  /** By policy: how many, or who. */
  lines: z.array(z.string()),
})
export type Entry = z.output<typeof entry>

const days = z
  .int('Give a number of days')
  .min(DAYS_LEAST, `Give a number of days from ${DAYS_LEAST} to ${DAYS_MOST}`)
  .max(DAYS_MOST, `Give a number of days from ${DAYS_LEAST} to ${DAYS_MOST}`)
const chosen = (most: number) => ({
  days,
  personIds: z
    .array(z.uuid())
    .min(1, 'Choose at least one person.')
    .max(most, `At most ${most.toLocaleString('en-GB')} people at once. Choose fewer.`),
})
const some = chosen(MOST_AT_ONCE)
const any = chosen(1_000_000)
const ask = named('Say whom they can ask, such as the headteacher')

export const remindersContract = {
  /** Everyone who is overdue, is to sign again, or has something due within so many days; the most urgent first. */
  'reminders.list': {
    access: 'administrator',
    input: z.strictObject({ days: days.default(DAYS_USUAL) }),
    output: z.object({
      ...letterhead,
      today: z.iso.date(),
      /** The last day that is looked at. */
      until: z.iso.date(),
      days: z.int(),
      people: z.array(reminded),
      /** Whom they can ask, as the school's pack has it. */
      ask: z.string(),
    }),
  },
  /** What letters and slips say to those who are chosen; whoever has signed meanwhile is left out. */
  'reminders.letters': {
    access: 'administrator',
    input: z.strictObject({ ...some, ask }),
    output: z.object({
      ...letterhead,
      today: z.iso.date(),
      letters: z.array(letter),
      how: z.array(z.string()),
      /** The same on a slip. */
      howInShort: z.string(),
      question: z.string(),
      since: z.string(),
    }),
  },
  /** The e-mail as it would be handed over: to one person by name, to several without naming anybody. */
  'reminders.mail': { access: 'administrator', input: z.strictObject({ ...some, ask }), output: mail },
  /** Hands it to this PC's mail program, where the person sends it or does not. */
  'reminders.openMail': { access: 'administrator', input: z.strictObject({ ...some, ask }), output: z.object({}) },
  /** What stands in the calendar file: a day each. Names only where they are asked for. */
  'reminders.calendar': {
    access: 'administrator',
    input: z.strictObject({ ...any, names: z.boolean() }),
    output: z.object({ entries: z.array(entry) }),
  },
  /** Saves it as an .ics file. `path` is null where the person changed their mind. */
  'reminders.saveCalendar': {
    access: 'administrator',
    input: z.strictObject({ ...any, names: z.boolean() }),
    output: z.object({ path: z.string().nullable() }),
  },
} as const
