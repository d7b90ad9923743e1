import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { chanceFrom } from '../../../src-main/example/chance.ts'

const at = new Date('2026-09-01T08:00:00Z')

test('the same seed gives the same numbers, bytes and ids; another gives others', () => {
  const draw = (seed: string) => {
    const { next, bytes, id } = chanceFrom(seed)
    return [next(), bytes(32).toString('hex'), id(at), id(at)]
  }
  expect(draw('hill')).toEqual(draw('hill'))
  expect(draw('hill')).not.toEqual(draw('dale'))
})

test('numbers lie from 0 up to 1, and spread', () => {
  const { next } = chanceFrom('spread')
  const tenths = Array<number>(10).fill(0)
  for (let i = 0; i < 10_000; i++) {
    const number = next()
    expect(number >= 0 && number < 1).toBe(true)
    tenths[Math.floor(number * 10)]!++
  }
  for (const count of tenths) expect(count).toBeGreaterThan(900)
})

test('ids are UUIDs of version 7, each once, in the order they were made', () => {
  const { id } = chanceFrom('ids')
  const ids = Array.from({ length: 500 }, () => id(at))
  expect(ids.every((one) => validate(one) && version(one) === 7)).toBe(true)
  expect([...new Set(ids)].sort()).toEqual(ids)
})
