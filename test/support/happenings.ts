/** What happens in a made-up history, one function each. Most of it may be refused: then nothing happens. */
import type { Output } from '../../src-main/contract.ts'
import type { Decision } from '../../src-main/acknowledgements/contract.ts'
import type { Audience } from '../../src-main/policies/format.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { addDays } from '../../src-main/time.ts'
import { ADMINISTRATOR, ANY_ACCOUNT, choosePin, type TestPerson } from './app.ts'
import { visits, visitsRevised } from './fixture-pack.ts'
import type { School } from './history.ts'
import { allRight, filledIn, oneStep, paperFilledIn } from './learner.ts'
import { plainPng } from './logos.ts'
import { trips, tripsRevised } from './second-pack.ts'

const POLICIES = [
  { id: 'hill/visits', texts: [visits, visitsRevised] },
  { id: 'hill/trips', texts: [trips, tripsRevised] },
]
const policyId = (which: number): string => POLICIES[which]!.id
const dayIn = (school: School, days: number): string => addDays(school.app.induction.today(), days)
const shownOnly = (text: string): string => text.replace(/[\p{C}]/gu, '')

/** Somebody comes, and `others` with them. */
export async function come(
  school: School,
  { audiences, others, inDays, odd }: { audiences: Audience[]; others: number; inDays: number; odd: string },
): Promise<void> {
  for (let at = 0; at <= others; at++) {
    const details = { from: dayIn(school, inDays), note: shownOnly(odd) }
    school.people.push(await school.addPerson(`N${school.people.length}`, audiences, details))
  }
}

/** Several sit down, one after the other, and go as far as they can; who comes when slips when those before did not. */
export async function gather(
  school: School,
  { who, many, slips }: { who: number; many: number; slips: readonly number[] },
): Promise<void> {
  for (let at = 0; at < Math.min(many, school.people.length); at++) {
    const own = slips.slice(at * 3, at * 3 + 3)
    await sit(school, school.people[(who + at) % school.people.length]!, 60, own)
  }
}

/** Somebody works at the PC for so many steps; `slips` are taken from the end, one a step of a scenario. */
export async function sit(school: School, person: TestPerson, steps: number, slips: number[]): Promise<void> {
  const learner = school.visitor()
  if (!(await learner.door('access.signInLearner', { personId: person.personId, pin: person.pin })).ok) return // has left
  for (let i = 0; i < steps; i++) {
    const { cards } = await learner.call('induction.mine', {})
    const open = cards.find(({ place }) => place.at !== 'receipt')
    if (!open) return // is nothing here any more, or not yet, or has done it all
    const { versionId, place } = open
    const right = allRight({ school, versionId })
    if (place.at !== 'sign') {
      await oneStep(learner, versionId, place, (asked) => {
        const slip = slips.pop()
        return slip === undefined ? right(asked) : [slip % asked.places]
      })
      continue
    }
    const signing = await filledIn(learner, versionId, person)
    const said = steps % 3 === 2 ? { answer: 'no' as const, detail: '' } : { answer: 'yes' as const, detail: 'Zoë, “Year 2”\nand Ben' } // prettier-ignore
    const declarations = signing.declarations.map(({ id }) => ({ id, ...said }))
    await learner.call('acknowledgements.sign', { ...signing, declarations, name: ` ${person.name.toUpperCase()} ` })
    school.clock.pass(1)
  }
}

export async function leave(school: School, { personId }: TestPerson, inDays: number): Promise<void> {
  await school.administrator.door('people.leave', { personId, on: dayIn(school, inDays) }) // or has left already
}

/** What is held on somebody is erased: once they have left, and nothing of theirs is open; or on all who are due. */
export async function erase(school: School, { personId }: TestPerson, how: 'rule' | 'request'): Promise<void> {
  const { administrator } = school
  const confirmed = { passphrase: ADMINISTRATOR, workId: personId }
  if (how === 'request') {
    const asked = { personId, askedOn: dayIn(school, 0), decidedBy: 'Head' }
    await administrator.door('erasure.eraseOnRequest', { ...asked, ...confirmed })
    return
  }
  const rules = [{ whom: 'all', years: 0, source: 'Line 1', note: '' }]
  await administrator.door('school.setRetention', { rules })
  const { due } = await administrator.call('erasure.list', {})
  const personIds = due.filter((one) => one.openDeclarations === 0).map((one) => one.personId)
  if (personIds.length > 0) await administrator.call('erasure.erase', { personIds, ...confirmed })
}

