/** The register of official accounts: each call, each refusal, and the register as it was known on an earlier day. */
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { NO_PAPERS, type Papers } from '../../src-main/hosts/host.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { ANY_ACCOUNT, openSchool, type School } from '../support/app.ts'
import { packSource, visits } from '../support/fixture-pack.ts'

type Facts = Input<'accounts.add'>

const facts = (changed: Partial<Facts> = {}): Facts => ({ ...ANY_ACCOUNT, checkedOn: '2026-08-31', ...changed })

const add = async ({ administrator }: School, changed: Partial<Facts> = {}) =>
  (await administrator.call('accounts.add', facts(changed))).accountId

const entries = ({ app }: School) => app.ledger.head().length

/** A call that has to be refused, and to leave nothing behind. */
async function refused(school: School, name: 'add' | 'edit' | 'close' | 'check', input: unknown) {
  const before = entries(school)
  const error = await school.administrator.refused(`accounts.${name}`, input)
  expect(entries(school)).toBe(before)
  expect(error.message).not.toBe('')
  return { code: error.code, field: error.field }
}

describe('an account', () => {
  test('is kept as it was typed, and a governor reads it', async () => {
    const school = await openSchool()
    const accountId = await add(school, {
      name: '  Hill \t School\n',
      note: ' News.\r\nNo  comments. ',
      mayPost: ['', ' Clerk '],
    })
    const { account, history } = await school.governor.call('accounts.get', { accountId })
    expect(account).toEqual({
      ...facts({ note: 'News.\nNo comments.', mayPost: ['Clerk'] }),
      id: accountId,
      attention: [],
    })
    expect(history).toEqual([{ at: '2026-09-01T08:00:00.000Z', what: 'Added to the register' }])
  })

  test('is changed whole, and its history says what', async () => {
    const school = await openSchool()
    const accountId = await add(school)
    school.clock.pass(5)
    const changed = facts({ administeredBy: 'Office manager', mayPost: [], multiFactor: 'unknown' })
    await school.administrator.call('accounts.edit', { accountId, ...changed })
    const { account, history } = await school.governor.call('accounts.get', { accountId })
    expect(account).toMatchObject(changed)
    expect(history.map(({ what }) => what)).toEqual([
      'Added to the register',
      'Multi-factor not known; who administers it, who may post changed',
    ])
  })

  test('that is saved as it was writes nothing', async () => {
    const school = await openSchool()
    const accountId = await add(school)
    const before = entries(school)
    await school.administrator.call('accounts.edit', { accountId, ...facts() })
    expect(entries(school)).toBe(before)
  })

  test('is checked today: once a day is enough', async () => {
    const school = await openSchool()
    const accountId = await add(school, { checkedOn: null })
    for (const _ of [1, 2]) await school.administrator.call('accounts.check', { accountId })
    const { account, history } = await school.governor.call('accounts.get', { accountId })
    expect(account.checkedOn).toBe('2026-09-01')
    expect(history.map(({ what }) => what)).toEqual(['Added to the register', 'Checked on 1 September 2026'])
  })

  test('is closed, and can be opened again by an edit', async () => {
    const school = await openSchool()
    const accountId = await add(school)
    await school.administrator.call('accounts.close', { accountId, closedOn: '2026-08-20' })
    expect(await school.governor.call('accounts.list', {})).toMatchObject({ open: [], closed: [{ id: accountId }] })
    for (const call of ['close', 'check'] as const)
      expect(await refused(school, call, { accountId, ...(call === 'close' && { closedOn: '2026-08-21' }) })).toEqual({
        code: 'already-closed',
        field: undefined,
      })
    await school.administrator.call('accounts.edit', { accountId, ...facts() })
    const { history } = await school.governor.call('accounts.get', { accountId })
    expect(history.map(({ what }) => what).slice(1)).toEqual(['Closed on 20 August 2026', 'Opened again'])
    expect(await school.governor.call('accounts.list', {})).toMatchObject({ open: [{ id: accountId }], closed: [] })
  })

  test('that is not there is refused', async () => {
    const school = await openSchool()
    const accountId = '0198f000-0000-7000-8000-000000000001'
    for (const [name, rest] of [
      ['edit', facts()],
      ['close', { closedOn: '2026-09-01' }],
      ['check', {}],
    ] as const)
      // prettier-ignore
      expect(await refused(school, name, { accountId, ...rest })).toEqual({ code: 'unknown-account', field: undefined })
    expect((await school.governor.refused('accounts.get', { accountId })).code).toBe('unknown-account')
  })
})

