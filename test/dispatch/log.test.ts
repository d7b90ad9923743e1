/** The log of a program at work: what stands in it, and what never does. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { contract, type CallName, type Input } from '../../src-main/contract.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram, type Program } from '../../src-main/program.ts'
import { LOG_FILE, openLog } from '../../src-main/program/log.ts'
import { ownFolder } from '../support/app.ts'
import { clockAt } from '../support/clock.ts'
import { ROOT } from '../support/electron.ts'

const NOW = '2026-11-23T09:00:00.000Z'
const clock = clockAt(NOW)

async function open(dataFolder = join(ownFolder(), 'records'), signedIn = false) {
  const program = await openProgram({
    ...{ dataFolder, papers: NO_PAPERS, clock, contentFolder: join(ROOT, 'content') },
    ...(signedIn && { signedIn: { role: 'administrator' } as const }),
  })
  let isOpen = true
  const close = async () => {
    if (isOpen) await program.close()
    isOpen = false
  }
  onTestFinished(close)
  return { program, close, log: () => readFileSync(join(dataFolder, LOG_FILE), 'utf8'), dataFolder }
}

const value = async <Name extends CallName>({ door }: Program, name: Name, input: Input<Name>) => {
  const answer = await door(name, input)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as z.output<(typeof contract)[Name]['output']>
}

describe('what stands in it', () => {
  test('a start, what was refused, and the end, each with its figures', async () => {
    const { program, close, log } = await open()
    await program.door('access.signIn', { role: 'governor', passphrase: 'a passphrase of nobody' })
    await program.door('people.list', {})
    await program.door('no such call, said Ada', {})
    await close()
    const lines = log().trimEnd().split('\n')
    expect(lines.map((line) => line.replace(/ms=\d+/, 'ms=0').replace(/(node|system)=\S+/g, '$1=x'))).toEqual([
      `${NOW} started version=0.1.0 node=x system=x`,
      `${NOW} opened state=new step=4 ms=0`,
      `${NOW} refused call=access.signIn code=wrong-secret ms=0`,
      `${NOW} refused call=people.list code=not-signed-in ms=0`,
      `${NOW} closed ms=0`,
    ])
  })

  test('records that cannot be opened, with the reason', async () => {
    const dataFolder = ownFolder()
    writeFileSync(join(dataFolder, 'lanyard.db'), Buffer.alloc(8192, 'not a database '))
    const { program, log } = await open(dataFolder)
    expect(log()).toContain('opened state=blocked code=database-damaged')
    expect((await value(program, 'program.details', {})).text).toContain('could not be opened (database-damaged)')
  })

  test('it begins anew when it is long, and the one before is kept', () => {
    const folder = ownFolder()
    const log = openLog(folder, clock)
    writeFileSync(join(folder, LOG_FILE), 'x'.repeat(200_001))
    log.note({ what: 'closed', ms: 1 })
    log.note({ what: 'closed', ms: 2 })
    expect(readFileSync(join(folder, LOG_FILE), 'utf8')).toBe(`${NOW} closed ms=1\n${NOW} closed ms=2\n`)
    expect(readFileSync(join(folder, 'lanyard-earlier.log'), 'utf8')).toHaveLength(200_001)
    expect(log.last(1)).toEqual([`${NOW} closed ms=2`])
  })

  test('a disk that refuses it stops nobody', () => {
    const folder = ownFolder()
    const nowhere = openLog(join(folder, 'not there'), clock)
    nowhere.note({ what: 'closed', ms: 1 })
    expect(nowhere.last(5)).toEqual([])
    expect(existsSync(join(folder, 'not there'))).toBe(false)
    mkdirSync(join(folder, LOG_FILE))
    openLog(folder, clock).unexpected(new Error('x'))
  })
})

/** What people type, and what must not be found again; letters that no word of the program has. */
const typed = fc.stringMatching(/^[xq][a-z ]{0,6}[xqzj]{6} ?[0-9é‘’]{0,6}$/)

