/** From a file's bytes to a logo: recognised by what stands in it, whatever its name says. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Resvg, initWasm } from '@resvg/resvg-wasm'
import { LanyardError } from '../errors.ts'
import { LOGO_MOST } from './contract.ts'
import { cleanPng, isPng } from './png.ts'
import { svgIn } from './svg.ts'

const refused = (words: string) => new LanyardError('invalid-input', words, 'file')

let ready: Promise<void> | undefined

/**
 * Takes the bytes of a PNG or SVG file; gives the logo's PNG, written anew. An SVG is drawn as large as a logo may be.
 * Throws LanyardError `invalid-input` where it cannot be drawn as it is. May take long, or all of the thread it runs in.
 */
export async function drawnLogo(bytes: Buffer): Promise<Buffer> {
  if (isPng(bytes)) return cleanPng(bytes)
  const svg = svgIn(bytes)
  if (svg === null)
    throw refused(
      bytes.length === 0
        ? 'That file is empty. Choose another one'
        : 'That file is neither a PNG nor an SVG. Its name may say so; what stands in it does not. Choose another one',
    )
  return cleanPng(await drawn(svg))
}

/** The SVG as a PNG. No typeface is loaded, no file and no address is opened. */
async function drawn(svg: string): Promise<Buffer> {
  ready ??= readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then(initWasm)
  await ready
  try {
    const { width, height } = new Resvg(svg)
    const isWide = width / height > LOGO_MOST.width / LOGO_MOST.height
    const fitTo = isWide
      ? ({ mode: 'width', value: LOGO_MOST.width } as const)
      : ({ mode: 'height', value: LOGO_MOST.height } as const)
    return Buffer.from(new Resvg(svg, { fitTo }).render().asPng())
  } catch {
    throw refused(
      'That SVG cannot be drawn: it is damaged, holds more than a logo does, or is far longer than wide. Save it again, or choose a PNG',
    )
  }
}
