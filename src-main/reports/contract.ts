import { z } from 'zod'
import { paperView, status, waiverView } from '../induction/contract.ts'
import { ADULT_AUDIENCES, FORCES, policyFile } from '../policies/format.ts'
import { letterhead } from '../school/contract.ts'
import { workId } from '../work/contract.ts'
import { minutedHead } from './witness-contract.ts'

const audience = z.enum(ADULT_AUDIENCES)

/** How many people, by the status of each; `inTime` is not started or in progress, and not yet due. Waived is not complete. */
const tally = z.object({
  people: z.int(),
  complete: z.int(),
  inTime: z.int(),
  signAgain: z.int(),
  overdue: z.int(),
  waived: z.int(),
})
export type Tally = z.infer<typeof tally>

/** The four figures of the first page. */
const figures = z.object({
  people: z.int(),
  complete: z.int(),
  /** In time, or asked to sign again. */
  waiting: z.int(),
  overdue: z.int(),
  policies: z.int(),
  policiesPastReview: z.int(),
})
export type Figures = z.infer<typeof figures>

/** What the governing body has to decide, or to ask; the most pressing first. */
export const DECISION_KINDS = [
  'record',
  'review',
  'no-review-date',
  'contradiction',
  'overdue',
  'declarations',
  'rule',
] as const
const decision = z.object({ kind: z.enum(DECISION_KINDS), words: z.string() })
export type Decision = z.infer<typeof decision>

/** People who met a rule in a scenario, and how many of them got it wrong at the first try. */
const firstTries = z.object({
  people: z.int(),
  wrong: z.int(),
  /** whole per cent, rounded down; null where so few met it that a share would point at somebody */
  wrongPerCent: z.int().nullable(),
})

const ruleNamed = z.object({
  policyId: z.string(),
  policyTitle: z.string(),
  ruleId: z.string(),
  ref: z.string(),
  force: z.enum(FORCES),
  text: z.string(),
})
export type RuleNamed = z.infer<typeof ruleNamed>

const ruleUnderstood = z.object({
  ...ruleNamed.shape,
  ...firstTries.shape,
  byAudience: z.array(firstTries.extend({ audience })),
  /** How many said how sure they were; and how many were sure, and wrong. */
  said: z.int(),
  sureAndWrong: z.int(),
  /** The wrong choice that most people took; null where so few got the rule wrong that it would point at somebody. */
  usualMistake: z.object({ scenario: z.string(), text: z.string(), people: z.int() }).nullable(),
})
export type RuleUnderstood = z.infer<typeof ruleUnderstood>

/** One person and one policy. */
const personRow = z.object({
  id: z.uuid(),
  name: z.string(),
  note: z.string(),
  audiences: z.array(audience),
  policyId: z.string(),
  policyTitle: z.string(),
  version: z.string(),
  status,
  dueOn: z.iso.date(),
  daysLate: z.int(),
  /** finished attempts */
  attempts: z.int(),
  firstAnswers: z.object({ right: z.int(), total: z.int() }).nullable(),
  signedAt: z.iso.datetime().nullable(),
  /** Where that was signed on paper; `signedAt` is then when it was entered. */
  paper: paperView.nullable(),
  /** What it is waived by; null where it is not. */
  waiver: waiverView.nullable(),
})
export type PersonRow = z.infer<typeof personRow>

/** How far ahead "due soon" looks, in days (product's own figure). */
export const DUE_SOON = 14
/** The most rows of people that a report names; all of them are in its CSV. */
export const MOST_NAMED = 2000
/** How many rules stand in the lists of those that people get wrong. */
export const WORST = 10

/**
 * The report to the governing body, as at a day. Every figure comes from rows no later than that day, and is the same
 * whenever it is made; what is said of the record is of the moment.
 */
