/** What becomes of each row: whom on the roll it is about, and what would be written of it. Pure. */
import type { Audience } from '../../policies/format.ts'
import { dayInWords } from '../../time.ts'
import { firstDay, hasLeft, overlapped, type Facts, type Person } from '../known.ts'
import { alike, referenceKey, wordsForFinding } from '../names.ts'
import type { Kind, Settled } from './contract.ts'
import type { Read, Wanted } from './rows.ts'

/** What would be written of one row. */
export interface Plan {
  /** null: somebody new */
  personId: string | null
  facts: Facts
  appointments: { audience: Audience; from: string }[]
  lastDay: string | null
}

export interface Judged {
  line: number
  kind: Kind
  wanted: Wanted | null
  says: string[]
  /** Of a clash: whom it may be, and whether it may be somebody new. */
  candidates: Person[]
  mayBeNew: boolean
  settled: Settled | null
  /** null where nothing would be written. */
  plan: Plan | null
}

type Outcome = Pick<Judged, 'kind' | 'says' | 'plan'>

export interface Known {
  roll: readonly Person[]
  today: string
  /** Everybody the file has. */
  wanted: readonly Wanted[]
  /** How clashes were settled, by line. */
  settled: ReadonlyMap<number, Settled>
}

/** Gives a function that judges one row after the other, in the order of the file. */
export function createJudgement({ roll, today, wanted: all, settled }: Known): (line: number, read: Read) => Judged {
  /** Whoever on the roll has a number of the file is that row's, and no other's. */
  const references = new Set(all.flatMap(({ reference }) => (reference === '' ? [] : [referenceKey(reference)])))
  /** How many rows the file has of a name, and of a name with an address: of several each needs more to be told by. */
  const rowsOf = Map.groupBy(all, ({ name }) => alike(name))
  const rowsWith = Map.groupBy(
    all.filter(({ email }) => email !== ''),
    ({ email }) => alike(email),
  )
  /** The other rows of the same name or with the same address. */
  const sharedWith = (wanted: Wanted): Wanted[] =>
    [...(rowsOf.get(alike(wanted.name)) ?? []), ...(rowsWith.get(alike(wanted.email)) ?? [])].filter(
      (other) => other !== wanted,
    )
  const isOnly = (wanted: Wanted, also: (other: Wanted) => boolean): boolean =>
    (rowsOf.get(alike(wanted.name)) ?? []).filter(also).length === 1
  const byReference = new Map(
    roll.filter(({ reference }) => reference !== '').map((person) => [referenceKey(person.reference), person]),
  )
  const byName = Map.groupBy(roll, ({ name }) => alike(name))
  const byEmail = Map.groupBy(roll.filter(({ email }) => email !== ''), ({ email }) => email.toLowerCase()) // prettier-ignore
  /** The lines of before: by the person they are about, by number, and by name with what tells namesakes apart. */
  const about = new Map<string, number>()
  const numbered = new Map<string, number>()
  const called = new Map<string, { line: number; reference: string }[]>()

  function judge(line: number, read: Read): Judged {
    const row = { line, wanted: read.wanted, candidates: [], mayBeNew: false, settled: null }
    const faulty = (...says: string[]): Judged => ({ ...row, kind: 'faulty', says, plan: null })
    if (!read.wanted) return faulty(...read.wrong)
    const { wanted } = read
    const twice = before(line, wanted)
    if (twice !== null) return faulty(twice)
    const found = match(wanted, byReference.get(referenceKey(wanted.reference)), candidatesFor(wanted))
    if (!found) return { ...row, ...planNew(wanted, today) }
    if (found.person) return { ...row, ...taken(line, found.person, planFor(found.person, wanted, today)) }
    return { ...row, ...clash(line, wanted, found) }
  }

  /** Whether an earlier row is about the same person, as far as the file tells; in words. */
  function before(line: number, { name, note, reference, email }: Wanted): string | null {
    const number = referenceKey(reference)
    const same = numbered.get(number)
    if (reference !== '' && same !== undefined) return `Line ${same} has the same number, ${reference}`
    if (reference !== '') numbered.set(number, line)
    const key = JSON.stringify([alike(name), alike(note), email.toLowerCase()])
    const others = called.get(key) ?? []
    const other = others.find((one) => one.reference === '' || reference === '')
    if (other)
      return `Nothing tells it apart from line ${other.line}. If it is somebody else, give each a number, or say what they do`
    called.set(key, [...others, { line, reference }])
    return null
  }

  /** Those of the same name or with the same e-mail address, but for whoever is another row's by number. */
  function candidatesFor({ name, email }: Wanted): Person[] {
    const sameName = byName.get(alike(name)) ?? []
    const sameEmail = email === '' ? [] : (byEmail.get(email.toLowerCase()) ?? [])
    return [...new Set([...sameName, ...sameEmail])].filter(
      ({ reference }) => reference === '' || !references.has(referenceKey(reference)),
    )
  }

  function match(wanted: Wanted, holder: Person | undefined, candidates: Person[]) {
    if (holder) {
      if (mayBeCalled(holder, wanted)) return { person: holder }
      return { candidates: [holder], mayBeNew: false, why: `${holder.name} has the number ${holder.reference}` }
    }
    const person = theOne(wanted, candidates, today, {
      name: isOnly(wanted, () => true),
      email: isOnly(wanted, ({ email }) => alike(email) === alike(wanted.email)),
    })
    if (person) return { person }
    const numbered = sharedWith(wanted).find((other) => byReference.has(referenceKey(other.reference)))
    if (candidates.length === 0 && !numbered) return null
    const sameName = candidates.some(({ name }) => alike(name) === alike(wanted.name))
    const why = numbered
      ? `The row with the number ${numbered.reference} has this name or this e-mail address as well`
      : sameName
        ? 'Somebody of this name is on the roll'
        : 'Somebody on the roll has this e-mail address'
    return { candidates, mayBeNew: true, why }
  }

  function clash(
    line: number,
    wanted: Wanted,
    { candidates, mayBeNew, why }: { candidates: Person[]; mayBeNew: boolean; why: string },
  ): Omit<Judged, 'line' | 'wanted'> {
    const open = { kind: 'clash' as const, candidates, mayBeNew, settled: null, says: [why], plan: null }
    const as = settled.get(line)
    if (as === 'out') return { ...open, settled: as, says: [] }
    if (as === 'new' && mayBeNew) return { ...open, ...planNew(wanted, today), kind: 'clash', settled: as }
    const person = candidates.find(({ id }) => id === as)
    if (!person) return open
    return { ...open, ...taken(line, person, planFor(person, wanted, today)), kind: 'clash', settled: person.id }
  }

  /** One person is the matter of one row. */
  function taken(line: number, person: Person, outcome: Outcome): Outcome {
    const other = about.get(person.id)
    if (other !== undefined)
      return {
        kind: 'faulty',
        says: [`Line ${other} is about ${person.name} already. If this is somebody else, give each a number`],
        plan: null,
      }
    about.set(person.id, line)
    return outcome
  }

  return judge
}

