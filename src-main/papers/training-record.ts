import type { Access } from '../access/service.ts'
import type { Signatures } from '../acknowledgements/service.ts'
import type { Context } from '../context.ts'
import type { Erasing } from '../erasure/service.ts'
import type { Papers } from '../hosts/host.ts'
import type { Induction } from '../induction/service.ts'
import type { Head } from '../ledger/chain.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Told } from '../ledger/told.ts'
import { withdrawalOf } from '../acknowledgements/withdrawal.ts'
import { historyInWords } from '../people/history.ts'
import type { People } from '../people/service.ts'
import type { Pack } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { inSlices } from '../slices.ts'
import { dayInWords, dayOf } from '../time.ts'
import type { Watch, Works } from '../work/service.ts'
import { searchFor } from './free-text.ts'
import { everAs, keptUntil } from './kept-until.ts'
import type { TrainingRecord } from './record-contract.ts'
import { footerOf, progressInWords, withheldInWords } from './words.ts'

/** What the papers beside the report are made from. */
export interface Parts {
  access: Access
  erasing: Erasing
  induction: Induction
  ledger: Ledger
  people: People
  policies: Policies
  school: School
  signatures: Signatures
  works: Works
  papers: Papers
}

type Signed = ReturnType<Signatures['store']['ofPerson']>[number]
type Asked = { personId: string; workId: string }

