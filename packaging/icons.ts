/** The program's icons, drawn from lanyard.svg: `node packaging/icons.ts` writes them anew; a test holds them to it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Resvg, initWasm } from '@resvg/resvg-wasm'

export const ICONS = join(import.meta.dirname, 'icons')

const LINUX = [16, 32, 48, 64, 128, 256, 512] // pixels a side, as hicolor themes have them
const WINDOWS = [16, 24, 32, 48, 64, 128, 256]
/** Apple's names of an icon's sizes (as `iconutil` writes them); two of a size are for screens of either density. */
const MAC: [type: string, side: number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

/** Every icon file's bytes, by its name. */
export async function iconFiles(): Promise<Map<string, Buffer>> {
  const svg = readFileSync(join(import.meta.dirname, 'lanyard.svg'), 'utf8')
  await initWasm(readFileSync(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))))
  const drawn = new Map<number, Buffer>()
  const png = (side: number): Buffer => {
    const made =
      drawn.get(side) ?? Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: side } }).render().asPng())
    drawn.set(side, made)
    return made
  }
  return new Map([
    ...LINUX.map((side) => [`${side}x${side}.png`, png(side)] as const),
    ['icon.ico', ico(WINDOWS.map((side) => [side, png(side)]))],
    ['icon.icns', icns(MAC.map(([type, side]) => [type, png(side)]))],
  ])
}

/** PNGs in Windows' container: a header, an entry of 16 bytes for each, then their bytes. */
function ico(pictures: [side: number, png: Buffer][]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2) // an icon, not a pointer
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, [side, png]] of pictures.entries()) {
    const entry = 6 + 16 * index
    header[entry] = header[entry + 1] = side % 256 // 256 is written as 0
    header.writeUInt16LE(1, entry + 4) // planes
    header.writeUInt16LE(32, entry + 6) // bits a pixel
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(([, png]) => png)])
}

/** PNGs in Apple's container: `icns` and the whole length, then each with its type and length before it. */
function icns(pictures: [type: string, png: Buffer][]): Buffer {
  const block = (type: string, bytes: Buffer) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1')
    head.writeUInt32BE(8 + bytes.length, 4)
    return Buffer.concat([head, bytes])
  }
  return block('icns', Buffer.concat(pictures.map(([type, png]) => block(type, png))))
}

if (import.meta.main) {
  mkdirSync(ICONS, { recursive: true })
  for (const [name, bytes] of await iconFiles()) writeFileSync(join(ICONS, name), bytes)
}
