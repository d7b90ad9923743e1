import type { Signatures } from '../acknowledgements/service.ts'
import type { Backups } from '../backup/service.ts'
import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Induction } from '../induction/service.ts'
import { inGroups } from '../ledger/chain.ts'
import type { Ledger } from '../ledger/service.ts'
import type { People } from '../people/service.ts'
import { reviewDaysLate, type Policies, type PolicyVersion } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import type { Verification } from '../verification/service.ts'
import { restoredInWords } from '../verification/words.ts'
import { nextTurn } from '../slices.ts'
import { dayInWords, dayOf, endOfDay } from '../time.ts'
import type { Watch, Works } from '../work/service.ts'
import { MOST_NAMED, type Asked, type Figures, type PersonRow, type Report, type reportsContract } from './contract.ts'
import { decisionsOf } from './decisions.ts'
import { gather, type Wanted } from './gathering.ts'
import { monthEnds } from './months.ts'
import { audiencesAsked, behind, byAudience, byPolicy, inOrder } from './counting.ts'
import { rulesUnderstood } from './rules-understood.ts'
import { startersOn } from './starters.ts'
import { createReportsStore, type MadeReport } from './store.ts'
import { perCent } from './tally.ts'
import type { witnessContract } from './witness-contract.ts'
import { createWitness, lastMinuted } from './witness.ts'
import { checkInWords, footer, headline, lostInWords, minute } from './words.ts'

interface Parts {
  backups: Backups
  ledger: Ledger
  people: People
  policies: Policies
  induction: Induction
  signatures: Signatures
  school: School
  verification: Verification
  works: Works
}

/** A report, and every row of a person behind it: the report itself has some of them, or none. */
export interface Made {
  report: Report
  rows: PersonRow[]
}

/** What tells one report that was shown from another. */
type Shown = Pick<MadeReport, 'asAt' | 'names' | 'head'>
const keyOf = ({ asAt, names, head }: Shown): string => `${asAt} ${names} ${head.length} ${head.hash}`

/** The trend's points: the ends of twelve months, and the day itself. */
const POINTS = 13
/** How far the work is, per cent of its time as measured, when everybody has been looked at, and when the record has been read. */
const LOOKED = 70
const READ = 98
/** How many reports are remembered until it is said that they were printed. */
const REMEMBERED = 8
const UNWATCHED: Pick<Watch, 'at'> = { at: () => {} }

const NOT_COMPARED: { findings: { unnamed: string }[]; count: number } = { findings: [], count: 0 }

export type Reports = ReturnType<typeof createReports>

