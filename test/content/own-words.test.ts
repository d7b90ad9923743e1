import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentFolder } from '../../src-main/policies/content-folder.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { loadPack } from '../../src-main/policies/load-pack.ts'
import { listPacks } from '../../src-main/policies/schools.ts'
import { sharedRuns } from './own-words.ts'

test('eight words in a row may stand in both, nine may not', () => {
  const source = 'Staff are asked to keep the gate shut at all times, day and night.'
  expect(sharedRuns(['Please keep the gate shut at all times, day or not.'], [source])).toEqual([])
  expect(sharedRuns(['Nothing.', 'Always keep  the GATE shut at all times: day and then.'], [source])).toEqual([
    'keep the GATE shut at all times day and',
  ])
})

test('the name of a document may stand in both', () => {
  const name = 'the Guidance for Schools on the Safe Use of Gates and Doors'
  expect(sharedRuns([`It goes together with ${name}.`], [`Read with ${name}.`])).toEqual([])
  expect(sharedRuns([`It goes together with ${name}.`], [`It goes together with ${name}.`])).toHaveLength(1)
})

/** The schools' own documents, each as `<school>.txt`; they are not part of this project. */
const sources = process.env.LANYARD_POLICIES
if (!sources) console.log('Own words not compared: LANYARD_POLICIES names no folder with the policies.')

describe.skipIf(!sources)('a pack holds no sentence of its policy', () => {
  test.each(listPacks(contentFolder()))('$id', ({ id, folder }) => {
    const path = join(sources!, `${id.split('/')[0]}.txt`)
    expect(existsSync(path), `the policy of ${id}, as ${path}`).toBe(true)
    const pack = loadPack(contentFolder(), id)
    expect(sharedRuns([...textsOf(pack), ...commentsIn(folder)], withoutHeadings(readFileSync(path, 'utf8'), pack))).toEqual([])
  })
})

/** Every text of a pack by itself, but for the headings of the document, which are its own. */
function textsOf(pack: Pack): string[] {
  const texts: string[] = []
  JSON.stringify({ ...pack, policy: { ...pack.policy, sections: [] } }, (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value)
    return value
  })
  return texts
}

function commentsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/(?<=^\s*# ).*$/gm) ?? [])
}

function withoutHeadings(source: string, pack: Pack): string[] {
  return pack.policy.sections.reduce((parts, { title }) => parts.flatMap((part) => part.split(title)), [source])
}
