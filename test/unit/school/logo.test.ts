import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LanyardError } from '../../../src-main/errors.ts'
import { LOGO_FILE_MOST, LOGO_MOST } from '../../../src-main/school/contract.ts'
import { drawnLogo } from '../../../src-main/school/drawing.ts'
import { logoFrom } from '../../../src-main/school/logo.ts'
import { chunk, chunksOf, logoFile, plainPng, pngOf, readPng, svgOf } from '../../support/logos.ts'

const DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
const BAR = '<rect width="100" height="40" fill="#14493b"/>'

async function refusal(bytes: Buffer, from: (bytes: Buffer) => Promise<Buffer> = drawnLogo): Promise<string> {
  const error: unknown = await from(bytes).then(
    () => 'a logo was made',
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(LanyardError)
  expect(error).toMatchObject({ code: 'invalid-input', field: 'file' })
  return (error as LanyardError).message
}

/** What every logo is, whatever it was made of. */
function expectClean(png: Buffer): void {
  expect(chunksOf(png).filter((name, at, all) => name !== 'IDAT' || all[at - 1] !== 'IDAT')).toEqual([
    'IHDR',
    'IDAT',
    'IEND',
  ])
  const { width, height } = readPng(png)
  expect(width).toBeGreaterThan(0)
  expect(width).toBeLessThanOrEqual(LOGO_MOST.width)
  expect(height).toBeLessThanOrEqual(LOGO_MOST.height)
}

/** The pixels of a picture of one colour before they are packed, each row with its filter: none. */
const unpacked = (width: number, height: number): Buffer =>
  Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.alloc(1), Buffer.alloc(width * 4, 200)])))

const pixel = (png: Buffer, x: number, y: number): number[] => {
  const { width, data } = readPng(png)
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
}

describe('a PNG', () => {
  test('is written anew from its pixels alone: no text, profile, gamma or animation is left', async () => {
    const further = [
      chunk('gAMA', Buffer.from([0, 0, 177, 143])),
      chunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(40))])),
      chunk('tEXt', Buffer.from('Comment\0<script>')),
      chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
      chunk('fcTL', Buffer.alloc(26)),
      chunk('eXIf', Buffer.from('MM')),
    ]
    const png = await drawnLogo(plainPng(60, 20, [1, 2, 3, 200], ...further))
    expectClean(png)
    expect(png.includes('script')).toBe(false)
    expect(readPng(png)).toMatchObject({ width: 60, height: 20 })
    expect(pixel(png, 59, 19)).toEqual([1, 2, 3, 200])
  })

  test.each([
    [1200, 300, 600, 150],
    [4000, 4000, 300, 300],
    [601, 300, 600, 300],
    [600, 300, 600, 300],
    [4000, 1, 600, 1],
    [10, 10, 10, 10],
  ])('of %i by %i is at most as large as a logo, in its own shape: %i by %i', async (width, height, ...small) => {
    const png = await drawnLogo(plainPng(width, height))
    expectClean(png)
    const { width: w, height: h } = readPng(png)
    expect([w, h]).toEqual(small)
    expect(pixel(png, 0, 0)).toEqual([20, 73, 59, 255])
  })

  test('scaled down, what cannot be seen lends no colour to what can', async () => {
    const row = Buffer.concat([
      Buffer.alloc(1),
      ...Array.from({ length: 600 }, () => Buffer.from([200, 0, 0, 255, 90, 255, 30, 0])),
    ])
    const png = await drawnLogo(pngOf({ width: 1200, height: 1 }, deflateSync(row)))
    expect(pixel(png, 10, 0)).toEqual([200, 0, 0, 128])
  })

  test('that comes in passes is read', async () => {
    const png = await drawnLogo(pngOf({ width: 1, height: 1, interlaced: true }, deflateSync(unpacked(1, 1))))
    expect(pixel(png, 0, 0)).toEqual([200, 200, 200, 200])
  })

  test.each([1, 2, 4, 8, 16])('with %i bits a colour is read', async (depth) => {
    const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(depth * 8, 0xff)])
    expect(pixel(await drawnLogo(pngOf({ width: 64, height: 1, depth, colour: 0 }, deflateSync(row))), 5, 0)).toEqual([
      255, 255, 255, 255,
    ])
  })

  test.each([
    ['cut off', plainPng(60, 20).subarray(0, 60), /damaged, or cut off/],
    ['cut off after its signature', plainPng(60, 20).subarray(0, 8), /damaged/],
    ['with a changed byte', Buffer.from(plainPng(60, 20).map((byte, at) => (at === 50 ? byte ^ 1 : byte))), /damaged/],
    ['without pixels', pngOf({ width: 6, height: 2 }, deflateSync(Buffer.alloc(0))), /damaged/],
    ['without its last byte', pngOf({ width: 6, height: 2 }, deflateSync(unpacked(6, 2).subarray(0, -1))), /damaged/],
    ['of no width', pngOf({ width: 0, height: 2 }, deflateSync(Buffer.alloc(2))), /damaged/],
    [
      'of a kind there is not',
      pngOf({ width: 6, height: 2, depth: 7, colour: 5 }, deflateSync(Buffer.alloc(50))),
      /damaged/,
    ],
    [
      'that states a giant’s size',
      pngOf({ width: 60_000, height: 60_000 }, deflateSync(Buffer.alloc(9))),
      /60,000 by 60,000 pixels.*4,000 by 4,000/,
    ],
    ['one pixel too wide', pngOf({ width: 4001, height: 1 }, deflateSync(Buffer.alloc(9))), /4,001 by 1 pixels/],
    ['that shows nothing', plainPng(6, 2, [9, 9, 9, 0]), /Nothing can be seen/],
  ])('%s is refused in words', async (_, bytes, words) => {
    expect(await refusal(bytes)).toMatch(words)
  })

  test.each([false, true])(
    'that unpacks to more than it states is not unpacked (interlaced: %s)',
    async (interlaced) => {
      const bomb = pngOf({ width: 8, height: 8, interlaced }, deflateSync(Buffer.alloc(200_000_000)))
      expect(bomb.length).toBeLessThan(LOGO_FILE_MOST)
      const before = process.memoryUsage().arrayBuffers
      const words = await refusal(bomb)
      expect(words).toMatch(/damaged/)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000)
    },
  )
})

