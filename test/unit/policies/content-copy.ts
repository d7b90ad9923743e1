import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The content of a made-up school, with nothing wrong in it. */
export const FIXTURE = join(import.meta.dirname, '../../support/fixtures/content')

/** A copy of the fixture that a test may spoil; it goes when the test is done. */
export function copyContent(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-content-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(FIXTURE, folder, { recursive: true })
  return folder
}

/** Replaces the first `from` in a file of the content, or `everywhere` each; fails where it is not there. */
export function edit(folder: string, file: string, from: string, to: string, everywhere = false): void {
  const text = readFileSync(join(folder, file), 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`)
  const replaced = everywhere ? text.replaceAll(from, () => to) : text.replace(from, () => to)
  writeFileSync(join(folder, file), replaced)
}
