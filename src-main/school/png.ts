/** A PNG made anew from the pixels of another: nothing else of the first is left. Pure. */
import { inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { LanyardError } from '../errors.ts'
import { LOGO_MOST } from './contract.ts'

/** What a picture may measure before it is scaled down, in pixels. */
const SIDE_MOST = 4000

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const FIRST_CHUNK = 'IHDR'

interface Picture {
  width: number
  height: number
  /** Red, green, blue and alpha of each pixel, row by row. */
  data: Uint8Array
}

const refused = (words: string) => new LanyardError('invalid-input', words, 'file')
const DAMAGED = 'That PNG is damaged, or cut off. Save it again from where it was made, and choose it once more'

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)

/**
 * Takes a PNG's bytes; gives a PNG of its pixels alone, at most as large as a logo is. Of an animated one, the first picture.
 * Throws LanyardError `invalid-input` where it is damaged, too large or shows nothing.
 */
export function cleanPng(bytes: Buffer): Buffer {
  const picture = scaled(decoded(bytes))
  if (picture.data.every((value, at) => at % 4 < 3 || value === 0))
    throw refused('Nothing can be seen in that file: every part of it is transparent. Choose another one')
  const { width, height } = picture
  const clean = new PNG({ width, height })
  clean.data = Buffer.from(picture.data)
  return PNG.sync.write(clean)
}

function decoded(bytes: Buffer): Picture {
  const { width, height, bits } = measured(bytes)
  if (width > SIDE_MOST || height > SIDE_MOST)
    throw refused(
      `That picture measures ${figures(width)} by ${figures(height)} pixels. Choose one of at most ${figures(SIDE_MOST)} by ${figures(SIDE_MOST)}`,
    )
  try {
    // At most eight bytes a pixel, and one for each row of the seven passes in which a picture may come.
    const unpacked = unpackedLength(bytes, 8 * width * height + 8 * height + 64)
    // Where there are fewer than these, the library fills the rest with whatever the computer's memory holds.
    if (unpacked >= (Math.ceil((width * bits) / 8) + 1) * height) return PNG.sync.read(bytes)
  } catch {
    // said below, whatever it was
  }
  throw refused(DAMAGED)
}

const figures = (n: number): string => n.toLocaleString('en-GB')

/** Colours a pixel, by kind of PNG: grey, red with green and blue, from a palette, grey with alpha, all four. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** What the first chunk states, before anything is unpacked: the size in pixels, and how many bits one pixel has. */
function measured(bytes: Buffer): { width: number; height: number; bits: number } {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== FIRST_CHUNK) throw refused(DAMAGED)
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const bits = bytes[24]! * (CHANNELS[bytes[25]!] ?? 0)
  if (width === 0 || height === 0 || bits === 0) throw refused(DAMAGED)
  return { width, height, bits }
}

/** How many bytes the pixels unpack to, of which the library would unpack any number. Throws where there are more than `most`. */
function unpackedLength(bytes: Buffer, most: number): number {
  const packed: Buffer[] = []
  for (let at = SIGNATURE.length; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12 // its length, name and checksum
  }
  return inflateSync(Buffer.concat(packed), { maxOutputLength: most }).length
}

/** The picture, no larger than a logo is; each pixel the mean of those it stands for. */
function scaled(picture: Picture): Picture {
  const { width: fullWidth, height: fullHeight, data } = picture
  const scale = Math.min(1, LOGO_MOST.width / fullWidth, LOGO_MOST.height / fullHeight)
  if (scale === 1) return picture
  const [width, height] = [fullWidth, fullHeight].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ]
  const small = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      small.set(mean(data, fullWidth, span(x, width, fullWidth), span(y, height, fullHeight)), (y * width + x) * 4)
  return { width, height, data: small }
}

type Span = readonly [from: number, to: number]

/** The places of the full picture that one place of the small one stands for, the last not included. */
function span(at: number, small: number, full: number): Span {
  const from = Math.floor((at * full) / small)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * full) / small))]
}

/** A colour counts as much as it covers: what cannot be seen has none. */
function mean(data: Uint8Array, fullWidth: number, [left, right]: Span, [top, bottom]: Span): number[] {
  let [red, green, blue, cover] = [0, 0, 0, 0]
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = (y * fullWidth + x) * 4
      const alpha = data[at + 3]!
      red += data[at]! * alpha
      green += data[at + 1]! * alpha
      blue += data[at + 2]! * alpha
      cover += alpha
    }
  if (cover === 0) return [0, 0, 0, 0]
  const places = (right - left) * (bottom - top)
  return [red / cover, green / cover, blue / cover, cover / places].map(Math.round)
}
