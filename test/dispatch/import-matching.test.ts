/** Whom a row of a file is about: nobody is matched in silence by a name alone, and nobody is brought back or sent away by mistake. */
import { describe, expect, test } from 'vitest'
import type { Kind } from '../../src-main/people/importing/contract.ts'
import { openSchool } from '../support/app.ts'
import {
  addTo as add,
  importAll,
  judge,
  kindsOf as kinds,
  readingOf,
  rowsOf,
  toldOf as told,
} from '../support/importing.ts'

describe('a name is never matched in silence', () => {
  const roll = async () => {
    const school = await openSchool()
    const ids = {
      cook: await add(school, 'Ada Fern', { note: 'Cook', email: 'ada@hill.example' }),
      baker: await add(school, 'Ada Fern', { note: 'Baker', reference: 'B1' }),
      ben: await add(school, 'Ben Reed'),
    }
    return { school, ids }
  }
  test.each<[string, string, Partial<Record<Kind, number>>]>([
    ['the name alone, of two', 'Name\nAda Fern', { clash: 1 }],
    ['the name alone, of one, and nothing would change', 'Name\nBen Reed', { same: 1 }],
    ['the name alone, of one, and something would', 'Name,Last day\nBen Reed,1/12/2026', { clash: 1 }],
    ['the name and what they do', 'Name,Post\nada fern,COOK', { same: 1 }],
    ['the name and their address', 'Name,Post,Email\nAda Fern,Chef,ADA@hill.example', { changed: 1 }],
    ['what they do, but another address', 'Name,Post,Email\nAda Fern,Cook,other@hill.example', { clash: 1 }],
    ['what they do, and a number for the first time', 'Name,Post,Number\nAda Fern,Cook,A1', { changed: 1 }],
    ['what they do, but another number', 'Name,Post,Number\nAda Fern,Baker,B2', { clash: 1 }],
    ['their number, under a name with nothing in common', 'Name,Number\nZoe Holt,B1', { clash: 1 }],
    ['another name with their address', 'Name,Email\nAda Moss,ada@hill.example', { clash: 1 }],
    ['a number of its own, and its namesake another row’s', 'Name,Number,Post\nAda Fern,B1,Baker\nAda Fern,B2,Baker', { same: 1, clash: 1 }], // prettier-ignore
    ['a name nobody has', 'Name\nZoe Holt', { new: 1 }],
    ['two rows of a name, and one of them by its address', 'Name,Post,Number,Email\nAda Fern,Cook,,\nAda Fern,,,ada@hill.example', { same: 1, clash: 1 }], // prettier-ignore
  ])('%s', async (_, text, expected) => {
    const { school } = await roll()
    expect(await kinds(school, text)).toEqual(expected)
  })

  test('a clash is settled by hand: that person, somebody new, or left out', async () => {
    const { school, ids } = await roll()
    const text = 'Name,Last day\nAda Fern,18/12/2026\n'
    const settle = (as: string) => readingOf(school, text, { settled: [{ line: 2, as }] })
    const open = await judge(school, await readingOf(school, text))
    expect(open).toMatchObject({ open: 1, adds: 0, changes: 0, rows: [{ mayBeNew: true, settled: null }] })
    expect(open.rows[0]!.candidates.map(({ personId }) => personId).toSorted()).toEqual([ids.cook, ids.baker].toSorted()) // prettier-ignore
    expect(await importAll(school, await readingOf(school, text))).toEqual({ added: 0, changed: 0 })
    expect(await importAll(school, await settle('out'))).toEqual({ added: 0, changed: 0 })
    expect(await importAll(school, await settle(ids.ben))).toEqual({ added: 0, changed: 0 }) // is not one of them
    expect(await judge(school, await settle(ids.cook))).toMatchObject({ open: 0, changes: 1, rows: [{ settled: ids.cook, says: ['Last day: 18 December 2026'] }] }) // prettier-ignore
    expect(await importAll(school, await settle(ids.cook))).toEqual({ added: 0, changed: 1 })
    expect((await told(school, ids.cook)).at(-1)).toBe('Last day entered: 18 December 2026')
    expect(await importAll(school, await settle('new'))).toEqual({ added: 1, changed: 0 })
  })

  test('a number that somebody has cannot be somebody new’s', async () => {
    const { school } = await roll()
    const reading = await readingOf(school, 'Name,Number\nZoe Holt,B1\n', { settled: [{ line: 2, as: 'new' }] })
    expect(await judge(school, reading)).toMatchObject({ open: 1, adds: 0, rows: [{ mayBeNew: false, settled: null }] })
  })

  test('two rows settled on one person: the second is left out', async () => {
    const { school, ids } = await roll()
    const settled = [2, 3].map((line) => ({ line, as: ids.cook }))
    const reading = await readingOf(school, 'Name,Post\nAda Fern,Chef\nAda Fern,Waiter\n', { settled })
    expect(await judge(school, reading)).toMatchObject({ changes: 1, rows: [{}, { says: [/Line 2 is about Ada Fern/] }] }) // prettier-ignore
  })
})

