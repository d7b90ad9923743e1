/** The parts of a bar, in the order they are drawn. Each has a shade of its own, so that black and white still tells them apart. */
export const PARTS = [
  { key: 'complete', name: 'Complete', shade: 'solid' },
  { key: 'inTime', name: 'In time', shade: 'white' },
  { key: 'signAgain', name: 'Sign again', shade: 'dots' },
  { key: 'overdue', name: 'Overdue', shade: 'hatch' },
  { key: 'waived', name: 'Waived', shade: 'lines' },
] as const

export type Part = (typeof PARTS)[number]
export type Shade = Part['shade']

/** One bar: who, and how many of them stand where. */
export type Bar = { name: string; people: number } & Record<Part['key'], number>

/** Paper is ink on white in both schemes, so these are not tokens. */
export const INK = '#17211d'
export const INK_SOFT = '#414c47'
export const SOLID = '#123f33'
export const PAPER = '#ffffff'

/** The size a chart is drawn at, in CSS pixels: 180 mm wide, what A4 has between its margins. */
export const WIDTH = 680
export const ROW_HEIGHT = 36
export const TREND_HEIGHT = 230

const LEAST_SHARE = 4 // per cent of the bar: room for the figure of one person among 300

/**
 * How wide each part is drawn, in per cent of the bar, in the order of PARTS. A part that holds anybody is at least
 * 4 per cent wide, so that its shade and figure can be read; the widest gives what the small ones were given.
 */
export function shares(bar: Bar): number[] {
  if (bar.people === 0) return PARTS.map(() => 0)
  const drawn = PARTS.map(({ key }) => (bar[key] === 0 ? 0 : Math.max(LEAST_SHARE, (100 * bar[key]) / bar.people)))
  const tooMuch = drawn.reduce((sum, share) => sum + share, 0) - 100
  const widest = drawn.indexOf(Math.max(...drawn))
  return drawn.map((share, index) => (index === widest ? share - tooMuch : share))
}
