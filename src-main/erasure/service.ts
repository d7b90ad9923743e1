import type { Access } from '../access/service.ts'
import type { Signatures } from '../acknowledgements/service.ts'
import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import type { Turns } from '../database/turns.ts'
import { LanyardError } from '../errors.ts'
import { ERASED } from '../ledger/erasures.ts'
import type { Ledger } from '../ledger/service.ts'
import { refuseChanged } from '../ledger/told.ts'
import { placesToRead, searchFor } from '../papers/free-text.ts'
import { everAs } from '../papers/kept-until.ts'
import { hasLeft } from '../people/known.ts'
import type { People, Person } from '../people/service.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import type { School } from '../school/service.ts'
import { inSlices } from '../slices.ts'
import { dayInWords, dayOf } from '../time.ts'
import type { Watch, Works } from '../work/service.ts'
import { ERASED_AT_ONCE, type DueForErasure, type Erased, type erasureContract } from './contract.ts'
import { dueOn } from './due.ts'
import { whatStays } from './personal.ts'
import { createErasureStore } from './store.ts'
import { requestInWords, ruleInWords } from './words.ts'

interface Parts {
  access: Access
  ledger: Ledger
  people: People
  school: School
  signatures: Signatures
  turns: Turns
  works: Works
}

/** Whose data go, and why: in words, and as it was decided. */
interface Decided {
  person: Person
  because: string
  why: object
}

/** An entry about somebody, and what it proves. */
interface About {
  seq: number
  proves: unknown
}

export type Erasing = ReturnType<typeof createErasing>

