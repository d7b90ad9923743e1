/** How a browser's host, which has no opener of its own, opens a prepared e-mail: the PC's opener, without a shell. */
import { spawn } from 'node:child_process'
import { posix } from 'node:path'
import { LanyardError } from '../errors.ts'
import { mailtoOf, type Mail } from '../mail.ts'
import { thisMachine, type Machine } from './machine.ts'

/** How long an opener is waited for, in ms: one that has not failed by then is showing the mail program. */
const PATIENCE = 3000

interface Opener {
  program: string
  args: string[]
}

/** The program that opens an e-mail on this PC, and its arguments; null where there is none. */
export function openerOf(mail: Mail, { platform, env, exists }: Machine = thisMachine): Opener | null {
  const address = mailtoOf(mail)
  if (platform === 'win32') return { program: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', address] }
  if (platform === 'darwin') return { program: '/usr/bin/open', args: [address] }
  const folders = [...(env.PATH ?? '').split(':').filter(Boolean), '/usr/bin', '/usr/local/bin']
  const program = folders.map((folder) => posix.join(folder, 'xdg-open')).find(exists)
  return program === undefined ? null : { program, args: [address] }
}

/** Opens a prepared e-mail in the PC's mail program. Throws LanyardError `mail-failed`. */
export async function openMail(mail: Mail, machine: Machine = thisMachine): Promise<void> {
  const opener = openerOf(mail, machine)
  if (!opener || !(await runs(opener))) throw mailFailed()
}

/** Whether a program starts, and goes on or ends well. */
function runs({ program, args }: Opener): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    const timer = setTimeout(() => resolve(true), PATIENCE)
    const done = (isWell: boolean) => {
      clearTimeout(timer)
      resolve(isWell)
    }
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
    child.unref() // Lanyard may be closed before the mail program is
  })
}

/** No mail program that opens, in plain words. */
export const mailFailed = (): LanyardError =>
  new LanyardError(
    'mail-failed',
    'No mail program opened on this PC. Nothing was sent. Copy the text below into the mail you use.',
  )
