/** A program of five calls behind a host, so that a host is tested by itself. */
import { LanyardError } from '../../src-main/errors.ts'
import type { Door, Paper, Papers } from '../../src-main/hosts/host.ts'
import type { Mail } from '../../src-main/mail.ts'

export const SMALL_PAPER = { name: 'A “small” paper: 1/2', footer: 'Printed by <Lanyard> & tests' }

export const SMALL_FILE = { name: 'A “small” list: 1/2', ending: 'csv', text: '\uFEFFname\r\nSeán\r\n' } as const

export function smallDoor(papers: Papers): Door {
  return async (name, input) => {
    try {
      if (name === 'echo') return { ok: true, value: input }
      if (name === 'print') return { ok: true, value: await papers.print(SMALL_PAPER) }
      if (name === 'savePdf')
        return { ok: true, value: await papers.savePdf({ ...SMALL_PAPER, ...(input as Partial<Paper>) }) }
      if (name === 'writeMail') return { ok: true, value: await papers.writeMail(input as Mail) }
      if (name === 'saveFile') return { ok: true, value: await papers.saveFile(SMALL_FILE) }
    } catch (error) {
      if (error instanceof LanyardError) return { ok: false, error: { code: error.code, message: error.message } }
      throw error
    }
    return { ok: false, error: { code: 'unknown-call', message: 'No such call' } }
  }
}
