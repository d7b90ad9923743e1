import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyPage } from '../../src-main/ledger/verify-page.ts'
import { openRecords, openSchool, ownFolder, waive } from '../support/app.ts'
import { startChild } from '../support/child.ts'
import { ROOT } from '../support/electron.ts'
import { run } from '../support/exported.ts'
import { learnAndSign } from '../support/learner.ts'

/** A school with a signature, closed. */
async function closedSchool(): Promise<string> {
  const school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff'], { note: '=1+1' }))
  school.close()
  return school.folder
}

test.skipIf(process.platform === 'win32')('an export is its own account’s alone', async () => {
  const [folder, out] = [await closedSchool(), join(ownFolder(), 'out')]
  const script = join(ROOT, 'src-main/command-line.ts')
  execFileSync(process.execPath, [script, 'export', '--data', folder, '--out', out], { stdio: 'ignore' })
  const others = (path: string) => statSync(path).mode & 0o077
  expect(others(out)).toBe(0)
  const held = readdirSync(out).filter((name) => name !== 'verify.html') // which is the same for everybody
  expect(held.filter((name) => others(join(out, name)) !== 0)).toEqual([])
  expect(held).toContain('people.csv')
})

describe.each([
  ['example', '--data DIR [--pack ID]', ['--data DIR', '--pack ID', '--today DATE']],
  ['report', '--data DIR --out FILE [--as-at DATE] [--names] [--audience A] [--policy P] [--format F]', ['--data DIR', '--out FILE', '--as-at DATE', '--names', '--audience A', '--policy P', '--format F']], // prettier-ignore
  ['export', '--data DIR --out FOLDER', ['--data DIR', '--out FOLDER']],
  ['verify', 'FOLDER | --data DIR [--head LENGTH:HASH]', ['--data DIR', '--head LENGTH:HASH']],
])('%s', (name, usage, options) => {
  test('has help', async () => {
    const { code, stdout, stderr } = await run(name, '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Usage: lanyard ${name} [options] ${usage}\n`)
    for (const option of options) expect(stdout).toContain(`  ${option}  `)
    expect((await run('--help')).stdout).toContain(`  ${name} `)
  })

  test('knows no other option', async () => {
    expect(await run(name, '--quickly')).toEqual({
      code: 2,
      stdout: '',
      stderr: `lanyard: Unknown option '--quickly'. Try: lanyard ${name} --help\n`,
    })
  })

  test('says what it lacks', async () => {
    const { code, stdout, stderr } = await run(name)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^lanyard: Say (where|which)/)
  })
})

describe.each(['report', 'export'])('%s', (name) => {
  const target = () => join(ownFolder(), 'out')

  test('of a folder that is not there', async () => {
    expect(await run(name, '--data', '/no/such/folder', '--out', target())).toEqual({
      code: 2,
      stdout: '',
      stderr: 'lanyard: There is no folder /no/such/folder. Nothing was changed.\n',
    })
  })

  test('of a folder without records, which it does not begin', async () => {
    const folder = ownFolder()
    expect(await run(name, '--data', folder, '--out', target())).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There are no Lanyard records'),
    })
    expect(readdirSync(folder)).toEqual([])
  })

  test('of records in which no school was set up', async () => {
    const records = openRecords()
    records.close()
    const { code, stderr } = await run(name, '--data', records.folder, '--out', target())
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `lanyard: No school has been set up in ${records.folder} yet.\n`,
    })
  })

  test('into a folder that is not there', async () => {
    const folder = await closedSchool()
    const { code, stderr } = await run(name, '--data', folder, '--out', '/no/such/folder/out')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'lanyard: There is no folder /no/such/folder. Nothing was written.\n',
    })
  })
})

test('no export of records that are in use', async () => {
  const folder = await closedSchool()
  expect(await startChild('open.ts', [folder]).line()).toBe('opened')
  const { code, stderr } = await run('export', '--data', folder, '--out', join(ownFolder(), 'out'))
  expect(code).toBe(2)
  expect(stderr).toContain('are open in another Lanyard. Nothing was changed. Close the other one and try again.')
})

