/** Made-up histories of a school: what may happen there, and playing it through the calls. */
import fc from 'fast-check'
import { DECISIONS } from '../../src-main/acknowledgements/contract.ts'
import { ADULT_AUDIENCES } from '../../src-main/policies/format.ts'
import { openSchool, type TestPerson } from './app.ts'
import { packSource, visits } from './fixture-pack.ts'
import * as happens from './happenings.ts'
import { trips } from './second-pack.ts'

const who = fc.nat(11)
const which = fc.nat(1)
/** Days, mostly few: much is settled by the very day on which something begins or ends. */
const days = fc.oneof(fc.nat(3), fc.nat(20))
const odd = fc.string({ unit: 'grapheme', maxLength: 8 })
const audiences = fc.subarray([...ADULT_AUDIENCES], { minLength: 1 })
const one = <const What extends string, Details extends object>(
  what: What,
  details: { [Key in keyof Details]: fc.Arbitrary<Details[Key]> },
  weight = 1,
) => ({ weight, arbitrary: fc.record({ what: fc.constant(what), ...details }) as fc.Arbitrary<{ what: What } & Details> }) // prettier-ignore

/** What may happen at a school, each with the numbers that settle its details. */
export const happening = fc.oneof(
  one('comes', { audiences, others: fc.nat(4), inDays: fc.integer({ min: -20, max: 20 }), odd }, 2),
  one('sits', { who, steps: fc.integer({ min: 1, max: 40 }), slips: fc.array(fc.nat(7), { maxLength: 6 }) }, 4),
  one('gather', { who, many: fc.integer({ min: 2, max: 7 }), slips: fc.array(fc.nat(7), { maxLength: 20 }) }, 2),
  one('leaves', { who, inDays: days }),
  one('changes', { who, how: fc.nat(7), inDays: fc.integer({ min: -30, max: 30 }) }, 2),
  one('forgets', { who }),
  one('erases', { who, how: fc.constantFrom('rule' as const, 'request' as const) }),
  one('posts', { where: fc.nat(3), odd, ends: fc.boolean() }),
  one('waives', { who, which, inDays: fc.oneof(days, fc.nat(366)), odd }, 2),
  one('unwaives', { who }),
  one('asks', { audiences, atFirst: fc.option(fc.subarray([0, 1])), of: fc.subarray([0, 1]), inDays: days, daysAllowed: fc.oneof(days, fc.nat(40)), renewsIn: fc.constantFrom(null, 0, 1, 2, 3, 30) }, 2), // prettier-ignore
  one('publishes', { which, again: fc.subarray([...ADULT_AUDIENCES]), inDays: days, odd }, 2),
  one('decides', { which: fc.nat(), decision: fc.constantFrom(...DECISIONS), odd }, 2),
  one('enters', { who, which, daysAgo: fc.nat(9), odd }, 3),
  one('withdraws', { which: fc.nat(5) }, 2),
  one('sets', { which: fc.nat(4), odd, years: fc.integer({ min: 0, max: 100 }) }),
  one('reports', { names: fc.boolean(), daysAgo: days }),
  one('minutes', { which: fc.nat(5), daysAgo: days, odd }),
  one('waits', { days, minutes: fc.nat(24 * 60 - 1) }, 5),
)
export type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

