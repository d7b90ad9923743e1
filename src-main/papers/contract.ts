import { z } from 'zod'
import { PAPER_SIZES } from '../hosts/host.ts'
import { paperView } from '../induction/contract.ts'
import { ADULT_AUDIENCES, FORCES } from '../policies/format.ts'
import { letterhead } from '../school/contract.ts'
import { workId } from '../work/contract.ts'
import { trainingRecord } from './record-contract.ts'

/** What stands at the foot of each printed page, beside "Page x of y". */
const paper = z.strictObject({
  /** A PDF's title, and the file's name without its ending; characters a file system refuses are replaced. */
  name: z.string().min(1).max(200),
  footer: z.string().max(400),
  /** Page numbers beside the footer: not where each page goes to somebody else. */
  numbered: z.boolean().default(true),
  size: z.enum(PAPER_SIZES).default('A4'),
})

const head = z.object({ length: z.int(), hash: z.string() })
const audiences = z.array(z.enum(ADULT_AUDIENCES))

/** That somebody has completed what is asked of them on a day. */
const certificate = z.object({
  ...letterhead,
  personName: z.string(),
  audiences,
  asAt: z.iso.date(),
  footer: z.string(),
  signed: z.array(
    z.object({
      policyTitle: z.string(),
      /** The version that was signed. */
      version: z.string(),
      /** The version in force, where it is a newer one that asks for no new signature; else null. */
      inForce: z.string().nullable(),
      signedAt: z.iso.datetime(),
      paper: paperView.nullable(),
      /** The ledger entry that holds the signature. */
      entrySeq: z.int(),
    }),
  ),
  /** What is not asked for now, and was not signed. Why is not for others to read. */
  waived: z.array(z.object({ policyTitle: z.string(), until: z.iso.date(), by: z.string() })),
  head,
})
export type Certificate = z.infer<typeof certificate>

/** How many entries a list has on paper at most; a file has all of them. */
export const EVIDENCE_SHOWN = 2000

const dayGiven = z.iso.date('Give a date that exists, such as 1 9 2026')
const range = z.strictObject({
  workId,
  /** Where none is given: the first day of the school year, or of the record where that is later. */
  from: dayGiven.optional(),
  /** Where none is given: today. */
  until: dayGiven.optional(),
  names: z.boolean().default(false),
})
export type EvidenceRange = z.output<typeof range>

/** What was recorded from one day to another and counts as evidence. */
const evidence = z.object({
  ...letterhead,
  from: z.iso.date(),
  until: z.iso.date(),
  today: z.iso.date(),
  /** The first day of the record. */
  opened: z.iso.date(),
  names: z.boolean(),
  footer: z.string(),
  /** How many entries are in the list; and in the record on these days, those counted in that are not listed. */
  listed: z.int(),
  recorded: z.int(),
  /** How many people the entries are about. */
  people: z.int(),
  /** How many entries there are of each kind, in plain words. */
  kinds: z.array(z.object({ kind: z.string(), words: z.string(), count: z.int() })),
  /** The first so many of them, by day. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      entries: z.array(
        z.object({
          seq: z.int(),
          /** UTC */
          at: z.iso.datetime(),
          kind: z.string(),
          what: z.string(),
          /** A name, or a code that is the same throughout the list; '' where it is about nobody. */
          whom: z.string(),
          /** The first 8 digits of its line's SHA-256. */
          fingerprint: z.string(),
        }),
      ),
    }),
  ),
  head,
})
export type Evidence = z.infer<typeof evidence>

/** How many people, and how many of them have finished. */
const finished = { people: z.int(), finished: z.int() }

/** How far the school is, without a name. Groups of fewer than five people are merged, or left out. */
const notice = z.object({
  ...letterhead,
  asAt: z.iso.date(),
  footer: z.string(),
  /** null where fewer than five people are asked for an induction. */
  total: z.object(finished).nullable(),
  /** Empty where there are not two groups of five or more. */
  groups: z.array(z.object({ audiences, ...finished })),
  /** How many are late; null where they are fewer than five, and some. */
  late: z.int().nullable(),
  /** The next day on which something is due, today or later; `people` is null where they are fewer than five. */
  next: z.object({ on: z.iso.date(), people: z.int().nullable() }).nullable(),
  /** How long an induction takes, the shortest and the longest, in minutes; null where nothing is asked of any audience. */
  minutes: z.object({ least: z.int(), most: z.int() }).nullable(),
  /** Somebody is in two of the groups. */
  inSeveral: z.boolean(),
  /** The rule that people most often get wrong at the first try; null where fewer than five do. */
  wrongMost: z.object({ policyTitle: z.string(), ref: z.string(), force: z.enum(FORCES), text: z.string() }).nullable(),
  /** A role, such as "the headteacher". */
  ask: z.string(),
})
export type NoticeFigures = z.infer<typeof notice>

const person = z.strictObject({ personId: z.uuid() })
const saved = z.object({ path: z.string().nullable() })

export const papersContract = {
  /** Prints what is on the screen, in its printed form. `printed` is false where the person changed their mind. */
  'papers.print': { access: 'anyone', input: paper, output: z.object({ printed: z.boolean() }) },
  /** Saves it as a PDF. `path` is null where the person changed their mind. */
  'papers.savePdf': { access: 'anyone', input: paper, output: saved },
  /** The learner's own certificate. Refused with what is missing where something asked of them is not complete. */
  'papers.myCertificate': { access: 'learner', input: z.strictObject({}), output: certificate },
  'papers.certificate': { access: 'administrator', input: person, output: certificate },
  /** All that is held on one person. Long work. */
  'papers.record': { access: 'administrator', input: person.extend({ workId }), output: trainingRecord },
  /** Saves it as JSON. `path` is null where the person changed their mind. */
  'papers.saveRecord': { access: 'administrator', input: person.extend({ workId }), output: saved },
  /** Refused where the days are not of the record. Long work. */
  'papers.evidence': { access: 'governor', input: range, output: evidence },
  /** Saves the whole list as CSV. */
  'papers.saveEvidence': { access: 'governor', input: range, output: saved },
  'papers.notice': { access: 'administrator', input: z.strictObject({}), output: notice },
} as const
