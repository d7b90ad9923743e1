/** Three ways to check an export, each written on its own from docs/ledger.md: what one says of a record, all say. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LEDGER_FILE, PAYLOADS_FILE, verifyExport, type Verdict } from '../../../src-main/ledger/exported.ts'
import { CASES, flippedAt, type Case } from '../../support/damaged.ts'
import { python } from '../../support/python.ts'
import { check } from '../../support/verify-page.ts'

const home = mkdtempSync(join(tmpdir(), 'lanyard-checkers-'))
afterAll(() => rmSync(home, { recursive: true }))

function written({ ledger, payloads }: Case): string {
  const folder = mkdtempSync(join(home, 'export-'))
  writeFileSync(join(folder, LEDGER_FILE), ledger)
  writeFileSync(join(folder, PAYLOADS_FILE), payloads)
  return folder
}

async function byPage({ ledger, payloads, head }: Case): Promise<Verdict & { findings: number }> {
  const files = { ledger: new Blob([new Uint8Array(ledger)]), payloads: new Blob([new Uint8Array(payloads)]) }
  return check.checkExport(files, head === undefined ? undefined : check.typedHead(head))
}

const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value // of another realm

test('the set has good records and damaged ones, and no name twice', () => {
  const good = CASES.filter((one) => verifyExport(written(one), one.head).whole).map(({ name }) => name)
  expect(good).toEqual([
    'whole',
    'whole, with its head',
    'whole, with half of its head, in groups and capitals',
    'whole, with the head of when it was shorter',
    'a record of a thousand and more entries',
    'a record of one entry',
    'the tail dropped from both files',
    'the last line changed',
    'two payloads erased, and the erasure',
    'a payload erased, and all before it too',
    'erased for a reason that is markup, with signs that steer a screen',
    'erased for no reason',
    'erased at a time that is none',
    'erased by two, each of its own subject',
    'an erasure of entries that are there',
    'an erasure that lists an entry twice, and one that is not there',
    'payloads in another order',
    'a payload spelt otherwise, the text the same',
  ])
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length)
})

test('what was erased is told by day and reason, and what is gone without one is named', () => {
  const wordsOf = (name: string) => verifyExport(written(CASES.find((one) => one.name === name)!)).words
  expect(wordsOf('two payloads erased, and the erasure')[0]).toBe(
    'The record is whole: 12 entries, of which 2 erased, each following from the one before; what the other 10 prove is there and as it was written.',
  )
  expect(wordsOf('two payloads erased, and the erasure')[1]).toBe(
    '2 entries erased on 1 September 2026: 7 years after leaving (“line 4”).',
  )
  expect(wordsOf('a payload erased, and all before it too').slice(1, 2)).toEqual([
    '3 entries erased on 1 September 2026: 7 years after leaving (“line 4”).',
  ])
  const steering = wordsOf('erased for a reason that is markup, with signs that steer a screen')
  expect(steering[1]).toBe('1 entry erased on 1 September 2026: <img src=x>  [2J "x\\ 😀.')
  expect(wordsOf('one of two payloads listed').slice(0, 3)).toEqual([
    'The record is not whole.',
    'What entry 8 proves is gone, and no erasure says why.',
    '1 entry erased on 1 September 2026: 7 years after leaving (“line 4”).',
  ])
})

describe('the page in the export says what `lanyard verify` says', () => {
  test.each(CASES)('$name', async (one) => {
    const { findings, ...verdict } = await byPage(one)
    expect(plain(verdict)).toEqual(verifyExport(written(one), one.head))
    expect(findings > 0).toBe(verdict.words[0] === 'The record is not whole.')
  })

  test('any one bit of either file, which is always found', async () => {
    const anywhere = fc.tuple(fc.constantFrom('ledger' as const, 'payloads' as const), fc.nat(1_000_000), fc.nat(7))
    await fc.assert(
      fc.asyncProperty(anywhere, async ([of, byte, bit]) => {
        const one = flippedAt(of, byte, bit)
        const { findings: _, ...verdict } = await byPage(one)
        expect(verdict.whole).toBe(false)
        expect(plain(verdict)).toEqual(verifyExport(written(one), one.head))
      }),
      { numRuns: 200 },
    )
  })
})

describe('a script in another language says the same', () => {
  const folder = join(import.meta.dirname, '../../support')
  const noPython = 'not run: there is no Python 3 on this machine'
  const run = promisify(execFile)

  /** Of every case, from one process. */
  let said: unknown[]
  beforeAll(async () => {
    if (!python) return
    const list = join(home, 'cases.json')
    writeFileSync(list, JSON.stringify(CASES.map((one) => [written(one), one.head ?? null])))
    const program = 'import json, sys; sys.path.insert(0, sys.argv[1]); from check_export import check; '
    const { stdout } = await run(python, [
      '-IBc',
      `${program}print(json.dumps([check(*case) for case in json.load(open(sys.argv[2]))]))`,
      folder,
      list,
    ])
    said = JSON.parse(stdout) as unknown[]
  })

  test.for(CASES.map((one, at) => ({ ...one, at })))('$name', async ({ at, ...one }, { skip }) => {
    if (!python) return skip(noPython)
    const { whole, findings, head } = await byPage(one)
    expect(said[at]).toEqual({ whole, findings, head: `${head.length}:${head.hash}` })
  })

  test('started by itself, and refusing what is no head', async ({ skip }) => {
    if (!python) return skip(noPython)
    const [program, one] = [join(folder, 'check_export.py'), written(CASES[0]!)]
    const { stdout } = await run(python, ['-IB', program, one])
    expect(JSON.parse(stdout)).toMatchObject({ whole: true, findings: 0 })
    await expect(run(python, ['-IB', program, one, '12:abc'])).rejects.toThrow('That is not a head.')
  })
})
