import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src-main/database/open.ts'
import { createApp } from '../../src-main/app.ts'
import { createContext } from '../../src-main/context.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { ownFolder } from '../support/app.ts'
import { startChild } from '../support/child.ts'
import { packSource, visits } from '../support/fixture-pack.ts'

const KILLS = 15

/** What a start after the kill finds: every signature, and whether the ledger and its rows agree. */
async function found(folder: string) {
  const database = openDatabase(folder, { create: true })
  const app = createApp({
    context: createContext(database),
    packs: packSource(visits),
    papers: NO_PAPERS,
  })
  const { length } = app.ledger.head()
  const { flaws } = await app.ledger.check(length)
  const kinds = Array.from(app.ledger.entries(length), ({ line }) => (JSON.parse(line) as { kind: string }).kind)
  const rows = (table: string, where = '') => database.prepare(`SELECT COUNT(*) FROM ${table} ${where}`).pluck().get()
  const pairs = [
    ['person.added', rows('person')],
    ['attempt.finished', rows('attempt', 'WHERE finished_at IS NOT NULL')],
    ['acknowledgement.signed', rows('acknowledgement')],
    ['policy.published', rows('policy_version')],
  ] as const
  const signed = new Set(database.prepare('SELECT id FROM acknowledgement').pluck().all())
  database.close()
  return { flaws, signed, counts: pairs.map(([kind, count]) => [kinds.filter((one) => one === kind).length, count]) }
}

test(`killed at ${KILLS} random moments or more, nothing that was said to be saved is lost, and nothing is half-done`, async () => {
  const folder = ownFolder()
  const saved: string[] = []
  // A slow machine signs little before it is killed: it goes on until enough was said to be saved for this to mean something.
  for (let kill = 0; kill < KILLS || saved.length <= KILLS; kill++) {
    const child = startChild('sign.ts', [folder])
    // The first ones are killed while the records are being made; the later ones somewhere among the signatures.
    if (kill >= 3) expect(await child.line()).toBe('ready')
    await wait(kill < 3 ? 150 + Math.random() * 200 : Math.random() * 250)
    await child.kill()
    saved.push(...(await child.rest()).filter((line) => line !== 'ready'))

    const { flaws, signed, counts } = await found(folder)
    expect(flaws).toEqual([])
    expect(saved.filter((id) => !signed.has(id))).toEqual([])
    for (const [entries, rows] of counts) expect(entries).toBe(rows)
  }
}, 120_000)

test('killed in the middle of a transaction that never ended, it is as if it had not begun', async () => {
  const folder = ownFolder()
  const child = startChild('half-a-change.ts', [folder])
  expect(await child.line()).toBe('written, not committed')
  await child.kill()
  const database = openDatabase(folder, { create: false })
  expect(database.prepare('SELECT COUNT(*) FROM setting').pluck().get()).toBe(0)
  database.close()
})