/** A history that fills every table of evidence. */
export const SOMETHING_OF_EVERYTHING: readonly Happening[] = [
  { what: 'sits', who: 0, steps: 40, slips: [2, 0, 0, 1, 2] },
  { what: 'comes', audiences: ['volunteer'], others: 0, inDays: 0, odd: 'Zoë 👩‍👧' },
  { what: 'waits', days: 3, minutes: 0 },
  { what: 'sits', who: 1, steps: 5, slips: [] },
  { what: 'changes', who: 1, how: 0, inDays: 0 },
  { what: 'changes', who: 1, how: 1, inDays: 2 },
  { what: 'waives', who: 1, which: 0, inDays: 9, odd: 'Zoë' },
  { what: 'unwaives', who: 1 },
  { what: 'asks', audiences: ['staff'], atFirst: null, of: [0], inDays: 1, daysAllowed: 7, renewsIn: 30 },
  { what: 'leaves', who: 1, inDays: 5 },
  { what: 'changes', who: 1, how: 7, inDays: 20 },
  { what: 'decides', which: 0, decision: 'talk-needed', odd: '' },
  { what: 'decides', which: 0, decision: 'agreed-with-conditions', odd: '“No\n pictures”' },
  { what: 'publishes', which: 0, again: ['staff'], inDays: 1, odd: 'Zoë' },
  { what: 'waits', days: 2, minutes: 0 },
  { what: 'sits', who: 0, steps: 40, slips: [] },
  { what: 'publishes', which: 0, again: [], inDays: 0, odd: '“3”' },
  { what: 'posts', where: 0, odd: '=1', ends: false },
  { what: 'posts', where: 0, odd: '', ends: true },
  { what: 'comes', audiences: ['governor', 'volunteer'], others: 0, inDays: 0, odd: '' },
  { what: 'enters', who: 2, which: 0, daysAgo: 0, odd: '=1' },
  { what: 'withdraws', which: 0 },
  { what: 'enters', who: 2, which: 0, daysAgo: 0, odd: 'Zoë' },
  { what: 'reports', names: true, daysAgo: 1 },
  { what: 'minutes', which: 0, daysAgo: 0, odd: '' },
  { what: 'minutes', which: 0, daysAgo: 0, odd: 'Zoë' },
  { what: 'sets', which: 1, odd: '', years: 6 },
  { what: 'sets', which: 2, odd: 'Zoë', years: 6 },
  { what: 'sets', which: 3, odd: '“6”', years: 6 },
  { what: 'leaves', who: 2, inDays: 0 },
  { what: 'waits', days: 1, minutes: 0 },
  { what: 'decides', which: 1, decision: 'noted', odd: '' },
  { what: 'erases', who: 2, how: 'request' },
]

/** A school with one of the two policies, or both, whose folder of packs can be changed. */
export async function openChanging(policies: 1 | 2 = 1) {
  const packs = packSource(...[visits, trips].slice(0, policies))
  const texts: Record<string, number> = {}
  const papers: string[] = []
  return Object.assign(await openSchool({ packs }), { packs, texts, papers, people: [] as TestPerson[] })
}
export type School = Awaited<ReturnType<typeof openChanging>>

/** Plays a history, which begins with one person. `afterEach` is told what has just happened, and its place from 0. */
export async function live(
  school: School,
  happenings: readonly Happening[],
  afterEach: (happening: Happening, at: number) => Promise<void> = async () => {},
): Promise<void> {
  school.people.push(await school.addPerson('Ada Fern', ['staff', 'governor']))
  for (const [at, one] of happenings.entries()) {
    await play(school, one)
    await afterEach(one, at)
  }
}

async function play(school: School, happening: Happening): Promise<void> {
  const person = (number: number): TestPerson => school.people[number % school.people.length]!
  switch (happening.what) {
    case 'comes': return happens.come(school, happening)
    case 'sits': return happens.sit(school, person(happening.who), happening.steps, [...happening.slips])
    case 'gather': return happens.gather(school, happening)
    case 'leaves': return happens.leave(school, person(happening.who), happening.inDays)
    case 'changes': return happens.change(school, person(happening.who), happening.how, happening.inDays)
    case 'forgets': return happens.forget(school, person(happening.who))
    case 'erases': return happens.erase(school, person(happening.who), happening.how)
    case 'posts': return happens.post(school, happening)
    case 'waives': return happens.waive(school, person(happening.who), happening)
    case 'unwaives': return happens.endWaivers(school, person(happening.who))
    case 'asks': return happens.ask(school, happening)
    case 'publishes': return happens.publish(school, happening)
    case 'decides': return happens.decide(school, happening)
    case 'enters': return happens.enter(school, person(happening.who), happening)
    case 'withdraws': return happens.withdraw(school, happening.which)
    case 'sets': return happens.set(school, happening.which, happening.odd, happening.years)
    case 'reports': return happens.report(school, happening)
    case 'minutes': return happens.minute(school, happening)
    case 'waits': return school.clock.pass(happening.days * 24 * 60 + happening.minutes)
  }
} // prettier-ignore
