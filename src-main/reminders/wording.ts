/**
 * What letters, slips and e-mails say. They ask kindly, name the day, promise and threaten nothing, and suppose no
 * reason why something is late. Pure.
 */
import { fitsMailto, type Mail } from '../mail.ts'
import type { ContactNamed } from '../school/contract.ts'
import { dayInWords } from '../time.ts'
import type { Due, Letter, Reminded } from './contract.ts'

/** What every letter has in common. `ask`: whom they can ask, such as "the headteacher". */
interface Common {
  schoolName: string
  today: string
  ask: string
}

/** How it is done, step by step; the words in quotation marks stand on the first screen. */
export const HOW: readonly string[] = [
  'On a school computer, open Lanyard and choose “Start or continue my induction”.',
  'Type the first letters of your name, and choose it.',
  'Type your PIN. If you no longer have it, the school gives you another.',
  'Read, work through the situations, and sign. You can stop at any moment and carry on later: nothing is lost.',
]
/** The same in a line. */
export const HOW_IN_SHORT = 'On a school computer: open Lanyard, choose your name, type your PIN.'

export const question = ({ ask }: Common): string =>
  `If you have a question, or something stands in the way, please ask ${ask}.`
export const since = ({ today }: Common): string =>
  `If you have signed since ${dayInWords(today)}, thank you: there is nothing more to do.`

/** "the Visits policy": a title, with the word that says what it is where it does not say so itself. */
const called = (title: string): string => `the ${title}${/\bpolicy$/i.test(title) ? '' : ' policy'}`

/** What one person is asked to do, and by when. */
export function letterTo({ personId, name, note, dues }: Reminded, today: string): Letter {
  return {
    ...{ personId, name, note },
    headline: headline(dues, today),
    asked: dues.map((one) => ({
      policyId: one.policyId,
      title: one.title,
      what: whatToDo(one),
      by: dayToDo(one, today),
      time: `about ${one.minutesLeft === 1 ? 'a minute' : `${one.minutesLeft} minutes`}`,
    })),
  }
}

function headline(dues: readonly Due[], today: string): string {
  const [first, ...others] = dues as [Due, ...Due[]]
  const isLate = first.daysLate > 0
  const on = dayInWords(first.dueOn)
  if (others.length > 0)
    return `Please read and sign ${dues.length} policies. The first ${isLate ? 'was' : 'is'} due on ${on}.`
  const what = first.again === null ? `read and sign ${called(first.title)}` : `sign ${called(first.title)} again`
  if (isLate) return `Please ${what}. It was due on ${on}.`
  return `Please ${what} by ${first.dueOn === today ? 'today, ' : ''}${on}.`
}

function whatToDo({ again, begun }: Due): string {
  const why = again === 'version' ? 'There is a new version: ' : again === 'renewal' ? 'It is signed each year: ' : ''
  const what = begun && again !== 'renewal' ? 'finish what you have begun, and sign' : 'read, work through and sign'
  const words = again === 'renewal' ? 'sign again' : what
  return why === '' ? words.charAt(0).toUpperCase() + words.slice(1) : why + words
}

const dayToDo = ({ dueOn, daysLate }: Due, today: string): string =>
  `${daysLate > 0 ? 'was due on' : dueOn === today ? 'today,' : 'by'} ${dayInWords(dueOn)}`

/** Somebody with the address that the school writes to; '' where there is none. */
export type Addressed = Reminded & { email: string }

/**
 * The e-mail to one person, by name; or to several, without a name in it and their addresses hidden from one another.
 * The longest text that a mail program can be handed.
 */
export function mailTo(people: readonly Addressed[], common: Common): Mail & { shortened: boolean } {
  const [one, ...others] = people as [Addressed, ...Addressed[]]
  const subject = `Your induction at ${common.schoolName}`
  const addresses = people.map(({ email }) => email).filter((email) => email !== '')
  const to = others.length === 0 ? addresses : []
  const bcc = others.length === 0 ? [] : addresses
  const texts = others.length === 0 ? textsToOne(one, common) : textsToSeveral(people, common)
  const tries: Mail[] = [
    ...texts.map((text) => ({ to, bcc, subject, text })),
    ...texts.map((text) => ({ to: [], bcc: [], subject, text })),
  ]
  const last = { to: [], bcc: [], subject: 'Your induction', text: brief }
  const mail = tries.find(fitsMailto) ?? last
  return { ...mail, shortened: mail !== tries[0] }
}

/** What is said where nothing else fits, whatever the names are. */
const brief = `Something of your induction is to be signed. ${HOW_IN_SHORT}`

/** The longest first. */
function textsToOne(person: Reminded, common: Common): string[] {
  const { name, headline, asked } = letterTo(person, common.today)
  const list = asked.length === 1 ? `It takes ${asked[0]!.time}.` : asked.map(lineOf).join('\n')
  const end = [question(common), since(common), common.schoolName]
  return [
    paragraphs(`Dear ${name},`, headline, list, steps(), ...end),
    paragraphs(`Dear ${name},`, headline, HOW_IN_SHORT, ...end),
    paragraphs(headline, HOW_IN_SHORT),
  ]
}

const lineOf = ({ title, what, by, time }: Letter['asked'][number]): string => `- ${title}: ${what} (${by}; ${time})`

function textsToSeveral(people: readonly Reminded[], common: Common): string[] {
  const titles = [...new Set(people.flatMap(({ dues }) => dues.map(({ title }) => title)))].sort()
  const what = `Something of your induction at ${common.schoolName} is still to be signed, or will soon be due.`
  const where = 'What it is, and by when, stands on your own page in Lanyard.'
  const list = `Among these policies: ${titles.join('; ')}.`
  const end = [question(common), since(common), common.schoolName]
  return [
    paragraphs(
      'Hello,',
      `${what} ${titles.length === 1 ? `It is ${called(titles[0]!)}.` : list} ${where}`,
      steps(),
      ...end,
    ),
    paragraphs('Hello,', `${what} ${where}`, HOW_IN_SHORT, ...end),
  ]
}

const steps = (): string => HOW.map((step, at) => `${at + 1}. ${step}`).join('\n')
const paragraphs = (...parts: string[]): string => parts.join('\n\n')

/** Whom people are told to ask where nobody has said otherwise: the first contact somebody stands behind. */
export const usualContact = (contacts: readonly ContactNamed[]): ContactNamed | undefined =>
  contacts.find(({ unnamed, holder }) => !unnamed || holder?.name) ?? contacts[0]

/** "the headteacher, 020 7946 0000": a contact in the middle of a sentence. */
export function askOf(contact: ContactNamed | undefined): string {
  if (!contact) return 'the school office'
  const { role, holder } = contact
  const telephone = holder?.telephone || contact.telephone
  const who = /^(the|an?|your) /i.test(role) ? role.charAt(0).toLowerCase() + role.slice(1) : `the ${role}`
  return [who, holder?.name, telephone].filter(Boolean).join(', ')
}
