import type { Access } from '../access/service.ts'
import { learnerOf, type Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Induction, Lesson, Signature, Since } from '../induction/service.ts'
import { shownToSigner } from '../induction/shown.ts'
import { scenariosTouched } from '../induction/since.ts'
import type { Ledger } from '../ledger/service.ts'
import { isNameTyped } from '../people/names.ts'
import { pagesFor, rulesFor, scenariosFor, statementFor, summaryAudiences } from '../policies/concerns.ts'
import type { Audience, Pack } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { dayInWords, dayOf } from '../time.ts'
import { declared, questionsFor, undertaken, type Given } from './answers.ts'
import type { Receipt, acknowledgementsContract } from './contract.ts'
import { countOn, keyOf, settledBy } from './deciding.ts'
import { createRecording } from './recording.ts'
import { createAcknowledgementsStore, type Acknowledgement, type Declared, type Signed } from './store.ts'

export type { Signed }

/** Signatures as they are read by the other features. */
export type Signatures = ReturnType<typeof createSignatures>

export function createSignatures(context: Context) {
  const store = createAcknowledgementsStore(context.database)
  return {
    store,
    of: (personId: string): Signature[] => store.ofPerson(personId),
    /** Everybody's, by person. */
    all: (): Map<string, Signature[]> => Map.groupBy(store.signed(Number.MAX_SAFE_INTEGER), ({ personId }) => personId),
    /** Those in the first `length` entries of the ledger, in their order; what is written until they are given is not among them. */
    upTo: (length: number): Iterable<Signed> => store.signed(length),
    /** How many times each person said "yes" where the school has still to decide; only those who did. */
    openYes(): Map<string, number> {
      const decisions = Map.groupBy(store.allDecisions(), keyOf)
      const open = store
        .allYes()
        .filter((said) => said.withdrawnAt === null && settledBy(decisions.get(keyOf(said)) ?? []) === undefined)
      return new Map([...Map.groupBy(open, ({ personId }) => personId)].map(([id, list]) => [id, list.length]))
    },
    /** What had become of each "yes" to a declaration by the end of a day, as it was known then. */
    declaredYesBy: (day: string) => countOn(day, store.allYes(), store.allDecisions()),
  }
}

interface Parts {
  ledger: Ledger
  access: Access
  policies: Policies
  induction: Induction
  signatures: Signatures
  school: School
}

