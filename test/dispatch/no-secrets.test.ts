/** No secret in what the program says: not in an answer that refuses, not in what it prints, not in what is kept. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Session } from '../../src-main/calls.ts'
import { PRODUCT_SECRET_COST } from '../../src-main/context.ts'
import type { CallName } from '../../src-main/contract.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram, type Program } from '../../src-main/program.ts'
import { FIRST_MORNING, QUICK, ownFolder } from '../support/app.ts'
import { clockAt } from '../support/clock.ts'
import { FIXTURE } from '../unit/policies/content-copy.ts'

let printed: string[]
beforeEach(() => {
  printed = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words.map(asText).join(' ')))
  // What a secret costs is not what this is about.
  Object.assign(PRODUCT_SECRET_COST, QUICK)
})
const COST = { ...PRODUCT_SECRET_COST }
afterEach(() => void Object.assign(PRODUCT_SECRET_COST, COST))

/** An error as a console prints it, with all that hangs on it. */
const asText = (word: unknown): string =>
  word instanceof Error ? `${word.stack} ${JSON.stringify(word)} ${String(word.cause)}` : String(word)

/** Each is typed in one place alone, so that it can be told which one was let out. */
const SECRET = {
  administrator: 'umbrella tadpole cinnamon',
  governor: 'lighthouse marmalade otter',
  wrong: 'never anybodys passphrase',
  short: 'zq9xshort',
  long: `wxyz ${'pqrs '.repeat(60)}`,
  next: 'bramble velvet saxophone',
  pinTyped: '904172',
  pinTooLong: '90417255501',
  pinOwn: '260841',
  codeTyped: 'QQQQ-WXYZ-QQQQ-WXYZ-QQQQ-WXYZ',
}

/** Makes each call that takes a secret, well and in each way badly; gives every secret there was and every answer that refused. */
async function driveAll(open: (signedIn?: Session) => Promise<Program>) {
  const refusals: unknown[] = []
  const secrets: string[] = Object.values(SECRET)
  let program: Program | undefined
  const as = async (signedIn?: Session) => {
    await program?.close()
    program = await open(signedIn)
  }
  const ask = async (name: CallName, input: unknown): Promise<any> => {
    const answer = await program!.door(name, input)
    if (!answer.ok) refusals.push([name, answer])
    return answer.ok ? answer.value : null
  }
  const { administrator, governor, wrong, short, long, next, pinTyped, pinTooLong, pinOwn, codeTyped } = SECRET
  await as()
  for (const passphrase of [short, long, governor, 7, { passphrase: wrong }, [wrong]])
    await ask('access.setUp', {
      schoolId: 'northfield',
      administratorPassphrase: passphrase,
      governorPassphrase: governor,
    })
  await ask('access.setUp', { schoolId: wrong, administratorPassphrase: administrator, governorPassphrase: governor })
  const { recoveryCode } = await ask('access.setUp', { schoolId: 'northfield', administratorPassphrase: administrator, governorPassphrase: governor }) // prettier-ignore
  const { personId, pin } = await ask('people.add', { name: 'Ada Fern', note: '', appointments: [{ audience: 'staff', from: '2026-09-01' }] }) // prettier-ignore
  const { pin: secondPin } = await ask('access.issuePin', { personId })
  secrets.push(recoveryCode, pin, secondPin)
  await ask('access.signOut', {})
  for (const given of [pinTyped, pinTooLong, short, Number(pinTyped), [pinTyped], ...Array<string>(10).fill(pinTyped)])
    await ask('access.signInLearner', { personId, pin: given })
  for (const given of [wrong, long, ['administrator', wrong], { [wrong]: wrong }]) {
    await ask('access.signIn', { role: 'administrator', passphrase: given })
    await ask('access.signIn', { role: 'governor', passphrase: given, [wrong]: wrong })
    await ask('access.recover', { recoveryCode: given, administratorPassphrase: next })
  }
  await ask('access.recover', { recoveryCode: codeTyped, administratorPassphrase: short })
  await as({ role: 'administrator' })
  for (const newPassphrase of [short, long, governor, administrator, 7])
    await ask('access.changePassphrase', { passphrase: administrator, newPassphrase })
  await ask('access.changePassphrase', { passphrase: wrong, newPassphrase: next })
  await ask('access.setGovernorsPassphrase', { newPassphrase: administrator })
  secrets.push(
    ((await ask('access.renewRecovery', { passphrase: administrator })) as { recoveryCode: string }).recoveryCode,
  )
  const third = (await ask('access.issuePin', { personId })) as { pin: string }
  secrets.push(third.pin)
  await as()
  await ask('access.signInLearner', { personId, pin: third.pin })
  for (const newPin of [pinTooLong, '123456', third.pin, [pinOwn]]) await ask('access.choosePin', { newPin })
  await ask('access.choosePin', { newPin: pinOwn })
  await ask('access.changePin', { pin: pinTyped, newPin: pinOwn })
  await ask('acknowledgements.sign', {
    versionId: pinTyped,
    name: 'Ada Fern',
    pin: pinOwn,
    declarations: [],
    undertakings: [],
  })
  // Whatever breaks inside, with the secret in its hands.
  await program!.close()
  await ask('access.signIn', { role: 'administrator', passphrase: administrator })
  await ask('access.signInLearner', { personId, pin: pinOwn })
  return { refusals, secrets }
}

test('set-up, signing in, PINs and signing, well and in each way badly: no secret is printed, answered in an error, or kept', async () => {
  const dataFolder = join(ownFolder(), 'records')
  const { refusals, secrets } = await driveAll((signedIn) =>
    openProgram({
      dataFolder,
      papers: NO_PAPERS,
      contentFolder: FIXTURE,
      clock: clockAt(FIRST_MORNING),
      ...(signedIn && { signedIn }),
    }),
  )
  vi.restoreAllMocks()
  expect(refusals.length).toBeGreaterThan(40)
  expect(new Set(secrets).size).toBe(15)
  const kept = readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
  for (const [where, texts] of [
    ['printed', printed],
    ['answered', refusals.map((refusal) => JSON.stringify(refusal))],
    ['kept', kept],
  ] as const)
    for (const secret of secrets)
      expect(
        texts.some((text) => text.includes(secret.trim())),
        `${secret} ${where}`,
      ).toBe(false)
})
