/** Input for a call, made from its schema: near enough to what is asked that some is let in, and spoiled in every way. */
import fc from 'fast-check'
import { z } from 'zod'

/** What of JSON Schema stands in the contract's input. */
interface Shape {
  type?: string
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  properties?: Record<string, Shape>
  propertyNames?: { enum?: string[] }
  additionalProperties?: Shape | boolean
  required?: string[]
  items?: Shape | boolean
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  maxLength?: number
}

/** Words that mean something in the records under test. */
export interface KnownWords {
  ids: readonly string[]
  days: readonly string[]
  texts: readonly string[]
}

/** Input of a schema's shape, with words that are known; its finer rules it may break. */
export function shaped(schema: z.ZodType, known: KnownWords): fc.Arbitrary<unknown> {
  return of(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)

  function of(shape: Shape): fc.Arbitrary<unknown> {
    if ('const' in shape) return fc.constant(shape.const)
    if (shape.enum) return fc.constantFrom(...shape.enum)
    const either = shape.anyOf ?? shape.oneOf
    if (either) return fc.oneof(...either.map(of))
    if (shape.type === 'object') return object(shape)
    if (shape.type === 'array') return array(shape)
    if (shape.type === 'integer') return integer(shape)
    if (shape.type === 'boolean') return fc.boolean()
    if (shape.type === 'null') return fc.constant(null)
    if (shape.type === 'string') return text(shape)
    return fc.anything()
  }

  function object({ properties = {}, propertyNames, additionalProperties, required }: Shape): fc.Arbitrary<unknown> {
    const named = (propertyNames?.enum ?? []).map((key) => [key, additionalProperties as Shape] as const)
    const model = [...Object.entries(properties), ...named].map(([key, each]) => [key, of(each)] as const)
    return fc.record(Object.fromEntries(model), { requiredKeys: required ?? [], noNullPrototype: true })
  }

  function array({ items, minItems = 0, maxItems = minItems + 2 }: Shape): fc.Arbitrary<unknown> {
    if (typeof items !== 'object') return fc.constant([])
    return fc.array(of(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) })
  }

  function integer({ minimum = -10, maximum = 10 }: Shape): fc.Arbitrary<number> {
    const min = Math.max(minimum, -10)
    return fc.integer({ min, max: Math.min(maximum, min + 1_000) })
  }

  function text({ format, maxLength = 200 }: Shape): fc.Arbitrary<string> {
    if (format === 'uuid') return fc.constantFrom(...known.ids)
    if (format === 'date') return fc.constantFrom(...known.days)
    return fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...known.texts).map((word) => word.slice(0, maxLength)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: Math.min(maxLength, 40) }) },
    )
  }
}

const cyclic: Record<string, unknown> = { name: 'Ada' }
cyclic.itself = cyclic

/** Values that no schema asks for, which the window could send all the same. */
export const HOSTILE: readonly unknown[] = [
  undefined, null, true, '', ' ', '\0', '\ud800', '\u202egpj.exe', 'x'.repeat(10_000), 0, -0, -1, 0.5, 2 ** 53, 1e308, NaN, Infinity,
  10n, [], {}, [[]], [undefined], new Array(3), new Date(0), new Date(NaN), new Map([['name', 1]]), new Set([1]), /x/, new Uint8Array(8),
  new Error('an error'), new URL('https://example.com/'), Object.create(null), cyclic, () => 'a function', Symbol('a symbol'),
  JSON.parse('{"__proto__":{"role":"administrator"}}'), { constructor: { prototype: { role: 'administrator' } } }, { length: 2 ** 32 },
  { get name() { return 'got' } }, { toString: () => '0198f000-0000-7000-8000-000000000001' }, { then: (done: (value: number) => void) => done(1) },
  '__proto__', 'constructor', 'toString', "'; DROP TABLE person; --", '../../etc/passwd', 'C:\\Windows', 'file:///etc/hostname',
  '<img src=x onerror=alert(1)>', '{{7*7}}', '${7*7}', '%s%n', '=1+1', '2026-02-30', '0000-00-00', '99999999-9999-9999-9999-999999999999',
] // prettier-ignore

/** The same input with one part of it replaced, left out, doubled or added to. */
export const spoiled = (input: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      input,
      fc.nat(),
      fc.constantFrom(...(['replaced', 'replaced', 'replaced', 'left out', 'added', 'doubled'] as const)),
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...HOSTILE) }, { weight: 1, arbitrary: fc.anything() }),
      fc.constantFrom('extra', '__proto__', 'constructor', 'role', 'personId', 'session', ''),
    )
    .map(([whole, at, how, value, key]) => {
      const places = placesOf(whole)
      const { parent, name } = places[at % places.length]!
      if (parent === null) return value
      const spoilt = parent as Record<string, unknown>
      if (how === 'replaced') spoilt[name] = value
      else if (how === 'left out') delete spoilt[name]
      else if (how === 'doubled') spoilt[name] = [spoilt[name], spoilt[name]]
      else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true })
      return whole
    })

export interface Place {
  /** Null for the whole input. */
  parent: object | null
  name: string
}

/** Every place in a value at which a part of it stands. */
export function placesOf(whole: unknown): Place[] {
  const places: Place[] = [{ parent: null, name: '' }]
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, part] of Object.entries(value)) {
      places.push({ parent: value, name })
      walk(part)
    }
  }
  walk(whole)
  return places
}
