/** module.md: its front matter and pages, parsed to the tree that the program shows. */
import type { Heading, Nodes, Root, RootContent } from 'mdast'
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { directive } from 'micromark-extension-directive'
import { z } from 'zod'
import { startOf } from './content-files.ts'
import { type Finding, mistake, oneOf, type Place } from './finding.ts'
import {
  ADULT_AUDIENCES,
  WHAT_CHANGED,
  type Audience,
  type Block,
  type Inline,
  type Page,
  type Rule,
} from '../format.ts'
import { readYaml } from './yaml-file.ts'

/** What the pages may refer to. */
export interface Known {
  rules: readonly Rule[]
  topics: readonly string[]
  contacts: readonly string[]
  /** Those the policy is for; a page that names none is for all of them. */
  audiences: readonly Audience[]
}

export interface Module {
  title: string
  pages: Page[]
}

const frontMatter = z.strictObject({ title: z.string().trim().min(1) })

/** Parses module.md; undefined, and a finding, where it has no front matter or no page. Every mistake is a finding. */
export function readModule(file: string, text: string, known: Known, findings: Finding[]): Module | undefined {
  const front = /^---[ \t]*\r?\n(?:([^]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!front) {
    const expected = 'a first line of three hyphens, a line with the title, and three hyphens again'
    findings.push(mistake(startOf(file), 'This file does not begin with its title.', { expected }))
    return undefined
  }
  // Empty lines stand in for what is left out, so that every place found is the place in the file.
  const head = readYaml(file, '\n' + (front[1] ?? ''), frontMatter, findings)
  const pages = new PageReader(file, known, findings).read(front[0].replace(/[^\n]/g, '') + text.slice(front[0].length))
  return head && pages ? { title: head.value.title, pages } : undefined
}

/** What Markdown can do and a page cannot, in the words of its author. */
const REFUSED: Partial<Record<Nodes['type'], string>> = {
  blockquote: 'A quotation',
  break: 'A forced line break (two spaces or a backslash at the end of a line)',
  code: 'A block of code (or a line that begins with four spaces)',
  definition: 'A link',
  html: 'HTML',
  image: 'A picture',
  imageReference: 'A picture',
  inlineCode: 'Code',
  link: 'A link',
  linkReference: 'A link',
  thematicBreak: 'A rule across the page',
}
const ALLOWED = 'headings, paragraphs, lists, *emphasis*, **strong**, ::rules, :::tell and :::note'
const TABLE_ROW = /^[ \t]*\|.*\||^[ \t]*:?-+:?[ \t]*\|/m
/** Lists in lists in lists on one line: a few thousand of them take the parser minutes. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){9}/m

/** One reading of one file. */
class PageReader {
  readonly #file: string
  readonly #known: Known
  readonly #findings: Finding[]
  #text = ''

  constructor(file: string, known: Known, findings: Finding[]) {
    this.#file = file
    this.#known = known
    this.#findings = findings
  }

  read(text: string): Page[] | undefined {
    this.#text = text
    const root = this.#parse(text)
    if (!root) return undefined
    const pages: Page[] = []
    for (const { heading, nodes } of this.#parts(root)) {
      const page = this.#page(heading, nodes)
      if (pages.some(({ id }) => id === page.id)) {
        this.#fault(heading, `There is an earlier page named "${page.title}".`, { expected: 'a title of its own' })
      }
      pages.push(page)
    }
    if (pages.length > 0) return pages
    this.#findings.push(mistake(startOf(this.#file), 'There is no page.', { expected: 'a line with # and a title' }))
    return undefined
  }

  #parse(text: string): Root | undefined {
    const tooDeep = TOO_DEEP.exec(text)
    if (tooDeep) {
      const line = text.slice(0, tooDeep.index).split('\n').length
      this.#findings.push(mistake({ file: this.#file, line, column: 1 }, 'This is nested too deep to be read.'))
      return undefined
    }
    // Without the directive inside a line: there, "9:30" and "note:this" are nothing but text.
    const { flow } = directive()
    return fromMarkdown(text, { extensions: [flow ? { flow } : {}], mdastExtensions: [directiveFromMarkdown()] })
  }

  #fault(node: Nodes, message: string, hint: Parameters<typeof mistake>[2] = {}): void {
    this.#findings.push(mistake(this.#placeOf(node), message, hint))
  }

  #placeOf(node: Nodes): Place {
    return { file: this.#file, line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
  }

  // ---- pages

  /** The file cut at its headings of the first level. */
  #parts(root: Root): { heading: Heading; nodes: RootContent[] }[] {
    const parts: { heading: Heading; nodes: RootContent[] }[] = []
    for (const node of root.children) {
      const part = parts.at(-1)
      if (node.type === 'heading' && node.depth === 1) parts.push({ heading: node, nodes: [] })
      else if (part) part.nodes.push(node)
      else this.#fault(node, 'This stands before the first page.', { expected: 'a page: a line with # and its title' })
    }
    return parts
  }

  #page(heading: Heading, nodes: RootContent[]): Page {
    const plain = heading.children.every((child) => child.type === 'text')
    if (!plain) this.#fault(heading, 'The title of a page is plain text.', { expected: 'a title without marks in it' })
    const line = heading.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
    const [, title = '', limit] = /^(.*?)\s*(?:\{([^{}]*)\})?$/s.exec(line) ?? []
    const id = pageId(title)
    if (plain && id === '') this.#fault(heading, 'This page has no title.', { expected: 'a title after the #' })
    if (id === WHAT_CHANGED)
      this.#fault(heading, 'Lanyard has a page of its own with this title.', { expected: 'another title' })
    if (nodes.length === 0) this.#fault(heading, `The page "${title}" is empty.`, { expected: 'text or rules' })
    const body = nodes.flatMap((node) => this.#block(node, 'page'))
    return { id, title, audiences: this.#audiences(heading, limit), body }
  }

  #audiences(node: Heading, limit: string | undefined): Audience[] {
    if (limit === undefined) return [...this.#known.audiences]
    const names = /^\s*audiences="([^"]*)"\s*$/.exec(limit)?.[1]?.split(/\s+/).filter(Boolean)
    if (!names || names.length === 0) {
      this.#fault(node, `"{${limit}}" is not understood.`, { expected: '{audiences="staff governor"}' })
      return [...this.#known.audiences]
    }
    for (const name of names.filter((name) => !this.#known.audiences.some((audience) => audience === name))) {
      this.#fault(node, `"${name}" is not an audience of this policy.`, oneOf(name, this.#known.audiences, ''))
    }
    return ADULT_AUDIENCES.filter((audience) => names.includes(audience))
  }

  // ---- blocks

  /** The blocks that a node stands for: none where it is a mistake. A box (tell, note, list) holds less than a page. */
  #block(node: RootContent, where: 'page' | 'box'): Block[] {
    switch (node.type) {
      case 'paragraph': {
        const children = this.#inlines(node.children)
        const label = node.data && 'directiveLabel' in node.data
        if (label)
          this.#fault(node, 'A box has no text in square brackets.', { expected: 'the text on lines of its own' })
        const source = this.#text.slice(node.position?.start.offset, node.position?.end.offset)
        if (TABLE_ROW.test(source)) this.#fault(node, 'A table cannot stand here.', { expected: ALLOWED })
        if (/^[ \t]*::/m.test(source)) {
          const expected = '::rules{topic=...}, ::rules{ids="..."}, :::tell{contact=...}, or :::note, alone on its line'
          this.#fault(node, 'This begins like a directive and is none.', { expected })
        }
        return [{ type: 'paragraph', children }]
      }
      case 'heading':
        if (where === 'page' && node.depth === 2) return [{ type: 'heading', children: this.#inlines(node.children) }]
        if (where === 'page') this.#fault(node, 'This heading is too deep.', { expected: '# for a page, ## inside it' })
        else this.#fault(node, 'A heading cannot stand in a list or a box.', { expected: 'a box closed with :::' })
        return []
      case 'list': {
        const items = node.children.map((item) => item.children.flatMap((child) => this.#block(child, 'box')))
        return [{ type: 'list', ordered: node.ordered === true, items }]
      }
      case 'leafDirective':
      case 'containerDirective':
        if (where === 'page') return this.#directive(node)
        this.#fault(node, 'This cannot stand in a list or a box.', { expected: 'a line of its own, outside' })
        return []
      default:
        this.#fault(node, `${REFUSED[node.type] ?? 'This'} cannot stand here.`, { expected: ALLOWED })
        return []
    }
  }

  #inlines(nodes: readonly Nodes[]): Inline[] {
    return nodes.flatMap((node): Inline[] => {
      switch (node.type) {
        case 'text':
          return [{ type: 'text', value: node.value.replace(/\s*\n\s*/g, ' ') }] // where a line ends means nothing
        case 'emphasis':
        case 'strong':
          return [{ type: node.type, children: this.#inlines(node.children) }]
        default:
          this.#fault(node, `${REFUSED[node.type] ?? 'This'} cannot stand here.`, { expected: ALLOWED })
          return []
      }
    })
  }

  // ---- directives

  #directive(node: LeafDirective | ContainerDirective): Block[] {
    const written = (node.type === 'leafDirective' ? '::' : ':::') + node.name
    switch (written) {
      case '::rules':
        return this.#rules(node)
      case ':::tell':
      case ':::note':
        return this.#box(node as ContainerDirective)
      default:
        this.#fault(node, `There is no "${written}".`, oneOf(written, ['::rules', ':::tell', ':::note'], ''))
        return []
    }
  }

  #rules(node: LeafDirective | ContainerDirective): Block[] {
    const { topic, ids } = this.#attributes(node, ['topic', 'ids'])
    if ((topic === undefined) === (ids === undefined)) {
      this.#fault(node, '::rules names neither or both of a topic and ids.', { expected: 'topic=... or ids="..."' })
      return []
    }
    if (topic !== undefined) {
      const rules = this.#known.rules.filter((rule) => rule.topic === topic).map((rule) => rule.id)
      const used = new Set(this.#known.rules.map((rule) => rule.topic))
      if (!this.#known.topics.includes(topic)) {
        this.#fault(node, `There is no topic "${topic}".`, oneOf(topic, this.#known.topics, 'a topic of topics.yaml'))
      } else if (rules.length === 0) {
        this.#fault(node, `No rule has the topic "${topic}".`, oneOf(topic, used, 'a topic of a rule in rules.yaml'))
      }
      return [{ type: 'rules', rules }]
    }
    const valid = this.#known.rules.map((rule) => rule.id)
    const rules = (ids ?? '').split(/\s+/).filter(Boolean)
    if (rules.length === 0) this.#fault(node, '::rules names no rule.', { expected: 'the ids of rules, with spaces' })
    for (const id of rules.filter((id) => !valid.includes(id))) {
      this.#fault(node, `There is no rule "${id}".`, oneOf(id, valid, 'the id of a rule in rules.yaml'))
    }
    return [{ type: 'rules', rules }]
  }

  #box(node: ContainerDirective): Block[] {
    const { contact } = this.#attributes(node, node.name === 'tell' ? ['contact'] : [])
    this.#checkClosed(node)
    const children = node.children.flatMap((child) => this.#block(child, 'box'))
    if (node.name === 'note') {
      if (children.length === 0) this.#fault(node, 'This note is empty.', { expected: 'text, then a line of :::' })
      return [{ type: 'note', children }]
    }
    const contacts = this.#known.contacts
    if (!contact) {
      this.#fault(node, ':::tell does not say whom.', { expected: ':::tell{contact=...}' })
      return []
    }
    if (!contacts.includes(contact)) {
      const hint = oneOf(contact, contacts, 'the id of a contact in school.yaml')
      this.#fault(node, `There is no contact "${contact}".`, hint)
    }
    return [{ type: 'tell', contact, children }]
  }

  /** Markdown lets a box that is never closed run to the end of the file, over all the pages to come. */
  #checkClosed(node: ContainerDirective): void {
    const source = this.#text.slice(node.position?.start.offset, node.position?.end.offset)
    const last = source.trimEnd().split('\n').slice(1).at(-1)?.trim() ?? ''
    if (!/^:{3,}$/.test(last)) this.#fault(node, 'This box is never closed.', { expected: 'a line of ::: after it' })
  }

  #attributes(node: LeafDirective | ContainerDirective, valid: string[]): Record<string, string | undefined> {
    const given: Record<string, string | undefined> = {}
    for (const [name, value] of Object.entries(node.attributes ?? {})) {
      if (valid.includes(name)) given[name] = value ?? ''
      else this.#fault(node, `"${name}" means nothing to ${node.name}.`, oneOf(name, valid, 'nothing in braces'))
    }
    return given
  }
}

/** The name of a page in addresses and records: its title in small letters, digits and hyphens. */
export function pageId(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