describe('what is typed', () => {
  test.each<[string, Partial<Record<keyof Facts, unknown>>, string]>([
    ['no platform', { platform: ' ' }, 'platform'],
    ['10,000 letters of a platform', { platform: 'x'.repeat(10_000) }, 'platform'],
    ['no name', { name: '' }, 'name'],
    ['dashes for a name', { name: '--' }, 'name'],
    ['10,000 letters of a name', { name: 'x'.repeat(10_000) }, 'name'],
    ['a name with a control character', { name: 'Hill\u0000School' }, 'name'],
    ['a name that runs from right to left', { name: 'Hill \u202eloohcS' }, 'name'],
    ['half a character', { name: 'Hill \ud83d' }, 'name'],
    ['nobody who administers it', { administeredBy: '' }, 'administeredBy'],
    ['10,000 letters of an address', { address: 'x'.repeat(10_000) }, 'address'],
    ['10,000 letters of a note', { note: 'x'.repeat(10_000) }, 'note'],
    ['a note with a bell in it', { note: 'ding\u0007' }, 'note'],
    ['10,000 letters of who may post', { mayPost: ['Clerk', 'x'.repeat(10_000)] }, 'mayPost.1'],
    ['10,000 who may post', { mayPost: Array(10_000).fill('Clerk') }, 'mayPost'],
    ['a day that does not exist', { openedOn: '2026-02-30' }, 'openedOn'],
    ['a day that is none', { checkedOn: 'yesterday' }, 'checkedOn'],
    ['a day of another century', { openedOn: '1918-01-01' }, 'openedOn'],
    ['opened tomorrow', { openedOn: '2026-09-02', checkedOn: null }, 'openedOn'],
    ['checked tomorrow', { checkedOn: '2026-09-02' }, 'checkedOn'],
    ['closed tomorrow', { closedOn: '2026-09-02' }, 'closedOn'],
    ['closed before it was opened', { closedOn: '2017-12-31' }, 'closedOn'],
    ['checked before it was opened', { checkedOn: '2017-12-31' }, 'checkedOn'],
    ['a multi-factor nobody knows', { multiFactor: 'perhaps' }, 'multiFactor'],
  ])('%s is refused at its field, in adding and in editing, and nothing is kept', async (_, changed, field) => {
    const school = await openSchool()
    const accountId = await add(school)
    const wrong = { ...facts({ name: 'Another' }), ...changed }
    expect(await refused(school, 'add', wrong)).toEqual({ code: 'invalid-input', field })
    expect(await refused(school, 'edit', { accountId, ...wrong })).toEqual({ code: 'invalid-input', field })
  })

  test.each(['2026-09-02', '2017-12-31', '2026-02-30'])('an account is not closed on %s', async (closedOn) => {
    const school = await openSchool()
    const accountId = await add(school)
    expect(await refused(school, 'close', { accountId, closedOn })).toEqual({
      code: 'invalid-input',
      field: 'closedOn',
    })
  })

  test.each(['<b>Hill</b> & "Dale"', '@hill', '=1+1', 'Ysgol Llŷn 🌳 李小龍', "Robert'); DROP TABLE account_state;--"])(
    '%s is a name, kept as it is',
    async (name) => {
      const school = await openSchool()
      await add(school, { name })
      expect((await school.governor.call('accounts.list', {})).open[0]?.name).toBe(name)
    },
  )
})

describe('a second account of one name on one platform', () => {
  const second = { platform: ' facebook', name: 'HILL  school' }

  test('is refused while the first is open', async () => {
    const school = await openSchool()
    await add(school)
    expect(await refused(school, 'add', facts(second))).toEqual({ code: 'already-listed', field: 'name' })
    await add(school, { platform: 'Instagram' })
    const other = await add(school, { name: 'Friends of Hill School' })
    expect(await refused(school, 'edit', { accountId: other, ...facts(second) })).toEqual({ code: 'already-listed', field: 'name' }) // prettier-ignore
  })

  test('is taken once the first is closed, which then cannot be opened again', async () => {
    const school = await openSchool()
    const first = await add(school)
    await school.administrator.call('accounts.close', { accountId: first, closedOn: '2026-09-01' })
    await add(school, second)
    expect(await refused(school, 'edit', { accountId: first, ...facts() })).toMatchObject({ code: 'already-listed' })
  })
})