test.each(['23/11/2026', '2026-02-30', 'yesterday'])('no report as at %s', async (day) => {
  const folder = await closedSchool()
  const { code, stderr } = await run('report', '--data', folder, '--out', join(folder, 'r.pdf'), '--as-at', day)
  expect({ code, stderr }).toEqual({ code: 2, stderr: `lanyard: "${day}" is not a date. Write it as 2026-11-23.\n` })
})

describe('an export', () => {
  test('is the ledger byte for byte, what it proves, people and assignments', async () => {
    const school = await openSchool()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff'], { note: '=1+1' }))
    await waive(school, (await school.addPerson('Ben Reed', ['staff'])).personId, { reason: '=1+1' })
    const { length, hash } = school.app.ledger.head()
    const lines = school.database.prepare('SELECT line FROM ledger_entry ORDER BY seq').pluck().all()
    school.close()
    const out = join(ownFolder(), 'export')
    expect(await run('export', '--data', school.folder, '--out', out)).toEqual({
      code: 0,
      stdout:
        `Wrote ${length} entries to ${out}\nHead: ${length}:${hash}\n` +
        'To check it in any browser, open verify.html in that folder.\n',
      stderr: '',
    })
    expect(readdirSync(out).sort()).toEqual([
      'assignments.csv',
      'ledger.jsonl',
      'payloads.jsonl',
      'people.csv',
      'verify.html',
    ])
    expect(readFileSync(join(out, 'verify.html'))).toEqual(readFileSync(verifyPage()))
    expect(readFileSync(join(out, 'ledger.jsonl'), 'utf8')).toBe(`${lines.join('\n')}\n`)
    const people = readFileSync(join(out, 'people.csv'), 'utf8')
    expect(people.startsWith('\uFEFFid,name,note,')).toBe(true)
    expect(people).toContain(`,Ada Fern,'=1+1,,,staff,`) // a spreadsheet takes it for text
    expect(people).toMatch(/,Ben Reed,,,,staff,staff 2026-09-01,waived,,0,1,\r\n/)
    const assignments = readFileSync(join(out, 'assignments.csv'), 'utf8')
    expect(assignments).toContain(
      `,Ada Fern,hill/visits,1.0,staff,complete,2026-09-15,2026-09-01T08:00:00.000Z,,,,,,,1,5,5\r\n`,
    )
    expect(assignments).toContain(
      `,Ben Reed,hill/visits,1.0,staff,waived,2026-09-15,,,,,2026-12-31,'=1+1,Headteacher,0,0,0\r\n`,
    )
  })

  test('goes into an empty folder, and into no other', async () => {
    const folder = await closedSchool()
    const empty = ownFolder()
    expect((await run('export', '--data', folder, '--out', empty)).code).toBe(0)
    const file = join(ownFolder(), 'file')
    writeFileSync(file, 'mine')
    for (const out of [empty, file]) {
      const before = existsSync(join(out, 'ledger.jsonl')) ? readFileSync(join(out, 'ledger.jsonl')) : null
      expect(await run('export', '--data', folder, '--out', out)).toMatchObject({
        code: 2,
        stderr: `lanyard: ${out} is not an empty folder. Choose another; nothing was written.\n`,
      })
      if (before) expect(readFileSync(join(out, 'ledger.jsonl'))).toEqual(before)
    }
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

describe('verify', () => {
  async function exported() {
    const school = await openSchool()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    const head = school.app.ledger.head()
    school.close()
    const out = join(ownFolder(), 'export')
    await run('export', '--data', school.folder, '--out', out)
    const lines = (name: string) => readFileSync(join(out, name), 'utf8').trimEnd().split('\n')
    const write = (name: string, all: string[]) =>
      writeFileSync(join(out, name), all.map((line) => `${line}\n`).join(''))
    return { out, head, lines, write }
  }

  test('a whole one, with a word on what that shows', async () => {
    const { out, head } = await exported()
    const { code, stdout } = await run('verify', out)
    expect(code).toBe(0)
    expect(stdout.split('\n')).toEqual([
      `The record is whole: ${head.length} entries, each following from the one before; what they prove is there and as it was written.`,
      'No head from a printed report was given. Without one, this shows that the record agrees with itself, not that it is the record of that day.',
      'people.csv and assignments.csv are there to be read. They prove nothing, and were not looked at.',
      `Head: ${head.length}:${head.hash}`,
      '',
    ])
  })

  test.each<[string, (hash: string) => string]>([
    ['all of it', (hash) => hash],
    ['half of it', (hash) => hash.slice(0, 32)],
    ['in groups and capitals', (hash) => hash.toUpperCase().replace(/(.{8})(?=.)/g, '$1 ')],
  ])('with the head from a report, %s', async (_, typed) => {
    const { out, head } = await exported()
    const { code, stdout } = await run('verify', out, '--head', `${head.length}:${typed(head.hash)}`)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^The head from the report agrees: at entry \d+ the record has the (64|32) digits that were typed in\./m,
    )
  })

  test('with the head of an earlier report, when the record has grown since', async () => {
    const { out, lines } = await exported()
    const prev = (JSON.parse(lines('ledger.jsonl')[8]!) as { prev: string }).prev
    expect(await run('verify', out, '--head', `8:${prev}`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The head from the report agrees: at entry 8 '),
    })
  })

  test.each<[string, (head: { length: number; hash: string }) => string, number, string]>([
    [
      'a wrong one',
      ({ length, hash }) => `${length}:${hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}`,
      1,
      'has another fingerprint',
    ],
    ['one of another length', ({ length, hash }) => `${length - 1}:${hash}`, 1, 'has another fingerprint'],
    ['one of a longer record', ({ length, hash }) => `${length + 1}:${hash}`, 1, 'Entries are missing.'],
    ['one that is too long', ({ length, hash }) => `${length}:${hash}0`, 2, 'is not a head. Type it as LENGTH:HASH'],
    [
      'one that is too short',
      ({ length, hash }) => `${length}:${hash.slice(0, 31)}`,
      2,
      'is not a head. Type it as LENGTH:HASH',
    ],
    ['no head at all', () => 'hello', 2, '"hello" is not a head.'],
  ])('with %s', async (_, typed, code, words) => {
    const { out, head } = await exported()
    const found = await run('verify', out, '--head', typed(head))
    expect(found.code).toBe(code)
    expect(found.stdout + found.stderr).toContain(words)
  })

  type Spoil = (one: Awaited<ReturnType<typeof exported>>) => void
  const changing =
    (name: string, change: (lines: string[]) => string[]): Spoil =>
    ({ lines, write }) =>
      write(name, change(lines(name)))
  const swapped = ([a, b, c, ...rest]: string[]) => [a!, c!, b!, ...rest]

  test.each<[string, Spoil, string | RegExp]>([
    ['a byte of the ledger changed', changing('ledger.jsonl', (all) => all.map((line, i) => (i === 4 ? line.replace('08:00', '08:01') : line))), 'Entry 6 does not follow from the entry before it'],
    ['a payload changed', changing('payloads.jsonl', (all) => all.map((line) => line.replaceAll('Ada', 'Eve'))), 'What entry 8 (person.added) proves was changed after it was written.'],
    ['a payload missing', changing('payloads.jsonl', (all) => all.toSpliced(7, 1)), 'What entry 8 (person.added) proves is missing.'],
    ['a payload twice', changing('payloads.jsonl', (all) => [...all, all[7]!]), 'payloads.jsonl has entry 8 twice.'],
    ['a payload of no entry', changing('ledger.jsonl', (all) => all.slice(0, -1)), /There is a payload for entry \d+, and no such entry\./],
    ['a payload half erased', changing('payloads.jsonl', (all) => all.map((line, i) => (i === 7 ? line.replace(/"salt":"\w+"/, '"salt":null') : line))), 'Line 8 of payloads.jsonl is not in the format.'],
    ['a middle line dropped', changing('ledger.jsonl', (all) => all.toSpliced(4, 1)), 'Entry 6 stands where entry 5 belongs.'],
    ['two lines swapped', changing('ledger.jsonl', swapped), 'Entry 3 stands where entry 2 belongs.'],
    ['a line added', changing('ledger.jsonl', (all) => [...all, all.at(-1)!]), 'stands where entry'],
    ['the file cut in the middle of a line', ({ out }) => writeFileSync(join(out, 'ledger.jsonl'), readFileSync(join(out, 'ledger.jsonl')).subarray(0, -20)), 'ledger.jsonl was cut off in the middle of a line.'],
    ['bytes that are no text', ({ out }) => appendFileSync(join(out, 'ledger.jsonl'), Buffer.from([0xff, 0xfe, 0x0a])), 'ledger.jsonl holds bytes that are no text.'],
    ['an empty ledger', changing('ledger.jsonl', () => []), 'The ledger has no entries.'],
  ])('%s', async (_, spoil, words) => {
    const one = await exported()
    spoil(one)
    const { code, stdout } = await run('verify', one.out)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^The record is not whole\.\n/)
    expect(stdout).toMatch(words)
  }) // prettier-ignore

  test('a tail cut off with its payloads agrees with itself, and not with the minutes', async () => {
    const { out, head, lines, write } = await exported()
    for (const name of ['ledger.jsonl', 'payloads.jsonl']) write(name, lines(name).slice(0, -1))
    expect((await run('verify', out)).code).toBe(0)
    const { code, stdout } = await run('verify', out, '--head', `${head.length}:${head.hash}`)
    expect(code).toBe(1)
    expect(stdout).toContain(
      `it speaks of ${head.length} entries, and the record has ${head.length - 1}. Entries are missing.`,
    )
  })

  test('where something before the head was changed, the head alone is not said to prove anything', async () => {
    const { out, head, lines, write } = await exported()
    write('ledger.jsonl', lines('ledger.jsonl').map((line, i) => (i === 4 ? line.replace('08:00', '08:01') : line))) // prettier-ignore
    const { code, stdout } = await run('verify', out, '--head', `${head.length}:${head.hash}`)
    expect(code).toBe(1)
    expect(stdout).not.toContain('Nothing before it has been changed')
    expect(stdout).toContain('That proves nothing while the record is not whole.')
  })

  test('a payload that is gone without an erasure is a flaw', async () => {
    const { out, lines, write } = await exported()
    write('payloads.jsonl', lines('payloads.jsonl').map((line, i) => (i === 7 ? '{"seq":8,"salt":null,"payload":null}' : line))) // prettier-ignore
    const { code, stdout } = await run('verify', out)
    expect(code).toBe(1)
    expect(stdout).toContain('What entry 8 proves is gone, and no erasure says why.')
  })

  test('with a hundred findings it tells twenty', async () => {
    const { out, lines, write } = await exported()
    write('ledger.jsonl', Array<string>(100).fill(lines('ledger.jsonl')[0]!))
    const { stdout } = await run('verify', out)
    expect(stdout.split('\n').length).toBeLessThan(27)
    expect(stdout).toMatch(/There are \d+ more findings\./)
  })

  test.runIf(process.platform === 'linux')('agrees with what coreutils makes of the lines', async () => {
    const { head, lines } = await exported()
    const input = lines('ledger.jsonl').at(-1)!
    expect(execFileSync('sha256sum', { input, encoding: 'utf8' }).slice(0, 64)).toBe(head.hash)
  })

  test('of a folder that is not there, or is no export', async () => {
    expect(await run('verify', '/no/such/folder')).toMatchObject({
      code: 2,
      stderr: 'lanyard: There is no folder /no/such/folder.\n',
    })
    const folder = ownFolder()
    expect(await run('verify', folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Give a folder that "lanyard export" wrote.'),
    })
    const { out } = await exported()
    const half = join(folder, 'half')
    mkdirSync(half)
    cpSync(join(out, 'ledger.jsonl'), join(half, 'ledger.jsonl'))
    expect(await run('verify', half)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no payloads.jsonl'),
    })
  })
})
