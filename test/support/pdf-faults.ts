/** What is wrong with a paper's PDF, for whoever reads it with a screen reader and for whoever holds it in their hand. */
import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileName } from '../../src-main/hosts/paper.ts'
import { bookmarksOf, readPdf, settingsOf, structureOf, type Bookmark, type Tagged } from './pdf.ts'

const HEADING = /^H([1-6])$/
const CELLS = ['TH', 'TD']

/**
 * `title`: what the PDF is called; by default anything that makes its file's name. `footer`: the words at the foot of each
 * page, beside "Page x of y", where they are to be looked for. Gives each fault in words; none where the paper is as it
 * should be. Throws where it is no PDF that qpdf finds sound.
 */
export function faultsIn(path: string, { title, footer }: { title?: string; footer?: string } = {}): string[] {
  execFileSync('qpdf', ['--check', path], { stdio: 'pipe' })
  const structure = structureOf(path)
  return [
    ...asAWhole(path, title),
    ...inBookmarks(path, structure),
    ...inHeadings(structure),
    ...structure.filter(({ tag }) => tag === 'Table').flatMap(inTable),
    ...structure.filter(({ tag }) => tag === 'Figure').flatMap(inFigure),
    ...(footer === undefined ? [] : atFeet(path, footer)),
  ]
}

function asAWhole(path: string, wanted: string | undefined): string[] {
  const { marked, language, titleShown } = settingsOf(path)
  const { tagged, title } = readPdf(path)
  return [
    tagged && marked ? [] : 'it is not tagged',
    language === 'en-GB' ? [] : `its language is “${language}”`,
    (wanted === undefined ? isNameOf(title, path) : title === wanted) ? [] : `its title is “${title}”`,
    titleShown ? [] : 'a reader shows its file name, not its title',
  ].flat()
}

/** Whether a file has the name that a paper of this title is saved under, or one beside a file that was there. */
const isNameOf = (title: string, path: string) => basename(path).replace(/ \(\d+\)(?=\.pdf$)/, '') === fileName(title)

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/

/** A bookmark leads to each heading, in their order and as deep as they are, with words that stand on its page. */
function inBookmarks(path: string, structure: Tagged[]): string[] {
  const flat = (marks: Bookmark[], depth = 1): { words: string; depth: number }[] =>
    marks.flatMap(({ words, children }) => [{ words, depth }, ...flat(children, depth + 1)])
  const marks = flat(bookmarksOf(path))
  const headings = structure.filter(({ tag }) => HEADING.test(tag))
  if (marks.map(({ depth }) => `H${depth}`).join() !== headings.map(({ tag }) => tag).join())
    return [`its bookmarks are ${JSON.stringify(marks)}, its headings ${headings.map(({ tag }) => tag).join()}`]
  const close = (text: string) => text.replace(/\s/g, '')
  const pages = readPdf(path).running.map(close)
  return marks.flatMap(({ words }, at) => {
    const page = headings[at]!.pages[0]!
    // of words from right to left each is there, in an order that a page does not tell
    const parts = RIGHT_TO_LEFT.test(words) ? words.split(/\s+/) : [words]
    return parts.every((part) => pages[page - 1]!.includes(close(part)))
      ? []
      : [`the bookmark “${words}” is not what stands on page ${page}`]
  })
}

function inHeadings(structure: Tagged[]): string[] {
  const faults: string[] = []
  let before = 0
  structure.forEach((element, at) => {
    const level = Number(HEADING.exec(element.tag)?.[1] ?? 0)
    if (level === 0) return
    const page = element.pages[0]
    if (level > before + 1) faults.push(`page ${page} has a heading of level ${level} under one of level ${before}`)
    before = level
    const within = new Set(inside(element))
    const next = structure.slice(at + 1).find((one) => !within.has(one) && says(one))
    const body = next?.tag === 'Table' ? bodyRows(next)[0] : next
    if (body && !HEADING.test(body.tag) && body.pages[0] !== page)
      faults.push(`a heading stands alone at the foot of page ${page}`)
  })
  if (!structure.some(({ tag }) => tag === 'H1')) faults.push('it has no heading of the first level')
  return faults
}

/** Whether it has words or a picture of its own kind, and is no mere box around others. */
const says = ({ tag, pages }: Tagged) =>
  pages.length > 0 && !['Document', 'Art', 'Sect', 'NonStruct', 'Div'].includes(tag)

const inside = (element: Tagged): Tagged[] => element.children.flatMap((child) => [child, ...inside(child)])

const rowsOf = (table: Tagged) => inside(table).filter(({ tag }) => tag === 'TR')
const isHead = (row: Tagged) => row.children.every(({ tag, scope }) => tag === 'TH' && scope === 'Column')
const bodyRows = (table: Tagged) => rowsOf(table).filter((row) => !isHead(row))

function inTable(table: Tagged): string[] {
  const rows = rowsOf(table)
  const name = `the table on page ${table.pages[0]}`
  const faults: string[] = []
  const [head] = rows
  if (!head || !isHead(head)) return [`${name} has no row of column heads`]
  if (!rows.every(({ children }) => children.every(({ tag }) => CELLS.includes(tag))))
    faults.push(`${name} has other cells`)
  if (rows.some(({ children }) => children.some(({ tag, scope }) => tag === 'TH' && !scope)))
    faults.push(`${name} has a head that does not say whose it is`)
  const body = bodyRows(table)
  const pages = [...new Set(body.flatMap((row) => row.pages))]
  for (const page of head.pages)
    if (!pages.includes(page)) faults.push(`${name} has heads without a row on page ${page}`)
  for (const page of pages) {
    if (!head.pages.includes(page)) faults.push(`${name} has no heads on page ${page}`)
    if (pages.length > 1 && body.filter((row) => row.pages.includes(page)).length === 1)
      faults.push(`${name} has a single row on page ${page}`)
  }
  for (const row of body) if (row.pages.length > 1) faults.push(`${name} breaks within a row on page ${row.pages[0]}`)
  return faults
}

const inFigure = ({ alternative, pages }: Tagged): string[] =>
  alternative?.trim() ? [] : [`a picture on page ${pages.join()} says nothing to whoever cannot see it`]

function atFeet(path: string, footer: string): string[] {
  const { pageTexts } = readPdf(path)
  return pageTexts.flatMap((text, index) => {
    const number = `Page ${index + 1} of ${pageTexts.length}`
    const foot = text.trimEnd().split('\n').slice(-4).join(' ').replace(/\s+/g, ' ')
    return foot.includes(number) && foot.replace(number, '').replace(/\s+/g, ' ').includes(footer)
      ? []
      : [`page ${index + 1} has at its foot: ${foot}`]
  })
}
