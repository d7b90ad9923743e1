import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { runCommandLine } from '../../src-main/command-line.ts'
import { copyContent, edit, FIXTURE } from './policies/content-copy.ts'

async function run(...argv: string[]) {
  const written = { stdout: '', stderr: '' }
  const code = await runCommandLine(argv, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  })
  return { code, ...written }
}

test('a folder with nothing wrong in it: the coverage of each pack, and 0', async () => {
  expect(await run('check-content', FIXTURE)).toEqual({
    code: 0,
    stderr: '',
    stdout: `
northfield/phones
rules     count  on a page  decided in a scenario
must          1          1                      0
must-not      2          2                      2
should        1          1                      1
total         4          4                      3

audience   pages  minutes to read  scenarios  branching  minutes to play  minutes stated
staff          3              0.6          1          1              0.3              10
volunteer      2              0.5          3          2              0.9               5

1 pack, 0 errors, 0 warnings
`,
  })
})

test('a mistake: where it is, and 1', async () => {
  const folder = copyContent()
  edit(folder, 'northfield/phones/rules.yaml', 'force: should', 'force: shall')
  const { code, stdout, stderr } = await run('check-content', folder)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(
    /^northfield\/phones\/rules\.yaml:10:10: error: "force" cannot be "shall"\. .* Nearest: should\.$/m,
  )
  expect(stdout).toMatch(/\n1 pack, 1 error, 0 warnings\n$/)
})

test('more of the text, where it is asked for', async () => {
  const folder = copyContent()
  edit(folder, 'northfield/phones/rules.yaml', 'Keep it in your locker.', 'Keep it in your loker.')
  const policies = copyContent() // which has no policy in it
  const { code, stdout } = await run('check-content', '--readability', '--spelling', '--against', policies, folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^northfield\/phones\/rules\.yaml:12:25: warning: "loker" is not in the dictionary/m)
  expect(stdout).toMatch(/^northfield\/phones\/policy\.yaml:1:1: warning: This pack was not compared/m)
  expect(stdout).toContain(`
page                  words  Flesch-Kincaid grade
Your phone in school     59                   0.9
Pictures                 32                   2.8
On duty at the gate       6                   0.5
all pages                97                   1.5
`)
})

test('a warning alone is no failure', async () => {
  const folder = copyContent()
  edit(folder, 'northfield/phones/policy.yaml', '2027-01-31', '2025-01-31')
  const { code, stdout } = await run('check-content', folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/\n1 pack, 0 errors, 1 warning\n$/)
})

test.each([
  [['chekc-content'], 'lanyard: There is no command "chekc-content". Commands: '],
  [['constructor'], 'lanyard: There is no command "constructor".'],
  [['check-content', '--fast'], "lanyard: Unknown option '--fast'. Try: lanyard check-content --help\n"],
  [['check-content', 'a', 'b'], 'lanyard: "b" is one word too many. Try: lanyard check-content --help\n'],
  [['check-content', '/no/such/folder'], 'lanyard: There is no folder /no/such/folder that can be read.\n'],
  [[], 'Usage: lanyard <command> [options]\n'],
])('%j cannot be done: why, on stderr, and 2', async (argv, words) => {
  const { code, stdout, stderr } = await run(...argv)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.startsWith(words)).toBe(true)
})

test('help, for all commands and for one', async () => {
  expect(await run('--help')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^ {2}check-content {2}/m),
  })
  expect(await run('check-content', '--help')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^Usage: lanyard check-content \[options\] \[FOLDER\]\n/),
  })
})

test('what nobody thought of is said in a line, and its stack only where it is asked for', async () => {
  const broken = { write: () => { throw new TypeError('no more paper') } } // prettier-ignore
  let stderr = ''
  const output = { stdout: broken, stderr: { write: (text: string) => (stderr += text) } }
  expect(await runCommandLine(['check-content', FIXTURE], output)).toBe(2)
  expect(stderr).toBe('lanyard: Something unexpected went wrong: no more paper\n')

  vi.stubEnv('LANYARD_DEBUG', '1')
  await runCommandLine(['check-content', FIXTURE], output)
  expect(stderr).toMatch(/TypeError: no more paper\n {4}at /)
  vi.unstubAllEnvs()
})

test('as a process it hands its code on', async () => {
  const script = join(import.meta.dirname, '../../src-main/command-line.ts')
  await expect(promisify(execFile)(process.execPath, [script, 'nothing'])).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^lanyard: There is no command "nothing"/),
  })
})
