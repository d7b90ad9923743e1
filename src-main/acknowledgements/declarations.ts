import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { People } from '../people/service.ts'
import type { Policies } from '../policies/service.ts'
import { dayInWords, dayOf, daysBetween } from '../time.ts'
import type { Declaration, Decision, declarationsContract } from './contract.ts'
import { decidersOf, keyOf, settledBy, type AnswerKey } from './deciding.ts'
import type { Signatures } from './service.ts'
import type { DeclaredYes } from './store.ts'

interface Parts {
  ledger: Ledger
  people: People
  policies: Policies
  signatures: Signatures
}

/** What somebody enters: who has seen `seen` decisions adds the next. */
type Entered = AnswerKey & Omit<Decision, 'enteredAt'> & { seen: number }

/** What learners declared, and what the school decided on it. The administrator alone reads it. */
export function createDeclarations(context: Context, { ledger, people, policies, signatures }: Parts) {
  const { clock, database } = context
  const { store } = signatures
  const today = (): string => dayOf(clock.now())

  /** The "yes" itself. Throws LanyardError `unknown-item`, and `nothing-to-decide` where the answer was no. */
  function get({ acknowledgementId, declarationId }: AnswerKey): DeclaredYes {
    const signature = store.get(acknowledgementId)
    const answered = store.declarations(acknowledgementId).find(({ id }) => id === declarationId)
    if (!signature || !answered) throw new LanyardError('unknown-item', 'There is no such declaration in the records.')
    if (signature.withdrawnAt !== null)
      throw new LanyardError(
        'unknown-item',
        'The signature this was declared with has been withdrawn. Nothing was changed.',
      )
    if (answered.answer === 'no')
      throw new LanyardError('nothing-to-decide', 'The answer to this was no. There is nothing to decide.')
    const { personId, versionId, signedAt } = signature
    const { question, detail } = answered
    return { acknowledgementId, declarationId, personId, versionId, question, detail, signedAt, withdrawnAt: null }
  }

  const everyYes = (): DeclaredYes[] => store.allYes().filter(({ withdrawnAt }) => withdrawnAt === null)

  /** Those on one "yes", in the order in which they were entered. */
  function decisionsOn(key: AnswerKey): Decision[] {
    const decisions = store.decisionsOf(key.acknowledgementId)
    return decisions.filter((one) => keyOf(one) === keyOf(key)).map(withoutKey)
  }

  function shown(said: DeclaredYes, decisions: Decision[]): Declaration {
    const { acknowledgementId, declarationId, question, detail, signedAt } = said
    const { id, name, note, leftOn } = people.get(said.personId)
    const { policy, signOff } = policies.packOf(said.versionId)
    return {
      acknowledgementId,
      declarationId,
      person: { id, name, note, leftOn },
      policyTitle: policy.title,
      version: policy.version,
      ref: signOff.declarations.find((one) => one.id === declarationId)?.ref ?? '',
      question,
      detail,
      declaredAt: signedAt,
      decisions,
      isOpen: settledBy(decisions) === undefined,
      daysOpen: daysBetween(dayOf(signedAt), today()),
    }
  }

  function all(): Declaration[] {
    const decisions = Map.groupBy(store.allDecisions(), keyOf)
    return everyYes().map((said) => shown(said, (decisions.get(keyOf(said)) ?? []).map(withoutKey)))
  }

  function refuseWrongDay(decidedOn: string, { signedAt }: DeclaredYes): void {
    const wrong = (words: string) => new LanyardError('invalid-input', words, 'decidedOn')
    if (decidedOn > today()) throw wrong(`${dayInWords(decidedOn)} is still to come: give today or a day before it`)
    const declaredOn = dayOf(signedAt)
    if (decidedOn < declaredOn)
      throw wrong(`It was declared on ${dayInWords(declaredOn)}: it cannot have been decided before that`)
  }

  function decide({ acknowledgementId, declarationId, seen, ...decided }: Entered): void {
    if (decided.decision === 'agreed-with-conditions' && decided.note === '')
      throw new LanyardError('invalid-input', 'Write down the conditions', 'note')
    database
      .transaction(() => {
        const said = get({ acknowledgementId, declarationId })
        refuseWrongDay(decided.decidedOn, said)
        if (decisionsOn(said).length !== seen)
          throw new LanyardError(
            'decided-meanwhile',
            'Another decision was entered meanwhile. Read it first; nothing was changed, and what you typed is still here.',
          )
        const row = { acknowledgementId, declarationId, ...decided, enteredAt: clock.now().toISOString() }
        const { seq } = ledger.append('declaration.decided', said.personId, row, row.enteredAt)
        store.insertDecision(seq, row)
      })
      .immediate()
  }

  return {
    /** How many are open, for a number beside a link. */
    openCount(): number {
      const decisions = Map.groupBy(store.allDecisions(), keyOf)
      return everyYes().filter((said) => !settledBy(decisions.get(keyOf(said)) ?? [])).length
    },

    handlers(): Handlers<typeof declarationsContract> {
      return {
        'declarations.list'() {
          const declarations = all()
          const lastEntered = ({ decisions }: Declaration): string => decisions.at(-1)?.enteredAt ?? ''
          return {
            today: today(),
            open: declarations.filter(({ isOpen }) => isOpen),
            decided: declarations
              .filter(({ isOpen }) => !isOpen)
              .sort((a, b) => lastEntered(b).localeCompare(lastEntered(a))),
          }
        },
        'declarations.get'(key) {
          const said = get(key)
          return {
            today: today(),
            declaration: shown(said, decisionsOn(key)),
            ...decidersOf(policies.packOf(said.versionId)),
          }
        },
        'declarations.decide'(entered) {
          decide(entered)
          return {}
        },
      }
    },
  }
}

const withoutKey = ({ decision, note, decidedBy, decidedOn, enteredAt }: Decision): Decision => ({
  decision,
  note,
  decidedBy,
  decidedOn,
  enteredAt,
})
