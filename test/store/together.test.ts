/** A ledger entry and the rows it proves are written in one transaction: both are there, or neither. */
import { describe, expect, test } from 'vitest'
import {
  ANY_ACCOUNT,
  openRecords,
  openSchool,
  ADMINISTRATOR,
  GOVERNORS,
  type Records,
  type School,
} from '../support/app.ts'
import { allRight, filledIn, goOn, toSignature } from '../support/learner.ts'

const TABLES = [
  'setting',
  'secret',
  'person',
  'naming',
  'appointment',
  'leaving',
  'account_state',
  'policy_version',
  'programme',
  'attempt',
  'answer',
  'acknowledgement',
  'declaration',
  'ledger_entry',
  'ledger_payload',
]

/** Everything that is kept, for comparing. */
const everything = ({ database }: Records) =>
  Object.fromEntries(TABLES.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()]))

/** From now on a table refuses what it is given, as a full disk would in that very moment. */
function spoil({ database }: Records, table: string, when: 'INSERT' | 'UPDATE' = 'INSERT'): void {
  database.exec(`CREATE TEMP TRIGGER spoilt BEFORE ${when} ON main.${table} BEGIN SELECT RAISE(ABORT, 'spoilt'); END`)
}

type Prepared = { act(): Promise<unknown> }

const acts: Record<string, { tables: [string, ('INSERT' | 'UPDATE')?][]; prepare(school: School): Promise<Prepared> }> =
  {
    'adding a person': {
      tables: [['person'], ['appointment'], ['secret'], ['ledger_entry'], ['ledger_payload']],
      prepare: async (school) => ({ act: () => school.addPerson('Ada Fern', ['staff']) }),
    },
    'entering a last day': {
      tables: [['leaving'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const { personId } = await school.addPerson('Ada Fern', ['staff'])
        return { act: () => school.administrator.call('people.leave', { personId, on: '2026-09-01' }) }
      },
    },
    'changing a name': {
      tables: [['naming'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const { personId } = await school.addPerson('Ada Fern', ['staff'])
        return { act: () => school.administrator.call('people.change', { personId, name: 'Ada Moss', note: '' }) }
      },
    },
    'appointing somebody': {
      tables: [['appointment'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const { personId } = await school.addPerson('Ada Fern', ['staff'])
        const governor = { personId, audience: 'governor' as const, from: '2026-09-01', until: null }
        return { act: () => school.administrator.call('people.appoint', governor) }
      },
    },
    'bringing somebody back': {
      tables: [['appointment'], ['leaving'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const { personId } = await school.addPerson('Ada Fern', ['staff'])
        await school.administrator.call('people.leave', { personId, on: '2026-09-01' })
        const back = { personId, from: '2026-09-20', audiences: ['staff' as const] }
        return { act: () => school.administrator.call('people.bringBack', back) }
      },
    },
    'recording an account': {
      tables: [['account_state'], ['ledger_entry'], ['ledger_payload']],
      prepare: async (school) => ({ act: () => school.administrator.call('accounts.add', ANY_ACCOUNT) }),
    },
    'checking an account': {
      tables: [['account_state'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const { accountId } = await school.administrator.call('accounts.add', ANY_ACCOUNT)
        return { act: () => school.administrator.call('accounts.check', { accountId }) }
      },
    },
    'a new PIN': {
      tables: [['secret'], ['ledger_entry']],
      async prepare(school) {
        const { personId } = await school.addPerson('Ada Fern', ['staff'])
        return { act: () => school.administrator.call('access.issuePin', { personId }) }
      },
    },
    'the last answer of an attempt': {
      tables: [['answer'], ['attempt', 'UPDATE'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const { versionId } = school
        const ada = await school.signIn(await school.addPerson('Ada Fern', ['volunteer']))
        await goOn(ada, versionId, ['page'], allRight({ school }))
        await ada.call('induction.answer', { versionId, scenarioId: 'at-the-gate', stepId: 'start', chosen: [1] })
        await ada.call('induction.continue', { versionId, scenarioId: 'at-the-gate', stepId: 'start' })
        return {
          act: () =>
            ada.call('induction.answer', { versionId, scenarioId: 'lost-badge', stepId: 'start', chosen: [1] }),
        }
      },
    },
    signing: {
      tables: [['acknowledgement'], ['declaration'], ['ledger_entry'], ['ledger_payload']],
      async prepare(school) {
        const person = await school.addPerson('Ada Fern', ['staff'])
        const ada = await school.signIn(person)
        await toSignature(ada, school.versionId, allRight({ school }))
        const signing = await filledIn(ada, school.versionId, person)
        return { act: () => ada.call('acknowledgements.sign', signing) }
      },
    },
  }

const cases = Object.entries(acts).flatMap(([name, { tables, prepare }]) =>
  tables.map(([table, when]) => [name, table, when, prepare] as const),
)

test.each(cases)(
  '%s, where %s refuses: nothing of it is kept, and it can be done again',
  async (_, table, when, prepare) => {
    const school = await openSchool()
    const { act } = await prepare(school)
    const before = everything(school)
    spoil(school, table, when)
    await expect(act()).rejects.toThrow('spoilt')
    expect(everything(school)).toEqual(before)
    school.database.exec('DROP TRIGGER spoilt')
    await act()
    expect(everything(school)).not.toEqual(before)
  },
)

test.each(['setting', 'secret', 'policy_version', 'programme', 'ledger_entry'])(
  'setting up, where %s refuses',
  async (table) => {
    const records = openRecords()
    const before = everything(records)
    spoil(records, table)
    const input = { schoolId: 'hill', administratorPassphrase: ADMINISTRATOR, governorPassphrase: GOVERNORS }
    const visitor = records.visitor()
    await expect(visitor.call('access.setUp', input)).rejects.toThrow('spoilt')
    expect(everything(records)).toEqual(before)
    expect((await visitor.refused('people.list', {})).code).toBe('not-signed-in')
    records.database.exec('DROP TRIGGER spoilt')
    await visitor.call('access.setUp', input)
  },
)

describe('a full disk', () => {
  test('is named, nothing half-written stays, and work goes on once there is room', async () => {
    const school = await openSchool()
    const pages = school.database.pragma('page_count', { simple: true }) as number
    school.database.pragma(`max_page_count = ${pages + 2}`)
    const input = {
      name: 'Ada Fern',
      note: 'x'.repeat(200),
      appointments: [{ audience: 'staff' as const, from: '2026-09-01' }],
    }
    let added = 0
    let answer = await school.administrator.door('people.add', input)
    for (; answer.ok && added < 500; added++) answer = await school.administrator.door('people.add', input)
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'disk-full', message: expect.stringContaining('What you just did was not saved') },
    })
    const entries = school.app.ledger.head().length
    const { found: length } = await school.administrator.call('people.list', {})
    expect(length).toBe(added)
    expect(school.app.people.all('2026-09-01').every(({ appointments }) => appointments.length === 1)).toBe(true)
    expect((await school.app.ledger.check(entries)).flaws).toEqual([])
    school.database.pragma(`max_page_count = ${pages + 500}`)
    await school.administrator.call('people.add', input)
    expect(school.app.ledger.head().length).toBe(entries + 2)
  })
})
