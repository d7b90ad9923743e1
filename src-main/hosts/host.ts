import type { ErrorData } from '../errors.ts'
import type { Mail } from '../mail.ts'

/** What every call answers, in either host: data, never a thrown error. */
export type Answer = { ok: true; value: unknown } | { ok: false; error: ErrorData }

/** The only way from the window into the program: a call's name and its input, both unchecked. */
export type Door = (name: unknown, input: unknown) => Promise<Answer>

/** What `window.lanyard` is in the window. */
export interface Bridge {
  call: Door
}

/** Sheets that a paper can be printed on, upright. */
export const PAPER_SIZES = ['A4', 'A3'] as const
export type PaperSize = (typeof PAPER_SIZES)[number]

/**
 * `name`: the file's name without its ending, and the title that a PDF has. `footer`: the words at the foot of each page,
 * beside "Page x of y" unless `numbered` is false. `size`: A4 unless it says otherwise.
 */
export interface Paper {
  name: string
  footer: string
  numbered?: boolean
  size?: PaperSize
}

/** A file to be saved. `name`: without its ending; characters a file system refuses are replaced. */
export interface SavedFile {
  name: string
  ending: 'csv' | 'ics' | 'json'
  text: string
}

/** A file that may be too long to be held at once: its text is made piece by piece, as it is written. */
export type LongFile = Omit<SavedFile, 'text'> & { pieces: Iterable<string> }

/**
 * What leaves the window: paper of what it shows, files, and prepared e-mails. Each throws LanyardError `print-failed`,
 * `save-failed` or `mail-failed` where the machine refuses.
 */
export interface Papers {
  /** Answers whether it was printed; false where the person changed their mind. */
  print(paper: Paper): Promise<boolean>
  /**
   * Answers the path of the PDF written, or null where the person changed their mind. Tagged, with bookmarks, title,
   * language and page numbers.
   */
  savePdf(paper: Paper): Promise<string | null>
  /** Answers the path of the file written, as UTF-8, or null where the person changed their mind. */
  saveFile(file: SavedFile): Promise<string | null>
  /**
   * The same, of pieces that are made as they are written; between them, also empty ones, the window has its turns. What
   * making a piece throws is thrown on, and no file is left.
   */
  saveLong(file: LongFile): Promise<string | null>
  /**
   * Asks for a folder, under a title; answers its path, or null where the person changed their mind. Is itself null in a
   * host without such a dialog: there the path is typed.
   */
  chooseFolder: ((title: string) => Promise<string | null>) | null
  /** The same for a backup that is there. */
  chooseFile: ((title: string) => Promise<string | null>) | null
  /** Opens a prepared e-mail in the PC's own mail program, where the person looks at it and sends it, or does not. */
  writeMail(mail: Mail): Promise<void>
}

/** A window on the program. Nothing else in the project knows which one it is. */
export interface Host extends Papers {
  /** Opens the window and answers its calls through `door`. Resolves when the first screen has loaded. */
  show(door: Door): Promise<void>
  /** Resolves when the window has been closed. */
  closed: Promise<void>
  close(): Promise<void>
}

/** Where there is no window, there is nothing to print, to save or to send. */
export const NO_PAPERS: Papers = {
  print: async () => false,
  savePdf: async () => null,
  saveFile: async () => null,
  saveLong: async () => null,
  chooseFolder: null,
  chooseFile: null,
  writeMail: async () => undefined,
}
