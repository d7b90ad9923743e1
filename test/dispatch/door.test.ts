/** The one door: who may call what, and what becomes of input nobody asked for. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Access, Role, Session } from '../../src-main/calls.ts'
import { contract, type CallName } from '../../src-main/contract.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import { LanyardError, type ErrorCode } from '../../src-main/errors.ts'
import { openSchool, type School } from '../support/app.ts'

const ID = '0198f000-0000-7000-8000-000000000001'
const SESSIONS: Record<Role, Session> = {
  anyone: { role: 'anyone' },
  newcomer: { role: 'newcomer', personId: ID },
  learner: { role: 'learner', personId: ID },
  governor: { role: 'governor' },
  administrator: { role: 'administrator' },
}
const ROLES = Object.keys(SESSIONS) as Role[]
const CALLS = Object.keys(contract) as CallName[]

/** Written out once more, so that a change of the rule is a change here as well. */
const MAY: Record<Access, Role[]> = {
  anyone: ['anyone', 'newcomer', 'learner', 'governor', 'administrator'],
  'signed-in': ['newcomer', 'learner', 'governor', 'administrator'],
  newcomer: ['newcomer'],
  learner: ['learner'],
  governor: ['governor', 'administrator'],
  administrator: ['administrator'],
}

/** The code of the error for who may not. */
const refusal = (role: Role, access: Access): ErrorCode =>
  role === 'anyone' ? 'not-signed-in' : role === 'newcomer' && access === 'learner' ? 'pin-not-chosen' : 'not-allowed'

/** The contract's own access, over handlers that only say that they were reached; input and output are let through. */
function bareDoor(signedIn: Session) {
  const any = z.unknown()
  const open = Object.fromEntries(
    CALLS.map((name) => [name, { access: contract[name].access, input: any, output: any }]),
  )
  return createDispatch({
    contract: open,
    handlers: Object.fromEntries(CALLS.map((name) => [name, () => 'reached'])),
    signedIn,
  }).door
}

describe.each(ROLES)('%s', (role) => {
  test.each(CALLS.map((name) => [name, MAY[contract[name].access].includes(role)] as const))(
    '%s: %s',
    async (name, may) => {
      const answer = await bareDoor(SESSIONS[role])(name, {})
      if (may) expect(answer).toEqual({ ok: true, value: 'reached' })
      else
        expect(answer).toMatchObject({
          ok: false,
          error: { code: refusal(role, contract[name].access) },
        })
    },
  )
})

// Who may make which call, one by one, is the table in ARCHITECTURE.md; these are the lines that no table may cross.
test('people, declarations and reminders are the administrator’s, and a learner’s calls are nobody else’s', () => {
  const of = (access: Access, names: RegExp) =>
    CALLS.filter((name) => contract[name].access === access && !names.test(name))
  const kept = CALLS.filter((name) => /^(people|declarations|reminders)\.|^school\.(?!logo$)/.test(name))
  expect(kept.filter((name) => contract[name].access !== 'administrator')).toEqual([])
  expect(
    of(
      'governor',
      /^(accounts|policies|reports)\.(get|list|save|compare|newer|programmes|version|report|behind|made|witnessed|enterMinute)|^verification\./,
    ),
  ).toEqual(['access.changePassphrase', 'papers.evidence', 'papers.saveEvidence'])
  expect(of('learner', /^(induction|acknowledgements)\./)).toEqual(['access.changePin', 'papers.myCertificate'])
  expect(of('newcomer', /^$/)).toEqual(['access.choosePin'])
  expect(of('signed-in', /^$/)).toEqual(['access.stay'])
  expect(of('anyone', /^(access|program|papers)\./)).toEqual([
    'policies.faulty',
    'school.logo',
    'work.progress',
    'work.stop',
  ])
})

test.each([
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'people', 'people.', 'People.list', ' people.list',
  0, 1.5, null, undefined, true, {}, [], ['people.list'], { toString: () => 'people.list' }, Symbol('people.list'),
])('%s is no call', async (name) => {
  const { administrator } = await openSchool()
  expect(await administrator.door(name, {})).toEqual({ ok: false, error: { code: 'unknown-call', message: 'Lanyard knows no such call.' } })
}) // prettier-ignore

