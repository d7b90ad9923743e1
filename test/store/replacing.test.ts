import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DATABASE_FILE, HEADS_FILE, openDatabase } from '../../src-main/database/open.ts'
import { clearWaiting, finishReplacing, replaceRecords } from '../../src-main/database/replacing.ts'
import { ownFolder } from '../support/app.ts'

const AT = new Date('2026-11-21T16:20:05.123Z')
const KEPT = 'replaced-20261121T162005Z'
const STEPS = ['decide', 'make the folder', 'move heads-seen.jsonl', 'move lanyard.db-wal', 'move lanyard.db-shm', 'move lanyard.db-journal', 'move lanyard.db', 'put in place', 'clear'] // prettier-ignore

/** A folder with old records, which lie in two files, and new ones that wait in a folder of their own. */
function twoRecords(): string {
  const folder = ownFolder()
  writeFileSync(join(folder, DATABASE_FILE), 'old')
  writeFileSync(join(folder, `${DATABASE_FILE}-wal`), 'old too')
  writeFileSync(join(folder, HEADS_FILE), 'old heads')
  mkdirSync(join(folder, 'restoring-x'))
  writeFileSync(join(folder, 'restoring-x', DATABASE_FILE), 'new')
  mkdirSync(join(folder, 'backups'))
  return folder
}

const text = (...path: string[]) => readFileSync(join(...path), 'utf8')
const oldIn = (folder: string) => [text(folder, DATABASE_FILE), text(folder, `${DATABASE_FILE}-wal`)]

function expectReplaced(folder: string): void {
  expect(text(folder, DATABASE_FILE)).toBe('new')
  expect(oldIn(join(folder, KEPT))).toEqual(['old', 'old too'])
  expect(text(folder, KEPT, HEADS_FILE)).toBe('old heads')
  expect(readdirSync(folder).toSorted()).toEqual(['backups', DATABASE_FILE, KEPT])
}

function expectUntouched(folder: string): void {
  expect(oldIn(folder)).toEqual(['old', 'old too'])
  expect(text(folder, HEADS_FILE)).toBe('old heads')
  expect(existsSync(join(folder, 'replacing.json'))).toBe(false)
}

test('new records take the place of the old ones, which are kept', () => {
  const folder = twoRecords()
  const steps: string[] = []
  expect(replaceRecords(folder, 'restoring-x', AT, (step) => steps.push(step))).toBe(KEPT)
  expectReplaced(folder)
  expect(steps).toEqual(STEPS)
})

test('a second replacement in one second keeps its records in a folder of their own', () => {
  const folder = twoRecords()
  replaceRecords(folder, 'restoring-x', AT)
  mkdirSync(join(folder, 'restoring-y'))
  writeFileSync(join(folder, 'restoring-y', DATABASE_FILE), 'newer')
  expect(replaceRecords(folder, 'restoring-y', AT)).toBe(`${KEPT}-2`)
  expect([text(folder, DATABASE_FILE), text(folder, `${KEPT}-2`, DATABASE_FILE)]).toEqual(['newer', 'new'])
  expect(oldIn(join(folder, KEPT))).toEqual(['old', 'old too'])
})

test('where no records stand, the new ones are put there all the same', () => {
  const folder = ownFolder()
  mkdirSync(join(folder, 'restoring-x'))
  writeFileSync(join(folder, 'restoring-x', DATABASE_FILE), 'new')
  replaceRecords(folder, 'restoring-x', AT)
  expect(text(folder, DATABASE_FILE)).toBe('new')
})

describe.each(STEPS)('where the disk refuses at "%s"', (failing) => {
  test('the old records stand as they were, or the new ones are there', () => {
    const folder = twoRecords()
    const replace = () =>
      replaceRecords(folder, 'restoring-x', AT, (step) => {
        if (step === failing) throw new Error('refused')
      })
    if (failing === 'clear') expect(replace()).toBe(KEPT)
    else expect(replace).toThrow('refused')
    if (failing === 'clear') finishReplacing(folder)
    if (failing === 'clear') expectReplaced(folder)
    else expectUntouched(folder)
    finishReplacing(folder)
  })
})

test('what was kept before is never written over: nothing is moved then', () => {
  const folder = twoRecords()
  const replace = () =>
    replaceRecords(folder, 'restoring-x', AT, (step) => {
      if (step === 'move lanyard.db') writeFileSync(join(folder, KEPT, DATABASE_FILE), 'somebody’s')
    })
  expect(replace).toThrow('already')
  expect(text(folder, KEPT, DATABASE_FILE)).toBe('somebody’s')
  expectUntouched(folder)
})

test('what the disk does not let Lanyard finish is said in words, and nothing is moved', () => {
  const folder = twoRecords()
  writeFileSync(join(folder, 'replacing.json'), JSON.stringify({ from: 'restoring-x', to: 'backups/../replaced-x' }))
  writeFileSync(join(folder, 'replaced-x'), 'a file, and no folder')
  expect(() => finishReplacing(folder)).toThrow(/Nothing is lost/)
  expect(oldIn(folder)).toEqual(['old', 'old too'])
})

describe('copies of backups that wait', () => {
  test('are cleared, but for while one is being put in place', () => {
    const folder = twoRecords()
    writeFileSync(join(folder, 'replacing.json'), JSON.stringify({ from: 'restoring-x', to: KEPT }))
    clearWaiting(folder)
    expect(existsSync(join(folder, 'restoring-x'))).toBe(true)
    rmSync(join(folder, 'replacing.json'))
    clearWaiting(folder)
    expect(readdirSync(folder).toSorted()).toEqual(['backups', HEADS_FILE, DATABASE_FILE, `${DATABASE_FILE}-wal`])
  })

  test('where one is gone that was being put in place, nothing is begun in the place of the old records', () => {
    const folder = twoRecords()
    mkdirSync(join(folder, KEPT))
    renameSync(join(folder, DATABASE_FILE), join(folder, KEPT, DATABASE_FILE))
    rmSync(join(folder, 'restoring-x'), { recursive: true })
    writeFileSync(join(folder, 'replacing.json'), JSON.stringify({ from: 'restoring-x', to: KEPT }))
    expect(() => openDatabase(folder, { create: true })).toThrow(/being replaced by a backup/)
    expect(text(folder, KEPT, DATABASE_FILE)).toBe('old')
    expect(existsSync(join(folder, DATABASE_FILE))).toBe(false)
  })
})