/** What the governing body prints: derived from rows, every time. */
export function createReports(
  context: Context,
  { backups, ledger, people, policies, induction, signatures, school, verification, works }: Parts,
) {
  const store = createReportsStore(context.database)
  const witness = createWitness(context, { ledger })
  /** The figures of whole reports that were shown, the latest last, by what their printing is told with. */
  const shown = new Map<string, Figures>()
  const titleOf = (versionId: string): string => policies.packOf(versionId).policy.title

  /** Throws LanyardError `not-set-up`, `invalid-input` where there is no such day or policy to speak of, `stopped`. */
  async function make(wanted: Wanted, watch = UNWATCHED): Promise<Made> {
    const { asAt, names = false, audience, policyId } = wanted
    const printedAt = context.clock.now().toISOString()
    const today = dayOf(printedAt)
    const ends = ledger.ends()
    if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    const opened = dayOf(ends.first.at)
    refuseDay(asAt, today, opened)
    const inForce = versionsOn(asAt, policyId)
    const everInForce = policies.versions().filter(({ inForceOn }) => inForceOn <= asAt)
    const isWhole = audience === undefined && policyId === undefined

    // What is written while this works does not change what it says: all that may change is read before its first turn.
    const head = ledger.head()
    const witnessed = witness.all()
    const restored = ledger.restores().map(restoredInWords)
    const { name: schoolName, logo } = school.on(asAt)
    const declaredYes = isWhole ? signatures.declaredYesBy(asAt) : null
    const lastReport = (isWhole && store.lastBefore(asAt, endOfDay(asAt))) || null
    const days = monthEnds(asAt, POINTS, opened)
    const found = await gather(
      { induction, signatures, policies },
      { days, length: head.length, count: people.count() },
      wanted,
      (part) => watch.at('Looking at everybody', Math.floor(LOOKED * part), 100),
    )
    const damage = context.damage.length > 0 ? [context.damage.join(' ')] : []
    const atEntry = (done: number): void =>
      watch.at('Reading the record again', Math.floor(LOOKED + ((READ - LOOKED) * done) / head.length), 100)
    // Of damaged records some tables cannot be read to their end; what is known of that is said.
    const compared = damage.length > 0 ? NOT_COMPARED : await verification.compare(head.length, atEntry)
    const lost = witnessed.filter(({ agrees }) => !agrees).map(lostInWords)
    const besides = [...damage, ...lost].map((unnamed) => ({ unnamed }))
    const checked = { findings: [...besides, ...compared.findings], count: besides.length + compared.count }

    const turn = async (): Promise<void> => {
      watch.at('Putting it together', READ, 100)
      await nextTurn()
    }
    await turn()
    const { standings, starters } = found
    const total = found.tallies.at(-1)!
    const late = standings.flatMap(({ assignments }) =>
      assignments.filter(({ status }) => status === 'overdue').map(({ daysLate }) => daysLate),
    )
    const rows = inOrder(found.rows)
    await turn()
    const facts = inForce.map((version) => policyFacts(version, asAt))
    const policiesPastReview = facts.filter(({ reviewDaysLate: past }) => past !== null && past > 0).length
    const figures: Figures = {
      people: total.people,
      complete: total.complete,
      waiting: total.inTime + total.signAgain,
      overdue: total.overdue,
      policies: facts.length,
      policiesPastReview,
    }
    if (isWhole) remember({ asAt, names, head }, figures)
    const packs = inForce.map(({ id }) => policies.packOf(id))
    const texts = everInForce.map(({ id }) => policies.packOf(id))
    const counted = {
      byPolicy: byPolicy(standings, titleOf, audience),
      understanding: { people: found.answered, ...rulesUnderstood(found.understanding, packs, texts, audience) },
      declarations: declaredYes && { made: found.declared, ...declaredYes },
      policies: facts,
      record: {
        head,
        openedAt: ends.first.at,
        lastEntryAt: ends.last.at,
        check: { whole: checked.count === 0, words: checkInWords(head.length, checked) },
        minuted: lastMinuted(witnessed),
        restored,
        lastBackupAt: backups.lastAt(),
        lastOutsideBackupAt: backups.lastOutsideAt(),
        fingerprint: inGroups(head.hash),
        minute: minute(asAt, today, head),
      },
    }
    await turn()
    const report: Report = {
      schoolName,
      logo,
      asAt,
      today,
      printedAt,
      names,
      audience: audience ?? null,
      policyId: policyId ?? null,
      footer: footer(schoolName, asAt, printedAt, head),
      headline: headline(total, policiesPastReview),
      figures,
      lastReport,
      decisions: decisionsOf(counted),
      total,
      completePerCent: perCent(total.complete, total.people),
      overdueDays:
        late.length === 0
          ? null
          : { least: late.reduce((a, b) => Math.min(a, b)), most: late.reduce((a, b) => Math.max(a, b)) },
      policiesPastReview,
      byAudience: byAudience(standings, audience),
      inSeveralAudiences: audience ? 0 : standings.filter((standing) => audiencesAsked(standing).length > 1).length,
      starters: startersOn(asAt, starters),
      trend: days.map((day, at) => ({ day, ...found.tallies[at]! })),
      people: names ? rows.slice(0, MOST_NAMED) : [],
      peopleInAll: rows.length,
      waivers: behind('waivers', rows).counted,
      onPaper: behind('on-paper', rows).counted,
      ...counted,
    }
    return { report, rows }
  }

  /** Makes it, watched where the window gave the work a name. */
  const makeWatched = (wanted: Wanted, workId: string | undefined): Promise<Made> =>
    workId === undefined ? make(wanted) : works.run(workId, (watch) => make(wanted, watch))

  /** What was shown last, by what it was asked for with. */
  let last: { asked: string; made: Made } | undefined
  const asAsked = ({ asAt = induction.today(), names, audience, policyId }: Asked): Wanted => ({
    asAt,
    names,
    audience,
    policyId,
  })

  /** Makes it, and keeps it for `asShown`. */
  async function show({ workId, ...asked }: Asked): Promise<Made> {
    const wanted = asAsked(asked)
    const made = await makeWatched(wanted, workId)
    last = { asked: JSON.stringify(wanted), made }
    return made
  }

  /** The report that was shown last, where it is the one asked for, so that a file says what the screen does; else it is made. */
  const asShown = async (asked: Asked): Promise<Made> =>
    last?.asked === JSON.stringify(asAsked(asked)) ? last.made : show(asked)

  /** The same, where nothing was entered since: whoever comes back to a list after a change sees it. */
  const asItIs = (asked: Asked): Promise<Made> =>
    last?.made.report.record.head.length === ledger.head().length ? asShown(asked) : show(asked)

  function refuseDay(asAt: string, today: string, opened: string): void {
    const refuse = (words: string): never => {
      throw new LanyardError('invalid-input', words, 'asAt')
    }
    if (today < opened)
      refuse(
        `This PC’s clock says ${dayInWords(today)}, and the record begins on ${dayInWords(opened)}. Put the clock right, then open the report again`,
      )
    if (asAt > today) refuse(`${dayInWords(asAt)} is still to come. Choose today or a day before it`)
    if (asAt < opened) refuse(`The record begins on ${dayInWords(opened)}. Choose that day or a later one`)
  }

  /** The versions in force on a day; of one policy, where it is named. Throws LanyardError `invalid-input` where it is not among them. */
  function versionsOn(day: string, policyId: string | undefined): PolicyVersion[] {
    const versions = policies.versions()
    if (policyId !== undefined) refusePolicy(policyId, day, versions)
    return [...new Set(versions.map((version) => version.policyId))]
      .filter((id) => policyId === undefined || id === policyId)
      .flatMap((id) => policies.inForce(id, day) ?? [])
  }

  function refusePolicy(policyId: string, day: string, versions: readonly PolicyVersion[]): void {
    const refuse = (words: string): never => {
      throw new LanyardError('invalid-input', words, 'policyId')
    }
    const first = versions.find((version) => version.policyId === policyId)
    if (!first) refuse(`The school has no policy “${policyId}”. Choose another policy, or all of them`)
    else if (first.inForceOn > day)
      refuse(
        `${titleOf(first.id)} came into force on ${dayInWords(first.inForceOn)}. Choose that day or a later one, or another policy`,
      )
  }

  function policyFacts(
    { id, version, kind, inForceOn, sha256 }: PolicyVersion,
    asAt: string,
  ): Report['policies'][number] {
    const pack = policies.packOf(id)
    const { approvedOn = null, reviewedOn = null, nextReviewOn = null } = pack.policy.status
    return {
      policyId: pack.policy.id,
      title: pack.policy.title,
      version,
      kind,
      inForceOn,
      approvedOn,
      reviewedOn,
      nextReviewOn,
      reviewDaysLate: reviewDaysLate(pack, asAt),
      notes: pack.policy.notes,
      fingerprint: sha256,
    }
  }

  /** Enters that a report was printed, once; gives the entry. Throws LanyardError `unknown-item` where none such was shown since the program was opened. */
  function enterMade(said: Shown): number {
    const figures = shown.get(keyOf(said))
    if (!figures)
      throw new LanyardError(
        'unknown-item',
        'This report was not noted in the record: it was opened too long ago. Open it again, and print it once more.',
      )
    const made = { ...said, figures, madeAt: context.clock.now().toISOString() }
    const subject = ledger.ends()!.first.subject
    return context.database
      .transaction(() => {
        const before = store.entryOf(said) // Print was pressed again
        if (before !== undefined) return before
        const { seq } = ledger.append('report.made', subject, made, made.madeAt)
        store.insert(seq, made)
        return seq
      })
      .immediate()
  }

  function remember(said: Shown, figures: Figures): void {
    shown.delete(keyOf(said))
    shown.set(keyOf(said), figures)
    for (const oldest of [...shown.keys()].slice(0, -REMEMBERED)) shown.delete(oldest)
  }

  return {
    make,
    asShown,
    /** Every report that was printed, the newest first: where the minutes have it, and whether the record agrees with it. */
    witnessed: witness.all,

    handlers(): Handlers<typeof reportsContract & typeof witnessContract> {
      return {
        ...witness.handlers(),
        'reports.report': async (asked) => (await show(asked)).report,

        async 'reports.behind'({ behind: figure, ...wanted }) {
          const { report, rows: all } = await asItIs({ ...wanted, names: false })
          const { counted, rows } = behind(figure, all)
          const policyTitle = wanted.policyId === undefined ? null : report.policies[0]!.title
          return {
            asAt: report.asAt,
            policyTitle,
            counted,
            people: rows.slice(0, MOST_NAMED),
            peopleInAll: rows.length,
          }
        },

        'reports.made': (said) => ({ seq: enterMade(said) }),
      }
    },
  }
}
