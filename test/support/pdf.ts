/**
 * What a PDF is, as poppler's and qpdf's tools see it. Poppler gives the words; qpdf the objects, which have what
 * poppler leaves out: on which page an element stands, what a picture says, where a bookmark leads.
 */
import { execFileSync } from 'node:child_process'

/** An element of the structure that a screen reader goes through. */
export interface Tagged {
  tag: string
  /** its own words and those within it */
  text: string
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
  tagged: boolean
  pages: number
  title: string
  text: string
  /** The words of each page, as they stand on it. */
  pageTexts: string[]
  alternatives: string[]
}

/** The words in the order in which they were written, cell by cell. */
export const wordsCellByCell = (file: string): string => tool('pdftotext', '-raw', file, '-')

const tool = (name: string, ...args: string[]) =>
  execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })

export function readPdf(path: string): Pdf {
  const info = tool('pdfinfo', path)
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(info)?.[1] ?? ''
  const text = tool('pdftotext', '-layout', path, '-')
  return {
    a4: field('Page size').includes('A4'),
    a3: field('Page size').includes('A3'),
    tagged: field('Tagged') === 'yes',
    pages: Number(field('Pages')),
    title: field('Title'),
    text,
    pageTexts: text.split('\f').slice(0, -1),
    alternatives: structureOf(path).flatMap(({ alternative }) => alternative ?? []),
  }
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

/** Elements of PDF 2.0, which poppler leaves out with all that is in them. */
const UNKNOWN_TO_POPPLER = ['Strong', 'Em', 'Title', 'Sub', 'FENote', 'Aside', 'DocumentFragment']

/** All its elements, each before those within it. */
export function structureOf(path: string): Tagged[] {
  const objects = new ObjectsOf(path)
  const pages = objects.pages()
  const words = wordsInOrder(path)
  const all: Tagged[] = []
  const read = (value: Value, page: Value | undefined, told = true): Tagged => {
    const node = objects.at(value)
    const own = node['/Pg'] ?? page
    const tag = objects.name(node['/S'])
    const element: Tagged = {
      tag,
      text: '',
      children: [],
      pages: [],
      alternative: objects.words(node['/Alt']),
      scope: objects
        .list(node['/A'])
        .map((one) => objects.name(objects.at(one)['/Scope']))
        .find((scope) => scope !== ''),
    }
    all.push(element)
    const isTold = told && !UNKNOWN_TO_POPPLER.includes(tag)
    const said = isTold ? words.shift() : { tag, text: '' }
    if (said?.tag !== tag) throw new Error(`${path}: poppler sees ${said?.tag} where qpdf sees ${tag}`)
    const texts = [said.text]
    for (const kid of objects.list(node['/K'])) {
      const within = objects.at(kid)
      if (within['/S'] !== undefined) {
        const child = read(kid, own, isTold)
        element.children.push(child)
        element.pages.push(...child.pages)
        texts.push(child.text)
      } else if (typeof objects.follow(kid) === 'number' || within['/MCID'] !== undefined) {
        element.pages.push(pages.indexOf(within['/Pg'] ?? own ?? null) + 1)
      }
    }
    element.pages = [...new Set(element.pages)].sort((a, b) => a - b)
    element.text = plain(texts.join(' '))
    return element
  }
  for (const root of objects.list(objects.at(objects.catalogue['/StructTreeRoot'])['/K'])) read(root, undefined)
  return all
}

/** Each element's tag and own words, in the same order, from poppler's outline of the structure. */
function wordsInOrder(path: string): { tag: string; text: string }[] {
  const found: { tag: string; text: string }[] = []
  for (const line of tool('pdfinfo', '-struct-text', path).split('\n')) {
    const element = /^ *([A-Z][A-Za-z0-9]*)(?: <[^>]*>)?(?: \((?:block|inline)\))?:?$/.exec(line)
    if (element) found.push({ tag: element[1]!, text: '' })
    else if (!/^ *\//.test(line) && found.length > 0) found.at(-1)!.text += ` ${line.trim().replace(/^"|"$/g, '')}`
  }
  return found
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
