/** The heads this PC has seen: a line each in a small file beside the records, so that other records in their place are noticed. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { HEADS_FILE, type Database } from '../database/open.ts'

export interface SeenHead {
  /** UTC */
  at: string
  length: number
  hash: string
}
/** Something that is wrong at the end of the record. */
export interface NoticedFlaw {
  /** In a sentence. */
  words: string
  /** The SHA-256 of what stands there: after another change the sentence may be the same. */
  stands: string
}
/** Somebody has read that these heads, seen before, do not agree, and that these flaws are there; nothing else. */
interface Noted {
  /** UTC */
  notedAt: string
  by: Noter
  heads: Pick<SeenHead, 'length' | 'hash'>[]
  flaws: NoticedFlaw[]
}
export type Noter = 'governor' | 'administrator'
/** Who has read something, and when. */
export type NotedBy = Pick<Noted, 'notedAt' | 'by'>

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

    /** Every head that was seen, the oldest first; `noted`: since then somebody has read that this one does not agree. */
    seen(): (SeenHead & { noted: NotedBy | null })[] {
      const lines = textOf(file).split('\n').flatMap(lineOf)
      return lines.flatMap((line, at) => {
        if (isNote(line)) return []
        const noted = lines.slice(at).find((later): later is Noted => isNote(later) && isAmong(later.heads, line))
        return [{ ...line, noted: noted ?? null }]
      })
    },

    /** Every flaw that somebody has read of. */
    flawsNoted(): NoticedFlaw[] {
      const lines = textOf(file).split('\n').flatMap(lineOf)
      return lines.flatMap((line) => (isNote(line) ? line.flaws : []))
    },
  }
}

const isNote = (line: SeenHead | Noted): line is Noted => 'notedAt' in line
const isAmong = (heads: Noted['heads'], { length, hash }: SeenHead): boolean =>
  heads.some((one) => one.length === length && one.hash === hash)

const head = { length: z.int(), hash: z.string().regex(/^[0-9a-f]{64}$/) }
const seenLine: z.ZodType<SeenHead> = z.object({ at: z.iso.datetime(), ...head })
const notedLine: z.ZodType<Noted> = z.object({
  notedAt: z.iso.datetime(),
  by: z.enum(['governor', 'administrator']),
  heads: z.array(z.object(head)),
  flaws: z.array(z.object({ words: z.string(), stands: z.string() })),
})

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
    const line = JSON.parse(text) as unknown
    const noted = notedLine.safeParse(line)
    if (noted.success) return [noted.data]
    const seen = seenLine.safeParse(line)
    return seen.success ? [seen.data] : []
  } catch {
    return []
  }
}
