import { readFileSync } from 'node:fs'
import { UsageError } from './command.ts'

/** The passphrase in a text file (UTF-8): its first line. Null where no file is named. Throws UsageError where it cannot be read. */
export function passphraseIn(file: unknown): string | null {
  if (typeof file !== 'string') return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) // without a mark at its start
    return text.split(/\r?\n/, 1)[0]!
  } catch {
    throw new UsageError(`The passphrase could not be read from ${file}. Is there such a file, and is it plain text?`)
  }
}