/** Whether a person with the row's number can be the one it means: a name in common, or the e-mail address. */
function mayBeCalled(person: Person, { name, email }: Wanted): boolean {
  const words = new Set(wordsForFinding(person.name))
  return wordsForFinding(name).some((word) => words.has(word)) || isSame(person.email, email)
}

/** Whether both say it, and say the same. */
const isSame = (a: string, b: string): boolean => a !== '' && alike(a) === alike(b)
/** Whether both say it, and not the same. */
const isOther = (a: string, b: string): boolean => a !== '' && b !== '' && alike(a) !== alike(b)

/**
 * The one person of the name whom the row means beyond doubt: a name alone is not enough. `only`: whether no other row of
 * the file has this name, and none this name with this address.
 */
function theOne(
  wanted: Wanted,
  candidates: readonly Person[],
  today: string,
  only: { name: boolean; email: boolean },
): Person | undefined {
  const here = candidates.filter(
    (person) =>
      alike(person.name) === alike(wanted.name) &&
      (!hasLeft(person, today) || person.leftOn === wanted.lastDay) &&
      // Another number is another person, but for one address: numbers change with the system that gives them.
      (!isOther(person.reference, wanted.reference) || isSame(person.email, wanted.email)),
  )
  const all = (person: Person): boolean =>
    alike(person.note) === alike(wanted.note) && alike(person.email) === alike(wanted.email)
  const says = wanted.note !== '' || wanted.email !== ''
  const ways: ((person: Person) => boolean)[] = [
    (person) => all(person) && (says || planFor(person, wanted, today).kind === 'same'),
    (person) => only.email && isSame(person.email, wanted.email),
    (person) => only.name && isSame(person.note, wanted.note) && !isOther(person.email, wanted.email),
  ]
  const found = ways.map((way) => here.filter(way)).find((list) => list.length > 0)
  return found?.length === 1 ? found[0] : undefined
}

