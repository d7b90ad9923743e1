/**
 * The rules of xAPI 1.0.3 for one statement, as a schema: the numbers are sections of part two (github.com/adlnet/xAPI-Spec,
 * xAPI-Data.md). Stricter than a store has to be: no key that the specification does not name, and what it recommends is asked.
 * It shares no line with the program.
 */
import { z } from 'zod'

/** 4.3, 2.2: with a scheme, and nothing that RFC 3987 refuses. */
const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/)
/** 2.4.2.4: an address. */
const irl = iri.regex(/^https?:\/\/[^/]+\//)
/** 2.4.1, 4.4: the standard form, in small letters, variant 2. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
/** 4.5: ISO 8601 by RFC 3339, milliseconds at least, and in UTC. */
const timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((text) => new Date(text).toISOString() === text)
/** 4.6: ISO 8601:2004 4.4.3.2, no finer than a hundredth of a second, never the alternative format. */
const duration = z.string().regex(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/)
/** RFC 5646: a language, then script, region and variants where there are any. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{5,8})*$/
/** 4.2; of no use where it is empty (2.2). */
const languageMap = z.record(z.string().regex(LANGUAGE), z.string().min(1)).refine((map) => Object.keys(map).length > 0)
/** 4.1: the keys are IRIs. Null is allowed in here alone (2.2), and still not asked for. */
const extensions = z.record(iri, z.json()).refine((map) => Object.keys(map).length > 0)

/** 2.4.2.1, 2.4.2.3, 2.4.2.4: exactly one identifier; here it is an account. */
const agent = z.strictObject({
  objectType: z.literal('Agent'),
  name: z.string().min(1).optional(),
  account: z.strictObject({ homePage: irl, name: z.string().min(1) }),
})

/** 2.4.3 */
const verb = z.strictObject({ id: iri, display: languageMap })

/** 2.4.4.1, interaction components */
const component = z.strictObject({ id: z.string().regex(/^[^\s[\]{}]+$/), description: languageMap })

const plainDefinition = z.strictObject({ name: languageMap, description: languageMap, type: iri })
const choiceDefinition = z
  .strictObject({
    ...plainDefinition.shape,
    type: z.literal('http://adlnet.gov/expapi/activities/cmi.interaction'),
    interactionType: z.literal('choice'),
    correctResponsesPattern: z.array(z.string()),
    choices: z.array(component).min(1),
  })
  // Distinct ids; a pattern is a list of them, and the delimiter stands between two alone.
  .refine(({ choices }) => new Set(choices.map(({ id }) => id)).size === choices.length)
  .refine(({ choices, correctResponsesPattern }) =>
    correctResponsesPattern.every((pattern) =>
      pattern.split('[,]').every((part) => choices.some(({ id }) => id === part)),
    ),
  )

/** 2.4.4.1 */
const activity = z.strictObject({
  objectType: z.literal('Activity'),
  id: iri,
  definition: z.union([plainDefinition, choiceDefinition]),
})
/** 2.4.4.3 */
const reference = z.strictObject({ objectType: z.literal('StatementRef'), id: uuid })

/** 2.4.5.1 */
const score = z
  .strictObject({ scaled: z.number().min(-1).max(1), raw: z.number(), min: z.number(), max: z.number() })
  .refine(({ raw, min, max }) => min < max && raw >= min && raw <= max)

/** 2.4.5 */
const result = z.strictObject({
  score: score.optional(),
  success: z.boolean().optional(),
  completion: z.boolean().optional(),
  response: z.string().optional(),
  duration: duration.optional(),
  extensions: extensions.optional(),
})

/** 2.4.6.2: an array is to be preferred to one. */
const contextActivities = z
  .strictObject({ parent: z.array(activity).min(1).optional(), grouping: z.array(activity).min(1).optional() })
  .refine((map) => Object.keys(map).length > 0)

/** 2.4.6 */
const context = z.strictObject({
  registration: uuid.optional(),
  contextActivities: contextActivities.optional(),
  revision: z.string().optional(),
  platform: z.string().optional(),
  language: z.string().regex(LANGUAGE).optional(),
  statement: reference.optional(),
  extensions: extensions.optional(),
})

/** 2.4 */
export const statementRules = z
  .strictObject({
    id: uuid,
    actor: agent,
    verb,
    object: z.union([activity, reference]),
    result: result.optional(),
    context: context.optional(),
    timestamp,
  })
  .superRefine(({ verb: { id }, object, result: outcome, context: around }, { addIssue }) => {
    const wrong = (message: string) => addIssue({ code: 'custom', message })
    // 2.4.6: only where the object is an activity
    if (object.objectType !== 'Activity' && (around?.revision ?? around?.platform) !== undefined)
      wrong('revision and platform are of activities')
    // 2.3.2: what voids points at a statement
    if (id.endsWith('/voided') !== (object.objectType === 'StatementRef'))
      wrong('a voiding statement has a StatementRef')
    // 2.4.4.1, response patterns: what was chosen is on offer
    if (object.objectType === 'Activity' && 'choices' in object.definition) {
      const ids = object.definition.choices.map((one) => one.id)
      if (!outcome?.response?.split('[,]').every((part) => ids.includes(part))) wrong('a response of no choice')
    }
    // cmi5 9.5.1 to 9.5.3, for the verbs that are used with cmi5's meaning
    if (outcome?.score && !/\/(passed|failed)$/.test(id)) wrong('a score stands with passed and failed alone')
    if (id.endsWith('/passed') && outcome?.success !== true) wrong('passed is a success')
    if (id.endsWith('/failed') && outcome?.success !== false) wrong('failed is none')
    if (id.endsWith('/completed') !== (outcome?.completion === true)) wrong('completed is a completion')
  })
