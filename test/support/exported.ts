/** An export, read with nothing of the program's own: line by line, as a stranger with the format in hand would. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommandLine } from '../../src-main/command-line.ts'
import { ownFolder, type Records } from './app.ts'

export interface ExportedEntry {
  seq: number
  at: string
  kind: string
  subject: string
  payload: Record<string, any>
}

/** Gives every entry of an exported folder with what it proves, oldest first; of an erased one what its erasure says stays. */
export function readExport(folder: string): ExportedEntry[] {
  const lines = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
  const payloads = new Map(
    lines('payloads.jsonl').map((line) => [JSON.parse(line).seq, JSON.parse(JSON.parse(line).payload)]),
  )
  const entries = lines('ledger.jsonl').map((line) => JSON.parse(line))
  for (const { seq, kind } of entries)
    if (kind === 'person.erased')
      payloads.get(seq).entries.forEach((erased: number, at: number) => {
        payloads.set(erased, payloads.get(erased) ?? payloads.get(seq).stays[at])
      })
  return entries.map(({ seq, at, kind, subject }) => ({ seq, at, kind, subject, payload: payloads.get(seq) }))
}

/** Runs the command line; gives its exit code and all that it wrote. */
export async function run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' }
  const code = await runCommandLine(argv, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  })
  return { code, ...written }
}

/** Closes the records, and gives what the command line exports of them: it needs the file for itself, and finds them whole. */
export async function closeAndExport(records: Pick<Records, 'close' | 'folder'>): Promise<ExportedEntry[]> {
  records.close()
  const out = join(ownFolder(), 'export')
  const exported = await run('export', '--data', records.folder, '--out', out)
  const verified = await run('verify', out)
  if (exported.code !== 0 || exported.stderr !== '' || verified.code !== 0)
    throw new Error(exported.stderr + verified.stderr)
  return readExport(out)
}
