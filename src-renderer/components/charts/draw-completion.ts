import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin } from 'chart.js'
import { INK, INK_SOFT, PAPER, PARTS, SOLID, shares, type Bar, type Shade } from './parts.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale)

const BAR_HEIGHT = 30
const LABEL_WIDTH = 168
const SHARPNESS = 5 // device pixels to a CSS pixel: on A3, where the chart is widest, still 300 to the inch

/** Draws the chart on the canvas, once and without motion; answers what takes it away again. */
export function drawCompletion(canvas: HTMLCanvasElement, bars: readonly Bar[]): () => void {
  const font = getComputedStyle(canvas).fontFamily
  const widths = bars.map(shares)
  const chart = new Chart(canvas, {
    type: 'bar',
    data: {
      labels: bars.map((bar) => bar.name),
      datasets: PARTS.map((part, index) => ({
        label: part.name,
        data: widths.map((row) => row[index] ?? 0),
        backgroundColor: fill(part.shade),
        borderColor: INK,
        borderWidth: { top: 1.2, right: 1.2, bottom: 1.2, left: index === 0 ? 1.2 : 0 },
        borderSkipped: false,
        barThickness: BAR_HEIGHT,
      })),
    },
    options: {
      indexAxis: 'y',
      responsive: false, // one size for screen and paper: a chart that is redrawn while the page prints comes out empty
      animation: false,
      devicePixelRatio: SHARPNESS,
      events: [],
      layout: { padding: { left: LABEL_WIDTH, right: 1 } },
      scales: {
        x: { display: false, stacked: true, min: 0, max: 100 },
        y: { display: false, stacked: true },
      },
    },
    plugins: [words(bars, font)],
  })
  return () => chart.destroy()
}

/** Names before the bars and a figure on each part: what the colours of a screen would otherwise have to tell. */
function words(bars: readonly Bar[], font: string): Plugin<'bar'> {
  return {
    id: 'words',
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      ctx.save()
      ctx.textBaseline = 'middle'
      bars.forEach((bar, row) => {
        const y = chart.getDatasetMeta(0).data[row]?.y ?? 0
        write(ctx, bar.name, 0, y, `650 14px ${font}`, INK, 'left')
        const people = bar.people === 1 ? '1 person' : `${bar.people} people`
        write(ctx, people, LABEL_WIDTH - 14, y, `400 14px ${font}`, INK_SOFT, 'right')
      })
      PARTS.forEach((part, index) => {
        chart.getDatasetMeta(index).data.forEach((element, row) => {
          const figure = bars[row]?.[part.key] ?? 0
          if (figure === 0) return
          const { x: right, base: left, y } = element as BarElement & { base: number }
          const bold = `700 14px ${font}`
          if (part.shade === 'solid') return write(ctx, String(figure), left + 8, y, bold, PAPER, 'left')
          const middle = (left + right) / 2
          ctx.font = bold
          const room = ctx.measureText(String(figure)).width + 6
          ctx.fillStyle = PAPER
          ctx.beginPath()
          ctx.roundRect(middle - room / 2, y - 9, room, 18, 2)
          ctx.fill()
          write(ctx, String(figure), middle, y, bold, INK, 'center')
        })
      })
      ctx.restore()
    },
  }
}

function write(
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
function fill(shade: Shade): string | CanvasPattern {
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
