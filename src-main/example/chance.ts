/** Chance that comes out the same each time: for example data alone, never for a real secret, salt or id. */
import { v7 } from 'uuid'

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number
  bytes(size: number): Buffer
  id(at: Date): string
}

/** mulberry32, a well-known small generator (Tommy Ettinger, public domain), begun from a text. */
export function chanceFrom(seed: string): Chance {
  let state = [...seed].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0)!, 0x9e3779b1) >>> 0, 0x811c9dc5)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const bytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => Math.floor(next() * 256)))
  let serial = 0
  return { next, bytes, id: (at) => v7({ msecs: at.getTime(), seq: serial++, random: bytes(16) }) }
}