/** Something is changed about somebody, or refused. */
export async function change(school: School, person: TestPerson, how: number, inDays: number): Promise<void> {
  const { administrator } = school
  const { personId } = person
  const from = dayIn(school, inDays)
  const { appointments } = await administrator.call('people.get', { personId })
  const appointmentId = appointments.at(-1)?.id ?? personId
  const changes = [
    async () => {
      const facts = { name: `${person.name}x`, note: `${inDays}`, reference: person.name, email: `n${inDays}@school.example` } // prettier-ignore
      await administrator.door('people.change', { personId, ...facts, name: person.name }) // or somebody else has the number
      await administrator.call('people.change', { personId, name: facts.name, note: facts.note })
      person.name += 'x'
    },
    () => administrator.door('people.appoint', { personId, audience: 'governor', from, until: null }),
    () => administrator.door('people.appoint', { personId, audience: 'volunteer', from, until: '2027-01-01' }),
    () => administrator.door('people.setDays', { personId, appointmentId, from: '2026-08-15', until: from }),
    () => administrator.door('people.withdraw', { personId, appointmentId }),
    () => administrator.door('people.neverStarted', { personId }),
    () => administrator.door('people.takeBackLeaving', { personId }),
    () => administrator.door('people.bringBack', { personId, from, audiences: ['staff', 'governor'] }),
  ]
  await changes[how]!()
}

export async function forget(school: School, person: TestPerson): Promise<void> {
  const answer = await school.administrator.door('access.issuePin', { personId: person.personId })
  if (!answer.ok) return // has left
  person.pin = await choosePin(school.visitor(), person.personId, (answer.value as { pin: string }).pin)
}

export async function post(
  { administrator }: School,
  { where, odd, ends }: { where: number; odd: string; ends: boolean },
): Promise<void> {
  const platform = `Platform ${where}`
  await administrator.door('accounts.add', { ...ANY_ACCOUNT, platform, note: odd }) // or is there already
  const { open } = await administrator.call('accounts.list', {})
  const account = open.find((other) => other.platform === platform)
  if (account && ends) await administrator.call('accounts.close', { accountId: account.id, closedOn: '2026-09-01' })
  else if (account) await administrator.call('accounts.check', { accountId: account.id })
}

export async function waive(
  school: School,
  { personId }: TestPerson,
  { which, inDays, odd }: { which: number; inDays: number; odd: string },
): Promise<void> {
  const said = { reason: `Leave ${odd}`, until: dayIn(school, inDays), by: odd }
  await school.administrator.door('induction.waive', { personId, policyId: policyId(which), ...said }) // or it is waived, signed, or nothing is asked
}

export async function endWaivers({ administrator }: School, { personId }: TestPerson): Promise<void> {
  const { assignments } = await administrator.call('people.get', { personId })
  for (const { waiver } of assignments)
    if (waiver) await administrator.call('induction.endWaiver', { waiverId: waiver.id, by: 'Headteacher' })
}

/** The programme of some audiences from a day on: of some policies, or of none; `atFirst` others were set for that day. */
export async function ask(
  school: School,
  {
    audiences,
    atFirst,
    of,
    inDays,
    daysAllowed,
    renewsIn,
  }: {
    audiences: Audience[]
    atFirst: number[] | null
    of: number[]
    inDays: number
    daysAllowed: number
    renewsIn: number | null
  },
): Promise<void> {
  const renewal = renewsIn === null ? 'never' : dayIn(school, inDays + renewsIn).slice('2026-'.length)
  for (const audience of audiences)
    for (const policies of atFirst ? [atFirst, of] : [of]) {
      const said = { audience, daysAllowed, renewal, from: dayIn(school, inDays), passMark: 80 }
      await school.administrator.door('policies.setProgramme', { ...said, policies: policies.map(policyId) }) // or it is so already
    }
}

/**
 * The two texts of a policy follow each other: a major version where somebody signs again, else a minor one; the first
 * text of a policy that is new to the school.
 */
