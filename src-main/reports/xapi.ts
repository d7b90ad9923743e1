/**
 * What the ledger holds about learning, as xAPI 1.0.3 statements with the verbs of cmi5 where they fit: docs/xapi.md says which and
 * why. Section numbers are those of xAPI 1.0.3, part two, and of cmi5 (github.com/AICC/CMI-5_Spec_Current). Pure.
 */
import { v5 } from 'uuid'
import { scoreOf } from '../induction/course.ts'
import { refuseChanged, type Told } from '../ledger/told.ts'
import type { Audience, Pack, Verdict } from '../policies/format.ts'
import { dayOf, endOfDay } from '../time.ts'
import { activitiesOf, homeOf, inEnglish, ownWord, responseOf } from './xapi-activities.ts'
import { VERBS, durationOf, type Around, type Statement, type Verb } from './xapi-statement.ts'

export interface XapiSource {
  ledgerId: string
  packOf(versionId: string): Pack
  /** Somebody as the school knew them at the end of a day: the audiences in which they were asked for a policy, and its pass mark, per cent. */
  knownOn(personId: string, policyId: string, day: string): { name: string; audiences: Audience[]; passMark: number }
}

export interface XapiWanted {
  /** The last day that counts. */
  asAt: string
  /** Without them nothing that a person typed is in it, and people are their ids. */
  names: boolean
  /** Null for all of them. */
  audience: Audience | null
  policyId: string | null
}

/** cmi5 9.6.3.2: a number from 0 to 1. */
const MASTERY_SCORE = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore'
/** cmi5 9.5.5.2: of its four reasons this one fits every waiver. */
const REASON = 'https://w3id.org/xapi/cmi5/result/extensions/reason'

/** What entries prove, as far as it is told here: see ARCHITECTURE.md for who writes them. */
interface AttemptFinished {
  id: string
  personId: string
  versionId: string
  number: number
  startedAt: string
  finishedAt: string
  answers: {
    scenarioId: string
    stepId: string
    chosen: number[]
    verdict: Verdict
    at: string
    sure?: boolean | null
  }[]
}
interface Signed {
  id: string
  personId: string
  versionId: string
  audiences: Audience[]
  signedAt: string
  paper: { signedOn: string; enteredBy: string; witnessedBy: string } | null
}
interface Waived {
  id: string
  policyId: string
  reason: string
  until: string
  by: string
  enteredAt: string
}
interface WaiverEnded {
  waiverId: string
  by: string
  endedAt: string
}
interface Withdrawn {
  acknowledgementId: string
  reason: string
  by: string
  withdrawnAt: string
}

/** What a statement is about, for the filters. */
interface About {
  policyId: string
  audiences: readonly Audience[]
}

/**
 * Takes the ledger's entries, oldest first; gives the statements of what they hold, in that order, and null after each entry, so
 * that whoever asks for the next has a turn where nothing is told for long. The same entry gives the same statements in every
 * export with names, and in every export without. Nothing but what later entries refer to is kept in memory. Throws
 * LanyardError `record-changed` where an entry is not what was written.
 */
