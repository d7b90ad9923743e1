import type { Output } from '../../../src-main/contract.ts'
import { capital, formatDay, numberWord, plural, pluralWord } from '../../format.ts'

type Mine = Output<'induction.mine'>
export type Card = Mine['cards'][number]

/** Whether there is something to do: neither signed nor waived. */
export const isLeft = ({ status }: Pick<Card, 'status'>): boolean => status !== 'complete' && status !== 'waived'

/** Where a learner stands, in the words of the heading and of the sentence under it. */
export function standing({ name, cards, startsOn }: Mine): { heading: string; lead: string } {
  const hello = `Hello ${name.split(' ')[0]}.`
  const left = cards.filter(isLeft)
  const done = cards.filter(({ status }) => status === 'complete').length
  if (startsOn) {
    const day = formatDay(startsOn, { weekday: true })
    return {
      heading: `${hello} Your induction opens on ${day}.`,
      lead: 'That is your first day. Your PIN works from then on as it does now.',
    }
  }
  if (!cards.length) {
    return {
      heading: `${hello} Nothing to do today.`,
      lead: 'No policy asks for your signature. If you expected one, ask the school office.',
    }
  }
  if (!left.length && !done) {
    return {
      heading: `${hello} Nothing to do for now.`,
      lead: 'The school does not ask you to sign at present. Until when, and why, stands below.',
    }
  }
  if (!left.length) {
    const all =
      done === 1
        ? 'Your policy is done.'
        : done === 2
          ? 'Both policies are done.'
          : `All ${numberWord(done)} policies are done.`
    return {
      heading: `${hello} ${all}`,
      lead: `Thank you. ${done === 1 ? 'Your receipt is' : 'Your receipts are'} below, for when you need ${done === 1 ? 'it' : 'them'}.`,
    }
  }
  const heading = done
    ? `${pluralWord(done, 'policy', 'policies')} done, ${numberWord(left.length)} to go.`
    : `${pluralWord(left.length, 'policy', 'policies')} to go.`
  return { heading: `${hello} ${capital(heading)}`, lead: `${due(left)} ${minutes(left)}` }
}

const minutes = (left: readonly Card[]) =>
  `About ${plural(
    left.reduce((sum, card) => sum + card.minutesLeft, 0),
    'minute',
  )}${left.length > 1 ? ' in all' : ''}.`

/** When it all has to be done by, in a sentence. */
function due(left: readonly Card[]): string {
  const late = left.filter((card) => card.daysLate > 0)
  const [worst] = late
  if (worst && left.length === 1)
    return `It was due by ${formatDay(worst.dueOn, { weekday: true })}, so please do it now.`
  if (worst)
    return `${capital(numberWord(late.length))} ${late.length === 1 ? 'is' : 'are'} overdue: please start there.`
  const days = [...new Set(left.map((card) => card.dueOn))].sort()
  const first = formatDay(days[0] ?? '', { weekday: true })
  if (days.length > 1) return `The first is due by ${first}.`
  return `${left.length === 1 ? 'It is' : left.length === 2 ? 'Both are' : `All ${numberWord(left.length)} are`} due by ${first}.`
}

/** When one policy is due, and how far away that is. */
export function dueWords({ dueOn, daysLate }: Pick<Card, 'dueOn' | 'daysLate'>): string {
  const day = formatDay(dueOn, { weekday: true, year: false })
  if (daysLate > 0) return `Was due ${day}, ${plural(daysLate, 'day')} ago`
  if (daysLate === 0) return `Due today, ${day}`
  return `Due ${day}, ${daysLate === -1 ? 'tomorrow' : `in ${plural(-daysLate, 'day')}`}`
}

/** What the button of a card says: what comes next. */
export function pressWords({ place, done, round, pages, scenarios, since }: Card): string {
  switch (place.at) {
    case 'page':
      if (done === 0) return 'Start'
      if (since && round === 1) return 'Carry on with what changed'
      return round > 1 ? 'Read a page again' : `Carry on at page ${pages.read + 1}`
    case 'scenario':
      return round > 1 || scenarios.done >= scenarios.total
        ? 'Carry on with the scenarios'
        : `Carry on at scenario ${scenarios.done + 1}`
    case 'result':
      return 'See how it went'
    case 'sign':
      return 'Go on to sign'
    case 'receipt':
      return 'See the receipt'
  }
}

interface Stage {
  name: string
  state: string
  at: 'done' | 'now' | 'later'
}

/** Pages, scenarios, signature: each with its state in words. */
export function stages({ place, pages, scenarios, round, since }: Card): Stage[] {
  const now = { page: 0, scenario: 1, result: 1, sign: 2, receipt: 3 }[place.at]
  const at = (stage: number) => (stage < now ? 'done' : stage === now ? 'now' : 'later')
  const again = round > 1 ? ' again' : ''
  const reading = since && pages.total === 1 ? 'now: to read' : `now: ${pages.read} of ${pages.total} read`
  return [
    {
      name: since ? 'What changed' : 'Pages',
      at: at(0),
      state: now === 0 ? reading + again : since ? 'read' : 'all read',
    },
    {
      name: 'Scenarios',
      at: at(1),
      state:
        scenarios.total === 0
          ? 'none to do'
          : now === 0
            ? `${scenarios.total - scenarios.done || scenarios.total} to come`
            : now === 1
              ? `now: ${scenarios.done} of ${scenarios.total} done`
              : 'all done',
    },
    {
      name: 'Sign',
      at: at(2),
      state:
        now < 2
          ? scenarios.total === 0
            ? 'opens after that'
            : 'opens after the scenarios'
          : now === 2
            ? 'now: ready for you'
            : 'signed',
    },
  ]
}
