/** Logos, good and bad, made here so that a test says what is wrong with one. */
import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** A chunk of a PNG: its length, name, content and checksum. */
export function chunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}

interface Header {
  width: number
  height: number
  depth?: number
  colour?: number
  interlaced?: boolean
}

/** A PNG from its header, its packed pixels and whatever stands between. */
export function pngOf(
  { width, height, depth = 8, colour = 6, interlaced = false }: Header,
  packed: Uint8Array,
  ...between: Buffer[]
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...between,
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

type Rgba = [number, number, number, number]

/** A picture of one colour, with further chunks where a test wants some. */
export function plainPng(
  width: number,
  height: number,
  colour: Rgba = [20, 73, 59, 255],
  ...between: Buffer[]
): Buffer {
  const row = Buffer.concat([Buffer.alloc(1), ...Array.from({ length: width }, () => Buffer.from(colour))])
  return pngOf({ width, height }, deflateSync(Buffer.concat(Array.from({ length: height }, () => row))), ...between)
}

/** The names of a PNG's chunks, in order. */
export function chunksOf(png: Buffer): string[] {
  const names: string[] = []
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12)
    names.push(png.toString('latin1', at + 4, at + 8))
  return names
}

export const readPng = (png: Buffer): PNG => PNG.sync.read(png)

export const svgOf = (inside: string, size = 'width="120" height="60"'): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${inside}</svg>`,
  )

/** A logo as a school has it: a green disc with a bar. */
export const logoFile = svgOf(
  '<circle cx="30" cy="30" r="28" fill="#14493b"/><path d="M62 20h54v20H62z" fill="#eeb02b"/>',
)
