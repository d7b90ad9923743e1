/** What both hosts need to make a PDF and to put files on disk. */
import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { LanyardError } from '../errors.ts'
import { SLICE, nextTurn } from '../slices.ts'
import type { Paper } from './host.ts'

/** In millimetres; the lower one has room for the footer. A page that sets margins of its own keeps at least these. */
export const PDF_MARGINS = { top: 15, right: 16, bottom: 20, left: 16 }

const PAGE_OF_PAGES = 'Page <span class="pageNumber"></span> of <span class="totalPages"></span>'

/** A header that is empty: without one the browser prints the date and the title. */
export const NO_HEADER = '<span></span>'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The foot of each page as the browser wants it: the words on the left, "Page x of y" on the right where pages are numbered. */
export function footerTemplate({ footer, numbered = true }: Omit<Paper, 'name'>): string {
  const text = footer.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? '')
  return (
    `<div style="box-sizing: border-box; width: 100%; padding: 0 ${PDF_MARGINS.left}mm; display: flex; ` +
    'justify-content: space-between; gap: 8mm; font: 9pt sans-serif; color: #000">' +
    `<span style="text-wrap: balance">${text}</span><span style="white-space: nowrap">${numbered ? PAGE_OF_PAGES : ''}</span></div>`
  )
}

/**
 * Makes paper of a window while its title is the paper's own, which a PDF takes, and its pages are of the paper's size;
 * then puts both back. `run` runs a script in the window and gives what it comes to. The pages' size is a style sheet of
 * its own, since a window keeps to what its styles say of it, not to what the printer is told; where they are to hold, it
 * is empty, since it would also turn upright what they lay sideways.
 */
export async function asPaper<Made>(
  run: (script: string) => Promise<unknown>,
  { name, size = 'A4' }: Paper,
  make: () => Promise<Made>,
): Promise<Made> {
  const title = await run(`(() => {
    const pages = new CSSStyleSheet()
    pages.replaceSync(${JSON.stringify(size === 'A4' ? '' : `@page { size: ${size} }`)})
    document.adoptedStyleSheets.push(pages)
    const title = document.title
    document.title = ${JSON.stringify(name)}
    return title
  })()`)
  try {
    return await make()
  } finally {
    await run(`document.adoptedStyleSheets.pop(); document.title = ${JSON.stringify(title)}`)
  }
}

const LONGEST_NAME = 120 // characters: whole paths stay under Windows' 260
const DEVICE_NAMES = /^(con|prn|aux|nul|com\d|lpt\d)$/i // Windows keeps these for itself

/** A name that every file system takes, with `.pdf` or another ending. */
export function fileName(name: string, ending = 'pdf'): string {
  const clean = [
    ...name
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, ' ')
      .replace(/[<>:"/\\|?*]/g, '-'),
  ]
    .slice(0, LONGEST_NAME)
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (clean === '') return `Lanyard.${ending}`
  return DEVICE_NAMES.test(clean) ? `${clean} (Lanyard).${ending}` : `${clean}.${ending}`
}

/** What a file is to hold: bytes, or pieces of text that are made as they are written. */
export type Content = Uint8Array | AsyncIterable<string>

const PIECE = 64 * 1024 // characters

/** The same text in pieces that are each worth a write. While there is none yet, the window has its turns all the same. */
export async function* inPieces(texts: Iterable<string>): AsyncGenerator<string> {
  let piece = ''
  let until = performance.now() + SLICE
  for (const text of texts) {
    piece += text
    if (performance.now() >= until) {
      await nextTurn()
      until = performance.now() + SLICE
    }
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/** Writes a file so that it is there whole or not at all. Throws LanyardError `save-failed`, or what making the content throws. */
export async function writeWhole(path: string, bytes: Content): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
  try {
    const file = await open(part, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error instanceof LanyardError ? error : saveFailed(error)
  }
}

/** Writes a file beside those that are there, replacing none (" (2)" is added). Answers its path. Throws LanyardError `save-failed`. */
export async function writeBeside(folder: string, name: string, bytes: Content): Promise<string> {
  const ending = extname(name)
  const stem = basename(name, ending)
  for (let copy = 1; ; copy++) {
    const path = join(folder, copy === 1 ? name : `${stem} (${copy})${ending}`)
    try {
      await (await open(path, 'wx')).close() // takes the name before anybody else can
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw saveFailed(error)
    }
    try {
      await writeWhole(path, bytes)
      return path
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined)
      throw error
    }
  }
}

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'Lanyard is not allowed to write in that folder',
  EPERM: 'Lanyard is not allowed to write there, or the file is open in another program',
  EBUSY: 'the file is open in another program',
  EROFS: 'that folder can only be read',
  ENOENT: 'that folder is not there any more',
  ENOTDIR: 'that folder is not there any more',
  ENAMETOOLONG: 'its name is too long',
}

/** Any failure to make or write a paper or an export, in plain words. */
export function saveFailed(error: unknown): LanyardError {
  const reason = REASONS[(error as NodeJS.ErrnoException)?.code ?? ''] ?? 'the computer refused'
  return new LanyardError(
    'save-failed',
    `It was not saved: ${reason}. Nothing is lost and no half-made file is left. Try again, or choose another folder.`,
  )
}

/** A printer or its dialog that refused, in plain words. */
export function printFailed(reason: string): LanyardError {
  return new LanyardError(
    'print-failed',
    `It was not printed: ${reason}. Nothing is lost. You can save it as a PDF instead.`,
  )
}
