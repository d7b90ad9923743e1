/** The heads this PC has seen: a line each in a small file beside the records, so that other records in their place are noticed. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { HEADS_FILE, type Database } from '../database/open.ts'

export interface SeenHead {
  /** UTC */
  at: string
  length: number
  hash: string
}
/** Somebody has read that the heads before did not agree. */
interface Noted {
  /** UTC */
  notedAt: string
}

export function createHeadsFile(database: Database) {
  const file = join(dirname(database.name), HEADS_FILE)

  /** Adds a line, and waits until it is on the disk. Throws what the file system throws. */
  function append(line: SeenHead | Noted): void {
    const text = `${JSON.stringify(line)}\n`
    const isCut = !/(^|\n)$/.test(textOf(file)) // the power went in the middle of a line
    const handle = openSync(file, 'a')
    try {
      writeSync(handle, isCut ? `\n${text}` : text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  }

  return {
    append,

    /** Every head that was seen, the oldest first; `noted`: since then somebody has read that it did not agree. */
    seen(): (SeenHead & { noted: boolean })[] {
      const lines = textOf(file).split('\n').flatMap(lineOf)
      const lastNoted = lines.findLastIndex((line) => 'notedAt' in line)
      return lines.flatMap((line, at) => ('notedAt' in line ? [] : [{ ...line, noted: at < lastNoted }]))
    },
  }
}

/** Nothing where it cannot be read: the records do not need it. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** A line that is not in the format says nothing. */
function lineOf(text: string): (SeenHead | Noted)[] {
  try {
    const line = JSON.parse(text) as Partial<SeenHead & Noted> | null
    if (typeof line?.notedAt === 'string') return [{ notedAt: line.notedAt }]
    const { at, length, hash } = line ?? {}
    const isHead = typeof at === 'string' && Number.isInteger(length)
    return isHead && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? [{ at, length: length!, hash }] : []
  } catch {
    return []
  }
}
