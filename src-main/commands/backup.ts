import { join, resolve } from 'node:path'
import { passphrase } from '../access/contract.ts'
import { type Command, UsageError } from './command.ts'
import { passphraseIn } from './passphrase.ts'
import { needed, openRecords } from './records.ts'

export const command: Command = {
  summary: 'Make a backup of the records into a folder, read it again, and say its head',
  usage: '--data DIR --to FOLDER [--passphrase-file FILE]',
  options: {
    data: { type: 'string', value: 'DIR', what: 'The folder with the records' },
    to: { type: 'string', value: 'FOLDER', what: 'A folder that is there, such as one on a stick' },
    'passphrase-file': {
      type: 'string',
      value: 'FILE',
      what: 'A text file whose first line is a passphrase: the backup is sealed with it',
    },
  },
  mostOperands: 0,

  async run({ options }, { stdout, stderr }) {
    const data = needed('data', options.data, 'where the records are')
    const folder = resolve(needed('to', options.to, 'where the backup is to go'))
    const secret = newPassphraseIn(options['passphrase-file'])
    const app = openRecords(data)
    try {
      const wanted = { folder, passphrase: secret, isCopiedOn: false }
      const { backup, isSameDisk } = await app.backups.into(wanted)
      stdout.write(
        `Wrote ${join(backup.folder, backup.name)}\nHead: ${backup.head.length}:${backup.head.hash}\n` +
          `${secret === null ? 'It has no passphrase: whoever has the file can read it.' : 'Without its passphrase nobody can open it.'}\n`,
      )
      if (isSameDisk) stderr.write('It is on the same disk as the records: if that disk fails, both are gone.\n')
      if (!backup.whole)
        stderr.write(
          'The records themselves are not whole, and so the backup is not: it cannot be restored. See: lanyard verify\n',
        )
      return backup.whole ? 0 : 1
    } finally {
      app.context.database.close()
    }
  },
}

/** The same, which has to be as long as any that is chosen in the window. */
function newPassphraseIn(file: unknown): string | null {
  const line = passphraseIn(file)
  const { success, error } = passphrase.nullable().safeParse(line)
  if (!success) throw new UsageError(`The first line of ${String(file)}: ${error.issues[0]!.message}.`)
  return line
}