export const report = z.object({
  ...letterhead,
  asAt: z.iso.date(),
  today: z.iso.date(),
  printedAt: z.iso.datetime(),
  /** Whether it names people. Without, no row of a person is in it. */
  names: z.boolean(),
  /** What it is narrowed to; null where to nothing. */
  audience: audience.nullable(),
  policyId: z.string().nullable(),
  /** The words at the foot of each printed page. */
  footer: z.string(),
  /** The answer in a sentence or two. */
  headline: z.string(),
  figures,
  /** The last report that had been printed by the end of this one's day; null where there is none, or this is narrowed. */
  lastReport: z.object({ asAt: z.iso.date(), figures }).nullable(),
  decisions: z.array(decision),
  total: tally,
  /** per cent of all people who are complete, whole, rounded down so that 100 means everyone; null where they are few */
  completePerCent: z.int().nullable(),
  overdueDays: z.object({ least: z.int(), most: z.int() }).nullable(),
  policiesPastReview: z.int(),
  byAudience: z.array(tally.extend({ audience })),
  /** People who stand in more than one row of `byAudience`. */
  inSeveralAudiences: z.int(),
  /** In people, each counted once a policy. `onPaper`: how many of those who are complete signed on paper. */
  byPolicy: z.array(
    tally.extend({
      policyId: z.string(),
      title: z.string(),
      version: z.string(),
      onPaper: z.int(),
      /** Overdue by up to 7 days, by 8 to 28, and by more; and due within the next `DUE_SOON` days. */
      late: z.object({ week: z.int(), month: z.int(), longer: z.int() }),
      dueSoon: z.int(),
      byAudience: z.array(tally.extend({ audience })),
    }),
  ),
  /** People who began in the year up to the day, and how long they took; see starters.ts. */
  starters: z.object({
    since: z.iso.date(),
    people: z.int(),
    finished: z.int(),
    /** days; null where so few have finished that it would point at somebody */
    median: z.int().nullable(),
    slowest: z.int().nullable(),
  }),
  /** The ends of the twelve months before, the earliest first, and the day itself. */
  trend: z.array(tally.extend({ day: z.iso.date() })),
  understanding: z.object({
    /** People whose first answers are counted: of those asked on the day, all who have answered. */
    people: z.int(),
    /** Every rule that somebody met, as its policy has it on the day, in the order of policies and their rules. */
    rules: z.array(ruleUnderstood),
    /** Of those that enough people met: the ten most got wrong, and the ten that most were sure of and wrong. */
    wrongMost: z.array(ruleUnderstood),
    sureAndWrong: z.array(ruleUnderstood),
    /** Rules that bind somebody of the report and that no scenario of theirs asks about. */
    neverTested: z.array(ruleNamed),
  }),
  /** One row a person and policy, the most urgent first; at most MOST_NAMED of `peopleInAll`, and none without names. */
  people: z.array(personRow),
  peopleInAll: z.int(),
  waivers: z.int(),
  onPaper: z.int(),
  /** Counts alone: nothing that was declared, and no name. `yes` is those open and those decided. Null where narrowed. */
  declarations: z.object({ made: z.int(), yes: z.int(), open: z.int(), decided: z.int() }).nullable(),
  policies: z.array(
    z.object({
      policyId: z.string(),
      title: z.string(),
      version: z.string(),
      /** Of the version in force: whether it was the first, asked nobody again, or did; and since when it is. */
      kind: z.enum(['first', 'minor', 'major']),
      inForceOn: z.iso.date(),
      approvedOn: z.iso.date().nullable(),
      reviewedOn: z.iso.date().nullable(),
      nextReviewOn: z.iso.date().nullable(),
      reviewDaysLate: z.int().nullable(),
      notes: policyFile.shape.notes.unwrap(),
      fingerprint: z.string(),
    }),
  ),
  record: z.object({
    /** The head when the report was made. */
    head: z.object({ length: z.int(), hash: z.string() }),
    openedAt: z.iso.datetime(),
    lastEntryAt: z.iso.datetime(),
    /** What the check just made of the chain, its payloads and the heads of printed reports found. */
    check: z.object({ whole: z.boolean(), words: z.string() }),
    /** Of the printed reports that the minutes have, the one with the longest record; null where there is none. */
    minuted: minutedHead.nullable(),
    /** Each time that a backup took the place of the records, in sentences, oldest first. */
    restored: z.array(z.string()),
    /** The last backup that Lanyard knows of; null where it knows of none. */
    lastBackupAt: z.iso.datetime().nullable(),
    /** The last one outside the PC. */
    lastOutsideBackupAt: z.iso.datetime().nullable(),
    /** 64 hex digits in 8 groups */
    fingerprint: z.array(z.string()),
    /** A ready sentence for the minutes, with the first 32 digits. */
    minute: z.string(),
  }),
})
export type Report = z.infer<typeof report>

const asAt = z.iso.date('Give a date that exists, such as 23 11 2026').optional()
/** What a report is to speak of: a day, today where none is given; all, or one audience or policy. */
const wanted = {
  asAt,
  audience: audience.optional(),
  policyId: z.string().max(200).optional(),
}

/** What a report is asked for with. With a `workId` it can be watched and stopped. */
export const reportWanted = z.strictObject({ ...wanted, names: z.boolean().default(false), workId: workId.optional() })
export type Asked = z.output<typeof reportWanted>

/**
 * What the figure that was pressed counts. Of people, by where each stands in all that the report is about: everyone,
 * complete, in time, asked to sign again, waiting (in time or sign again), overdue, waived. Of people and policies: due
 * soon, waivers, signed on paper.
 */
export const BEHIND = [
  'everyone',
  'complete',
  'in-time',
  'sign-again',
  'waiting',
  'overdue',
  'waived',
  'due-soon',
  'waivers',
  'on-paper',
] as const
export type Behind = (typeof BEHIND)[number]

export const reportsContract = {
  'reports.report': { access: 'governor', input: reportWanted, output: report },
  /**
   * The people behind a figure of it, by name: the first `MOST_NAMED` rows, the most urgent first, and how many there
   * are. `counted` is the figure. With a `workId` it can be watched and stopped.
   */
  'reports.behind': {
    access: 'governor',
    input: z.strictObject({ ...wanted, behind: z.enum(BEHIND), workId: workId.optional() }),
    output: z.object({
      asAt: z.iso.date(),
      /** Of the policy that was asked for; null where of none. */
      policyTitle: z.string().nullable(),
      counted: z.int(),
      people: z.array(personRow),
      peopleInAll: z.int(),
    }),
  },
  /** Enters into the ledger that a report was printed or saved, once: the one that was last made for the day, with that head. */
  'reports.made': {
    access: 'governor',
    input: z.strictObject({
      asAt: z.iso.date(),
      names: z.boolean(),
      head: z.strictObject({ length: z.int(), hash: z.string().length(64) }),
    }),
    output: z.object({ seq: z.int() }),
  },
} as const
