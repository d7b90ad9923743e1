import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { STATUSES, type Status } from '../induction/contract.ts'
import { audiencesOn, waiverShown, type Assignment, type Induction } from '../induction/service.ts'
import { personStatus } from '../induction/assignment.ts'
import { inGroups } from '../ledger/chain.ts'
import { PROOFS, type Proof, type Signatures } from '../acknowledgements/service.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Person } from '../people/service.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import { reviewDaysLate, type Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { inSlices } from '../slices.ts'
import { dayInWords, dayOf } from '../time.ts'
import type { Report, reportsContract } from './contract.ts'
import { perCent, tally } from './tally.ts'
import { checkInWords, footer, headline, minute } from './words.ts'

interface Parts {
  ledger: Ledger
  policies: Policies
  induction: Induction
  signatures: Signatures
  school: School
}

interface Standing {
  person: Person
  assignments: Assignment[]
  status: Status
}

/** What the governing body prints: derived from rows, every time. */
export function createReports(context: Context, { ledger, policies, induction, signatures, school }: Parts) {
  async function report(asAt: string): Promise<Report> {
    const printedAt = context.clock.now().toISOString()
    const today = dayOf(printedAt)
    const ends = ledger.ends()
    if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    const opened = dayOf(ends.first.at)
    if (today < opened)
      throw new LanyardError(
        'invalid-input',
        `This PC’s clock says ${dayInWords(today)}, and the record begins on ${dayInWords(opened)}. Put the clock right, then open the report again`,
        'asAt',
      )
    if (asAt > today)
      throw new LanyardError(
        'invalid-input',
        `${dayInWords(asAt)} is still to come. Choose today or a day before it`,
        'asAt',
      )
    if (asAt < opened)
      throw new LanyardError(
        'invalid-input',
        `The record begins on ${dayInWords(opened)}. Choose that day or a later one`,
        'asAt',
      )
    // What is written while this works does not change what it says: all that may change is read at once.
    const head = ledger.head()
    const { name: schoolName, logo } = school.on(asAt)
    const outcomes = induction.outcomes(asAt)
    const signed = signatures.byEntry()
    const declarations = signatures.declarationsBy(asAt)
    const standings: Standing[] = []
    await inSlices(induction.everyone(asAt), ({ person, assignments }) => {
      const status = dayOf(person.addedAt) <= asAt ? personStatus(assignments) : null
      if (status !== null) standings.push({ person, assignments, status })
    })
    const total = tally(standings.map(({ status }) => status))
    const late = standings.flatMap(({ assignments }) =>
      assignments.filter(({ status }) => status === 'overdue').map(({ daysLate }) => daysLate),
    )
    const facts = policyFacts(asAt)
    const policiesPastReview = facts.filter(({ reviewDaysLate: days }) => days !== null && days > 0).length
    const flaws = await checkRecord(head.length, signed)

    return {
      schoolName,
      logo,
      asAt,
      today,
      printedAt,
      footer: footer(schoolName, asAt, printedAt, head),
      headline: headline(total, policiesPastReview),
      total,
      completePerCent: perCent(total.complete, total.people),
      overdueDays: late.length === 0 ? null : { least: Math.min(...late), most: Math.max(...late) },
      policiesPastReview,
      byAudience: byAudience(standings),
      inSeveralAudiences: standings.filter((standing) => audiencesAsked(standing).length > 1).length,
      byPolicy: byPolicy(standings),
      people: peopleRows(standings, asAt, outcomes),
      declarations,
      policies: facts,
      record: {
        head,
        openedAt: ends.first.at,
        lastEntryAt: ends.last.at,
        check: { whole: flaws.length === 0, words: checkInWords(head.length, flaws) },
        fingerprint: inGroups(head.hash),
        minute: minute(asAt, today, head),
      },
    }
  }

  /** The audiences in which something is asked of someone. */
  const audiencesAsked = ({ assignments }: Standing): Audience[] =>
    ADULT_AUDIENCES.filter((audience) => assignments.some(({ audiences }) => audiences.includes(audience)))

  /** The ledger is read again; and every signature that is counted, or was withdrawn, stands in it, and the other way round. */
  async function checkRecord(length: number, said: Map<number, Proof>): Promise<{ words: string }[]> {
    const unproved = new Map([...said].filter(([seq]) => seq <= length))
    const missing: { words: string }[] = []
    const isProof = (kind: string): kind is Proof['kind'] => Object.hasOwn(PROOFS, kind)
    const { flaws } = await ledger.check(length, ({ seq, kind, subject }) => {
      if (!isProof(kind)) return
      const found = unproved.get(seq)
      if (found?.kind === kind && found.subject === subject) unproved.delete(seq)
      else missing.push({ words: `The ${PROOFS[kind]} of entry ${seq} is missing from the records.` })
    })
    const forged = [...unproved.values()].map(({ seq, kind }) => ({
      words: `A ${PROOFS[kind]} in the records is not the one of entry ${seq}.`,
    }))
    return [...flaws, ...missing, ...forged]
  }

  function byAudience(standings: readonly Standing[]) {
    return ADULT_AUDIENCES.map((audience) => {
      const own = standings.flatMap(
        ({ assignments }) => personStatus(assignments.filter(({ audiences }) => audiences.includes(audience))) ?? [],
      )
      return { audience, ...tally(own) }
    }).filter(({ people }) => people > 0)
  }

  function byPolicy(standings: readonly Standing[]) {
    const assignments = standings.flatMap((standing) => standing.assignments)
    return [...Map.groupBy(assignments, ({ policyId }) => policyId)].map(([policyId, list]) => ({
      policyId,
      title: policies.packOf(list[0]!.versionId).policy.title,
      version: list[0]!.version,
      ...tally(list.map(({ status }) => status)),
      onPaper: list.filter(({ status, signature }) => status === 'complete' && signature?.paper).length,
    }))
  }

  function peopleRows(
    standings: readonly Standing[],
    asAt: string,
    outcomes: ReturnType<Induction['outcomes']>,
  ): Report['people'] {
    const rows = standings.flatMap(({ person, assignments }) =>
      assignments.map((one) => {
        const outcome = outcomes(person.id, one)
        return {
          id: person.id,
          name: person.name,
          note: person.note,
          audiences: audiencesOn(person.appointments, asAt),
          policyTitle: policies.packOf(one.versionId).policy.title,
          version: one.version,
          status: one.status,
          dueOn: one.dueOn,
          daysLate: one.daysLate,
          attempts: outcome?.attempts ?? 0,
          firstAnswers: outcome ? { right: outcome.right, total: outcome.total } : null,
          signedAt: one.signature?.signedAt ?? null,
          paper: one.signature?.paper ?? null,
          waiver: waiverShown(one.waiver),
        }
      }),
    )
    return rows.sort(
      (a, b) =>
        STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
        a.dueOn.localeCompare(b.dueOn) ||
        a.name.localeCompare(b.name, 'en-GB') ||
        (a.id < b.id ? -1 : 1),
    )
  }

  function policyFacts(asAt: string): Report['policies'] {
    const ids = [...new Set(policies.versions().map(({ policyId }) => policyId))]
    return ids.flatMap((id) => {
      const version = policies.inForce(id, asAt)
      if (!version) return []
      const pack = policies.packOf(version.id)
      const { approvedOn = null, reviewedOn = null, nextReviewOn = null } = pack.policy.status
      return {
        title: pack.policy.title,
        version: version.version,
        kind: version.kind,
        inForceOn: version.inForceOn,
        approvedOn,
        reviewedOn,
        nextReviewOn,
        reviewDaysLate: reviewDaysLate(pack, asAt),
        notes: pack.policy.notes,
        fingerprint: version.sha256,
      }
    })
  }

  return {
    report,
    handlers(): Handlers<typeof reportsContract> {
      return { 'reports.report': ({ asAt }) => report(asAt ?? induction.today()) }
    },
  }
}