/** Erasing what is held on people who have left: by the school's retention rules, or because they asked. */
export function createErasing(
  { clock, database }: Context,
  { access, ledger, people, school, signatures, turns, works }: Parts,
) {
  const store = createErasureStore(database)
  const today = (): string => dayOf(clock.now())

  /** Everybody who is due, those due the longest first. */
  function due(): DueForErasure[] {
    const { retention } = school.now()
    const open = signatures.openYes()
    const erased = store.ids()
    const day = today()
    return people
      .all(day)
      .flatMap((person): DueForErasure[] => {
        const found = erased.has(person.id) ? undefined : dueOn(person, retention, day)
        if (!found) return []
        const { id: personId, name, note, reference, appointments } = person
        const { whom, years, source } = found.rule
        const audiences = everAs(appointments)
        const openDeclarations = open.get(personId) ?? 0
        return [
          { personId, name, note, reference, audiences, ...found, rule: { whom, years, source }, openDeclarations },
        ]
      })
      .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.name.localeCompare(b.name, 'en-GB')))
  }

  function refuseOpen({ id, name }: Person): void {
    if (signatures.openYes().has(id))
      throw new LanyardError(
        'not-ready',
        `A declaration of ${name} is still open: enter the school’s decision first, while it can be read. Nothing was erased.`,
      )
  }

  /** Those who are due, with the rule of each. Throws LanyardError `not-due` where one of them is not, or no longer. */
  function byRule(personIds: readonly string[]): Decided[] {
    const found = new Map(due().map((one) => [one.personId, one]))
    return personIds.map((personId) => {
      const person = people.get(personId)
      const one = found.get(personId)
      if (!one)
        throw new LanyardError(
          'not-due',
          `${person.name} is not due to be erased any more. Nothing was erased: look at the list again.`,
          'personIds',
        )
      refuseOpen(person)
      const { rule, lastDay, since } = one
      return { person, because: ruleInWords(rule), why: { kind: 'rule', ...rule, lastDay, since } }
    })
  }

  /** Throws LanyardError `invalid-input` where they are still here, or the day is to come; `erased`. */
  function byRequest(personId: string, asked: { askedOn: string; decidedBy: string }): Decided {
    const person = people.get(personId)
    if (store.of(personId)) throw new LanyardError('erased', 'What was held on them has been erased already.')
    if (!hasLeft(person, today()))
      throw new LanyardError(
        'invalid-input',
        `${person.name} is still here. Their record is needed while they are: enter their last day first, and erase it once that is over. Nothing was erased.`,
      )
    if (asked.askedOn > today())
      throw new LanyardError(
        'invalid-input',
        `${dayInWords(asked.askedOn)} is still to come: give the day on which they asked`,
        'askedOn',
      )
    refuseOpen(person)
    return { person, because: requestInWords(asked), why: { kind: 'request', ...asked } }
  }

  /** One walk through the ledger, in slices: the entries about each of them, and free text elsewhere that has their names. */
  async function walk(ids: ReadonlySet<string>, watch: Watch) {
    const about = new Map(Array.from(ids, (id): [string, About[]] => [id, []]))
    const names = [...new Set([...ids].flatMap((id) => people.record(id).namings.map(({ name }) => name)))]
    const search = searchFor(names)
    const { length } = ledger.head()
    const doing = 'Looking through the record'
    watch.at(doing, 0, length)
    await inSlices(
      ledger.told(length, { strictly: true }),
      (told) => {
        const own = about.get(told.subject)
        if (!own) return search.read(told)
        refuseChanged(
          told,
          `Erasing what is held on ${people.get(told.subject).name} would cover that up: nobody was erased.`,
        )
        if (told.state === 'said') own.push(told)
      },
      (done) => watch.at(doing, done, length),
    )
    const elsewhere = search.found().flatMap(({ where, named }) => (named > 0 ? [{ where, named }] : []))
    return { about, elsewhere, searched: names }
  }

  /** One person's: the entry that says so, and with it all that it says. */
  function eraseOne({ person, because, why }: Decided, about: readonly About[]): void {
    const seq = ledger.head().length + 1
    const said = { because, why, entries: about.map((one) => one.seq), erasedAt: clock.now().toISOString() }
    const stays = about.map(({ proves }) => whatStays(proves, seq))
    ledger.append(ERASED, person.id, { ...said, stays }, said.erasedAt)
    store.insert(seq, person.id, said)
    store.blank(person.id, seq, said.entries)
  }

  /** Clears the file of bytes that belong to nothing any more; false where the disk has no room for that now. */
  function clear(): boolean {
    try {
      store.clear()
      return true
    } catch {
      return false // it is asked for again at the next start: what was erased is erased
    }
  }

  /** All of those who are decided on inside, or nobody; other calls wait. */
  const erase = (workId: string, decide: () => Decided[]): Promise<Erased> =>
    works.run(workId, (watch) =>
      turns.alone(async () => {
        store.overwrite(true)
        try {
          const done = await turns.transaction(async () => {
            const decided = decide()
            const { about, ...found } = await walk(new Set(decided.map(({ person }) => person.id)), watch)
            await watch.each('Erasing', decided, (one) => eraseOne(one, about.get(one.person.id)!))
            const entries = [...about.values()].reduce((sum, list) => sum + list.length, 0)
            return { people: decided.length, entries, ...found }
          })
          return { ...done, cleared: clear() }
        } finally {
          store.overwrite(false)
        }
      }, 'erasure'),
    )

  if (store.isUncleared()) clear()

  return {
    /** What was erased of a person; undefined where nothing was. */
    of: store.of,
    /** The ids of those of whom nothing is held any more. */
    ids: store.ids,
    /** How many people are due today. */
    dueCount: (): number => due().length,

    handlers: (): Handlers<typeof erasureContract> => ({
      'erasure.list'() {
        const all = due()
        const { retention } = school.now()
        const hasRule = (whom: string): boolean => retention.some((rule) => rule.whom === whom || rule.whom === 'all')
        return {
          today: today(),
          due: all.slice(0, ERASED_AT_ONCE),
          dueInAll: all.length,
          withoutRule: ADULT_AUDIENCES.filter((audience) => !hasRule(audience)),
          erasures: store.latest(ERASED_AT_ONCE),
          erasedInAll: store.ids().size,
          placesToRead: placesToRead(),
        }
      },
      async 'erasure.erase'({ personIds, passphrase, workId }) {
        byRule(personIds)
        await access.checkAdministrator(passphrase)
        return erase(workId, () => byRule(personIds))
      },
      async 'erasure.eraseOnRequest'({ personId, passphrase, workId, ...asked }) {
        byRequest(personId, asked)
        await access.checkAdministrator(passphrase)
        return erase(workId, () => [byRequest(personId, asked)])
      },
    }),
  }
}