/** All that is held on one person: it also answers whoever asks for a copy of what the school holds on them. */
export function createTrainingRecords(
  { clock }: Context,
  { access, erasing, induction, ledger, people, policies, school, signatures, works, papers }: Parts,
) {
  const { store } = induction
  const titles = {
    ofVersion: (versionId: string) => policies.packOf(versionId).policy.title,
    ofPolicy: policies.titleOf,
  }

  function policyOf(versionId: string) {
    const { title, version } = policies.packOf(versionId).policy
    return { versionId, policyTitle: title, version }
  }

  /** What was answered, in the words that were on the screen. */
  function answersOf(attemptId: string, { scenarios }: Pack) {
    return store.answers(attemptId).map(({ attemptId: _, ...answer }) => {
      const scenario = scenarios.find(({ id }) => id === answer.scenarioId)
      const step = scenario?.steps[answer.stepId]
      return {
        ...answer,
        scenarioTitle: scenario?.title ?? '',
        situation: step?.text ?? '',
        chosenTexts: answer.chosen.map((place) => step?.choices[place]?.text ?? ''),
      }
    })
  }

  function workOf(personId: string): TrainingRecord['work'] {
    const progress = Map.groupBy(store.progressOf(personId), ({ versionId }) => versionId)
    const attempts = Map.groupBy(store.attemptsOf(personId), ({ versionId }) => versionId)
    const begun = policies.versions().filter(({ id }) => progress.has(id) || attempts.has(id))
    return begun.map(({ id: versionId }) => {
      const pack = policies.packOf(versionId)
      const titled = (ids: readonly string[]) =>
        ids.map((id) => ({ id, title: pack.scenarios.find((one) => one.id === id)?.title ?? '' }))
      return {
        ...policyOf(versionId),
        progress: (progress.get(versionId) ?? []).map(({ versionId: _, ...done }) => ({
          ...done,
          title: progressInWords(done, pack),
        })),
        attempts: (attempts.get(versionId) ?? []).map(({ id, number, startedAt, finishedAt, scenarios }) => ({
          ...{ id, number, startedAt, finishedAt },
          scenarios: titled(scenarios),
          answers: answersOf(id, pack),
        })),
      }
    })
  }

  function signatureOf(signed: Signed, about: readonly Told[]): TrainingRecord['signatures'][number] {
    const { id, versionId, audiences, nameTyped, statement, undertakings, signedAt, paper, withdrawnAt, entrySeq } =
      signed
    const decisions = signatures.store.decisionsOf(id)
    return {
      ...{ id, audiences, nameTyped, statement, undertakings, signedAt, paper, entrySeq },
      ...policyOf(versionId),
      fingerprint: policies.versions().find((one) => one.id === versionId)?.sha256 ?? '',
      withdrawn: withdrawalOf(id, withdrawnAt, about),
      declarations: signatures.store.declarations(id).map((declared) => ({
        ...declared,
        decisions: decisions
          .filter(({ declarationId }) => declarationId === declared.id)
          .map(({ decision, note, decidedBy, decidedOn, enteredAt }) => ({
            ...{ decision, note, decidedBy, decidedOn, enteredAt },
          })),
      })),
    }
  }

  /** One walk through the ledger, in slices: what is about the person, what mentions them, and free text that may name them. */
  async function walk(personId: string, names: readonly string[], { length }: Head, watch: Watch) {
    const about: Told[] = []
    const mentions: TrainingRecord['mentions'] = []
    const search = searchFor(names)
    const doing = 'Looking through the record'
    watch.at(doing, 0, length)
    await inSlices(
      ledger.told(length),
      (told) => {
        const { seq, at, kind, subject, text } = told
        if (subject === personId) about.push(told)
        else {
          if (text?.includes(personId)) mentions.push({ seq, at, kind })
          search.read(told)
        }
      },
      (done) => watch.at(doing, done, length),
    )
    return { about, mentions, elsewhere: search.found() }
  }

  async function record(personId: string, watch: Watch): Promise<TrainingRecord> {
    const { namings, appointments, leavings, addedAt } = people.record(personId)
    const person = people.get(personId)
    const madeAt = clock.now().toISOString()
    const today = dayOf(madeAt)
    const head = ledger.head()
    const { name: schoolName, logo } = school.on(today)
    const state = access.pinOf(personId)
    const held = {
      asked: induction.assignmentsFor(person, today).map(induction.assignmentShown),
      work: workOf(personId),
      signed: signatures.store.ofPerson(personId),
      waivers: store.waiversOf(personId),
      tries: access.triesOf(personId),
    }
    const { about, mentions, elsewhere } = await walk(personId, namings.map(({ name }) => name), head, watch) // prettier-ignore
    const told = historyInWords(about, titles)
    return {
      format: 'lanyard-training-record-1',
      ...{ schoolName, logo, madeAt, today, head },
      footer: footerOf(schoolName, 'training record', `made ${dayInWords(today)}`, head),
      person: { id: personId, name: person.name, addedAt },
      erasure: erasing.of(personId) ?? null,
      withheld: withheldInWords(state !== 'none'),
      asked: held.asked,
      namings: namings.map(({ name, note, reference, email, enteredAt }) => ({
        name,
        note,
        reference,
        email,
        enteredAt,
      })),
      appointments: [...appointments],
      leavings: leavings.map(({ lastDay, enteredAt }) => ({ lastDay, enteredAt })),
      pin: { state, events: pinEvents(about), ...held.tries },
      work: held.work,
      signatures: held.signed.map((one) => signatureOf(one, about)),
      waivers: held.waivers.map(({ id, policyId, reason, until, by, enteredAt, endedAt, endedBy }) => ({
        ...{ id, policyId, reason, until, by, enteredAt },
        policyTitle: policies.titleOf(policyId),
        ended: endedAt === null ? null : { at: endedAt, by: endedBy ?? '' },
      })),
      entries: told.map(({ seq, at, what }, place) => ({ seq, at, kind: about[place]!.kind, what })),
      mentions,
      retention: keptUntil(everAs(appointments), school.now().retention, person.leftOn),
      elsewhere,
    }
  }

  return {
    get: ({ personId, workId }: Asked) => works.run(workId, (watch) => record(personId, watch)),
    /** Saves it as JSON; gives the file's path, or null where the person changed their mind. */
    async save({ personId, workId }: Asked) {
      const made = await works.run(workId, (watch) => record(personId, watch))
      const name = `Training record ${made.person.name} ${made.today}`
      return { path: await papers.saveFile({ name, ending: 'json', text: `${JSON.stringify(made, null, 2)}\n` }) }
    },
  }
}

const PIN_EVENTS: Record<string, 'given' | 'chosen'> = { 'access.pin-issued': 'given', 'access.pin-chosen': 'chosen' }
const pinEvents = (about: readonly Told[]): TrainingRecord['pin']['events'] =>
  about.flatMap(({ seq, at, kind }) => {
    const what = PIN_EVENTS[kind]
    return what ? [{ seq, at, what }] : []
  })
