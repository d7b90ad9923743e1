import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

export interface Child {
  process: ChildProcess
  /** The next line it writes; undefined where it has ended. */
  line(): Promise<string | undefined>
  /** Every line it has yet to write. */
  rest(): Promise<string[]>
  /** Ends it as a power cut would, at once. */
  kill(): Promise<void>
}

/** Runs a file of test/support/children in a process of its own, which ends with the test. `uid`: as another user. */
export function startChild(name: string, args: string[], uid?: number): Child {
  const script = join(import.meta.dirname, 'children', name)
  const started = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid }),
  })
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]()
  const line = async (): Promise<string | undefined> => {
    const { value, done } = await lines.next()
    return done ? undefined : value
  }
  async function kill(): Promise<void> {
    if (started.exitCode !== null || started.signalCode !== null) return
    const ended = once(started, 'exit')
    started.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return {
    process: started,
    line,
    async rest() {
      const all: string[] = []
      for (let next = await line(); next !== undefined; next = await line()) all.push(next)
      return all
    },
    kill,
  }
}