export function* statements(
  entries: Iterable<Told>,
  { ledgerId, packOf, knownOn }: XapiSource,
  { asAt, names, audience, policyId: onlyPolicy }: XapiWanted,
): Generator<Statement | null> {
  const end = endOfDay(asAt)
  const homePage = homeOf(ledgerId)
  const activities = activitiesOf(ledgerId)
  /** Who has learned which version. */
  const completed = new Set<string>()
  /** What a later entry may take back or end, by its id. */
  const papers = new Map<string, About>()
  const waivers = new Map<string, About & { pack: Pack }>()
  /** The last version published of each policy, which says what it is called. */
  const latest = new Map<string, string>()

  /** A name from the ledger's, so that it is the same each time (2.4.1; RFC 4122, 4.3). */
  const idOf = (what: string): string => v5(what, ledgerId)

  const isWanted = ({ policyId, audiences }: About): boolean =>
    (onlyPolicy === null || policyId === onlyPolicy) && (audience === null || audiences.includes(audience))

  function statement(
    what: string,
    name: string,
    personId: string,
    verb: Verb,
    timestamp: string,
    rest: Pick<Statement, 'object' | 'result' | 'context'>,
  ): Statement {
    return {
      id: idOf(what),
      actor: { objectType: 'Agent', ...(names && { name }), account: { homePage, name: personId } },
      verb: { id: VERBS[verb], display: inEnglish(verb) },
      ...rest,
      timestamp,
    }
  }

  /** What every statement about an activity says of where it belongs (2.4.6). */
  const contextOf = (audiences: readonly Audience[]) => ({
    platform: 'Lanyard',
    language: 'en-GB',
    extensions: { [ownWord('audiences')]: audiences },
  })
  const contextIn = (pack: Pack, audiences: readonly Audience[], around: Around) => ({
    contextActivities: around,
    revision: pack.policy.version,
    ...contextOf(audiences),
  })

  function* attempt({ id, personId, versionId, startedAt, finishedAt, number, answers }: AttemptFinished) {
    const pack = packOf(versionId)
    const policyId = pack.policy.id
    const { name, audiences, passMark } = knownOn(personId, policyId, dayOf(finishedAt))
    if (!isWanted({ policyId, audiences })) return
    const version = activities.version(versionId, pack)
    const policy = activities.policy(pack)
    const context = contextIn(pack, audiences, { parent: [policy] })
    const round = { ...context, extensions: { ...context.extensions, [ownWord('round')]: number } }
    yield statement(`attempt ${id} initialized`, name, personId, 'initialized', startedAt, {
      object: version,
      context: round,
    })
    for (const [at, { scenarioId, stepId, chosen, verdict, at: answeredAt, sure }] of answers.entries()) {
      const scenario = pack.scenarios.find((one) => one.id === scenarioId)!
      yield statement(`attempt ${id} answer ${at + 1}`, name, personId, 'answered', answeredAt, {
        object: activities.step(versionId, scenario, stepId),
        result: {
          success: verdict === 'right',
          response: responseOf(chosen),
          extensions: { [ownWord('verdict')]: verdict, ...(typeof sure === 'boolean' && { [ownWord('sure')]: sure }) },
        },
        context: { ...round, contextActivities: { parent: [version], grouping: [policy] } },
      })
    }
    const { right, total, passed } = scoreOf(answers, passMark)
    yield statement(`attempt ${id} finished`, name, personId, passed ? 'passed' : 'failed', finishedAt, {
      object: version,
      result: {
        ...(total > 0 && { score: { scaled: right / total, raw: right, min: 0, max: total } }),
        success: passed,
        ...durationOf(startedAt, finishedAt),
      },
      context: { ...round, extensions: { ...round.extensions, [MASTERY_SCORE]: passMark / 100 } },
    })
  }

  function* signed({ id, personId, versionId, audiences, signedAt, paper }: Signed) {
    const pack = packOf(versionId)
    const policyId = pack.policy.id
    const isFirst = !completed.has(`${personId} ${versionId}`)
    if (paper === null) completed.add(`${personId} ${versionId}`)
    else papers.set(id, { policyId, audiences })
    if (!isWanted({ policyId, audiences })) return
    const { name } = knownOn(personId, policyId, dayOf(signedAt))
    const policy = activities.policy(pack)
    const version = activities.version(versionId, pack)
    // Signed on a sheet, nothing was gone through here; signed once more, it had been.
    if (paper === null && isFirst)
      yield statement(`acknowledgement ${id} completed`, name, personId, 'completed', signedAt, {
        object: version,
        result: { completion: true },
        context: contextIn(pack, audiences, { parent: [policy] }),
      })
    const { signedOn, ...who } = paper ?? {}
    const context = contextIn(pack, audiences, { grouping: [version] })
    yield statement(`acknowledgement ${id} satisfied`, name, personId, 'satisfied', signedAt, {
      object: policy,
      context: paper
        ? {
            ...context,
            extensions: { ...context.extensions, [ownWord('on-paper')]: { signedOn, ...(names && who) } },
          }
        : context,
    })
  }

  function* withdrawn({ acknowledgementId, reason, by, withdrawnAt }: Withdrawn) {
    const about = papers.get(acknowledgementId)
    if (!about || !isWanted(about)) return
    // Who may void is a matter of rights there (2.3.2): it is the office that does so, never the signer.
    yield statement(
      `acknowledgement ${acknowledgementId} voided`,
      'Administrator',
      'administrator',
      'voided',
      withdrawnAt,
      {
        object: { objectType: 'StatementRef', id: idOf(`acknowledgement ${acknowledgementId} satisfied`) },
        ...(names && { context: { extensions: { [ownWord('withdrawal')]: { reason, by } } } }),
      },
    )
  }

  function* waived(personId: string, { id, policyId, reason, until, by, enteredAt }: Waived) {
    const { name, audiences } = knownOn(personId, policyId, dayOf(enteredAt))
    const pack = packOf(latest.get(policyId)!)
    waivers.set(id, { policyId, audiences, pack })
    if (!isWanted({ policyId, audiences })) return
    // cmi5 would have it count as success and completion (9.5.2, 9.5.3). Here what is waived is not complete, and says so.
    yield statement(`waiver ${id}`, name, personId, 'waived', enteredAt, {
      object: activities.policy(pack),
      result: {
        extensions: {
          [REASON]: 'Administrative',
          [ownWord('waiver')]: { until, ...(names && { reason, by }) },
        },
      },
      context: contextOf(audiences),
    })
  }

  function* waiverEnded(personId: string, { waiverId, by, endedAt }: WaiverEnded) {
    const about = waivers.get(waiverId)
    if (!about || !isWanted(about)) return
    const { name } = knownOn(personId, about.policyId, dayOf(endedAt))
    const { extensions, ...context } = contextOf(about.audiences)
    yield statement(`waiver ${waiverId} ended`, name, personId, 'waiver ended', endedAt, {
      object: activities.policy(about.pack),
      context: {
        ...context,
        statement: { objectType: 'StatementRef', id: idOf(`waiver ${waiverId}`) },
        extensions: { ...extensions, ...(names && { [ownWord('ended-by')]: by }) },
      },
    })
  }

  /** What one entry proves, told. */
  function* tell({ kind, subject, proves }: Told): Generator<Statement> {
    if (kind === 'policy.published') latest.set(packOf(subject).policy.id, subject)
    if (kind === 'attempt.finished') yield* attempt(proves as AttemptFinished)
    if (kind === 'acknowledgement.signed' || kind === 'acknowledgement.entered') yield* signed(proves as Signed)
    if (kind === 'acknowledgement.entry-withdrawn') yield* withdrawn(proves as Withdrawn)
    if (kind === 'assignment.waived') yield* waived(subject, proves as Waived)
    if (kind === 'assignment.waiver-ended') yield* waiverEnded(subject, proves as WaiverEnded)
  }

  for (const told of entries) {
    if (told.at < end) refuseChanged(told, 'Nothing was saved.')
    // What was erased is told no more; what was entered later is not yet known.
    if (told.state === 'said' && told.at < end) for (const one of tell(told)) if (one.timestamp < end) yield one
    yield null
  }
}
