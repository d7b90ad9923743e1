/** A secret takes long to check, on purpose: the program goes on meanwhile, however many are tried. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { SALT_BYTES, isSecret, keepSecret } from '../../../src-main/access/secret.ts'
import { PRODUCT_SECRET_COST, type SecretCost } from '../../../src-main/context.ts'

const keep = (secret: string, cost: SecretCost) => keepSecret(secret, randomBytes(SALT_BYTES), cost)

/** Gives what `work` comes to, and how often the event loop turned meanwhile. */
async function turnsDuring<Result>(work: Promise<Result>): Promise<{ result: Result; turns: number }> {
  let [turns, isOver] = [0, false]
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  const result = await work.finally(() => (isOver = true))
  return { result, turns }
}

test('while a secret is kept and checked at its full cost, the event loop turns', async () => {
  expect(PRODUCT_SECRET_COST).toEqual({ cost: 2 ** 17, blockSize: 8, parallelization: 1 }) // design 4
  const kept = await turnsDuring(keep('260841', PRODUCT_SECRET_COST))
  const checked = await turnsDuring(isSecret('260841', kept.result))
  expect(checked.result).toBe(true)
  for (const { turns } of [kept, checked]) expect(turns).toBeGreaterThan(100)
})

test('a flood of tries leaves room for files, and each is answered', async () => {
  const cost = { cost: 2 ** 14, blockSize: 8, parallelization: 1 }
  const kept = await keep('260841', cost)
  let answered = 0
  const tries = Array.from({ length: 60 }, async (_, at) => {
    const right = await isSecret(at === 59 ? '260841' : '904172', kept)
    answered++
    return right
  })
  await readFile(import.meta.filename)
  expect(answered).toBeLessThan(30)
  expect((await Promise.all(tries)).map(Number).reduce((sum, one) => sum + one)).toBe(1)
  expect(answered).toBe(60)
})
