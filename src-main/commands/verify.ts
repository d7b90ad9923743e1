import { resolve } from 'node:path'
import { createContext } from '../context.ts'
import { asLanyardError } from '../database/faults.ts'
import { openToRead } from '../database/read-only.ts'
import { LanyardError } from '../errors.ts'
import { verifyExport } from '../ledger/exported.ts'
import { createLedger } from '../ledger/service.ts'
import { createVerification } from '../verification/service.ts'
import { verdictLines } from '../verification/words.ts'
import { type Command, UsageError } from './command.ts'

export const command: Command = {
  summary:
    'Say whether an exported record, or a folder of records, is whole, and whether it agrees with a printed report',
  usage: 'FOLDER | --data DIR [--head LENGTH:HASH]',
  options: {
    data: {
      type: 'string',
      value: 'DIR',
      what: 'A folder with records, instead of an exported one; it stays as it is',
    },
    head: {
      type: 'string',
      value: 'LENGTH:HASH',
      what: 'The head from a printed report: entries, a colon, 32 to 64 hex digits',
    },
  },
  mostOperands: 1,

  async run({ options: { data, head: typed }, operands: [folder] }, { stdout }) {
    const head = typeof typed === 'string' ? typed : undefined
    if ((folder === undefined) === (typeof data !== 'string'))
      throw new UsageError('Say which folder to verify, an exported one or --data. Try: lanyard verify --help')
    const { whole, words } =
      folder === undefined ? await verifyRecords(resolve(data as string), head) : verifyExport(resolve(folder), head)
    stdout.write(`${words.join('\n')}\n`)
    return whole ? 0 : 1
  },
}

/** The same check as in the window, and the same words. Throws LanyardError where the records cannot be opened. */
async function verifyRecords(folder: string, typed = ''): Promise<{ whole: boolean; words: string[] }> {
  const [entries = '', fingerprint = ''] = typed.split(':')
  try {
    const { database, close } = openToRead(folder)
    try {
      const context = createContext(database)
      const verification = createVerification(context, { ledger: createLedger(context) })
      const verdict = await verification.verdict({ entries, fingerprint }, { keep: false })
      return { whole: verdict.whole, words: verdictLines(verdict) }
    } catch (error) {
      throw asLanyardError(error, folder)
    } finally {
      close()
    }
  } catch (error) {
    if (!(error instanceof LanyardError) || error.code !== 'database-damaged') throw error
    return { whole: false, words: ['The record is not whole.', error.message] }
  }
}
