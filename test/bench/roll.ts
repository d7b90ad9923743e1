/** The list of people as the screen asks for it: worked out anew, and searched letter by letter. */
import type { App } from '../../src-main/app.ts'
import type { Database } from '../../src-main/database/open.ts'
import { inTurn, timed, timesOf, type Compared } from './measure.ts'
import { callerFor } from './school.ts'

const REPEATS = 5
/** Two frames of a window that draws sixty a second, ms. */
const TWO_FRAMES = 2_000 / 60
/** What the list is made of. */
const READ = ['person', 'naming', 'appointment', 'leaving', 'programme', 'progress', 'attempt', 'acknowledgement']

export async function measureRoll(database: Database, app: App, people: string): Promise<Compared[]> {
  const call = callerFor(app, { role: 'administrator' })
  // A row that is written, even to say the same again, makes the list be worked out anew.
  const touch = database.prepare(`UPDATE setting SET value = value WHERE key = 'school'`)
  const anew = await inTurn(
    REPEATS,
    () => timed(() => (touch.run(), call('people.list', {}))),
    () => timed(() => READ.map((table) => database.prepare(`SELECT * FROM ${table}`).all())),
  )
  const typed = 'a teacher'
  const letters: number[] = []
  for (let round = 0; round < REPEATS; round++)
    for (let length = 1; length <= typed.length; length++)
      letters.push(await timed(() => call('people.list', { search: typed.slice(0, length), sort: 'signed' })))
  const frames = timesOf([TWO_FRAMES])
  return [
    { what: `list of ${people} people, worked out anew`, against: 'a bare SELECT of its rows', ...anew },
    {
      what: `one more letter searched in it`,
      against: 'two frames of a window',
      ours: timesOf(letters),
      theirs: frames,
      limit: 1,
    },
  ]
}
