/** Whether the pages of a pack are easy enough, and it takes no longer and no shorter than it may, or says it does. */
import type { PackCheck } from './check-pack.ts'
import { startOf } from '../content/content-files.ts'
import { type Finding, warning } from '../content/finding.ts'
import { type Readability, readabilityOf } from './readability.ts'

const HARDEST = 8 // grade; "reading age 12 or so" is one or two below
const FEWEST_PAGES = 5
const MOST_PAGES = 12
const MOST_READING = 20 // minutes
const LEAST_READING = { staff: 5, volunteer: 2, governor: 2 } // minutes
const LEAST_OFF = 2 // minutes by which a stated time may be off in any case

/** Says how hard each page of a pack that could be read is, and warns of what is too hard, too long or too short. */
export function checkReading({ id, coverage, read }: PackCheck, findings: Finding[]): Readability | undefined {
  if (!coverage || !read) return undefined
  const module = startOf(`${id}/module.md`)
  const readability = readabilityOf(read.pack)
  if (readability.grade > HARDEST) {
    const message = `The pages are hard to read: on average grade ${readability.grade.toFixed(1)}.`
    findings.push(warning(module, message, { expected: `grade ${HARDEST} at most: shorter sentences and words` }))
  }
  const { length } = read.pack.module.pages
  if (length < FEWEST_PAGES || length > MOST_PAGES) {
    const message = `There ${length === 1 ? 'is 1 page' : `are ${length} pages`}.`
    findings.push(warning(module, message, { expected: `${FEWEST_PAGES} to ${MOST_PAGES}` }))
  }
  for (const { audience, reading, playing, minutes } of coverage.audiences) {
    const least = LEAST_READING[audience]
    if (reading < least || reading > MOST_READING) {
      const message = `The pages for "${audience}" take ${reading.toFixed(1)} minutes to read.`
      findings.push(warning(module, message, { expected: `${least} to ${MOST_READING}` }))
    }
    const whole = reading + playing
    if (Math.abs(minutes - whole) > Math.max(whole / 4, LEAST_OFF)) {
      const message = `${minutes} minutes are stated for "${audience}". Its pages and scenarios take ${whole.toFixed(1)}.`
      const expected = String(Math.max(1, Math.round(whole)))
      findings.push(warning(read.files.policy.at('minutes', audience), message, { expected }))
    }
  }
  return readability
}
