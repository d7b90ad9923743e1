/**
 * What an xAPI statement is, as far as Lanyard makes any. Section numbers are those of xAPI 1.0.3, part two, and of cmi5. Pure.
 */
import { ownWord, type Activity, type LanguageMap } from './xapi-activities.ts'

/** 2.4; `stored`, `authority` and `version` are the learning record store's to set. */
export interface Statement {
  id: string
  actor: { objectType: 'Agent'; name?: string; account: { homePage: string; name: string } }
  verb: { id: string; display: LanguageMap }
  object: Activity | StatementRef
  result?: Result
  context?: Context
  /** UTC, in milliseconds */
  timestamp: string
}

/** 2.4.4.3 */
interface StatementRef {
  objectType: 'StatementRef'
  id: string
}

/** 2.4.5 */
interface Result {
  score?: { scaled: number; raw: number; min: number; max: number }
  success?: boolean
  completion?: boolean
  response?: string
  duration?: string
  extensions?: Record<string, unknown>
}

/** 2.4.6.2: the whole that an activity is part of, and what it belongs to further off. */
export interface Around {
  parent?: Activity[]
  grouping?: Activity[]
}

/** 2.4.6 */
export interface Context {
  contextActivities?: Around
  revision?: string
  platform?: string
  language?: string
  statement?: StatementRef
  extensions?: Record<string, unknown>
}

export const VERBS = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized', // cmi5 9.3.2
  answered: 'http://adlnet.gov/expapi/verbs/answered', // ADL's vocabulary; cmi5 leaves it to the unit
  passed: 'http://adlnet.gov/expapi/verbs/passed', // cmi5 9.3.4
  failed: 'http://adlnet.gov/expapi/verbs/failed', // cmi5 9.3.5
  completed: 'http://adlnet.gov/expapi/verbs/completed', // cmi5 9.3.3
  satisfied: 'https://w3id.org/xapi/adl/verbs/satisfied', // cmi5 9.3.9
  waived: 'https://w3id.org/xapi/adl/verbs/waived', // cmi5 9.3.7
  'waiver ended': ownWord('verbs/waiver-ended'), // neither vocabulary has one
  voided: 'http://adlnet.gov/expapi/verbs/voided', // xAPI 2.3.2
}
export type Verb = keyof typeof VERBS

/** How long it took (4.6); nothing where the PC's clock went back meanwhile. */
export function durationOf(from: string, to: string): { duration?: string } {
  const milliseconds = Date.parse(to) - Date.parse(from)
  return milliseconds < 0 ? {} : { duration: `PT${Math.round(milliseconds / 10) / 100}S` }
}

/**
 * Statements as a JSON array, one a line: what a learning record store takes, piece by piece. For null, where there was
 * nothing to tell, an empty piece.
 */
export function* asJsonArray(all: Iterable<Statement | null>): Generator<string> {
  yield '[' // an empty array is valid too
  let comma = '\n'
  for (const one of all) {
    if (one === null) {
      yield ''
      continue
    }
    yield comma + JSON.stringify(one)
    comma = ',\n'
  }
  yield '\n]\n'
}