describe('what never stands in it', () => {
  test(
    'a name, a PIN, a passphrase or any other text, in whatever call it was given',
    { timeout: 60_000 },
    async () => {
      const { program, log } = await open(undefined, true)
      const administrator = 'xqjzqx long enough a passphrase'
      const schoolId = (await value(program, 'program.start', {})).schools[0]!.id
      await value(program, 'access.setUp', {
        schoolId,
        administratorPassphrase: administrator,
        governorPassphrase: `${administrator} too`,
      })
      const names = Object.keys(contract).filter((name) => !/^program\.(open|leave)|setUp$/.test(name))
      const anyInput = fc.anything({
        values: [typed],
        key: fc.oneof(typed, fc.constantFrom('name', 'typed', 'personId', 'passphrase', 'pin', 'note', 'ref')),
      })
      const secrets = new Set<string>([administrator])
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names), anyInput, typed, async (name, input, text) => {
          secrets.add(text)
          await program.door(name, input)
          await program.door(name, text)
          await program.door(text, input)
          await program.door('access.findName', { typed: text })
          await program.door('school.setName', { name: text })
        }),
        { numRuns: 60 },
      )
      // a PIN takes a slow hash, so a few people are enough
      for (const name of [...secrets].slice(0, 4))
        await program.door('people.add', {
          name,
          note: name,
          appointments: [{ audience: 'staff', from: '2026-09-01' }],
        })
      const written = log() + (await value(program, 'program.details', {})).text
      expect(written.split('\n').length).toBeGreaterThan(100)
      for (const secret of secrets) expect(written).not.toContain(secret)
      expect(written).not.toContain(homedir())
      expect(written).not.toMatch(/[^\x20-\x7e\n]/) // nothing beyond what the program itself writes
    },
  )

  test('what an error that nobody foresaw has in its message, its name or its lines', async () => {
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom('Error', 'TypeError', 'thrown as it is'), async (secret, kind) => {
        const folder = ownFolder()
        const log = openLog(folder, clock)
        const failing = async () => {
          const message = `${secret}\n    at ${secret} (/src-main/${secret.trim()}.ts:1:1)\n${secret}`
          if (kind === 'thrown as it is') throw message // eslint-disable-line @typescript-eslint/only-throw-error
          throw Object.assign(kind === 'Error' ? new Error(message) : new TypeError(message), {
            code: secret,
            name: secret,
          })
        }
        const any = z.strictObject({})
        const { door } = createDispatch({
          contract: { 'people.list': { access: 'anyone', input: any, output: any } },
          handlers: { 'people.list': failing },
          onUnexpected: log.unexpected,
        })
        await door('people.list', {})
        const [line] = log.last(1)
        expect(line).toMatch(/ unexpected kind=(Error|TypeError|string)( at=[\w./:,-]+)?$/)
        expect(line).not.toContain(secret.trim())
      }),
      { numRuns: 50 },
    )
  })
})

test('the details name versions, figures and the last lines of the log', async () => {
  const { program } = await open()
  const { text } = await value(program, 'program.details', {})
  expect(text).toMatch(
    /^Lanyard \d+\.\d+\.\d+\nWindow: an installed browser\nNode\.js [\d.]+, SQLite 3\.[\d.]+\nSystem: \S+\n/,
  )
  expect(text).toContain('Records: open\nShape of the records: step 4 of 4, ')
  expect(text).toContain('They hold: 0 people, 0 entries in the ledger')
  expect(text).toMatch(/opened state=new step=4 ms=\d+$/)
})

test('what Lanyard is made of is listed, each with its licence, whose text is given when it is asked for', async () => {
  const { program } = await open()
  const { parts } = await value(program, 'program.madeOf', {})
  expect(parts[0]).toMatchObject({ name: 'Lanyard', version: '0.1.0', licence: 'MIT' })
  expect(parts.find(({ name }) => name === 'SQLite')).toMatchObject({ licence: 'blessing' })
  for (const { ref, name } of parts)
    expect((await value(program, 'program.licence', { ref })).text.length, name).toBeGreaterThan(50)
  expect(await program.door('program.licence', { ref: 'constructor' })).toMatchObject({
    ok: false,
    error: { code: 'unknown-item' },
  })
})
