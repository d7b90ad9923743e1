import { resolve } from 'node:path'
import { BACKUP_ENDING } from './files.ts'

/** The backup among what a program was started with, as a path; `folder`: what a path may start from. */
export function backupAmong(args: readonly string[], folder: string): string | undefined {
  const named = args.find((arg) => !arg.startsWith('-') && arg.toLowerCase().endsWith(BACKUP_ENDING))
  return named === undefined ? undefined : resolve(folder, named)
}
