/**
 * The program without its window, in a process of its own: it opens the folder that it is told, then answers calls as it
 * answers a screen's. `less-safe`: the file is opened without waiting for the disk at each commit, which is what the
 * power losses have to find out.
 */
import { flushCompileCache } from 'node:module'
import SqliteDatabase from 'better-sqlite3'
import { PRODUCT_SECRET_COST } from '../../../src-main/context.ts'
import { openProgram, type Program } from '../../../src-main/program.ts'
import { NO_PAPERS } from '../../../src-main/hosts/host.ts'
import type { FromProgram, ToProgram } from '../../faults/program.ts'

// What a guess costs is not what these tests are about: a thousand signatures would wait an hour for it.
Object.assign(PRODUCT_SECRET_COST, { cost: 2, blockSize: 1, parallelization: 1 })

if (process.argv[2] === 'less-safe') {
  const { pragma } = SqliteDatabase.prototype
  SqliteDatabase.prototype.pragma = function (source, options) {
    return pragma.call(this, source.replace('synchronous = FULL', 'synchronous = NORMAL'), options)
  }
}

let program: Program

async function answer(message: ToProgram): Promise<FromProgram> {
  if ('open' in message) {
    const [dataFolder, contentFolder] = message.open
    program = await openProgram({ dataFolder, contentFolder, papers: NO_PAPERS })
    return { answer: await program.door('program.start', {}) }
  }
  if ('call' in message) return { answer: await program.door(...message.call) }
  await program.close()
  return { answer: { ok: true, value: {} } }
}

flushCompileCache() // so that the next one starts sooner, though this one never ends by itself
process.on('message', (message: ToProgram) => void answer(message).then((said) => process.send!(said)))
process.send!('ready')
