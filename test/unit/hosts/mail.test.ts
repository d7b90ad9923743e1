import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openMail, openerOf } from '../../../src-main/hosts/mail.ts'
import type { Machine } from '../../../src-main/hosts/machine.ts'
import { mailtoOf, type Mail } from '../../../src-main/mail.ts'

const MAIL: Mail = {
  to: [],
  bcc: [],
  subject: 'Due & done "today"; $(id) `id` %PATH%',
  text: 'Dear Ada,\nplease sign.',
}
const machine = (platform: NodeJS.Platform, there: string[], PATH = '/sbin:/opt/bin'): Machine => ({
  ...{ platform, home: '/home/a', exists: (path) => there.includes(path) },
  env: { PATH },
})

describe('the PC’s own opener', () => {
  const args = [mailtoOf(MAIL)]

  test('is given the mailto address, as one argument', () => {
    expect(openerOf(MAIL, machine('win32', []))).toEqual({
      program: 'rundll32.exe',
      args: ['url.dll,FileProtocolHandler', ...args],
    })
    expect(openerOf(MAIL, machine('darwin', []))).toEqual({ program: '/usr/bin/open', args })
    expect(openerOf(MAIL, machine('linux', ['/opt/bin/xdg-open', '/usr/bin/xdg-open']))).toEqual({
      program: '/opt/bin/xdg-open',
      args,
    })
    expect(openerOf(MAIL, machine('linux', ['/usr/bin/xdg-open']))).toMatchObject({ program: '/usr/bin/xdg-open' })
  })

  test('opens mailto addresses alone, whatever stands in the e-mail', () => {
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('file:///etc/passwd', '" & calc.exe', '\n--help'))
    const platform = fc.constantFrom<NodeJS.Platform>('win32', 'darwin', 'linux')
    fc.assert(
      fc.property(platform, fc.array(text), text, text, (on, to, subject, body) => {
        const opener = openerOf({ to, bcc: to, subject, text: body }, machine(on, ['/opt/bin/xdg-open']))
        expect(opener?.args.at(-1)).toMatch(/^mailto:[^\s"&<>|^\\]*\?[^\s"<>|^\\]*$/)
      }),
    )
  })
})

describe.skipIf(process.platform === 'win32')('opening an e-mail', () => {
  /** A PC whose opener is this script. */
  function pcWith(script: string) {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-opener-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const program = join(folder, 'xdg-open')
    writeFileSync(program, `#!/bin/sh\n${script}\n`)
    chmodSync(program, 0o755)
    return { folder, machine: { ...machine('linux', [program]), env: { PATH: [folder].join(delimiter) } } }
  }

  test('runs the opener without a shell', async () => {
    const { folder, machine: pc } = pcWith('printf %s "$1" > "$(dirname "$0")/given"')
    await openMail(MAIL, pc)
    expect(readFileSync(join(folder, 'given'), 'utf8')).toBe(mailtoOf(MAIL))
  })

  test('does not wait for a mail program that stays open', async () => {
    const { machine: pc } = pcWith('sleep 6; exit 1')
    await openMail(MAIL, pc)
  })

  test('says so where no program takes it, and where there is no opener', async () => {
    const failed = { code: 'mail-failed', message: expect.stringContaining('Nothing was sent') }
    await expect(openMail(MAIL, pcWith('exit 3').machine)).rejects.toMatchObject(failed)
    await expect(openMail(MAIL, machine('linux', []))).rejects.toMatchObject(failed)
    await expect(openMail(MAIL, machine('linux', ['/opt/bin/xdg-open']))).rejects.toMatchObject(failed)
  })
})