describe('an SVG', () => {
  test('is drawn as large as a logo may be', async () => {
    const png = await drawnLogo(logoFile)
    expectClean(png)
    expect(readPng(png)).toMatchObject({ width: 600, height: 300 })
    expect(pixel(png, 150, 150)).toEqual([0x14, 0x49, 0x3b, 255])
    expect(pixel(png, 450, 150)).toEqual([0xee, 0xb0, 0x2b, 255])
    expect(pixel(png, 1, 1)[3]).toBe(0)
  })

  test.each([
    [
      'with a declaration, a document type and a comment',
      Buffer.concat([Buffer.from(`\ufeff<?xml version="1.0"?>\n${DOCTYPE}<!-- <script> -->`), svgOf(BAR)]),
    ],
    [
      'with a gradient, a clip path and a use of its own',
      svgOf(
        `<defs><linearGradient id="a"><stop stop-color="red"/></linearGradient><path id="p" d="M0 0h9v9z"/><clipPath id="c"><use xlink:href="#p"/></clipPath></defs><rect width="9" height="9" style="fill:url(&quot;#a&quot;)" clip-path="url(#c)"/>`,
      ),
    ],
    [
      'with metadata of the program it was drawn in',
      svgOf(
        `<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><title>On the hill</title>${BAR}`,
      ),
    ],
    ['without a size of its own', svgOf(BAR, 'viewBox="0 0 100 40"')],
    ['of giant’s size', svgOf('<rect width="9e8" height="9e8" fill="red"/>', 'width="1e9" height="1e9"')],
  ])('%s is drawn', async (_, bytes) => {
    expectClean(await drawnLogo(bytes))
  })

  test.each([
    ['a script', svgOf(`<script>alert(1)</script>${BAR}`), /a script in that SVG/],
    [
      'a script under a prefix',
      Buffer.from(`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`),
      /a script/,
    ],
    ['a script that is run by a press', svgOf('<rect width="9" height="9" onclick="alert(1)"/>'), /a script/],
    ['a web page', svgOf(`<foreignObject><p>Hello</p></foreignObject>${BAR}`), /a web page/],
    ['a picture from elsewhere', svgOf(`<image xlink:href="http://school.example/a.png"/>${BAR}`), /another picture/],
    ['a file of this computer', svgOf('<use href="file:///etc/passwd#a"/>'), /from outside itself/],
    [
      'a style from elsewhere',
      svgOf(`<style>@import "http://school.example/a.css"</style>${BAR}`),
      /from outside itself/,
    ],
    [
      'a colour from elsewhere',
      svgOf('<rect width="9" height="9" fill="url(http://school.example/a#b)"/>'),
      /from outside itself/,
    ],
    ['text', svgOf(`<text y="9">Hill School</text>${BAR}`), /turned into outlines/],
    [
      'entities',
      Buffer.concat([
        Buffer.from('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        svgOf('<title>&a;</title>'),
      ]),
      /entities/,
    ],
    ['an end before its time', svgOf(BAR).subarray(0, -20), /cannot be drawn/],
    [
      'elements by the million',
      svgOf(
        `<defs><g id="u0">${BAR}</g>${[1, 2, 3, 4, 5, 6, 7].map((n) => `<g id="u${n}">${`<use xlink:href="#u${n - 1}"/>`.repeat(10)}</g>`).join('')}</defs><use xlink:href="#u7"/>`,
      ),
      /cannot be drawn/,
    ],
    ['a line a million times as long as it is wide', svgOf(BAR, 'width="1" height="1000000"'), /cannot be drawn/],
    ['no size', svgOf(BAR, 'width="0" height="10"'), /cannot be drawn/],
    ['nothing', svgOf(''), /Nothing can be seen/],
  ])('with %s is refused in words', async (_, bytes, words) => {
    expect(await refusal(bytes)).toMatch(words)
  })
})

describe('a file', () => {
  test.each([
    ['that is empty', Buffer.alloc(0), /empty/],
    ['of text called logo.png', Buffer.from('our logo'), /neither a PNG nor an SVG/],
    ['of another kind', Buffer.from('GIF89a'), /neither/],
    ['of a web page with a drawing in it', Buffer.from(`<html>${svgOf(BAR).toString()}</html>`), /neither/],
    ['in UTF-16', Buffer.from(svgOf(BAR).toString(), 'utf16le'), /neither/],
  ])('%s is refused in words', async (_, bytes, words) => {
    expect(await refusal(bytes)).toMatch(words)
  })

  test('of any bytes gives a clean logo or words, and never anything else', async () => {
    const good = [plainPng(30, 12), logoFile, svgOf(`<g opacity="0.5">${BAR}</g>`)]
    const mutated = fc
      .tuple(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 5 }),
        fc.nat(),
      )
      .map(([bytes, changes, cut]) => {
        const changed = Buffer.from(bytes)
        for (const [at, byte] of changes) changed[at % changed.length] = byte
        return cut % 4 === 0 ? changed.subarray(0, cut % changed.length) : changed
      })
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: mutated }, anything), async (bytes) => {
        const made: unknown = await drawnLogo(bytes).catch((error: unknown) => error)
        if (made instanceof LanyardError) expect(made.message).not.toBe('')
        else expectClean(made as Buffer)
      }),
      { numRuns: 300 },
    )
  })
})

describe('in a thread of its own', () => {
  test('the same logo comes out, and the same words', async () => {
    expect(await logoFrom(logoFile)).toEqual(await drawnLogo(logoFile))
    expect(await refusal(Buffer.from('our logo'), logoFrom)).toMatch(/neither a PNG nor an SVG/)
  })

  test('a drawing that takes too long is ended', async () => {
    const endless = svgOf(`${'<g opacity="0.9">'.repeat(1000)}${BAR}${'</g>'.repeat(1000)}`)
    const begun = performance.now()
    expect(await refusal(endless, (bytes) => logoFrom(bytes, 1500))).toMatch(/more in that file than Lanyard can draw/)
    expect(performance.now() - begun).toBeLessThan(15_000) // drawn to its end, it takes more than that
  })

  test('a file of 50 MB is refused before anything is read of it', async () => {
    expect(await refusal(randomBytes(50_000_000), logoFrom)).toMatch(/larger than 5 MB/)
  })
})
