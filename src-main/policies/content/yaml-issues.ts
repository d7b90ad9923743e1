/** What a schema finds wrong in a YAML file, in plain words and with its place. */
import { z } from 'zod'
import { type Finding, mistake, oneOf } from './finding.ts'
import type { Path, YamlPlaces } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

/** The findings for what `schema` found wrong. */
export function issueFindings(issues: readonly Issue[], schema: z.ZodType, places: YamlPlaces): Finding[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const known = keysOf(schemaAt(schema, issue.path))
      return issue.keys.map((key) =>
        mistake(places.keyAt(...issue.path, key), `"${key}" is not a key here.`, oneOf(key, known, known.join(', '))),
      )
    }
    if (issue.code === 'invalid_union') return unionFindings(issue, schema, places)
    return [plainFinding(issue, places)]
  })
}

function plainFinding(issue: Issue, places: YamlPlaces): Finding {
  const { path, input } = issue
  const place = places.at(...path)
  const name = nameOf(path)
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1))
    const expected = issue.issues[0]?.message
    return mistake(places.keyAt(...path), `"${key}" cannot be a name here.`, expected ? { expected } : {})
  }
  const written = places.written(...path) ?? String(input)
  const expected = expectation(issue, written)
  if (input === undefined) return mistake(place, `${name} is missing.`, { expected })
  if (input === null || input === '') return mistake(place, `${name} is empty.`, { expected })
  switch (issue.code) {
    case 'invalid_value':
      return mistake(place, `${name} cannot be "${written}".`, oneOf(written, issue.values.map(String), expected))
    case 'invalid_type':
      return mistake(place, `${name} is ${kindOf(input)}.`, { expected })
    case 'too_small':
      return Array.isArray(input)
        ? mistake(place, `${name} has ${input.length === 0 ? 'nothing' : `only ${input.length}`} in it.`, { expected })
        : mistake(place, `${name} cannot be ${JSON.stringify(input)}.`, { expected })
    default:
      return mistake(place, `${name} cannot be "${written}".`, { expected })
  }
}

/** A value that may be of one kind or another: what is wrong with it as the kind it is. */
function unionFindings(issue: z.core.$ZodIssueInvalidUnion, schema: z.ZodType, places: YamlPlaces): Finding[] {
  const options = issue.errors.map((errors) =>
    errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] })),
  )
  const isOfKind = (errors: Issue[]) =>
    !errors.some((e) => e.code === 'invalid_type' && e.path.length === issue.path.length)
  const ofItsKind = options.find(isOfKind)
  if (ofItsKind) return issueFindings(ofItsKind, schema, places)
  const expected = options.map((errors) => expectation(errors[0]!, String(issue.input))).join(', or ')
  const name = nameOf(issue.path)
  const message = issue.input === undefined ? `${name} is missing.` : `${name} is ${kindOf(issue.input)}.`
  return [mistake(places.at(...issue.path), message, { expected })]
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a whole number',
  int: 'a whole number',
  array: 'a list, each entry with a hyphen before it',
  object: 'keys with values',
  record: 'keys with values',
}

function expectation(issue: Issue, written: string): string {
  switch (issue.code) {
    case 'invalid_type':
      // YAML takes 4.1 for a number and true for a truth value; quotes make them text.
      return issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input)
        ? `text, in quotes: "${written}"`
        : (KINDS[issue.expected] ?? issue.expected)
    case 'invalid_value':
      return issue.values.map(String).join(', ')
    case 'invalid_format':
      return issue.format === 'date' ? 'a day that exists, as YYYY-MM-DD' : issue.message
    case 'too_small':
      if (issue.origin === 'string') return 'text'
      if (issue.origin === 'array') return `${issue.minimum} or more`
      return issue.inclusive ? `${issue.minimum} or more` : `more than ${issue.minimum}`
    case 'too_big':
      return `${issue.maximum} or less`
    default:
      return issue.message
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'keys with values'
  if (typeof value === 'boolean') return `the truth value ${value}`
  return typeof value === 'number' ? `the number ${value}` : 'text'
}

/** The key that the path leads to; an entry of a list goes by the name of its list. */
function nameOf(path: Path): string {
  const key = path.findLast((part) => typeof part === 'string')
  if (key === undefined) return path.length === 0 ? 'This file' : 'This entry'
  return typeof path.at(-1) === 'number' ? `An entry of "${key}"` : `"${key}"`
}

/** The schema that the path leads to. */
function schemaAt(schema: unknown, path: Path): unknown {
  const inner = unwrapped(schema)
  const [part, ...rest] = path
  if (part === undefined) return inner
  if (inner instanceof z.ZodArray) return schemaAt(inner.element, rest)
  if (inner instanceof z.ZodRecord) return schemaAt(inner.valueType, rest)
  if (inner instanceof z.ZodObject) return schemaAt(inner.shape[String(part)], rest)
  return undefined
}

function keysOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysOf(unwrapped(option)))
  return []
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrapped(schema.unwrap()) : schema
}
