/** How the charts of papers are drawn: sharp, and told apart in black and white. */
import { INK, PAPER, SOLID, type Shade } from './parts.ts'

/** Device pixels to a CSS pixel: on A3, where a chart is widest, still more than 300 to the inch. */
export const SHARPNESS = 5

export function write(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
  align: CanvasTextAlign,
) {
  ctx.font = font
  ctx.fillStyle = colour
  ctx.textAlign = align
  ctx.fillText(text, x, y + 1)
}

/** A figure in the middle of a shade, on a white ground of its own. */
export function writeOnWhite(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, font: string) {
  ctx.font = font
  const room = ctx.measureText(text).width + 6
  ctx.fillStyle = PAPER
  ctx.beginPath()
  ctx.roundRect(x - room / 2, y - 9, room, 18, 2)
  ctx.fill()
  write(ctx, text, x, y, font, INK, 'center')
}

const TILES: Record<'dots' | 'hatch' | 'lines', { size: number; draw: (ctx: CanvasRenderingContext2D) => void }> = {
  dots: {
    size: 6,
    draw(ctx) {
      ctx.arc(3, 3, 1.4, 0, 2 * Math.PI)
      ctx.fill()
    },
  },
  hatch: {
    size: 10,
    draw(ctx) {
      // three strokes, so that the tile's corners join up with their neighbours
      ctx.lineWidth = 3.4
      for (const shift of [-10, 0, 10]) {
        ctx.moveTo(shift - 2, 12)
        ctx.lineTo(shift + 12, -2)
      }
      ctx.stroke()
    },
  },
  lines: {
    size: 6,
    draw(ctx) {
      ctx.rect(0, 2.5, 6, 1)
      ctx.fill()
    },
  },
}

/** A colour, or a repeated tile drawn as sharp as the chart itself. */
export function fill(shade: Shade): string | CanvasPattern {
  if (shade === 'solid') return SOLID
  if (shade === 'white') return PAPER
  const { size, draw } = TILES[shade]
  const tile = document.createElement('canvas')
  tile.width = tile.height = size * SHARPNESS
  const ctx = tile.getContext('2d')
  if (!ctx) return PAPER
  ctx.scale(SHARPNESS, SHARPNESS)
  ctx.fillStyle = PAPER
  ctx.fillRect(0, 0, size, size)
  ctx.fillStyle = ctx.strokeStyle = INK
  ctx.beginPath()
  draw(ctx)
  const pattern = ctx.createPattern(tile, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / SHARPNESS))
  return pattern ?? PAPER
}
