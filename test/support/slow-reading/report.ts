/**
 * The governors' report for any day, read slowly from an export: ledger.jsonl and payloads.jsonl, and nothing else. It is
 * written from the design and ARCHITECTURE.md in the plainest way, so that somebody can check it by reading, and shares
 * no line with the program. What is no evidence is left out: whether somebody in time has begun.
 */
import { outcomeOf, type Outcome } from './answers.ts'
import { rowsOn, type Row } from './asked.ts'
import { byAudience, byPerson, byPolicy, isOnPaper, starters, tally, trend } from './counts.ts'
import { daysFrom, entered, inForce, type Asked, type Entry } from './known.ts'
import { audiencesOn } from './people.ts'
import { perCent, understanding } from './understanding.ts'

export function slowReport(entries: readonly Entry[], asked: Asked) {
  const { day, audience = null, policyId = null } = asked
  const isWhole = audience === null && policyId === null
  const rows = rowsOn(entries, asked)
  const outcomes = rows.flatMap((row) => outcomeOf(entries, row, day) ?? [])
  const total = tally(rows)
  const facts = policies(entries, asked)
  const policiesPastReview = facts.filter(({ reviewDaysLate: late }) => late !== null && late > 0).length
  const overdue = rows.filter(({ status }) => status === 'overdue').map(({ daysLate }) => daysLate)
  const understood = understanding(entries, asked, outcomes)
  const counted = {
    policies: facts,
    byPolicy: byPolicy(rows, asked),
    declarations: isWhole ? declarations(entries, day) : null,
    understanding: understood,
  }
  return {
    ...schoolOn(entries, day),
    asAt: day,
    audience,
    policyId,
    figures: {
      people: total.people,
      complete: total.complete,
      waiting: total.inTime! + total.signAgain!,
      overdue: total.overdue,
      policies: facts.length,
      policiesPastReview,
    },
    lastReport: isWhole ? lastReport(entries, day) : null,
    decisions: decisions(counted),
    total,
    completePerCent: perCent(total.complete!, total.people!),
    overdueDays: overdue.length === 0 ? null : { least: Math.min(...overdue), most: Math.max(...overdue) },
    policiesPastReview,
    byAudience: byAudience(rows, asked),
    inSeveralAudiences:
      audience === null
        ? byPerson(rows).filter((own) => new Set(own.flatMap(({ audiences }) => audiences)).size > 1).length
        : 0,
    starters: starters(entries, rows, asked),
    trend: trend(entries, asked),
    people: rows.map((row) => shown(row, outcomes, day)),
    peopleInAll: rows.length,
    waivers: rows.filter(({ status }) => status === 'waived').length,
    onPaper: rows.filter(isOnPaper).length,
    ...counted,
  }
}

/** One line of the people. */
function shown(row: Row, outcomes: readonly Outcome[], day: string) {
  const { person, version, status, dueOn, daysLate, signature, waiver } = row
  const outcome = outcomes.find((one) => one.row === row)
  const right = outcome?.answers.filter(({ verdict }) => verdict === 'right').length
  return {
    id: person.id,
    name: person.name,
    note: person.note,
    audiences: audiencesOn(person, day),
    policyId: version.policyId,
    policyTitle: version.pack.policy.title,
    version: version.version,
    status,
    dueOn,
    daysLate,
    attempts: outcome?.attempts ?? 0,
    firstAnswers: outcome ? { right, total: outcome.answers.length } : null,
    signedAt: signature?.at ?? null,
    paper: signature?.payload.paper ?? null,
    waiver: waiver && pick(waiver.payload, 'id', 'reason', 'until', 'by', 'enteredAt'),
  }
}

function schoolOn(entries: readonly Entry[], day: string) {
  const state = entered(entries, day, 'school.settings-set').at(-1)?.payload
  const name = entered(entries, day, 'school.set-up')[0]?.payload.school.name
  return { schoolName: state?.name ?? name, logo: state?.logo ?? null }
}

function policies(entries: readonly Entry[], asked: Asked) {
  return inForce(entries, asked).map(({ policyId, version, kind, inForceOn, sha256, pack }) => {
    const { approvedOn = null, reviewedOn = null, nextReviewOn = null } = pack.policy.status
    const reviewDaysLate = nextReviewOn === null ? null : daysFrom(nextReviewOn, asked.day)
    const { title, notes } = pack.policy
    const days = { inForceOn, approvedOn, reviewedOn, nextReviewOn, reviewDaysLate }
    return { policyId, title, version, kind, ...days, notes, fingerprint: sha256 }
  })
}

/** Of those printed by the end of the day, the one that speaks of the latest day before it. */
function lastReport(entries: readonly Entry[], day: string) {
  const made = entered(entries, day, 'report.made').filter(({ payload }) => payload.asAt < day)
  const last = made
    .sort((a, b) => (a.payload.asAt < b.payload.asAt ? -1 : a.payload.asAt > b.payload.asAt ? 1 : 0))
    .at(-1)
  return last ? pick(last.payload, 'asAt', 'figures') : null
}

/** What was declared with signatures that stand, and what had become of each "yes". */
function declarations(entries: readonly Entry[], day: string) {
  const found = { made: 0, yes: 0, open: 0, decided: 0 }
  const withdrawn = entered(entries, day, 'acknowledgement.entry-withdrawn').map(
    ({ payload }) => payload.acknowledgementId,
  )
  for (const { payload: signing } of entered(entries, day, 'declarations.made')) {
    if (withdrawn.includes(signing.acknowledgementId)) continue
    for (const { id, answer } of signing.declarations) {
      found.made++
      if (answer !== 'yes') continue
      found.yes++
      const last = entered(entries, day, 'declaration.decided').findLast(
        ({ payload }) => payload.acknowledgementId === signing.acknowledgementId && payload.declarationId === id,
      )
      if (last === undefined || last.payload.decision === 'talk-needed') found.open++
      else found.decided++
    }
  }
  return found
}

/** The kinds of what is to be decided, the most pressing first: one for each thing. */
function decisions(report: {
  policies: ReturnType<typeof policies>
  byPolicy: ReturnType<typeof byPolicy>
  declarations: ReturnType<typeof declarations> | null
  understanding: ReturnType<typeof understanding>
}): string[] {
  const each = (kind: string, list: readonly unknown[]): string[] => list.map(() => kind)
  return [
    ...each(
      'review',
      report.policies.filter(({ reviewDaysLate: late }) => late !== null && late > 0),
    ),
    ...each(
      'no-review-date',
      report.policies.filter(({ nextReviewOn }) => nextReviewOn === null),
    ),
    ...each(
      'contradiction',
      report.policies.filter(({ notes }) => notes.some(({ kind }: any) => kind === 'contradiction')),
    ),
    ...each(
      'overdue',
      report.byPolicy.filter(({ late }) => late.longer > 0),
    ),
    ...((report.declarations?.open ?? 0) > 0 ? ['declarations'] : []),
    ...each(
      'rule',
      report.understanding.wrongMost.filter(({ wrongPerCent }) => wrongPerCent! >= 50),
    ),
  ]
}

const pick = (from: Record<string, any>, ...keys: string[]) => Object.fromEntries(keys.map((key) => [key, from[key]]))
