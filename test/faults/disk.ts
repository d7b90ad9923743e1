/**
 * What a disk may hold after the power went: all that was synced, and of what came after it nothing, or any part. It is
 * told what a program did to the files of one folder, act by act (power-loss.c). Stricter than most disks: the sectors
 * of one write are kept or lost each by itself, and a new file's name is only sure once its folder was synced.
 */
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** bytes: what a disk writes at once */
const SECTOR = 512

/** Paths with the bytes of each file; null for a folder. */
export type Files = Map<string, Buffer | null>

/** Some bytes written at a place, or a new length. */
type Change = { at: number; bytes: Buffer } | { length: number }

interface Node {
  inode: string
  isFolder: boolean
  synced: Buffer
  since: Change[]
}

type Naming = { made: string; node: Node } | { gone: string } | { from: string; to: string }

/** Whether something that was not synced is kept. */
export type Keeps = () => boolean

export class Disk {
  readonly #root: string
  readonly #nodes = new Map<string, Node>()
  /** Every path by what is sure, and what became of names since. */
  readonly #synced = new Map<string, Node>()
  #since: Naming[] = []
  /** How many acts of each kind were told. */
  readonly told = new Map<string, number>()

  /** A folder as it is, all of it safe on the disk. */
  constructor(root: string) {
    this.#root = root
    for (const path of [
      root,
      ...readdirSync(root, { recursive: true, encoding: 'utf8' }).map((one) => join(root, one)),
    ]) {
      const found = statSync(path)
      const bytes = found.isDirectory() ? Buffer.alloc(0) : readFileSync(path)
      this.#synced.set(path, this.#node(`${found.ino}`, found.isDirectory(), bytes))
    }
  }

  #node(inode: string, isFolder: boolean, synced = Buffer.alloc(0)): Node {
    const node: Node = { inode, isFolder, synced, since: [] }
    this.#nodes.set(inode, node)
    return node
  }

  /** Takes the notes of one program, oldest first. A last note that is cut short tells of nothing. */
  tell(notes: Buffer): void {
    for (let at = 0; ;) {
      const end = notes.indexOf(0x0a, at)
      if (end < 0) return
      const [kind, inode, number, length] = notes.toString('latin1', at, end).split(' ')
      at = end + 1 + Number(length)
      if (at > notes.length) return
      this.#act(kind!, inode!, Number(number), notes.subarray(end + 1, at))
    }
  }

  #act(kind: string, inode: string, number: number, bytes: Buffer): void {
    this.told.set(kind, (this.told.get(kind) ?? 0) + 1)
    const [path, to] = bytes.toString('utf8').split('\0') as [string, string]
    if (kind === 'C' || kind === 'D') this.#since.push({ made: path, node: this.#node(inode, kind === 'D') })
    else if (kind === 'U') this.#since.push({ gone: path })
    else if (kind === 'R') this.#since.push({ from: path, to })
    else if (kind === 'W') this.#nodes.get(inode)!.since.push({ at: number, bytes })
    else if (kind === 'T') this.#nodes.get(inode)!.since.push({ length: number })
    else if (kind === 'F') this.#sync(this.#nodes.get(inode)!)
    else throw new Error(`no such act: ${kind}`)
  }

  #sync(node: Node): void {
    if (!node.isFolder) {
      node.synced = changed(node.synced, node.since, () => true)
      node.since = []
      return
    }
    // Names are kept in order: with the last one in this folder, all that came before it.
    const last = this.#since.findLastIndex((naming) => pathsOf(naming).some((path) => this.#isIn(node, path)))
    for (const naming of this.#since.splice(0, last + 1)) rename(this.#synced, naming)
  }

  #isIn(folder: Node, path: string): boolean {
    return this.#names(this.#since.length).get(dirname(path)) === folder
  }

  #names(since: number): Map<string, Node> {
    const names = new Map(this.#synced)
    for (const naming of this.#since.slice(0, since)) rename(names, naming)
    return names
  }

  /** What a program that goes on finds: every act done. */
  now(): Files {
    return this.#files(this.#since.length, () => true)
  }

  /** What the disk holds when the power comes back. `names`: how much of what became of names is kept, from 0 to 1. */
  afterLoss(keeps: Keeps, names: number): Files {
    return this.#files(Math.floor(names * (this.#since.length + 1)), keeps)
  }

  #files(names: number, keeps: Keeps): Files {
    const nodes = [...this.#names(names)].filter(([path]) => path !== this.#root)
    return new Map(
      nodes.map(([path, { isFolder, synced, since }]) => [path, isFolder ? null : changed(synced, since, keeps)]),
    )
  }
}

const pathsOf = (naming: Naming): string[] =>
  'made' in naming ? [naming.made] : 'gone' in naming ? [naming.gone] : [naming.from, naming.to]

function rename(names: Map<string, Node>, naming: Naming): void {
  if ('made' in naming) names.set(naming.made, naming.node)
  else if ('gone' in naming) names.delete(naming.gone)
  else
    for (const [path, node] of [...names])
      if (path === naming.from || path.startsWith(`${naming.from}/`)) {
        names.delete(path)
        names.set(naming.to + path.slice(naming.from.length), node)
      }
}

/** The bytes of a file after those of its changes that are kept. */
function changed(before: Buffer, changes: readonly Change[], keeps: Keeps): Buffer {
  if (changes.length === 0) return before
  const ends = changes.map((change) => ('length' in change ? change.length : change.at + change.bytes.length))
  const bytes = Buffer.alloc(Math.max(before.length, ...ends))
  before.copy(bytes)
  let length = before.length
  for (const change of changes)
    if ('length' in change) {
      if (!keeps()) continue
      if (change.length < length) bytes.fill(0, change.length, length) // what is grown into again is empty
      length = change.length
    } else
      for (let from = 0; from < change.bytes.length;) {
        const to = Math.min(change.bytes.length, from + SECTOR - ((change.at + from) % SECTOR))
        if (keeps()) {
          change.bytes.copy(bytes, change.at + from, from, to)
          length = Math.max(length, change.at + to)
        }
        from = to
      }
  return bytes.subarray(0, length)
}

/** Puts files into an empty folder that they were read from, or noted in. */
export function putFiles(files: Files): void {
  for (const [path, bytes] of files)
    if (bytes === null) mkdirSync(path, { recursive: true })
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytes)
    }
}