describe('somebody who leaves or has left', () => {
  test('before today and never on the roll: not added; on the roll: that day is entered, and then it is the same', async () => {
    const school = await openSchool()
    await add(school, 'Ada Fern', { reference: 'A1' })
    school.clock.set('2026-10-01T09:00:00Z')
    const text = 'Name,Number,Last day\nAda Fern,A1,30/9/2026\nBen Reed,B1,30/9/2026\n'
    expect(await kinds(school, text)).toEqual({ changed: 1, gone: 1 })
    expect(await importAll(school, await readingOf(school, text))).toEqual({ added: 0, changed: 1 })
    expect(await kinds(school, text)).toEqual({ same: 1, gone: 1 })
  })

  test('is not brought back, moved or begun anew by a file', async () => {
    const school = await openSchool()
    const ada = await add(school, 'Ada Fern', { reference: 'A1' })
    const ben = await add(school, 'Ben Reed', { reference: 'B1' })
    await school.administrator.call('people.leave', { personId: ada, on: '2026-09-10' })
    await school.administrator.call('people.leave', { personId: ben, on: '2026-12-18' })
    school.clock.set('2026-10-01T09:00:00Z')
    const rows = 'Name,Number,Type,Start date,Last day\nAda Fern,A1,,,\nBen Reed,B1,,,\n'
    expect(await rowsOf(school, await readingOf(school, rows), 'faulty')).toEqual([
      [2, 'Ada Fern left on 10 September 2026. If they are back, bring them back on their own page'],
    ])
    expect((await judge(school, await readingOf(school, rows))).counts.same).toBe(1) // no last day in the file takes none back
    const later = 'Name,Number,Type,Start date\nBen Reed,B1,Governor,1/1/2027\n'
    expect((await rowsOf(school, await readingOf(school, later), 'faulty'))[0]![1]).toMatch(/18 December 2026: nothing can begin/) // prettier-ignore
    const early = 'Name,Number,Last day\nBen Reed,B1,1/8/2026\n'
    expect((await rowsOf(school, await readingOf(school, early), 'faulty'))[0]![1]).toMatch(/before the first/)
    const longer = 'Name,Number,Type,Start date,Last day\nBen Reed,B1,Governor,1/1/2027,1/2/2027\n'
    expect(await importAll(school, await readingOf(school, longer))).toEqual({ added: 0, changed: 1 })
  })

  test('a role that ended begins again only after it', async () => {
    const school = await openSchool()
    const personId = await add(school, 'Ada Fern', { reference: 'A1' })
    const { appointments } = await school.administrator.call('people.get', { personId })
    const days = { personId, appointmentId: appointments[0]!.id, from: '2026-09-01', until: '2026-09-10' }
    await school.administrator.call('people.setDays', days)
    school.clock.set('2026-10-01T09:00:00Z')
    const from = (day: string) => readingOf(school, `Name,Number,Start date\nAda Fern,A1,${day}\n`)
    expect((await rowsOf(school, await from('1/9/2026'), 'faulty'))[0]![1]).toMatch(
      /was here as staff from 1 September/,
    )
    expect(await importAll(school, await from('1/11/2026'))).toEqual({ added: 0, changed: 1 })
  })
})
