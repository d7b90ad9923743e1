/** How long the runs are, where their chance comes from, and what they found. */
import { randomInt } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { chanceFrom, type Chance } from '../../src-main/example/chance.ts'

const IS_WHOLE = process.env.LANYARD_FAULTS === 'whole'
const SEED = process.env.LANYARD_SEED ?? `${randomInt(1_000_000)}`

/** How many of so many: all of them by `npm run test:faults`, a tenth in `npm test`. */
export const runs = (whole: number): number => (IS_WHOLE ? whole : Math.ceil(whole / 10))
/** How long a test of so many may take, ms: far more than it does. */
export const TIME = IS_WHOLE ? 90 * 60_000 : 10 * 60_000

/** One line of the table in README.md: what was done, how often, and what came of it. */
export interface Figures {
  what: string
  times: number
  /** What the program had said, or what was found, in words. */
  found: string
  lost: number
}

/** Runs with a chance of its own, and tells its figures. Where it fails, it says with which seed it fails again. */
export async function measured(what: string, run: (chance: Chance) => Promise<Omit<Figures, 'what'>>): Promise<void> {
  const from = performance.now()
  try {
    const figures: Figures = { what, ...(await run(chanceFrom(`${SEED} ${what}`))) }
    const seconds = Math.round((performance.now() - from) / 1000)
    if (process.env.FIGURES) appendFileSync(process.env.FIGURES, `${JSON.stringify({ ...figures, seconds })}\n`)
  } catch (error) {
    if (error instanceof Error) error.message += `\n(${what}: again with LANYARD_SEED=${SEED})`
    throw error
  }
}

/** A whole number from `least` to `most`. */
export const among = (chance: Chance, least: number, most: number): number =>
  least + Math.floor(chance.next() * (most - least + 1))
