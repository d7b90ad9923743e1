import { resolve } from 'node:path'
import { buildExample } from '../example/build.ts'
import { ROSTER } from '../example/roster.ts'
import { contentFolder } from '../policies/content/content-folder.ts'
import { packsIn } from '../policies/pack-source.ts'
import { dayOf, isDay, systemClock } from '../time.ts'
import { type Command, UsageError } from './command.ts'

const USUAL_PACK = 'westhouses'

export const command: Command = {
  summary: 'Make a made-up school with 40 people and a year of history, to look around in',
  usage: '--data DIR [--pack ID]',
  options: {
    data: { type: 'string', value: 'DIR', what: 'An empty folder, made where there is none' },
    pack: {
      type: 'string',
      value: 'ID',
      what: `The school whose policies are learned (${USUAL_PACK} unless said otherwise)`,
    },
    today: {
      type: 'string',
      value: 'DATE',
      what: 'The day on which the history ends, as YYYY-MM-DD (today unless said otherwise)',
    },
  },
  mostOperands: 0,

  async run({ options: { data, pack, today } }, { stdout }) {
    if (typeof data !== 'string') throw new UsageError('Say where to make it: --data DIR')
    const folder = resolve(data)
    const day = typeof today === 'string' ? today : dayOf(systemClock.now())
    if (!isDay(day)) throw new UsageError(`"${day}" is not a date. Write it as 2026-11-23.`)
    const schoolId = (typeof pack === 'string' ? pack : USUAL_PACK).split('/')[0]!
    await buildExample({ folder, packs: packsIn(contentFolder()), schoolId, today: day })
    stdout.write(`Made a school with ${ROSTER.length} people and a year of history, ending on ${day}, in ${folder}\n`)
    stdout.write(`Open it with: npm start -- --data ${folder}\n`)
    return 0
  },
}
