/** One YAML file: parsed, checked against its schema, and able to say where each of its values stands. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml'
import type { z } from 'zod'
import { readText } from './content-files.ts'
import { type Finding, mistake, type Place } from './finding.ts'
import { issueFindings } from './yaml-issues.ts'

export type Path = readonly PropertyKey[]

/** Where the values of a YAML file stand in its text. A path that is not there leads to the nearest one above it. */
export interface YamlPlaces {
  at(...path: Path): Place
  /** The key of the last step of the path, not its value. */
  keyAt(...path: Path): Place
  /** A single value as its author wrote it (`4.10`, where the value is the number 4.1). */
  written(...path: Path): string | undefined
  /** Where a value begins and ends in the text, its quotes and other marks included: offsets from the start. */
  spanOf(...path: Path): [from: number, to: number]
}

export interface YamlFile<T> extends YamlPlaces {
  value: T
  /** The whole file, as it was read. */
  text: string
}

/** Reads and checks a file of the content folder; undefined, and findings, where it is not what it should be. */
export function readYamlFile<S extends z.ZodType>(
  contentFolder: string,
  file: string,
  schema: S,
  findings: Finding[],
): YamlFile<z.output<S>> | undefined {
  const text = readText(contentFolder, file, findings)
  return text === undefined ? undefined : readYaml(file, text, schema, findings)
}

/** Parses `text` and checks it; undefined, and findings, where it is not YAML or not what `schema` asks. */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  findings: Finding[],
): YamlFile<z.output<S>> | undefined {
  const lines = new LineCounter()
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }

  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const tooDeep = document.errors.find((error) => error.code === 'RESOURCE_EXHAUSTION')
  if (tooDeep) {
    findings.push(mistake(place(tooDeep.pos[0]), 'This is nested too deep to be read.'))
    return undefined
  }
  const faults = [
    ...[...document.errors, ...document.warnings].map((error) => yamlMistake(place(error.pos[0]), error, text)),
    ...aliases(document, place),
  ]
  if (faults.length > 0) {
    findings.push(...faults)
    return undefined
  }

  const places = yamlPlaces(document, place)
  const result = schema.safeParse(document.toJS(), { reportInput: true })
  if (result.success) return { value: result.data, text, ...places }
  findings.push(...issueFindings(result.error.issues, schema, places))
  return undefined
}

/** A few lines of aliases can stand for gigabytes, and no author of a pack needs one. */
function aliases(document: Document, place: (offset: number) => Place): Finding[] {
  const found: Finding[] = []
  visit(document, {
    Alias(_, alias) {
      const message = `"*${alias.source}" stands for another part of the file.`
      found.push(mistake(place(alias.range?.[0] ?? 0), message, { expected: 'the text itself, written out' }))
    },
  })
  return found
}

function yamlPlaces(document: Document.Parsed, place: (offset: number) => Place): YamlPlaces {
  function find(path: Path): { value: unknown; key: unknown } {
    let value: unknown = document.contents
    let key: unknown
    for (const part of path) {
      if (isMap(value)) {
        const pair = value.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part))
        if (!pair) break
        key = pair.key
        value = pair.value ?? pair.key
      } else if (isSeq(value) && typeof part === 'number' && value.items[part]) {
        value = value.items[part]
        key = value
      } else {
        break
      }
    }
    return { value, key: key ?? value }
  }
  const span = (node: unknown): [number, number] => {
    const [from, to] = (node as Node | null)?.range ?? [0, 0]
    return [from, to]
  }
  return {
    at: (...path) => place(span(find(path).value)[0]),
    keyAt: (...path) => place(span(find(path).key)[0]),
    spanOf: (...path) => span(find(path).value),
    written(...path) {
      const { value } = find(path)
      return isScalar(value) ? value.source : undefined
    },
  }
}

/** What the YAML parser says, in words for somebody who has not read its documentation. */
function yamlMistake(place: Place, error: YAMLError, text: string): Finding {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^:\n]*/.exec(text.slice(error.pos[0]))?.[0].trim() ?? ''
      return mistake(place, `"${key}" stands here a second time.`, { expected: 'each key once' })
    }
    case 'TAB_AS_INDENT':
      return mistake(place, 'This line begins with a tab.', { expected: 'spaces' })
    case 'BLOCK_AS_IMPLICIT_KEY':
      return mistake(place, 'A text with a colon and a space in it needs quotes.', {
        expected: '"..." around the text',
      })
    case 'BAD_SCALAR_START':
      return mistake(place, 'A text that begins with this character needs quotes.', {
        expected: '"..." around the text',
      })
    case 'MISSING_CHAR':
      if (!error.message.includes('quote')) break
      return mistake(place, 'A text in quotes has not ended by here.', { expected: 'a quote at both ends' })
    case 'MULTIPLE_DOCS':
      return mistake(place, 'A second document begins here.', { expected: 'one document, without a line of ---' })
  }
  return mistake(place, `This is not YAML as it should be: ${error.message}.`)
}
