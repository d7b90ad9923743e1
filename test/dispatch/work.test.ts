import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Calls } from '../../src-main/calls.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import type { Door } from '../../src-main/hosts/host.ts'
import type { Watch } from '../../src-main/work/service.ts'
import { workContract } from '../../src-main/work/contract.ts'
import { openSchool, type School } from '../support/app.ts'

const ID = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
const OTHER = '5d0c1a52-98a4-4a0e-8f63-0c8f5b7f1e11'

/** Calls over a school's records: long work alone or beside others, as a test steers it, and a short write. */
function calls(school: School, work: (watch: Watch) => Promise<void>): Door {
  const any = { access: 'anyone', input: z.any(), output: z.any() } as const
  const contract = {
    'long.alone': any,
    'long.beside': any,
    'short.write': any,
    'slow.write': any,
    ...workContract,
  } satisfies Calls
  const { works, turns, access } = school.app
  const handlers = {
    'long.alone': (id: string) => works.run(id, (watch) => turns.inOneTransaction(() => work(watch), 'import')),
    'long.beside': (id: string) => works.run(id, work),
    'short.write': () => access.markAsExample({ ...SECRETS, name: 'short' }),
    'slow.write': async () => {
      await Promise.resolve()
      await new Promise((resolve) => setImmediate(resolve))
      school.database.transaction(() => access.markAsExample({ ...SECRETS, name: 'slow' })).immediate()
    },
    ...works.handlers(),
  }
  return createDispatch({ contract, handlers, beside: turns.beside, signedIn: { role: 'administrator' } }).door
}
const SECRETS = { administrator: '', governors: '', pin: '', name: '' }
const written = (school: School) => school.app.access.example()?.name

/** Work that goes on for as long as `items` gives numbers, each of them one turn of the window. */
const turnByTurn = (school: School, turns: number) => async (watch: Watch) => {
  for (let turn = 0; turn < turns; turn++) {
    school.app.access.markAsExample({ ...SECRETS, name: `turn ${turn}` })
    watch.at('Counting', turn, turns)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('long work tells how far it is while it works alone, and nothing once it is over', async () => {
  const school = await openSchool()
  const door = calls(school, turnByTurn(school, 5))
  const long = door('long.alone', ID)
  await new Promise((resolve) => setImmediate(resolve))
  const during = await door('work.progress', { workId: ID })
  expect(during).toMatchObject({ ok: true, value: { progress: { doing: 'Counting', total: 5 } } })
  expect(await long).toMatchObject({ ok: true })
  expect(await door('work.progress', { workId: ID })).toEqual({ ok: true, value: { progress: null } })
  expect(written(school)).toBe('turn 4')
})

test('work that is stopped leaves nothing behind', async () => {
  const school = await openSchool()
  const door = calls(school, turnByTurn(school, 1_000))
  const long = door('long.alone', ID)
  await new Promise((resolve) => setImmediate(resolve))
  await door('work.stop', { workId: ID })
  expect(await long).toMatchObject({ ok: false, error: { code: 'stopped', message: 'Stopped. Nothing was changed.' } })
  expect(written(school)).toBeUndefined()
  expect(school.database.inTransaction).toBe(false)
})

test('work that is stopped while its call waits for its turn is not begun', async () => {
  const school = await openSchool()
  const door = calls(school, turnByTurn(school, 2))
  await door('work.stop', { workId: ID })
  expect(await door('long.alone', ID)).toMatchObject({ ok: false, error: { code: 'stopped' } })
  expect(written(school)).toBeUndefined()
})

test('work that fails leaves nothing behind, and the next call is let in', async () => {
  const school = await openSchool()
  const door = calls(school, async (watch) => {
    await turnByTurn(school, 2)(watch)
    throw new Error('torn')
  })
  expect(await door('long.alone', ID)).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(written(school)).toBeUndefined()
  expect(await door('short.write', null)).toMatchObject({ ok: true })
  expect(written(school)).toBe('short')
})

test('a write that comes meanwhile waits, and is kept though the work is taken back', async () => {
  const school = await openSchool()
  const door = calls(school, turnByTurn(school, 1_000))
  const long = door('long.alone', ID)
  await new Promise((resolve) => setImmediate(resolve))
  const short = door('short.write', null)
  await door('work.stop', { workId: ID })
  expect(await long).toMatchObject({ ok: false })
  expect(await short).toMatchObject({ ok: true })
  expect(written(school)).toBe('short')
})

test('a write that is under way is done before the work begins', async () => {
  const school = await openSchool()
  const seen: (string | undefined)[] = []
  const door = calls(school, async () => {
    seen.push(written(school))
    throw new Error('torn')
  })
  const slow = door('slow.write', null)
  const long = door('long.alone', ID)
  expect(await slow).toMatchObject({ ok: true })
  expect(await long).toMatchObject({ ok: false })
  expect(seen).toEqual(['slow'])
  expect(written(school)).toBe('slow')
})

test('two that work alone do so one after the other', async () => {
  const school = await openSchool()
  let inside = 0
  const most: number[] = []
  const door = calls(school, async () => {
    most.push(++inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
  })
  const both = await Promise.all([door('long.alone', ID), door('long.alone', OTHER), door('short.write', null)])
  expect(both.map(({ ok }) => ok)).toEqual([true, true, true])
  expect(most).toEqual([1, 1])
})

test('work beside others keeps nobody out', async () => {
  const school = await openSchool()
  let end = () => {}
  const door = calls(school, () => new Promise<void>((resolve) => (end = resolve)))
  const long = door('long.beside', ID)
  expect(await door('short.write', null)).toMatchObject({ ok: true })
  expect(await door('long.beside', ID)).toMatchObject({ ok: false, error: { message: 'That is under way already.' } })
  end()
  expect(await long).toMatchObject({ ok: true })
})
