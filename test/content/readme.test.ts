import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, onTestFinished, test } from 'vitest'
import type { z } from 'zod'
import { inWords } from '../../src-main/policies/content/finding.ts'
import * as format from '../../src-main/policies/format.ts'
import { checkThoroughly } from '../../src-main/policies/checks/check-content.ts'
import { checkContent, loadPack } from '../../src-main/policies/content/load-pack.ts'
import { readYamlFile } from '../../src-main/policies/content/yaml-file.ts'

const guide = readFileSync(join(import.meta.dirname, '../../content/README.md'), 'utf8')

/** The guide's examples: the blocks of code whose first line says which file they are. */
const examples = fromMarkdown(guide).children.flatMap((node) =>
  node.type === 'code' && node.meta ? [{ file: node.meta, text: `${node.value}\n` }] : [],
)

function guideContent(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-guide-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const { file, text } of examples) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

test('the examples of the guide make a pack with nothing to find in it', async () => {
  const { packs, findings } = await checkThoroughly(guideContent(), { spelling: true })
  expect(packs.map((pack) => pack.id)).toEqual(['riverside/visitors'])
  expect([...findings, ...packs.flatMap((pack) => pack.findings)].map(inWords)).toEqual([])
})

test('the finding that the guide shows is what the checker says', () => {
  const folder = guideContent()
  const rules = join(folder, 'riverside/visitors/rules.yaml')
  writeFileSync(rules, readFileSync(rules, 'utf8').replace('force: must', 'force: shall'))
  const said = checkContent(folder).packs[0]!.findings.map(inWords)
  expect(said).toHaveLength(1)
  expect(guide).toContain(`\n${said[0]}\n`)
})

test('the examples use every key that there is', () => {
  const folder = guideContent()
  const pack = loadPack(folder, 'riverside/visitors')
  const shared = readYamlFile(folder, 'shared-scenarios.yaml', format.sharedScenariosFile, [])?.value
  const used = new Set<string>()
  JSON.stringify({ pack, shared }, (key, value: unknown) => {
    used.add(key)
    return value
  })
  const files: z.ZodObject[] = [
    format.schoolFile,
    format.contact,
    format.topic,
    format.topic.shape.answers.unwrap().element,
    format.sharedScenario,
    format.policyFile,
    format.policyFile.shape.status,
    format.policyFile.shape.notes.unwrap().element,
    format.rule,
    format.scenario,
    format.step,
    format.choice,
    format.signOffFile,
    format.signOffFile.shape.summary.element,
    format.signOffFile.shape.declarations.unwrap().element,
    format.signOffFile.shape.undertakings.unwrap().element,
  ]
  expect(files.flatMap((schema) => Object.keys(schema.shape)).filter((key) => !used.has(key))).toEqual([])
})

test('the guide names every force, verdict, audience and kind of note', () => {
  const names = [...format.FORCES, ...format.VERDICTS, ...format.ADULT_AUDIENCES, ...format.NOTE_KINDS]
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
