import type { Behind } from '../../../../src-main/reports/contract.ts'
import { DUE_SOON } from '../../../report-in-words.ts'

type Words = { title: string; one: string; many: string }
const people = { one: 'person', many: 'people' }

/** What a figure counts, as a heading, and one and many of it. */
export const BEHIND_WORDS: Record<Behind, Words> = {
  everyone: { title: 'Everyone who is asked', ...people },
  complete: { title: 'Complete', ...people },
  'in-time': { title: 'In time', ...people },
  'sign-again': { title: 'Sign again', ...people },
  waiting: { title: 'In time, or asked to sign again', ...people },
  overdue: { title: 'Overdue', ...people },
  waived: { title: 'Waived', ...people },
  'due-soon': { title: `Due in the next ${DUE_SOON} days`, one: 'signature to come', many: 'signatures to come' },
  waivers: { title: 'Waivers in force', one: 'waiver', many: 'waivers' },
  'on-paper': { title: 'Signed on paper', one: 'signature', many: 'signatures' },
}
