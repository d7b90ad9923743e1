/**
 * What xAPI statements speak of: policies, their versions and the steps of scenarios. Section numbers are those of xAPI 1.0.3,
 * part two (github.com/adlnet/xAPI-Spec, xAPI-Data.md). Pure.
 */
import type { Pack, Scenario, Step } from '../policies/format.ts'

/** A text in the one language that Lanyard speaks (4.2). */
export type LanguageMap = { 'en-GB': string }

/** 2.4.4.1 */
export interface Activity {
  objectType: 'Activity'
  id: string
  definition: {
    name: LanguageMap
    description?: LanguageMap
    type: string
    interactionType?: 'choice'
    correctResponsesPattern?: string[]
    choices?: { id: string; description: LanguageMap }[]
  }
}

/**
 * Where all names of Lanyard's own lie. Nobody can own a name that ends in `.invalid`, and none is ever found (RFC 6761, 6.4):
 * a school has no address of its own for this, and must not use somebody else's.
 */
const NOWHERE = 'https://lanyard.invalid'

/** A word of Lanyard's own, the same in every school: the key of an extension (4.1), or a verb. */
export const ownWord = (word: string): string => iri(`xapi/${word}`)

/** The system that people's accounts are on (2.4.2.4): these records, told from any other school's by the ledger's id. */
export const homeOf = (ledgerId: string): string => iri(`ledger/${ledgerId}`)

const iri = (path: string): string => new URL(path, `${NOWHERE}/`).href

export const inEnglish = (text: string): LanguageMap => ({ 'en-GB': text })

/** Types from ADL's vocabulary (adlnet.gov/expapi/activities). */
const TYPE = {
  course: 'http://adlnet.gov/expapi/activities/course',
  module: 'http://adlnet.gov/expapi/activities/module',
  question: 'http://adlnet.gov/expapi/activities/cmi.interaction',
}

/** The ids of activities stay for good; what a version's say is the published text, which never changes (2.4.4.1). */
export function activitiesOf(ledgerId: string) {
  const home = homeOf(ledgerId)
  const versionId = (id: string): string => `${home}/versions/${id}`

  return {
    /** A policy, whatever its version: what a signature satisfies. */
    policy: ({ policy }: Pack): Activity => ({
      objectType: 'Activity',
      id: `${home}/policies/${policy.id}`,
      definition: {
        name: inEnglish(policy.title),
        description: inEnglish('A policy of the school, which everybody it is asked of learns and signs.'),
        type: TYPE.course,
      },
    }),

    /** What one version of a policy has to learn: its pages and scenarios. */
    version: (id: string, { policy }: Pack): Activity => ({
      objectType: 'Activity',
      id: versionId(id),
      definition: {
        name: inEnglish(`${policy.title}, version ${policy.version}`),
        description: inEnglish('The pages and scenarios of one version of the policy.'),
        type: TYPE.module,
      },
    }),

    step: (id: string, scenario: Scenario, stepId: string): Activity => ({
      objectType: 'Activity',
      id: `${versionId(id)}/scenarios/${scenario.id}/${stepId}`,
      definition: {
        name: inEnglish(scenario.title),
        description: inEnglish(scenario.steps[stepId]!.text),
        type: TYPE.question,
        interactionType: 'choice',
        correctResponsesPattern: rightResponses(scenario.steps[stepId]!),
        choices: scenario.steps[stepId]!.choices.map(({ text }, place) => {
          return { id: choiceId(place), description: inEnglish(text) }
        }),
      },
    }),
  }
}

const choiceId = (place: number): string => `choice-${place + 1}`

/** Choices, by their places from 0, as a response (2.4.4.1, response patterns). */
export const responseOf = (places: readonly number[]): string => places.map(choiceId).join('[,]')

/** Of one to be picked each right one is a response of its own; of all that are right they are one together. */
function rightResponses({ pick, choices }: Step): string[] {
  const right = choices.flatMap(({ verdict }, place) => (verdict === 'right' ? [place] : []))
  if (right.length === 0) return []
  return pick === 'all' ? [responseOf(right)] : right.map((place) => responseOf([place]))
}
