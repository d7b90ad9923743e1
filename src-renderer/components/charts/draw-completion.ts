import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin } from 'chart.js'
import { INK, INK_SOFT, PAPER, PARTS, shares, type Bar } from './parts.ts'
import { SHARPNESS, fill, write, writeOnWhite } from './shades.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale)

const BAR_HEIGHT = 28
const LABEL_WIDTH = 168

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
          writeOnWhite(ctx, String(figure), (left + right) / 2, y, bold)
        })
      })
      ctx.restore()
    },
  }
}
