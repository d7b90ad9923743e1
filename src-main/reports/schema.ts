/** The report's JSON, described for whoever reads it with another program: docs/report.schema.json is what this gives. Pure. */
import { z } from 'zod'
import { report, type Report } from './contract.ts'

/** What each part of the report is, in the order in which it stands there. A part without words does not compile. */
export const PARTS: Record<keyof Report, string> = {
  schoolName: 'What the school was called on the as-at day.',
  logo: 'The school’s logo on that day, by its SHA-256; null where it had none.',
  asAt: 'The day the report speaks of. Nothing entered later is in its figures.',
  today: 'The day on which it was made.',
  printedAt: 'When it was made, UTC.',
  names: 'Whether people are named. Without, “people” is empty.',
  audience: 'The audience it is narrowed to; null for all of them.',
  policyId: 'The policy it is narrowed to; null for all of them.',
  footer: 'The words at the foot of each printed page.',
  headline: 'The answer in a sentence or two.',
  figures: 'The figures of the first page.',
  lastReport:
    'The figures of the last report that was printed, and its day; null where there is none, or this one is narrowed.',
  decisions: 'What the governing body has to decide or to ask, the most pressing first.',
  total: 'People by status, each counted once.',
  completePerCent:
    'Whole per cent of people who are complete, rounded down; null where a share would point at somebody.',
  overdueDays: 'By how many days the least and the most overdue are late; null where nobody is.',
  policiesPastReview: 'Policies whose review date is past.',
  byAudience: 'People by status in each audience. Somebody in two audiences stands in both.',
  inSeveralAudiences: 'People who stand in more than one row of “byAudience”.',
  byPolicy: 'People by status for each policy, each counted once a policy.',
  starters: 'People who began in the year up to the day, and how many days they took.',
  trend: 'People by status at the ends of the months before, the earliest first, and on the day.',
  understanding:
    'Which rules people got wrong at the first try, which of them they were sure of, and which no scenario asks about.',
  people:
    'One row a person and policy, the most urgent first. Not all of them where there are very many: see “peopleInAll”.',
  peopleInAll: 'How many rows of people there are, named or not.',
  waivers: 'Rows of people that are waived.',
  onPaper: 'Rows of people that are complete and were signed on paper.',
  declarations: 'Declarations by count, never what was declared; null where the report is narrowed.',
  policies: 'The version of each policy that was in force, with its review dates.',
  record:
    'The ledger that all of this comes from: its head when the report was made, and what a check of it found, and the last head that the minutes have.',
}

/** The JSON Schema (draft 2020-12) of a report. */
export function reportSchema(): object {
  const described = z.object(
    Object.fromEntries(
      Object.entries(report.shape).map(([part, schema]) => [part, schema.describe(PARTS[part as keyof Report])]),
    ),
  )
  return {
    title: 'Lanyard’s report to the governing body',
    description: 'What “lanyard report --format json” writes. Days are UK days, YYYY-MM-DD; times are UTC.',
    ...z.toJSONSchema(described, { override: ({ jsonSchema }) => leaveOut(jsonSchema) }),
  }
}

/** A format says enough without the pattern behind it, and a whole number without the bounds of the machine's. */
function leaveOut(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format !== undefined) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}
