import { z } from 'zod'
import { reportWanted } from './contract.ts'

/** Null where the person changed their mind. */
const saved = z.object({ path: z.string().nullable() })
const byName = z.literal(true, 'This report names nobody, so there is no list of people to save')

/** Each saves the report that was shown last, where that is the one wanted; else it is made anew. With a `workId` it can be watched and stopped. */
export const exportsContract = {
  /** Every figure and word of the report but its people's rows, one a row. */
  'reports.saveCsv': { access: 'governor', input: reportWanted, output: saved },
  /** One row a person and policy, all of them. */
  'reports.savePeopleCsv': { access: 'governor', input: reportWanted.extend({ names: byName }), output: saved },
  /** The report as it is; docs/report.schema.json says what is in it. */
  'reports.saveJson': { access: 'governor', input: reportWanted, output: saved },
  /** What the ledger holds up to the day as xAPI 1.0.3 statements; docs/xapi.md says which. */
  'reports.saveXapi': { access: 'governor', input: reportWanted, output: saved },
} as const
