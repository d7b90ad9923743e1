/** The weight of JavaScript, as it would be sent. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../support/electron.ts'

/** Takes names of files in out/renderer/assets; gives their bytes, each after gzip at its best. */
export function gzipped(names: readonly string[]): { name: string; bytes: number }[] {
  const folder = join(ROOT, 'out/renderer/assets')
  return names.map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length }))
}
