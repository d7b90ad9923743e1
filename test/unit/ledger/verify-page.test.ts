import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inGroups, typedHead } from '../../../src-main/ledger/chain.ts'
import { CASES, wholeRecord } from '../../support/damaged.ts'
import { check, html, partsOf } from '../../support/verify-page.ts'

const MOST = 40_000 // bytes

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('its SHA-256 is that of FIPS 180-4', () => {
  // https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  test.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of the standard’s example %s', (text, hash) => expect(check.sha256(Buffer.from(text))).toBe(hash))

  test('of each length about the edges of a block', () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 151 + length) % 256)
      expect(check.sha256(bytes), `${length} bytes`).toBe(sha256(bytes))
    }
  })
})

describe('as a file', () => {
  test('it is small', () => expect(Buffer.byteLength(html)).toBeLessThan(MOST))

  test('its content policy lets its own style and scripts in, and nothing else', () => {
    const named = (tag: 'script' | 'style') =>
      partsOf(tag)
        .map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
        .join(' ')
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1]
    expect(policy).toBe(
      `default-src 'none'; script-src ${named('script')}; style-src ${named('style')}; base-uri 'none'; ` +
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    )
  })

  test('its colours and sizes are those of the program', () => {
    const tokens = (css: string) =>
      new Map(Array.from(css.matchAll(/^ *--([a-z0-9-]+): ([^;]+);/gm), ([, name, value]) => [name!, value!] as const))
    // Those of the first block; what follows is for whoever asks for more contrast, or has a narrow window.
    const first = (css: string) => tokens(/:root \{[^]*?\n *\}/.exec(css)![0])
    const ours = first(partsOf('style')[0]!)
    const theirs = first(readFileSync(join(import.meta.dirname, '../../../src-renderer/styles/tokens.css'), 'utf8'))
    expect(ours.size).toBeGreaterThan(20)
    ours.delete('font') // no file comes along: a PC that has the typeface shows it
    for (const [name, value] of ours) expect(value, `--${name}`).toBe(theirs.get(name))
  })

  test('it names nothing outside itself, and makes no markup of what it reads', () => {
    expect(html).not.toMatch(/https?:|\/\/\w|@import|url\(|<link|<img|<iframe|\ssrc=/)
    expect(html).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval|new Function|style=|\son\w+=/)
    expect(html).not.toMatch(/fetch|XMLHttpRequest|WebSocket|sendBeacon|import\(|localStorage|cookie/)
  })
})

describe('a typed head is what it is for the program', () => {
  const hash = '3d96e799'.repeat(8)
  test.each([
    `1284:${hash}`,
    `1284:${hash.slice(0, 32)}`,
    ` 1,284 : ${inGroups(hash).join(' ').toUpperCase()} `,
    `1284:${hash.slice(0, 31)}`,
    `1284:${hash}0`,
    `0:${hash}`,
    `:${hash}`,
    hash,
    `1284:${hash.replace('3', 'g')}`,
    `12345678901:${hash}`,
    '',
  ])('%j', (typed) => expect(check.typedHead(typed)).toEqual(typedHead(typed)))
})

describe('the work', () => {
  const { ledger, payloads } = wholeRecord(20_000)
  const files = { ledger: new Blob([new Uint8Array(ledger)]), payloads: new Blob([new Uint8Array(payloads)]) }

  test('is done in slices, and tells how far it is', async () => {
    const told: number[] = []
    await check.checkExport(files, undefined, (done) => told.push(done))
    expect(told.length).toBeGreaterThan(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBeLessThanOrEqual(files.ledger.size + files.payloads.size)
  })

  test('ends where it is told to, and lets go of the file', async () => {
    let [pieces, cancelled] = [0, false]
    const stream = () =>
      new ReadableStream({
        pull: (controller) =>
          ++pieces > 1000 ? controller.close() : controller.enqueue(new Uint8Array(payloads.subarray(0, 1000))),
        cancel: () => void (cancelled = true),
      })
    const long = { size: 1e6, stream } as unknown as Blob
    const stop = () => {
      throw new Error('enough')
    }
    await expect(check.checkExport({ ...files, payloads: long }, undefined, stop)).rejects.toThrow('enough')
    expect(cancelled).toBe(true)
  })

  test('a file that cannot be read to its end gives no verdict', async () => {
    const broken = {
      size: 10,
      stream: () => new ReadableStream({ start: (controller) => controller.error(new Error('gone')) }),
    }
    await expect(check.checkExport({ ...files, payloads: broken as unknown as Blob })).rejects.toThrow('gone')
  })

  test('says the same whatever the pieces are in which a file comes', async () => {
    const { ledger, payloads } = CASES[0]!
    const bytewise = (bytes: Buffer) =>
      ({
        size: bytes.length,
        stream: () =>
          new ReadableStream({
            start(controller) {
              for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
              controller.close()
            },
          }),
      }) as unknown as Blob
    const verdict = await check.checkExport({ ledger: bytewise(ledger), payloads: bytewise(payloads) })
    expect(verdict.whole).toBe(true)
  })
})
