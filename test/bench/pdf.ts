/** The command line's PDF of a record, without names and with them: how long it takes, its pages and its memory. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/electron.ts'

const OFTEN = 200 // ms
const MEGABYTE = 1_000_000

/** Gives a line for each of the two. Memory is told where /proc tells it. */
export async function measurePdf(folder: string): Promise<string[]> {
  const notes: string[] = []
  for (const names of [false, true]) {
    const out = join(folder, 'report.pdf')
    const start = performance.now()
    const { main, browser } = await memoryOf(['report', '--data', folder, '--out', out, ...(names ? ['--names'] : [])])
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const pages = readFileSync(out, 'latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
    rmSync(out)
    const memory =
      main > 0 ? `; at their peaks the program took ${main} MB and the browser's processes together ${browser} MB` : ''
    notes.push(
      `PDF ${names ? 'with' : 'without'} names, from the command to the file: ${seconds} s, ${pages} pages${memory}.`,
    )
  }
  return notes
}

/** Runs a command of the program; gives the most memory that it, and all that it started, held at once, in MB. */
async function memoryOf(words: readonly string[]): Promise<{ main: number; browser: number }> {
  const child = spawn(process.execPath, [join(ROOT, 'src-main/command-line.ts'), ...words], { stdio: 'ignore' })
  const most = { main: 0, browser: 0 }
  const timer = setInterval(() => {
    const others = startedBy(child.pid!)
    most.main = Math.max(most.main, rss(child.pid!))
    most.browser = Math.max(
      most.browser,
      others.map(rss).reduce((sum, one) => sum + one, 0),
    )
  }, OFTEN)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`The report ended with ${code}`)
  return most
}

/** A process's children, and theirs. */
function startedBy(parent: number): number[] {
  if (!existsSync('/proc')) return []
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(status(Number(name), 'PPid'))]),
  )
  const of = (id: number): number[] =>
    [...parents].filter(([, by]) => by === id).flatMap(([child]) => [child, ...of(child)])
  return of(parent)
}

const rss = (id: number): number => Math.round((Number(status(id, 'VmRSS')) * 1024) / MEGABYTE)

/** A number of /proc/<id>/status; 0 where it is gone. */
function status(id: number, what: string): string {
  try {
    return new RegExp(`^${what}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? '0'
  } catch {
    return '0'
  }
}
