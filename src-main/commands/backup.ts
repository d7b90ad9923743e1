import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { passphrase } from '../access/contract.ts'
import { type Command, UsageError } from './command.ts'
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
    const file = options['passphrase-file']
    const secret = typeof file === 'string' ? readPassphrase(file) : null
    const app = openRecords(data)
    try {
      const wanted = { folder, passphrase: secret, isCopiedOn: false }
      const { backup, whole, isSameDisk } = await app.backups.into(wanted)
      stdout.write(
        `Wrote ${join(backup.folder, backup.name)}\nHead: ${backup.head.length}:${backup.head.hash}\n` +
          `${secret === null ? 'It has no passphrase: whoever has the file can read it.' : 'Without its passphrase nobody can open it.'}\n`,
      )
      if (isSameDisk) stderr.write('It is on the same disk as the records: if that disk fails, both are gone.\n')
      if (!whole) stderr.write('The records themselves are not whole, and so the backup is not. See: lanyard verify\n')
      return whole ? 0 : 1
    } finally {
      app.context.database.close()
    }
  },
}

function readPassphrase(file: string): string {
  let line: string
  try {
    line = readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, 1)[0]!
  } catch {
    throw new UsageError(`The passphrase could not be read from ${file}. Is there such a file?`)
  }
  const { success, data, error } = passphrase.safeParse(line)
  if (!success) throw new UsageError(`The first line of ${file}: ${error.issues[0]!.message}.`)
  return data
}
