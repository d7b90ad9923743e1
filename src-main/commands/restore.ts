import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UNTOLD, against, partingOf, putInPlace, type Against, type Parting } from '../backup/restoring.ts'
import { readBackup } from '../backup/read-backup.ts'
import { createContext } from '../context.ts'
import { DATABASE_FILE, openDatabase } from '../database/open.ts'
import { finishReplacing } from '../database/replacing.ts'
import { LanyardError } from '../errors.ts'
import { createLedger } from '../ledger/service.ts'
import { systemClock } from '../time.ts'
import { type Command, UsageError } from './command.ts'
import { passphraseIn } from './passphrase.ts'
import { needed } from './records.ts'

export const command: Command = {
  summary: 'Put a backup where the records belong, or in their place; those that are replaced are kept',
  usage: '--data DIR --from FILE [--passphrase-file F] [--replace [--lose N]]',
  options: {
    data: { type: 'string', value: 'DIR', what: 'The folder for the records, made where there is none' },
    from: { type: 'string', value: 'FILE', what: 'The backup' },
    'passphrase-file': {
      type: 'string',
      value: 'F',
      what: 'A text file whose first line is the passphrase that it was sealed with',
    },
    replace: { type: 'boolean', what: 'Replace the records that stand in the folder' },
    lose: {
      type: 'string',
      value: 'N',
      what: 'How many of their entries are not in the backup; without it they are told',
    },
  },
  mostOperands: 0,

  async run({ options }, { stdout, stderr }) {
    const dataFolder = resolve(needed('data', options.data, 'where the records belong'))
    const file = resolve(needed('from', options.from, 'which backup'))
    const passphrase = passphraseIn(options['passphrase-file'])
    if (existsSync(dataFolder)) finishReplacing(dataFolder)
    const stands = existsSync(join(dataFolder, DATABASE_FILE))
    if (stands && options.replace !== true)
      throw new LanyardError(
        'already-set-up',
        `There are records in ${dataFolder} already. Nothing was changed. To put the backup in their place, say --replace; they are kept beside it.`,
      )
    mkdirSync(dataFolder, { recursive: true })
    const backup = await readBackup({ file, passphrase, dataFolder })
    let found: ReturnType<typeof comparison>
    try {
      found = stands ? comparison() : null
      if (found && found.lost.entries > 0 && options.lose !== String(found.lost.entries))
        throw new UsageError(wouldBeLost(found))
    } catch (error) {
      await backup.drop()
      throw error
    }
    const keptIn = putInPlace(backup, { dataFolder, clock: systemClock, ...(found?.parting ?? UNTOLD) })
    stdout.write(`Restored ${backup.schoolName}, ${backup.head.length} entries, to ${dataFolder}\n`)
    if (stands) stdout.write(`What stood there is kept in ${join(dataFolder, keptIn)}\n`)
    stdout.write('Passphrases and PINs are those of the day of the backup.\n')
    const obstacle = obstacleTo(dataFolder)
    if (obstacle === null) return 0
    stderr.write(
      `The restored records are in place, as the backup had them, and this Lanyard cannot open them yet. Of them it says: ${obstacle}\n`,
    )
    return 1

    /** Null where what stands there cannot be read, or where no school has been set up in it. */
    function comparison(): (Against & { parting: Parting }) | null {
      try {
        const database = openDatabase(dataFolder, { create: false })
        try {
          const ledger = createLedger(createContext(database))
          if (!ledger.ends()) return null
          const found = against(ledger, backup)
          return { ...found, parting: partingOf(ledger, found) }
        } finally {
          database.close()
        }
      } catch (error) {
        if (error instanceof LanyardError && error.code === 'database-damaged') return null
        throw error
      }
    }
  },
}

/** Opens records, so that those of an earlier Lanyard are brought to this one's shape; gives in words what keeps it from that. */
function obstacleTo(dataFolder: string): string | null {
  try {
    openDatabase(dataFolder, { create: false }).close()
    return null
  } catch (error) {
    if (error instanceof LanyardError) return error.message
    throw error
  }
}

function wouldBeLost({ gained, lost: { entries, counts, erasures } }: Against): string {
  const apart = gained > 0 ? ` Both have gone on apart: the backup has ${gained} entries that the records lack.` : ''
  const erased = erasures.length > 0 ? ` Erasures among them would be undone. ${erasures.join(' ')}` : ''
  return (
    `${entries} entries of the records are not in the backup: ${counts.join(', ')}.${apart}${erased} Nothing was changed. ` +
    `To restore it all the same, say --replace --lose ${entries}`
  )
}
