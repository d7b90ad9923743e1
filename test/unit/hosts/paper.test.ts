import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import { LanyardError } from '../../../src-main/errors.ts'
import {
  fileName,
  footerTemplate,
  inPieces,
  saveFailed,
  writeBeside,
  writeWhole,
} from '../../../src-main/hosts/paper.ts'

test('the footer’s words stay words', () => {
  const template = footerTemplate({ footer: `<img src=x> & "A" 'b'` })
  expect(template).toContain('&lt;img src=x&gt; &amp; &quot;A&quot; &#39;b&#39;')
  expect(template).not.toContain('<img')
  expect(template).toMatch(/Page <span class="pageNumber"><\/span> of <span class="totalPages"><\/span>/)
})

test('pages that go to different people are not numbered', () => {
  expect(footerTemplate({ footer: 'Hill School', numbered: false })).not.toMatch(/Page|pageNumber|totalPages/)
})

test.each([
  ['Induction report 2026-09-01', 'Induction report 2026-09-01.pdf'],
  ['Receipt: A/B\\C <d> "e" | f? *', 'Receipt- A-B-C -d- -e- - f- -.pdf'],
  ['../../etc/passwd', '-..-etc-passwd.pdf'],
  ['  a \n\t name. . ', 'a name.pdf'],
  ['abc\u202Efdp.exe', 'abc fdp.exe.pdf'],
  ['Zoë Ọlá', 'Zoë Ọlá.pdf'],
  ['CON', 'CON (Lanyard).pdf'],
  ['lpt1', 'lpt1 (Lanyard).pdf'],
  ['...', 'Lanyard.pdf'],
  ['', 'Lanyard.pdf'],
  ['x'.repeat(500), `${'x'.repeat(120)}.pdf`],
])('%j is a file named %j', (name, expected) => {
  expect(fileName(name)).toBe(expected)
})

describe('writing', () => {
  let folder: string
  const bytes = Buffer.from('%PDF')
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lanyard-paper-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  test('a file is written whole and replaces the one that was chosen', async () => {
    await writeWhole(join(folder, 'a.pdf'), Buffer.from('old'))
    await writeWhole(join(folder, 'a.pdf'), bytes)
    expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('%PDF')
    expect(readdirSync(folder)).toEqual(['a.pdf'])
  })

  test('a file that cannot be put there leaves nothing behind', async () => {
    mkdirSync(join(folder, 'a.pdf', 'in the way'), { recursive: true })
    await expect(writeWhole(join(folder, 'a.pdf'), bytes)).rejects.toMatchObject({ code: 'save-failed' })
    expect(readdirSync(folder)).toEqual(['a.pdf'])
    await expect(writeWhole(join(folder, 'no', 'a.pdf'), bytes)).rejects.toThrow('that folder is not there any more')
  })

  test('a long text is made as it is written, and is the same', async () => {
    const line = 'Zoë 👩‍👧 \u05D0\n'
    function* lines() {
      for (let n = 0; n < 30_000; n++) yield `${n} ${line}`
    }
    await writeWhole(join(folder, 'a.json'), inPieces(lines()))
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe([...lines()].join(''))
    await writeWhole(join(folder, 'b.json'), inPieces([]))
    await writeWhole(join(folder, 'c.csv'), Buffer.from(line))
    expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe('')
    expect(readFileSync(join(folder, 'c.csv'), 'utf8')).toBe(line)
  })

  test('where no text comes for long, the window has its turns', async () => {
    let isTurned = false
    function* nothingYet() {
      setImmediate(() => (isTurned = true))
      const giveUp = performance.now() + 3000
      while (!isTurned && performance.now() < giveUp) yield ''
      yield isTurned ? 'had a turn' : 'never'
    }
    await writeWhole(join(folder, 'a.json'), inPieces(nothingYet()))
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('had a turn')
  })

  test('what stops half-way is thrown on, and half a file never stays', async () => {
    function* stopped() {
      yield 'x'.repeat(200_000)
      throw new LanyardError('stopped', 'Stopped. Nothing was changed.')
    }
    for (const write of [
      writeWhole(join(folder, 'a.json'), inPieces(stopped())),
      writeBeside(folder, 'b.json', inPieces(stopped())),
    ])
      // prettier-ignore
      await expect(write).rejects.toMatchObject({ code: 'stopped' })
    expect(readdirSync(folder)).toEqual([])
  })

  test('beside others nothing is replaced', async () => {
    expect(await writeBeside(folder, 'a.pdf', Buffer.from('1'))).toBe(join(folder, 'a.pdf'))
    expect(await writeBeside(folder, 'a.pdf', Buffer.from('2'))).toBe(join(folder, 'a (2).pdf'))
    expect(await writeBeside(folder, 'a.pdf', Buffer.from('3'))).toBe(join(folder, 'a (3).pdf'))
    expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('1')
    expect(readdirSync(folder).sort()).toEqual(['a (2).pdf', 'a (3).pdf', 'a.pdf'])
  })

  test('every refusal says what happened, what was kept and what to do', () => {
    for (const code of ['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EIO']) {
      const { message } = saveFailed(Object.assign(new Error(), { code }))
      expect(message).toMatch(/^It was not saved: .+\. Nothing is lost .+ Try again, or choose another folder\.$/)
      expect(message).not.toContain(code)
    }
  })
})
