/** Records as each released Lanyard left them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { migrations } from '../../src-main/database/migrations.ts'
import { DATABASE_FILE } from '../../src-main/database/open.ts'

/** The steps that a released Lanyard ended with: this version's own is not among them. */
export const RELEASED = Array.from({ length: migrations.length - 1 }, (_, at) => at + 1)
const files = RELEASED.map((step) =>
  gunzipSync(readFileSync(join(import.meta.dirname, `../support/fixtures/records/step-${step}.db.gz`))),
)

/** Puts records that ended with this step into a folder. */
export function putRecords(folder: string, step: number): void {
  writeFileSync(join(folder, DATABASE_FILE), files[step - 1]!)
}
