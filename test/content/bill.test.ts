/** The bill of materials that `npm run build` writes, held against what it built. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { expect, test } from 'vitest'
import { BESIDE, BILL, packageFolder, type Bill, type Component } from '../../packaging/bill.ts'
import manifest from '../../package.json' with { type: 'json' }
import { ROOT } from '../support/electron.ts'

const text = readFileSync(join(ROOT, BILL), 'utf8')
const bill = JSON.parse(text) as Bill
const all = (components: Component[]): Component[] => components.flatMap((one) => [one, ...all(one.components ?? [])])
const components = all(bill.components)

const filesIn = (folder: string, ending: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending))

test('it is CycloneDX 1.6', async () => {
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull()
  const wrong = text.replace('"type": "library"', '"type": "book"')
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(wrong)).not.toBeNull()
  expect(bill.metadata.component).toMatchObject({ type: 'application', name: 'lanyard', version: manifest.version })
})

test('it names each package of which the built files say that something of it is in them', () => {
  const sources = ['out/main', 'out/renderer'].flatMap((folder) =>
    filesIn(folder, '.map').flatMap(
      (name) => (JSON.parse(readFileSync(join(ROOT, folder, name), 'utf8')) as { sources: string[] }).sources,
    ),
  )
  const folders = new Set(sources.flatMap(packageFolder))
  expect(folders.size).toBeGreaterThan(30)
  const purls = new Set(components.map(({ purl }) => purl))
  for (const folder of folders) {
    const { name, version } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as typeof manifest
    expect(purls).toContain(`pkg:npm/${name.replace('@', '%40')}@${version}`)
  }
  for (const name of ['svelte', 'chart.js', 'zod', ...BESIDE]) expect(components.map((one) => one.name)).toContain(name)
})

test('it names the typeface, whose files are in no module', () => {
  const typefaces = filesIn('out/renderer', '.woff2')
  expect(typefaces.length).toBeGreaterThan(0)
  expect(typefaces.filter((name) => !name.includes('atkinson-hyperlegible-next'))).toEqual([])
  const listed = components.find(({ name }) => name === '@fontsource-variable/atkinson-hyperlegible-next')
  expect(listed?.licenses?.[0]?.license.text?.content).toContain('SIL OPEN FONT LICENSE')
})

test('it names what the program runs on, and what that is made of', () => {
  for (const name of ['electron', 'Chromium', 'Node.js', 'FFmpeg', 'better-sqlite3', 'SQLite'])
    expect(components.map((one) => one.name)).toContain(name)
})

test('each has a version, a licence, and its text or where that stands; what npm installed has a hash', () => {
  for (const one of [bill.metadata.component, ...components]) {
    expect(one.version, one.name).toMatch(/\d/)
    expect(one.licenses, one.name).toHaveLength(1)
    const { id, text } = one.licenses![0]!.license
    expect(id).toMatch(/^[\w.-]+$/)
    if (text) expect(text.content.length, one.name).toBeGreaterThan(100)
    else expect(one.description).toContain('LICENSES.chromium.html')
    if (one.purl) expect(one.hashes?.[0]?.content, one.name).toMatch(/^[0-9a-f]{128}$/)
  }
})

test('nothing is loaded that is neither bundled nor beside the bundle', () => {
  const imported = filesIn('out/main', '.js').flatMap((name) => {
    const code = readFileSync(join(ROOT, 'out/main', name), 'utf8')
    return [...code.matchAll(/^import .*? from ["']([^"'.][^"']*)["'];?$/gm)].map(([, from]) => from!)
  })
  const others = imported.filter((name) => !name.startsWith('node:') && !['electron', 'stream', ...BESIDE].includes(name))
  expect(others).toEqual([])
  for (const name of BESIDE) expect(existsSync(join(ROOT, 'node_modules', name))).toBe(true)
})