function planNew(wanted: Wanted, today: string): Outcome {
  const { name, note, reference, email, audiences, from, lastDay } = wanted
  if (lastDay !== null && lastDay < today)
    return { kind: 'gone', says: [`Left on ${dayInWords(lastDay)}, and is not on the roll`], plan: null }
  if (lastDay !== null && lastDay < from)
    return { kind: 'faulty', says: [`The last day, ${dayInWords(lastDay)}, is before the first, ${dayInWords(from)}`], plan: null } // prettier-ignore
  const facts = { name, note, reference, email }
  const appointments = audiences.map((audience) => ({ audience, from }))
  return { kind: 'new', says: [], plan: { personId: null, facts, appointments, lastDay } }
}

const CALLED: Record<keyof Facts, string> = {
  name: 'Name',
  note: 'What they do',
  reference: 'Number',
  email: 'E-mail',
}

/** What a row changes about somebody. What it does not say stays; so does a start date that is entered already. */
function planFor(person: Person, wanted: Wanted, today: string): Outcome {
  const faulty = (words: string): Outcome => ({ kind: 'faulty', says: [words], plan: null })
  const { leftOn } = person
  if (hasLeft(person, today)) {
    if (wanted.lastDay === leftOn) return { kind: 'same', says: [], plan: null }
    return faulty(`${person.name} left on ${dayInWords(leftOn!)}. If they are back, bring them back on their own page`)
  }
  const facts = { name: person.name, note: person.note, reference: person.reference, email: person.email }
  const says: string[] = []
  for (const fact of Object.keys(facts) as (keyof Facts)[]) {
    const [was, is] = [person[fact], wanted[fact]]
    if (is === '' || alike(is) === alike(was)) continue // capitals stay as the school has them
    facts[fact] = is
    says.push(was === '' ? `${CALLED[fact]}: ${is}` : `${CALLED[fact]}: ${is}, was ${was}`)
  }
  const kept: string[] = []
  const appointments: Plan['appointments'] = []
  const lastDay = wanted.lastDay !== leftOn ? wanted.lastDay : null
  const end = lastDay ?? leftOn
  for (const audience of wanted.audiences) {
    const held = person.appointments.find((one) => one.audience === audience && (one.until === null || one.until >= today)) // prettier-ignore
    if (held) {
      if (wanted.saysFrom && held.from !== wanted.from)
        kept.push(`Stays: ${audience} from ${dayInWords(held.from)}, though the file says ${dayInWords(wanted.from)}`)
      continue
    }
    if (end !== null && end < today) continue // whoever is about to be gone begins nothing
    if (end !== null && wanted.from > end)
      return faulty(`The last day of ${person.name} is ${dayInWords(end)}: nothing can begin after it`)
    const other = overlapped({ audience, from: wanted.from, until: null }, person.appointments)
    if (other)
      return faulty(
        `${person.name} was here as ${audience} from ${dayInWords(other.from)} to ${dayInWords(other.until!)}. Give a start date after that`,
      )
    appointments.push({ audience, from: wanted.from })
    says.push(`New: ${audience} from ${dayInWords(wanted.from)}`)
  }
  const first = firstDay(person.appointments)
  if (lastDay !== null && first !== undefined && lastDay < first)
    return faulty(`The last day, ${dayInWords(lastDay)}, is before the first, ${dayInWords(first)}`)
  if (lastDay !== null)
    says.push(`Last day: ${dayInWords(lastDay)}${leftOn === null ? '' : `, was ${dayInWords(leftOn)}`}`)
  if (says.length === 0) return { kind: 'same', says: kept, plan: null }
  return { kind: 'changed', says: [...says, ...kept], plan: { personId: person.id, facts, appointments, lastDay } }
}
