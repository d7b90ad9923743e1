import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Output as ReportCall } from '../contract.ts'
import { LanyardError } from '../errors.ts'
import { refuseMissingFolder } from '../files.ts'
import { NO_PAPERS } from '../hosts/host.ts'
import { writeWhole } from '../hosts/paper.ts'
import { openProgram } from '../program.ts'
import { isDay } from '../time.ts'
import { type Command, UsageError } from './command.ts'
import { needed, openRecords } from './records.ts'

const ROOT = join(import.meta.dirname, '../..')

export const command: Command = {
  summary: 'Write the governing body’s report as a PDF',
  usage: '--data DIR --out FILE.pdf [--as-at DATE]',
  options: {
    data: { type: 'string', value: 'DIR', what: 'The folder with the records' },
    out: { type: 'string', value: 'FILE.pdf', what: 'Where to write it; a file that is there is replaced' },
    'as-at': {
      type: 'string',
      value: 'DATE',
      what: 'The day it speaks of, as YYYY-MM-DD (today unless said otherwise)',
    },
  },
  mostOperands: 0,

  async run({ options }, { stdout, stderr }) {
    const data = resolve(needed('data', options.data, 'where the records are'))
    const out = resolve(needed('out', options.out, 'where to write the report'))
    refuseMissingFolder(out)
    if (existsSync(out) && statSync(out).isDirectory())
      throw new LanyardError('save-failed', `${out} is a folder. Give the name of a file; nothing was written.`)
    const asAt = options['as-at']
    if (typeof asAt === 'string' && !isDay(asAt))
      throw new UsageError(`"${asAt}" is not a date. Write it as 2026-11-23.`)
    openRecords(data).context.database.close()
    const rendererFolder = builtScreens(stderr)

    const program = await openProgram({
      dataFolder: data,
      papers: NO_PAPERS,
      create: false,
      signedIn: { role: 'governor' },
    })
    try {
      const answer = await program.door('reports.report', { names: true, ...(typeof asAt === 'string' && { asAt }) })
      if (!answer.ok) throw new LanyardError(answer.error.code, answer.error.message)
      const report = answer.value as ReportCall<'reports.report'>
      const { renderPdf } = await import('../hosts/chromium.ts')
      const paper = { name: `${report.schoolName} induction report ${report.asAt}`, footer: report.footer }
      const bytes = await renderPdf({
        rendererFolder,
        door: program.door,
        hash: `/report/${report.asAt}/paper/with-names/everyone/all`,
        paper,
      })
      await writeWhole(out, bytes)
      stdout.write(`Wrote the report as at ${report.asAt} to ${out}\n${report.headline}\n`)
      return report.record.check.whole ? 0 : 1
    } finally {
      await program.close()
    }
  },
}

/** The folder of the built screens; in a checkout that has not been built yet they are built first. */
function builtScreens(stderr: { write(text: string): unknown }): string {
  const folder = join(ROOT, 'out/renderer')
  if (existsSync(join(folder, 'index.html'))) return folder
  stderr.write('Building the screens, once ...\n')
  const builder = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [builder, 'build', '--config', 'electron.config.ts'], {
    cwd: ROOT,
    stdio: 'ignore',
  })
  if (status !== 0) throw new LanyardError('print-failed', 'The screens could not be built. Try: npm run build')
  return folder
}
