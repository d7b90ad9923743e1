/** What a command of the command line is. Each is a module of its own in this folder, named in ../command-line.ts. */

/** Where a command writes its words: the process's own streams, or a test's. */
export interface Output {
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown }
}

export interface CommandOption {
  type: 'string' | 'boolean'
  /** What it does, for the help. */
  what: string
  /** What stands for its value in the help, such as FOLDER. */
  value?: string
}

/** What was typed after the command's name. */
export interface CommandInput {
  options: Record<string, string | boolean | undefined>
  operands: string[]
}

export interface Command {
  /** One line for the list of commands. */
  summary: string
  /** What may follow the name, such as `[FOLDER]`. */
  usage: string
  options: Record<string, CommandOption>
  /** How many words without hyphens it takes at most. */
  mostOperands: number
  /** Answers the exit code: 0, or 1 where it did its work and the answer is not good. Throws where it could not. */
  run(input: CommandInput, output: Output): number | Promise<number>
}

/** What was typed makes no sense to the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
