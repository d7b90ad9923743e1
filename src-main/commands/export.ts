import { resolve } from 'node:path'
import { exportRecords } from '../exporting.ts'
import { VERIFY_PAGE } from '../ledger/verify-page.ts'
import type { Command } from './command.ts'
import { needed, openRecords } from './records.ts'

export const command: Command = {
  summary: 'Write the whole record out: the ledger, what it proves, people and assignments, and a page that checks it',
  usage: '--data DIR --out FOLDER',
  options: {
    data: { type: 'string', value: 'DIR', what: 'The folder with the records' },
    out: { type: 'string', value: 'FOLDER', what: 'A folder that is empty or not there yet' },
  },
  mostOperands: 0,

  run({ options }, { stdout }) {
    const app = openRecords(needed('data', options.data, 'where the records are'))
    try {
      const out = resolve(needed('out', options.out, 'where to write'))
      const { length, hash } = exportRecords(app, out)
      stdout.write(
        `Wrote ${length} entries to ${out}\nHead: ${length}:${hash}\n` +
          `To check it in any browser, open ${VERIFY_PAGE} in that folder.\n`,
      )
      return 0
    } finally {
      app.context.database.close()
    }
  },
}