export async function publish(
  school: School,
  { which, again, inDays, odd }: { which: number; again: Audience[]; inDays: number; odd: string },
): Promise<void> {
  const { id, texts } = POLICIES[which]!
  const published = school.app.policies.versionsOf(id).length
  const number = (school.texts[id] = (school.texts[id] ?? 0) + 1)
  const text = texts[published % 2]!
  const pack = { ...text, policy: { ...text.policy, version: `${number} ${odd}`.trim() } }
  school.packs.put(pack)
  const said = { policyId: id, fingerprint: fingerprintOf(pack), inForceOn: dayIn(school, inDays) }
  const mustSign = again.filter((audience) => pack.policy.audiences.includes(audience))
  const asks =
    published === 0
      ? { kind: 'first' }
      : mustSign.length > 0
        ? { kind: 'major', mustSign, signBy: dayIn(school, inDays + 9) }
        : { kind: 'minor', nobodyAgain: true }
  await school.administrator.door('policies.publish', { ...said, ...asks }) // or one comes later already
}

export async function decide(
  school: School,
  { which, decision, odd }: { which: number; decision: Decision['decision']; odd: string },
): Promise<void> {
  const { open, decided } = await school.administrator.call('declarations.list', {})
  const all = [...open, ...decided]
  const found = all[which % all.length]
  if (!found) return // nobody has declared anything yet
  const { acknowledgementId, declarationId, decisions } = found
  const on = { acknowledgementId, declarationId, seen: decisions.length }
  const said = { decision, note: odd, decidedBy: `Headteacher ${odd}`, decidedOn: dayIn(school, 0) }
  await school.administrator.door('declarations.decide', { ...on, ...said }) // or the note cannot be kept
}

/** Somebody’s sheet of paper is entered, some days after it was signed. */
export async function enter(
  school: School,
  person: TestPerson,
  { which, daysAgo, odd }: { which: number; daysAgo: number; odd: string },
): Promise<void> {
  const { administrator } = school
  const asked = { personId: person.personId, policyId: policyId(which) }
  if (!(await administrator.door('acknowledgements.sheet', asked)).ok) return // has left, or signed, or nothing is asked
  const filled = await paperFilledIn(school, person, asked.policyId)
  const declarations = filled.declarations.map(({ id }) => ({ id, answer: 'yes' as const, detail: 'Zoë' }))
  const details = { declarations, signedOn: dayIn(school, -daysAgo), witnessRole: `Deputy ${shownOnly(odd)}` }
  const answer = await administrator.door('acknowledgements.enterPaper', { ...filled, ...details })
  if (answer.ok) school.papers.push((answer.value as Output<'acknowledgements.enterPaper'>).acknowledgementId) // or there was no such sheet then
}

export async function withdraw({ administrator, papers }: School, which: number): Promise<void> {
  const acknowledgementId = papers[which % papers.length]
  if (acknowledgementId === undefined) return // nothing was entered yet
  await administrator.door('acknowledgements.withdrawPaper', { acknowledgementId, reason: 'A slip', by: 'Head' })
}

/** One of the school's settings is changed, or refused. */
export async function set({ administrator }: School, which: number, odd: string, years: number): Promise<void> {
  const colour: [number, number, number, number] = [years, 0, 0, 255]
  const contacts = [{ id: 'head', name: odd, telephone: '', email: '' }]
  const changes = [
    () => administrator.door('school.setName', { name: `Hill ${odd}` }),
    () => administrator.door('school.setLogo', { file: plainPng(4, 2, colour).toString('base64') }),
    () => administrator.door('school.setContacts', { contacts }),
    () => administrator.door('school.setRetention', { rules: [{ whom: 'all', years, source: `Line ${odd}`, note: odd }] }), // prettier-ignore
    () => administrator.door('school.setRenewalDay', { day: years % 2 ? '09-01' : null }),
  ]
  await changes[which]!()
}

/** A report is made, and printed. */
export async function report(school: School, { names, daysAgo }: { names: boolean; daysAgo: number }): Promise<void> {
  const answer = await school.governor.door('reports.report', { names, asAt: dayIn(school, -daysAgo) })
  if (!answer.ok) return // before the record began
  const { asAt, record } = answer.value as Output<'reports.report'>
  await school.governor.call('reports.made', { asAt, names, head: record.head })
}

/** A minute of a printed report is entered, or another one in its place. */
export async function minute(
  school: School,
  { which, daysAgo, odd }: { which: number; daysAgo: number; odd: string },
): Promise<void> {
  const { printed } = await school.governor.call('reports.witnessed', {})
  const report = printed[which % printed.length]
  if (!report) return // nothing was printed yet
  const said = { reference: `Item 7 ${odd}`, metOn: dayIn(school, -daysAgo) }
  await school.governor.door('reports.enterMinute', { seq: report.seq, ...said }) // or it was printed after that day
}
