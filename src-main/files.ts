import { closeSync, existsSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { LanyardError } from './errors.ts'

/** Whether a path that is there is a folder with nothing in it. */
export function isEmptyFolder(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0
}

/** Throws LanyardError `folder-missing` where the folder that a path is to lie in is not there. */
export function refuseMissingFolder(path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new LanyardError('folder-missing', `There is no folder ${folder}. Nothing was written.`)
}

/** Has the disk take a file, or what a folder says of its files, before this ends. Throws what the disk throws. */
export function flush(path: string): void {
  const isFolder = statSync(path).isDirectory()
  if (isFolder && process.platform === 'win32') return // Windows opens no folder, and writes out names by itself
  const handle = openSync(path, isFolder ? 'r' : 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
