import type { Signatures } from '../acknowledgements/service.ts'
import { withdrawalOf } from '../acknowledgements/withdrawal.ts'
import type { Access } from '../access/service.ts'
import type { Handlers } from '../calls.ts'
import type { Erasing } from '../erasure/service.ts'
import { LanyardError } from '../errors.ts'
import type { Paper } from '../induction/assignment.ts'
import type { Induction } from '../induction/service.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Policies } from '../policies/service.ts'
import type { Audience } from '../policies/format.ts'
import type { peopleContract } from './contract.ts'
import { find } from './finding.ts'
import { hasSigned, historyInWords } from './history.ts'
import { firstDay } from './known.ts'
import { createRoll } from './roll.ts'
import { audiencesKnown, type People } from './service.ts'

interface Parts {
  access: Access
  erasing: Erasing
  people: People
  induction: Induction
  ledger: Ledger
  policies: Policies
  signatures: Signatures
}

/** What the entry of a signature proves, as far as it is shown. */
interface Signed {
  id: string
  versionId: string
  audiences: Audience[]
  nameTyped: string
  statement: string
  undertakings: string[]
  signedAt: string
  paper?: Paper | null
  personName: string
  policyTitle: string
  version: string
  textSha256: string
  pages: string[]
  scenarios: string[]
  /** Not in entries from before there were several versions. */
  since?: string | null
}

const SIGNED = ['acknowledgement.signed', 'acknowledgement.entered']

/** The administrator's calls on the roll. */
export function peopleHandlers({
  access,
  erasing,
  people,
  induction,
  ledger,
  policies,
  signatures,
}: Parts): Handlers<typeof peopleContract> {
  const readRoll = createRoll({ access, erasing, people, induction })
  const titles = {
    ofVersion: (versionId: string) => policies.packOf(versionId).policy.title,
    ofPolicy: policies.titleOf,
  }

  function signature(personId: string, acknowledgementId: string) {
    const person = people.get(personId)
    const about = ledger.about(personId)
    const row = signatures.of(personId).find(({ id }) => id === acknowledgementId)
    const entry = about.find(
      ({ kind, proves }) => SIGNED.includes(kind) && (proves as Signed | null)?.id === acknowledgementId,
    )
    if (!entry)
      throw new LanyardError(
        'unknown-item',
        'There is no such signature of theirs, or what it proves was erased, or changed after it was written.',
      )
    const { id: _id, textSha256, pages, scenarios, paper = null, since = null, ...signed } = entry.proves as Signed
    const { id, name, note, reference } = person
    const first = induction.answersBefore(personId, { ...signed, id: acknowledgementId })
    return {
      person: { id, name, note, reference, audiences: audiencesKnown(person, induction.today()) },
      ...signed,
      paper,
      withdrawn: withdrawalOf(acknowledgementId, row?.withdrawnAt ?? null, about),
      fingerprint: textSha256,
      pages: pages.length,
      scenarios: scenarios.length,
      since: since && policies.packOf(since).policy.version,
      firstAnswers: { right: first.filter(({ verdict }) => verdict === 'right').length, total: first.length },
      entry: { seq: entry.seq, hash: ledger.hashAt(entry.seq) ?? '' },
    }
  }

  return {
    'people.list'(asked) {
      const { today, roll } = readRoll()
      const inForce = policies.allInForce(today).map(({ id, policyId }) => ({ policyId, title: titles.ofVersion(id) }))
      return { today, ...find(roll, asked), policies: inForce }
    },
    'people.add': (input) => people.add(input),
    'people.get'({ personId }) {
      const today = induction.today()
      const person = people.get(personId)
      const assignments = induction.assignmentsFor(person, today)
      const first = firstDay(person.appointments)
      const entries = ledger.about(personId)
      return {
        today,
        person: induction.rollRow(person, assignments, today),
        appointments: person.appointments,
        lastDay: person.leftOn,
        pin: access.pinOf(personId),
        neverStarted: person.leftOn !== null && first !== undefined && person.leftOn < first,
        assignments: assignments.map(induction.assignmentShown),
        hasSigned: hasSigned(entries),
        history: historyInWords(entries, titles),
        namesakes: people.namesakes(person),
        erasure: erasing.of(personId) ?? null,
      }
    },
    'people.signature': ({ personId, acknowledgementId }) => signature(personId, acknowledgementId),
    'people.change'({ personId, ...facts }) {
      people.change(personId, facts)
      return { namesakes: people.namesakes({ id: personId, name: facts.name }) }
    },
    'people.appoint': ({ personId, ...appointment }) => done(people.appoint(personId, appointment)),
    'people.setDays': ({ personId, appointmentId, ...days }) => done(people.setDays(personId, appointmentId, days)),
    'people.withdraw': ({ personId, appointmentId }) => done(people.withdraw(personId, appointmentId)),
    'people.leave': ({ personId, on }) => done(people.leave(personId, on)),
    'people.neverStarted': ({ personId }) => done(people.neverStarted(personId)),
    'people.takeBackLeaving': ({ personId }) => done(people.takeBackLeaving(personId)),
    'people.bringBack': ({ personId, ...back }) => done(people.bringBack(personId, back)),
  }
}

/** The answer of a call that has none. */
const done = (_: void): Record<string, never> => ({})
