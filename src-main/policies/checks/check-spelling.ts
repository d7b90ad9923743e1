/** Whether the words of the packs are spelt as in British English. */
import type { z } from 'zod'
import type { ContentCheck } from '../content/load-pack.ts'
import { isThere, readText } from '../content/content-files.ts'
import { type Finding, placeAt, warning } from '../content/finding.ts'
import {
  policyFile,
  rulesFile,
  scenariosFile,
  schoolFile,
  sharedScenariosFile,
  signOffFile,
  topicsFile,
} from '../format.ts'
import { createSpeller, type Speller, wordsToSpell } from './speller.ts'
import { type Path, readYamlFile, type YamlFile } from '../content/yaml-file.ts'

const PACK_FILES = {
  'policy.yaml': policyFile,
  'rules.yaml': rulesFile,
  'scenarios.yaml': scenariosFile,
  'sign-off.yaml': signOffFile,
}

/** The keys whose values people read; those of the others are ids and the like. */
const PROSE = new Set<PropertyKey | undefined>([
  ...'title name phase role for approvedBy references text why consequence feedback situation'.split(' '),
  ...'statement onPaper question detail hint'.split(' '),
])
/** The keys that have such values under them: one for each audience, or for each word that the policy explains. */
const PROSE_UNDER = new Set<PropertyKey | undefined>(['statement', 'onPaper', 'words'])

/**
 * Warns of each word, once a file, that is neither in the dictionary nor in words.txt. Names are looked up like other
 * words: were they let pass by their capital, "Facebok" would pass too.
 */
export function checkSpelling(contentFolder: string, { packs, findings }: ContentCheck): void {
  const speller = createSpeller(contentFolder, findings)
  // Here and below, what keeps a file from being read is a finding already.
  const checkYaml = (file: string, schema: z.ZodType, into: Finding[]) => {
    const yaml = isThere(contentFolder, file) && readYamlFile(contentFolder, file, schema, [])
    if (yaml) warnOfWords(file, yaml.text, proseOf(yaml), speller, into)
  }

  checkYaml('topics.yaml', topicsFile, findings)
  checkYaml('shared-scenarios.yaml', sharedScenariosFile, findings)
  for (const school of new Set(packs.map(({ id }) => id.split('/')[0]!))) {
    checkYaml(`${school}/school.yaml`, schoolFile, findings)
  }
  for (const pack of packs) {
    for (const [file, schema] of Object.entries(PACK_FILES)) checkYaml(`${pack.id}/${file}`, schema, pack.findings)
    const module = `${pack.id}/module.md`
    const text = readText(contentFolder, module, [])
    if (text !== undefined) warnOfWords(module, text, proseOfModule(text), speller, pack.findings)
  }
}

/** A part of a file, from one offset in its text to another. */
type Span = readonly [from: number, to: number]

function warnOfWords(file: string, text: string, spans: readonly Span[], speller: Speller, findings: Finding[]): void {
  const warned = new Set<string>()
  for (const [from, to] of spans) {
    for (const { word, offset } of wordsToSpell(text.slice(from, to))) {
      if (warned.has(word) || speller.isKnown(word)) continue
      warned.add(word)
      const nearest = speller.suggest(word).join(', ')
      const message = `"${word}" is not in the dictionary, nor in words.txt.`
      findings.push(warning(placeAt(file, text, from + offset), message, nearest ? { nearest } : {}))
    }
  }
}

/** Where the texts of a YAML file stand. The headings of a document are as the document has them. */
function proseOf({ value, spanOf }: YamlFile<unknown>): Span[] {
  function walk(value: unknown, path: Path): Span[] {
    if (path.at(-1) === 'sections') return []
    if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value)
      return Object.entries(value).flatMap(([key, inner]) => walk(inner, [...path, isList ? Number(key) : key]))
    }
    const isProse = PROSE.has(path.at(-1)) || PROSE_UNDER.has(path[0])
    return typeof value === 'string' && isProse ? [spanOf(...path)] : []
  }
  return walk(value, [])
}

/** A module without its directives, which have lines of their own, and what stands in braces after a title. */
function proseOfModule(text: string): Span[] {
  return [...text.matchAll(/^(?!:{2})[^{\r\n]*/gm)].map(({ 0: line, index }) => [index, index + line.length])
}