describe('input', () => {
  test.each<[CallName, unknown, string | undefined]>([
    ['people.list', undefined, undefined],
    ['people.list', null, undefined],
    ['people.list', [], undefined],
    ['people.list', { extra: 1 }, undefined],
    ['people.get', {}, 'personId'],
    ['people.get', { personId: 7 }, 'personId'],
    ['people.get', { personId: 'me' }, 'personId'],
    ['people.get', { personId: ID, extra: 1 }, undefined],
    ['people.leave', { personId: ID, on: '2026-02-30' }, 'on'],
    ['people.leave', { personId: ID, on: '2026-2-3' }, 'on'],
    ['people.list', { page: 0 }, 'page'],
    ['people.list', { sort: 'age' }, 'sort'],
    ['people.list', { shown: 'everyone' }, 'shown'],
    ['people.list', { search: 'x'.repeat(201) }, 'search'],
    ['people.change', { personId: ID, name: ' ', note: '' }, 'name'],
    ['people.change', { personId: ID, name: 'Ada', note: 'x'.repeat(201) }, 'note'],
    ['people.appoint', { personId: ID, audience: 'pupil', from: '2026-09-01', until: null }, 'audience'],
    ['people.appoint', { personId: ID, audience: 'staff', from: '2027-02-29', until: null }, 'from'],
    ['people.setDays', { personId: ID, appointmentId: ID, from: '2026-09-01', until: 'never' }, 'until'],
    ['people.bringBack', { personId: ID, from: '2026-09-01', audiences: [] }, 'audiences'],
    ['people.bringBack', { personId: ID, from: '2026-09-01', audiences: ['staff', 'staff'] }, 'audiences'],
    ['people.add', { name: '', note: '', appointments: [{ audience: 'staff', from: '2026-09-01' }] }, 'name'],
    [
      'people.add',
      { name: 'Ada', note: 'x'.repeat(201), appointments: [{ audience: 'staff', from: '2026-09-01' }] },
      'note',
    ],
    ['people.add', { name: 'Ada', note: '', appointments: [] }, 'appointments'],
    [
      'people.add',
      { name: 'Ada', note: '', appointments: [{ audience: 'pupil', from: '2026-09-01' }] },
      'appointments.0.audience',
    ],
    [
      'people.add',
      { name: 'Ada', note: '', appointments: Array(2).fill({ audience: 'staff', from: '2026-09-01' }) },
      'appointments',
    ],
    [
      'people.add',
      { name: 'Ada', note: '', appointments: [{ audience: 'staff', from: '1926-09-01' }] },
      'appointments',
    ],
    ['access.findName', { typed: 'x'.repeat(201) }, 'typed'],
    ['access.signIn', { role: 'learner', passphrase: '' }, 'role'],
    ['access.signIn', { role: 'governor', passphrase: 'x'.repeat(201) }, 'passphrase'],
    ['reports.report', { asAt: 'yesterday' }, 'asAt'],
  ])('%s %j is refused, and says where', async (name, input, field) => {
    const { administrator } = await openSchool()
    const { code, field: named, message } = await administrator.refused(name, input)
    expect({ code, field: named }).toEqual({ code: 'invalid-input', field })
    expect(message).not.toBe('')
  })
})

describe('what a handler throws or gives back', () => {
  const call = { access: 'anyone' as const, input: z.unknown(), output: z.object({ n: z.int() }) }
  const door = (handler: () => unknown, checkOutput = true, unexpected: unknown[] = []) =>
    createDispatch({
      contract: { call },
      handlers: { call: handler },
      checkOutput,
      onUnexpected: (error) => unexpected.push(error),
    }).door('call', {})

  test('an error of Lanyard’s own crosses as data, with its field', async () => {
    const refuse = () => {
      throw new LanyardError('left', 'They left.', 'on')
    }
    expect(await door(refuse)).toEqual({ ok: false, error: { code: 'left', message: 'They left.', field: 'on' } })
  })

  test.each([
    ['an Error', () => Promise.reject(new Error('secret of /home/school at line 7'))],
    ['no error at all', () => Promise.reject('secret')], // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors
    ['output that breaks the contract', () => ({ n: 'secret' })],
  ])('%s becomes “internal” without a word of it, and is told of', async (_, handler) => {
    const unexpected: unknown[] = []
    const answer = await door(handler, true, unexpected)
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(answer)).not.toMatch(/secret|home|line/)
    expect(unexpected).toHaveLength(1)
  })

  test('output is not parsed outside tests', async () => {
    expect(await door(() => ({ n: 'as it is' }), false)).toEqual({ ok: true, value: { n: 'as it is' } })
  })
})

describe('anything at all', () => {
  const WRITTEN = [
    'person',
    'appointment',
    'account_state',
    'ledger_entry',
    'progress',
    'attempt',
    'answer',
    'acknowledgement',
    'declaration_decision',
    'policy_version',
    'programme',
    'setting',
  ]
  const counts = ({ database }: School) =>
    WRITTEN.map((table) => database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get())

  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...CALLS) }, fc.anything())
  const word = fc.oneof(
    fc.constantFrom(ID, 'arriving', 'at-the-gate', 'start', 'hill', '2026-09-01', '000000'),
    fc.string(),
  )
  const shaped = fc.dictionary(
    fc.constantFrom(
      'versionId',
      'personId',
      'pageId',
      'scenarioId',
      'stepId',
      'chosen',
      'name',
      'pin',
      'on',
      'asAt',
      'typed',
      'role',
      'passphrase',
    ),
    fc.oneof(word, fc.array(fc.integer()), fc.anything()),
  )
  const input = fc.oneof(
    shaped,
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  )

  test.each(ROLES)('from %s: the door never throws, and writes nothing for those who may not', async (role) => {
    const school = await openSchool()
    const { door } = school.visitor(SESSIONS[role])
    const before = counts(school)
    await fc.assert(
      fc.asyncProperty(name, input, async (called, given) => {
        const answer = await door(called, given)
        expect(answer.ok || answer.error.code !== 'internal').toBe(true)
      }),
      { numRuns: 250 },
    )
    if (role !== 'administrator') expect(counts(school)).toEqual(before)
  })
})
