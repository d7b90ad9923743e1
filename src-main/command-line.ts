/** The program without a window: `npm run --silent lanyard -- <command>`. */
import { parseArgs } from 'node:util'
import { type Command, type Output, UsageError } from './commands/command.ts'
import { LanyardError } from './errors.ts'
import { keepFilesPrivate } from './private-files.ts'

/** Each command's module, loaded when it is asked for. */
const COMMANDS: Record<string, () => Promise<{ command: Command }>> = {
  'check-content': () => import('./commands/check-content.ts'),
  example: () => import('./commands/example.ts'),
  report: () => import('./commands/report.ts'),
  export: () => import('./commands/export.ts'),
  backup: () => import('./commands/backup.ts'),
  verify: () => import('./commands/verify.ts'),
  restore: () => import('./commands/restore.ts'),
}

const DONE = 0
const NOT_DONE = 2 // between them stands 1: done, and the answer is not good

/**
 * Runs the command that `argv` names (what was typed, without node and the script) and answers the exit code:
 * 0 done; 1 done, and the answer is not good; 2 not done, and why is on stderr. Never throws.
 */
export async function runCommandLine(argv: readonly string[], output: Output): Promise<number> {
  try {
    return await run(argv, output)
  } catch (error) {
    output.stderr.write(`lanyard: ${messageOf(error)}\n`)
    if (process.env.LANYARD_DEBUG === '1' && error instanceof Error) output.stderr.write(`${error.stack}\n`)
    return NOT_DONE
  }
}

async function run([name, ...rest]: readonly string[], output: Output): Promise<number> {
  if (name === undefined) {
    output.stderr.write(await overallHelp())
    return NOT_DONE
  }
  if (['--help', '-h', 'help'].includes(name)) {
    output.stdout.write(await overallHelp())
    return DONE
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) throw new UsageError(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.`)
  const { command } = await load()
  const { values, positionals } = parse(name, command, rest)
  if (values.help) {
    output.stdout.write(commandHelp(name, command))
    return DONE
  }
  const tooMany = positionals[command.mostOperands]
  if (tooMany !== undefined) throw new UsageError(`"${tooMany}" is one word too many. Try: lanyard ${name} --help`)
  return command.run({ options: values, operands: positionals }, output)
}

function parse(name: string, command: Command, args: string[]) {
  const options = Object.fromEntries(Object.entries(command.options).map(([option, { type }]) => [option, { type }]))
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ') // the rest is about hyphens
    throw new UsageError(`${sentence!.replace(/\.$/, '')}. Try: lanyard ${name} --help`)
  }
}

async function overallHelp(): Promise<string> {
  const commands = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => [name, (await load()).command.summary] as const),
  )
  const lines = [
    'Usage: lanyard <command> [options]',
    '',
    ...columns(commands),
    '',
    'lanyard <command> --help says more.',
  ]
  return `${lines.join('\n')}\n`
}

function commandHelp(name: string, command: Command): string {
  const options = Object.entries(command.options).map(
    ([option, { value, what }]) => [`--${option}${value ? ` ${value}` : ''}`, what] as const,
  )
  const usage = ['Usage: lanyard', name, options.length > 0 ? '[options]' : '', command.usage].filter(Boolean).join(' ')
  return [usage, '', `${command.summary}.`, '', ...columns([...options, ['--help', 'Show this']]), ''].join('\n')
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`)
}

function messageOf(error: unknown): string {
  if (error instanceof LanyardError || error instanceof UsageError) return error.message
  return `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`
}

if (import.meta.main) {
  keepFilesPrivate()
  // Whoever reads may stop before the end, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? DONE : NOT_DONE))
  process.exitCode = await runCommandLine(process.argv.slice(2), process)
}
