/** How many tests passed: told by each runner's reporter, in a file, to run-all.ts. */
import { writeFileSync } from 'node:fs'

export interface Count {
  passed: number
  failed: number
  /** Each skipped test's name, with the reason where it gives one. */
  skipped: string[]
}

/** Writes the count into the file that COUNT_FILE names. */
export function tell(count: Count): void {
  writeFileSync(process.env.COUNT_FILE!, JSON.stringify(count))
}

export function because(name: string, reason: string | undefined): string {
  return reason ? `${name}: ${reason}` : name
}
