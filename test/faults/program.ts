/** The program in a process of its own, to which things are done: the test asks it what a screen asks, and hears its answers. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Output } from '../../src-main/contract.ts'
import type { Answer } from '../../src-main/hosts/host.ts'
import type { Visitor } from '../support/app.ts'

export const CONTENT = join(import.meta.dirname, '../support/fixtures/content')
const CHILD = join(import.meta.dirname, '../support/children/program.ts')
/** What the machine has once worked out of the program's files, so that a start takes a third of the time. */
const CACHE = join(tmpdir(), 'lanyard-compile-cache')

export type ToProgram = { open: [folder: string, contentFolder: string] } | { call: [name: string, input: unknown] } | { close: true } // prettier-ignore
export type FromProgram = { answer: Answer }

/** Thrown by whatever was asked of a program that has ended. */
export class Ended extends Error {}

export interface Started extends Visitor {
  /** Resolves when it can be told to open a folder. */
  ready: Promise<unknown>
  /** Opens a folder of records; gives what the first screen is told. */
  open(folder: string): Promise<Output<'program.start'>>
  /** Resolves when so many questions were put to it, the folder to open among them, or it has ended. */
  asked(questions: number): Promise<unknown>
  /** Closes the records, as the end of the program does, and ends it. */
  close(): Promise<void>
  /** Ends it at once, by SIGKILL. */
  kill(): Promise<void>
  /** Resolves when it has ended. */
  ended: Promise<unknown>
}

interface Options {
  env?: Record<string, string>
  lessSafe?: boolean
}

/** Starts the program; it touches no file before it is told to open a folder. It ends with the test. */
export function startProgram({ env = {}, lessSafe = false }: Options = {}): Started {
  const child = fork(CHILD, lessSafe ? ['less-safe'] : [], {
    env: { ...process.env, ...env, NODE_COMPILE_CACHE: CACHE, LANYARD_TEST: '' },
    serialization: 'advanced',
  })
  child.on('error', () => undefined) // a message to a program that has just ended
  const ended = once(child, 'exit')
  const ready = Promise.race([once(child, 'message'), ended])
  // What it said before its end is heard before this.
  const gone = once(child, 'disconnect').then(() => Promise.reject(new Ended()))
  gone.catch(() => undefined) // it may end while nothing is asked of it
  onTestFinished(kill)

  let questions = 0
  const waiting: { until: number; resolve: () => void }[] = []

  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await ended
  }

  /** One question after the other, as a screen asks. */
  async function ask(message: ToProgram): Promise<Answer> {
    await ready
    if (!child.connected) throw new Ended()
    // Where the message finds nobody any more, which may be told as an error first, it has ended.
    const said = (once(child, 'message') as Promise<[FromProgram]>).then(
      ([{ answer }]) => answer,
      () => gone,
    )
    child.send(message)
    questions++
    for (const { until, resolve } of waiting) if (questions >= until) resolve()
    return Promise.race([said, gone])
  }

  async function value(message: ToProgram): Promise<any> {
    const answer = await ask(message)
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
    return answer.value
  }

  return {
    ready,
    door: (name, input) => ask({ call: [name as string, input] }),
    call: (name, input) => value({ call: [name, input] }),
    async refused(name, input) {
      const answer = await ask({ call: [name, input] })
      if (answer.ok) throw new Error(`${name} was not refused`)
      return answer.error
    },
    open: (folder) => value({ open: [folder, CONTENT] }),
    asked: (until) => Promise.race([new Promise<void>((resolve) => waiting.push({ until, resolve })), ended]),
    async close() {
      await ask({ close: true })
      await kill()
    },
    kill,
    ended,
  }
}

/** One that is made while the one before is used: a start takes longer than what is done to it. */
export function madeAhead<Made>(make: () => Made): () => Made {
  let next = make()
  return () => {
    const now = next
    next = make()
    return now
  }
}
