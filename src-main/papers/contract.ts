import { z } from 'zod'
import type { Calls } from '../calls.ts'
import { PAPER_SIZES } from '../hosts/host.ts'

/** What stands at the foot of each printed page, beside "Page x of y". */
const paper = z.strictObject({
  /** A PDF's title, and the file's name without its ending; characters a file system refuses are replaced. */
  name: z.string().min(1).max(200),
  footer: z.string().max(400),
  /** Page numbers beside the footer: not where each page goes to somebody else. */
  numbered: z.boolean().default(true),
  size: z.enum(PAPER_SIZES).default('A4'),
})

export const papersContract = {
  /** Prints what is on the screen, in its printed form. `printed` is false where the person changed their mind. */
  'papers.print': { access: 'anyone', input: paper, output: z.object({ printed: z.boolean() }) },
  /** Saves it as a PDF. `path` is null where the person changed their mind. */
  'papers.savePdf': { access: 'anyone', input: paper, output: z.object({ path: z.string().nullable() }) },
} satisfies Calls
