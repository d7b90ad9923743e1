import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin } from 'chart.js'
import { formatDay } from '../../format.ts'
import { INK, INK_SOFT, PAPER, PARTS, type Bar } from './parts.ts'
import { SHARPNESS, fill, write, writeOnWhite } from './shades.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale)

type Month = Omit<Bar, 'name'> & { day: string }

const LEAST_ROOM = 17 // CSS pixels of height: room for a figure

/** Draws a column a month on the canvas, once and without motion; answers what takes it away again. */
export function drawTrend(canvas: HTMLCanvasElement, months: readonly Month[]): () => void {
  const font = getComputedStyle(canvas).fontFamily
  const chart = new Chart(canvas, {
    type: 'bar',
    data: {
      labels: months.map(({ day }) => day),
      datasets: PARTS.map((part, index) => ({
        label: part.name,
        data: months.map((month) => month[part.key]),
        backgroundColor: fill(part.shade),
        borderColor: INK,
        borderWidth: { top: 1.2, right: 1.2, bottom: index === 0 ? 1.2 : 0, left: 1.2 },
        borderSkipped: false,
        categoryPercentage: 0.78,
        barPercentage: 1,
        maxBarThickness: 44,
      })),
    },
    options: {
      responsive: false, // one size for screen and paper: a chart that is redrawn while the page prints comes out empty
      animation: false,
      devicePixelRatio: SHARPNESS,
      events: [],
      layout: { padding: { top: 20, bottom: 36 } },
      scales: {
        x: { display: false, stacked: true },
        y: { display: false, stacked: true, min: 0, max: Math.max(1, ...months.map(({ people }) => people)) },
      },
    },
    plugins: [words(months, font)],
  })
  return () => chart.destroy()
}

/** The month under each column, how many people above it, and a figure in each part that has room for one. */
function words(months: readonly Month[], font: string): Plugin<'bar'> {
  return {
    id: 'words',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart
      ctx.save()
      ctx.textBaseline = 'middle'
      months.forEach(({ day, people }, column) => {
        const x = chart.getDatasetMeta(0).data[column]?.x ?? 0
        const [number, month = '', year] = formatDay(day).split(' ')
        const isEnd = column === months.length - 1
        write(
          ctx,
          isEnd ? `${number} ${month.slice(0, 3)}` : month.slice(0, 3),
          x,
          chartArea.bottom + 12,
          `650 12px ${font}`,
          INK,
          'center',
        )
        write(ctx, year ?? '', x, chartArea.bottom + 27, `400 12px ${font}`, INK_SOFT, 'center')
        const top = Math.min(
          ...PARTS.map((_part, index) => chart.getDatasetMeta(index).data[column]?.y ?? chartArea.bottom),
        )
        write(ctx, String(people), x, top - 11, `400 12px ${font}`, INK_SOFT, 'center')
      })
      PARTS.forEach((part, index) => {
        chart.getDatasetMeta(index).data.forEach((element, column) => {
          const figure = months[column]?.[part.key] ?? 0
          const { x, y, base } = element as BarElement & { base: number }
          if (figure === 0 || base - y < LEAST_ROOM) return
          const bold = `700 12px ${font}`
          if (part.shade === 'solid') write(ctx, String(figure), x, (y + base) / 2, bold, PAPER, 'center')
          else writeOnWhite(ctx, String(figure), x, (y + base) / 2, bold)
        })
      })
      ctx.restore()
    },
  }
}