/** Signing one policy version, once and for good, and the proof of it. */
export function createAcknowledgements(
  context: Context,
  { ledger, access, policies, induction, signatures, school }: Parts,
) {
  const { clock, database } = context
  const { store } = signatures
  const record = createRecording(context, { ledger, signatures })

  function checked(personId: string, versionId: string, given: Given & { name: string }) {
    const lesson = induction.readyToSign(personId, versionId)
    refuseSecond(lesson)
    const { pack, assignment } = lesson
    const declarations = declared(pack, assignment.audiences, given.declarations)
    const undertakings = undertaken(pack, assignment.audiences, given.undertakings)
    if (!isNameTyped(given.name, lesson.person.name))
      throw new LanyardError('name-differs', `Type your full name as the school has it: ${lesson.person.name}`, 'name')
    return { lesson, declarations, undertakings }
  }

  function refuseSecond({ assignment }: Lesson): void {
    if (assignment.status === 'complete')
      throw new LanyardError(
        'already-signed',
        'You have signed this version already. Your signature is kept, and there is nothing more to do.',
      )
  }

  async function sign(
    personId: string,
    versionId: string,
    pin: string,
    given: Given & { name: string },
  ): Promise<string> {
    const seen = { head: ledger.head().hash, today: induction.today() }
    const before = checked(personId, versionId, given)
    await access.checkPin(personId, pin)
    return database
      .transaction(() => {
        // The PIN took a moment. Where anything was recorded in it, or a day began, all is looked at again: another click
        // may have come first, or another version.
        const isAsItWas = ledger.head().hash === seen.head && induction.today() === seen.today
        return write(isAsItWas ? before : checked(personId, versionId, given), given.name)
      })
      .immediate()
  }

  function write({ lesson, declarations, undertakings }: ReturnType<typeof checked>, name: string): string {
    const { person, assignment, pack, versionId } = lesson
    return record({
      person,
      version: policies.versions().find(({ id }) => id === versionId)!,
      pack,
      audiences: assignment.audiences,
      nameTyped: name,
      statement: statementFor(pack, assignment.audiences),
      declarations,
      undertakings,
      paper: null,
      shown: shownToSigner(lesson),
    })
  }

  function receipt(acknowledgement: Acknowledgement): Receipt {
    const { id, personId, versionId, entrySeq, audiences } = acknowledgement
    const pack = policies.packOf(versionId)
    const version = policies.versions().find((one) => one.id === versionId)!
    const now = policies.inForce(version.policyId, induction.today())
    const since = induction.sinceOf(personId, acknowledgement)
    const first = induction.answersBefore(personId, acknowledgement)
    const { name: schoolName, logo } = school.at(acknowledgement.signedAt)
    return {
      acknowledgementId: id,
      schoolName,
      logo,
      personName: induction.person(personId).name,
      nameTyped: acknowledgement.nameTyped,
      audiences,
      policyTitle: pack.policy.title,
      version: version.version,
      since: since && since.pack.policy.version,
      newer: now && now.id !== versionId ? { version: now.version, inForceOn: now.inForceOn } : null,
      fingerprint: version.sha256,
      signedAt: acknowledgement.signedAt,
      paper: acknowledgement.paper,
      statement: acknowledgement.statement,
      undertakings: acknowledgement.undertakings,
      declarations: inOrder(store.declarations(id), pack).map((one) => ({
        ...one,
        dealtWithOn: dealtWithOn(id, one.id),
      })),
      ...counts(pack, audiences, since),
      firstAnswers: { right: first.filter(({ verdict }) => verdict === 'right').length, total: first.length },
      entry: { seq: entrySeq, hash: ledger.hashAt(entrySeq) ?? '' },
      head: ledger.head(),
    }
  }

  /** The day of the school's decision on what was declared; nothing else of it is for the learner. */
  function dealtWithOn(acknowledgementId: string, declarationId: string): string | null {
    const decisions = store.decisionsOf(acknowledgementId).filter((one) => one.declarationId === declarationId)
    return settledBy(decisions)?.decidedOn ?? null
  }

  return {
    receipt,

    handlers(): Handlers<typeof acknowledgementsContract> {
      return {
        'acknowledgements.form'({ versionId }, caller) {
          const lesson = induction.readyToSign(learnerOf(caller), versionId)
          refuseSecond(lesson)
          const { person, pack, assignment, since } = lesson
          const { audiences } = assignment
          return {
            personName: person.name,
            policyTitle: pack.policy.title,
            version: pack.policy.version,
            today: dayOf(clock.now()),
            since: since && since.pack.policy.version,
            ...counts(pack, audiences, since),
            statement: statementFor(pack, audiences),
            consequence: pack.signOff.consequence ?? null,
            summary: summaryFor(pack, audiences),
            ...questionsFor(pack, audiences),
          }
        },
        'acknowledgements.sign': async ({ versionId, pin, ...given }, caller) => ({
          acknowledgementId: await sign(learnerOf(caller), versionId, pin, given),
        }),
        'acknowledgements.receipt'({ acknowledgementId }, caller) {
          const found = store.get(acknowledgementId)
          if (!found || found.personId !== learnerOf(caller))
            throw new LanyardError('unknown-item', 'There is no such receipt of yours here.')
          if (found.withdrawnAt !== null)
            throw new LanyardError(
              'unknown-item',
              `This signature on paper was taken back on ${dayInWords(dayOf(found.withdrawnAt))}, because it had been entered by mistake. Your induction says what is asked of you now.`,
            )
          return receipt(found)
        },
      }
    },
  }
}

/** How much was shown: the whole, or what changed since. */
function counts(pack: Pack, audiences: readonly Audience[], since: Since | null) {
  const scenarios = scenariosFor(pack, audiences)
  return {
    pages: since ? 1 : pagesFor(pack, audiences).length,
    scenarios: (since ? scenariosTouched(since.changes, scenarios) : scenarios).length,
    rules: rulesFor(pack, audiences).length,
  }
}

function summaryFor(pack: Pack, audiences: readonly Audience[]) {
  return pack.signOff.summary
    .filter((line) => summaryAudiences(line, pack.rules).some((one) => audiences.includes(one)))
    .map(({ rule, text }) => ({ force: pack.rules.find(({ id }) => id === rule)?.force ?? ('info' as const), text }))
}

function inOrder(declarations: readonly Declared[], pack: Pack): Declared[] {
  const place = ({ id }: Declared): number => pack.signOff.declarations.findIndex((one) => one.id === id)
  return [...declarations].sort((a, b) => place(a) - place(b))
}
