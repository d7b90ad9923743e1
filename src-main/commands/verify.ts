import { resolve } from 'node:path'
import { verifyExport } from '../ledger/exported.ts'
import { type Command, UsageError } from './command.ts'

export const command: Command = {
  summary: 'Say whether an exported record is whole, and whether it agrees with a printed report',
  usage: 'FOLDER [--head LENGTH:HASH]',
  options: {
    head: {
      type: 'string',
      value: 'LENGTH:HASH',
      what: 'The head from a printed report: entries, a colon, 32 to 64 hex digits',
    },
  },
  mostOperands: 1,

  run({ options: { head }, operands: [folder] }, { stdout }) {
    if (folder === undefined) throw new UsageError('Say which folder to verify. Try: lanyard verify --help')
    const { whole, words } = verifyExport(resolve(folder), typeof head === 'string' ? head : undefined)
    stdout.write(`${words.join('\n')}\n`)
    return whole ? 0 : 1
  },
}
