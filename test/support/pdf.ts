/**
 * What a PDF is, as poppler's and qpdf's tools see it. Poppler gives the words, qpdf the structure: which
 * elements there are, on which page each stands, what a picture says.
 */
import { execFileSync } from 'node:child_process'

/** An element of the structure that a screen reader goes through. */
export interface Tagged {
  tag: string
  children: Tagged[]
  /** the pages it is printed on, from 1 */
  pages: number[]
  /** what a picture says to whoever cannot see it */
  alternative: string | undefined
  /** of a table's head cell */
  scope: string | undefined
}

export interface Bookmark {
  words: string
  children: Bookmark[]
}

export interface Pdf {
  a4: boolean
  a3: boolean
  /** Whether its first page is wider than it is high. */
  sideways: boolean
  tagged: boolean
  pages: number
  title: string
  text: string
  /** The words of each page, as they stand on it. */
  pageTexts: string[]
  /** The same one after the other, as they were written. */
  running: string[]
  alternatives: string[]
}

/** The words in the order in which they were written, cell by cell. */
export const wordsCellByCell = (file: string): string => tool('pdftotext', '-raw', file, '-')

const tool = (name: string, ...args: string[]) =>
  execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })

export function readPdf(path: string): Pdf {
  const info = tool('pdfinfo', path)
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(info)?.[1] ?? ''
  const [width = 0, height = 0] = (field('Page size').match(/[\d.]+/g) ?? []).map(Number)
  const text = tool('pdftotext', '-layout', path, '-')
  return {
    a4: field('Page size').includes('A4'),
    a3: field('Page size').includes('A3'),
    sideways: width > height,
    tagged: field('Tagged') === 'yes',
    pages: Number(field('Pages')),
    title: field('Title'),
    text,
    pageTexts: text.split('\f').slice(0, -1),
    running: tool('pdftotext', '-raw', path, '-').split('\f').slice(0, -1),
    alternatives: structureOf(path).flatMap(({ alternative }) => alternative ?? []),
  }
}

/**
 * How high the letters of a word stand, in points, where it first does; 0 where it does not. A browser prints all of a
 * paper smaller where something on it is wider than the sheet.
 */
export function heightOf(path: string, word: string): number {
  const found = tool('pdftotext', '-bbox', path, '-')
    .split('\n')
    .find((line) => line.includes(`>${word}<`))
  const [, top, bottom] = /yMin="([^"]*)".*yMax="([^"]*)"/.exec(found ?? '') ?? []
  return Number(bottom ?? 0) - Number(top ?? 0)
}

type Value = string | number | boolean | null | Value[] | Objects
type Objects = { [key: string]: Value }

/** A PDF's objects; a string of words begins with `u:`, a name with `/`, and `1 0 R` leads to an object. */
class ObjectsOf {
  readonly #objects: Record<string, { value?: Value; stream?: { dict: Value } }>
  readonly catalogue: Objects

  constructor(path: string) {
    const { qpdf } = JSON.parse(tool('qpdf', '--json=2', '--json-key=qpdf', path)) as { qpdf: [unknown, never] }
    this.#objects = qpdf[1]
    const { value } = this.#objects['trailer'] as { value: Objects }
    this.catalogue = this.at(value['/Root'])
  }

  /** What a reference leads to; anything else as it is. */
  follow(value: Value | undefined): Value | undefined {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value
    const found = this.#objects[`obj:${value}`]
    return found?.value ?? found?.stream?.dict
  }

  at(value: Value | undefined): Objects {
    const found = this.follow(value)
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {}
  }

  list(value: Value | undefined): Value[] {
    const found = this.follow(value)
    return Array.isArray(found) ? found : found === undefined ? [] : [value ?? null]
  }

  words(value: Value | undefined): string | undefined {
    const found = this.follow(value)
    return typeof found === 'string' ? found.replace(/^u:/, '') : undefined
  }

  name(value: Value | undefined): string {
    return typeof value === 'string' ? value.replace(/^\//, '') : ''
  }

  /** The page objects' references, in their order. */
  pages(node = this.catalogue['/Pages']): Value[] {
    return this.at(node)['/Type'] === '/Pages'
      ? this.list(this.at(node)['/Kids']).flatMap((kid) => this.pages(kid))
      : [node ?? null]
  }
}

/** What a PDF says of itself as a whole. */
export function settingsOf(path: string): { marked: boolean; language: string; titleShown: boolean } {
  const objects = new ObjectsOf(path)
  const { catalogue } = objects
  return {
    marked: objects.at(catalogue['/MarkInfo'])['/Marked'] === true,
    language: objects.words(catalogue['/Lang']) ?? '',
    titleShown: objects.at(catalogue['/ViewerPreferences'])['/DisplayDocTitle'] === true,
  }
}

/** Its bookmarks, as they are nested. */
export function bookmarksOf(path: string): Bookmark[] {
  const objects = new ObjectsOf(path)
  const under = (parent: Objects): Bookmark[] => {
    const found: Bookmark[] = []
    for (let next = parent['/First']; next !== undefined; next = objects.at(next)['/Next']) {
      const item = objects.at(next)
      found.push({ words: plain(objects.words(item['/Title']) ?? ''), children: under(item) })
    }
    return found
  }
  return under(objects.at(objects.catalogue['/Outlines']))
}

/** All its elements, each before those within it. */
export function structureOf(path: string): Tagged[] {
  const objects = new ObjectsOf(path)
  const pages = objects.pages()
  const all: Tagged[] = []
  const read = (value: Value, page: Value | undefined): Tagged => {
    const node = objects.at(value)
    const own = node['/Pg'] ?? page
    const tag = objects.name(node['/S'])
    const element: Tagged = {
      tag,
      children: [],
      pages: [],
      alternative: objects.words(node['/Alt']),
      scope: objects
        .list(node['/A'])
        .map((one) => objects.name(objects.at(one)['/Scope']))
        .find((scope) => scope !== ''),
    }
    all.push(element)
    for (const kid of objects.list(node['/K'])) {
      const within = objects.at(kid)
      if (within['/S'] !== undefined) {
        const child = read(kid, own)
        element.children.push(child)
        element.pages.push(...child.pages)
      } else if (typeof objects.follow(kid) === 'number' || within['/MCID'] !== undefined) {
        element.pages.push(pages.indexOf(within['/Pg'] ?? own ?? null) + 1)
      }
    }
    element.pages = [...new Set(element.pages)].sort((a, b) => a - b)
    return element
  }
  for (const root of objects.list(objects.at(objects.catalogue['/StructTreeRoot'])['/K'])) read(root, undefined)
  return all
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
