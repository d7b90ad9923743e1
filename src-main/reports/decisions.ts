/** What the governing body has to decide or to ask, from the report's own figures. Pure. */
import { dayInWords } from '../time.ts'
import { DECISION_KINDS, type Decision, type Report } from './contract.ts'
import { capital, words } from './words.ts'

/** A rule that so many of those who met it got wrong at first is worth a word, per cent (product's own figure). */
const WORTH_A_WORD = 50

/** Takes what a report says; gives what is to be decided, the most pressing first. */
export function decisionsOf({
  record,
  policies,
  byPolicy,
  declarations,
  understanding,
}: Pick<Report, 'record' | 'policies' | 'byPolicy' | 'declarations' | 'understanding'>): Decision[] {
  const decisions: Decision[] = []
  const add = (kind: Decision['kind'], text: string): void => void decisions.push({ kind, words: text })

  if (!record.check.whole)
    add(
      'record',
      'The record does not hold together. Do not rely on a figure before it is known why: the check of the record says what it found.',
    )
  for (const { title, nextReviewOn, reviewDaysLate } of policies) {
    if (nextReviewOn === null)
      add('no-review-date', `${title}: the text that Lanyard has gives no date of its next review. Set one.`)
    else if (reviewDaysLate! > 0)
      add('review', `${title}: its review was due on ${dayInWords(nextReviewOn)}. Say when it will be done.`)
  }
  for (const { title, notes } of policies) {
    const places = notes.filter(({ kind }) => kind === 'contradiction').length
    if (places > 0)
      add(
        'contradiction',
        `${title}: it contradicts itself in ${words(places)} ${places === 1 ? 'place' : 'places'}. Decide what holds.`,
      )
  }
  const long = byPolicy.filter(({ late }) => late.longer > 0)
  for (const { title, late } of long)
    add(
      'overdue',
      `${title}: ${words(late.longer)} ${late.longer === 1 ? 'person is' : 'people are'} overdue by more than four weeks. Ask what is being done.`,
    )
  const open = declarations?.open ?? 0
  if (open > 0)
    add(
      'declarations',
      `${capital(words(open))} ${open === 1 ? 'declaration waits' : 'declarations wait'} for the school’s decision. Ask by when.`,
    )
  for (const { policyTitle, ref, text, people, wrong, wrongPerCent } of understanding.wrongMost)
    if (wrongPerCent !== null && wrongPerCent >= WORTH_A_WORD)
      add(
        'rule',
        `${policyTitle}, ${ref}: ${wrong} of ${people} got it wrong at the first try (“${text}”). Ask for a talk about it.`,
      )
  return decisions.sort((a, b) => DECISION_KINDS.indexOf(a.kind) - DECISION_KINDS.indexOf(b.kind))
}
