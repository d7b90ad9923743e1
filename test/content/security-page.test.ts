/** What docs/security.md claims, each with the test that holds it: the files are there, and have tests of those names. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/electron.ts'

const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')
const claims = page
  .slice(page.indexOf('## It protects'), page.indexOf('## It cannot protect'))
  .split('\n')
  .filter((line) => line.startsWith('- '))

/** Each file that a claim names, with the names of tests that follow it. */
const named = (claim: string) =>
  [...claim.matchAll(/`(test\/[^`]+)`((?:[ ,]*“[^”]+”)+)/g)].map(([, file, names]) => ({
    file: file!,
    names: [...names!.matchAll(/“([^”]+)”/g)].map(([, name]) => name!),
  }))

test('each claim names a test', () => {
  expect(claims.length).toBeGreaterThan(15)
  expect(claims.filter((claim) => named(claim).length === 0)).toEqual([])
})

test.each(claims.flatMap(named).map(({ file, names }) => [file, names] as const))('%s has %j', (file, names) => {
  expect(existsSync(join(ROOT, file))).toBe(true)
  const text = readFileSync(join(ROOT, file), 'utf8')
  for (const name of names) expect(text).toContain(name)
})

test('it has the part that says what cannot be protected, and whom to tell', () => {
  const cannot = /^## It cannot protect$(.*?)^## Found a weakness\?$/ms.exec(page)?.[1] ?? ''
  for (const word of ['not encrypted', 'BitLocker', 'before a head is printed', 'keylogger', 'clock'])
    expect(cannot).toContain(word)
})