describe('the register', () => {
  test('has open accounts by platform and name, closed ones apart, and tells what to look at', async () => {
    const school = await openSchool()
    await add(school, { platform: 'YouTube', checkedOn: '2025-09-01' })
    await add(school, { platform: 'Instagram', multiFactor: 'off', checkedOn: '2025-08-31' })
    await add(school, { platform: 'Instagram', name: 'Friends', multiFactor: 'unknown', checkedOn: null })
    await add(school, { platform: 'X', closedOn: '2020-01-01', checkedOn: null, multiFactor: 'off' })
    await add(school, { platform: 'Vine', closedOn: '2021-01-01' })
    const { open, closed, schoolName, asAt } = await school.governor.call('accounts.list', {})
    expect({ schoolName, asAt }).toEqual({ schoolName: 'Hill School', asAt: '2026-09-01' })
    expect(open.map(({ platform, name, attention }) => [platform, name, attention])).toEqual([
      ['Instagram', 'Friends', ['never-checked']],
      ['Instagram', 'Hill School', ['multi-factor-off', 'not-checked-for-over-a-year']],
      ['YouTube', 'Hill School', []],
    ])
    expect(closed.map(({ platform, attention }) => [platform, attention])).toEqual([['Vine', []], ['X', []]]) // prettier-ignore
  })

  test('is shown as it was known at the end of a day', async () => {
    const school = await openSchool()
    const accountId = await add(school, { checkedOn: '2025-10-01' })
    school.clock.set('2026-10-05T08:00:00Z')
    await school.administrator.call('accounts.close', { accountId, closedOn: '2026-09-10' })
    await add(school, { platform: 'Instagram' })
    const on = async (asAt?: string) => {
      const { open, closed } = await school.governor.call('accounts.list', asAt === undefined ? {} : { asAt })
      return { open: open.map(({ platform, attention }) => [platform, ...attention]), closed: closed.length }
    }
    expect(await on('2026-08-31')).toEqual({ open: [], closed: 0 })
    expect(await on('2026-10-01')).toEqual({ open: [['Facebook']], closed: 0 })
    expect(await on('2026-10-04')).toEqual({ open: [['Facebook', 'not-checked-for-over-a-year']], closed: 0 })
    expect(await on()).toEqual({ open: [['Instagram']], closed: 1 })
  })

  test('has no day to come', async () => {
    const { governor } = await openSchool()
    for (const name of ['accounts.list', 'accounts.save'] as const)
      expect(await governor.refused(name, { asAt: '2026-09-02' })).toMatchObject({
        code: 'invalid-input',
        field: 'asAt',
      })
  })

  test('has the record’s head at the foot of its paper', async () => {
    const school = await openSchool()
    await add(school)
    const { footer } = await school.governor.call('accounts.list', {})
    const { length, hash } = school.app.ledger.head()
    expect(footer).toBe(
      'Hill School: official accounts as at 1 September 2026, printed 1 September 2026, 9.00 am. ' +
        `Record: ${length} entries, ${hash.slice(0, 8)} ${hash.slice(8, 16)}`,
    )
  })

  test('shows the rules of the school’s own policy that speak of official accounts', async () => {
    const spoken: Pack = {
      ...visits,
      topics: [...visits.topics, { id: 'accounts.running', title: 'Running an official account' }],
      rules: visits.rules.map((rule) => (rule.id === 'list' ? { ...rule, topic: 'accounts.running' } : rule)),
    }
    const { governor } = await openSchool({ packs: packSource(spoken) })
    const { asked } = await governor.call('accounts.list', {})
    expect(asked).toMatchObject([
      { policyTitle: 'Visits policy', rules: [{ text: 'Mind the list.', force: 'must', ref: '1(1)' }] },
    ])
  })

  test('shows none where the policy says nothing of them', async () => {
    const { governor } = await openSchool()
    expect((await governor.call('accounts.list', {})).asked).toEqual([])
  })
})

describe('the CSV file', () => {
  async function saved(changed: Partial<Facts>, asAt?: string) {
    const files: { name: string; text: string }[] = []
    const papers: Papers = {
      ...NO_PAPERS,
      saveFile: async (file) => `/there/${(files.push(file), file.name)}.csv`,
    }
    const school = await openSchool({ papers })
    await add(school, changed)
    const { path } = await school.governor.call('accounts.save', asAt === undefined ? {} : { asAt })
    return { path, text: files[0]!.text }
  }

  test('says what the register says', async () => {
    const { path, text } = await saved({ multiFactor: 'off', checkedOn: null, note: 'News.\nNo comments, “yet”.' })
    expect(path).toBe('/there/Official accounts 2026-09-01.csv')
    expect(parse(text, { columns: true, bom: true })).toEqual([
      {
        platform: 'Facebook',
        account: 'Hill School',
        address: 'facebook.example/hill',
        administered_by: 'Headteacher',
        may_post: 'Office manager / Deputy head',
        opened_on: '2018-01-01',
        closed_on: '',
        multi_factor: 'off',
        last_checked_on: '',
        to_look_at: 'multi-factor off / never checked',
        note: 'News.\nNo comments, “yet”.',
      },
    ])
  })

  test.each(['=HYPERLINK("http://x.example")', '+1a', '-1a', '@hill', '\uff1d1'])(
    '%s does not run in a spreadsheet',
    async (formula) => {
      const cells = { platform: formula, name: formula, address: formula, administeredBy: formula, mayPost: [formula], note: formula } // prettier-ignore
      const { text } = await saved(cells)
      const [row] = parse<Record<string, string>>(text, { columns: true, bom: true })
      for (const key of ['platform', 'account', 'address', 'administered_by', 'may_post', 'note'])
        expect(row?.[key]).toBe(`'${formula}`)
    },
  )

  test('of an earlier day holds what was known then', async () => {
    const { path, text } = await saved({}, '2026-08-31')
    expect(path).toBe('/there/Official accounts 2026-08-31.csv')
    expect(text).not.toContain('Hill School')
  })

  test('a line of a note begins no row of its own, and so no formula either', async () => {
    const { text } = await saved({ note: 'News\n=1+1' })
    expect(text).toContain('"News\n=1+1"')
  })
})
