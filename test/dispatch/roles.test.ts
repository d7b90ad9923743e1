/** Who may do what: the table in ARCHITECTURE.md against the contract, and every call in every role on real records. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sheetCode } from '../../src-main/acknowledgements/sheet-code.ts'
import type { Access, Role, Session } from '../../src-main/calls.ts'
import { contract, type CallName, type Input } from '../../src-main/contract.ts'
import type { ErrorCode } from '../../src-main/errors.ts'
import { NO_COLUMNS } from '../../src-main/people/importing/columns.ts'
import { ADMINISTRATOR, GOVERNORS, openSchool, type School, type TestPerson } from '../support/app.ts'
import { packSource, visits, visitsRevised } from '../support/fixture-pack.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { allRight, filledIn, toSignature, learnAndSign } from '../support/learner.ts'
import { ROOT } from '../support/electron.ts'
import { logoFile } from '../support/logos.ts'

const ACCESSES: Access[] = ['anyone', 'signed-in', 'newcomer', 'learner', 'governor', 'administrator']
/** What is open to each role: the rule once more, so that a change of it is a change here as well. */
const MAY: Record<Role, Access[]> = {
  anyone: ['anyone'],
  newcomer: ['anyone', 'signed-in', 'newcomer'],
  learner: ['anyone', 'signed-in', 'learner'],
  governor: ['anyone', 'signed-in', 'governor'],
  administrator: ['anyone', 'signed-in', 'governor', 'administrator'],
}
const ROLES = Object.keys(MAY) as Role[]
const CALLS = Object.keys(contract) as CallName[]
const NEW = 'a passphrase nobody forgets'
const NOBODY = '0198f000-0000-7000-8000-000000000001'

describe('the table in ARCHITECTURE.md', () => {
  const text = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  const section = /^## Who may do what$(.*?)^## /ms.exec(text)?.[1] ?? ''
  const rows = new Map(
    section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => {
        const [who, , may] = line.split('|').slice(1)
        const calls = [...may!.matchAll(/`(\w+\.\w+)`/g)].map((match) => match[1]!)
        return [who!.trim().replaceAll('`', ''), calls] as const
      }),
  )

  test('has a row for each kind of access', () => expect([...rows.keys()]).toEqual(ACCESSES))

  test.each(ACCESSES)('%s: the calls of the contract, each once', (access) => {
    const calls = CALLS.filter((name) => contract[name].access === access)
    expect(rows.get(access)?.toSorted()).toEqual(calls.toSorted())
  })
})

/** What the calls need that is not said in them; `signing` is complete but for the signature. */
interface Scene {
  school: School
  ada: TestPerson
  nia: TestPerson
  acknowledgementId: string
  signing: Input<'acknowledgements.sign'>
}

/** A school where Ada is about to sign, Ben has signed, and Nia has not chosen her PIN. */
async function scene(): Promise<Scene> {
  const packs = packSource(visits)
  const school = await openSchool({ packs })
  packs.put(visitsRevised)
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const ben = await school.addPerson('Ben Reed', ['staff'])
  const nia = await school.addPerson('Nia Moss', ['staff'], { newcomer: true })
  const acknowledgementId = await learnAndSign(school, ben)
  const learner = await school.signIn(ada)
  await toSignature(learner, school.versionId, allRight({ school }))
  return { school, ada, nia, acknowledgementId, signing: await filledIn(learner, school.versionId, ada) }
}

/** A call that opens, closes or replaces the records. */
const isProgram = (name: string): boolean => /^(program|restore)\./.test(name)
/** Input that would do something, for every call but those. */
type Inputs = { [Name in Exclude<CallName, `${'program' | 'restore'}.${string}`>]: Input<Name> }
const inputs = ({ school, ada, nia, acknowledgementId, signing }: Scene): Inputs => {
  const { versionId, recoveryCode } = school
  const { personId, pin } = ada
  const accountId = NOBODY
  const fingerprint = school.app.policies.versions()[0]!.sha256
  const code = sheetCode({ personId, fingerprint, audiences: ['staff'] })
  const programme: Input<'policies.setProgramme'> = { audience: 'staff', from: '2026-09-01', policies: ['hill/visits'], daysAllowed: 21, passMark: 80, renewal: 'never' } // prettier-ignore
  const version: Input<'policies.publish'> = { kind: 'major', policyId: 'hill/visits', fingerprint: fingerprintOf(visitsRevised), inForceOn: '2026-09-02', mustSign: ['staff'], signBy: '2026-09-30' } // prettier-ignore
  const account: Input<'accounts.add'> = { platform: 'Facebook', name: 'The school', address: '', administeredBy: 'The head', mayPost: [], openedOn: null, closedOn: null, multiFactor: 'on', checkedOn: null, note: '' } // prettier-ignore
  const reading: Input<'people.saveFaultyRows'> = {
    workId: NOBODY,
    file: { base64: Buffer.from('Name\nGwen Holt').toString('base64') },
    encoding: 'utf-8',
    columns: { ...NO_COLUMNS, name: 0 },
    audiences: ['staff'],
    from: '2026-09-01',
    settled: [],
  }
  return {
    'access.setUp': { schoolId: 'hill', administratorPassphrase: NEW, governorPassphrase: GOVERNORS },
    'access.findName': { typed: 'ada' },
    'access.signInLearner': { personId, pin },
    'access.choosePin': { newPin: '258036' },
    'access.changePin': { pin, newPin: '258036' },
    'access.signIn': { role: 'governor', passphrase: GOVERNORS },
    'access.recover': { recoveryCode, administratorPassphrase: NEW },
    'access.renewRecovery': { passphrase: ADMINISTRATOR },
    'access.changePassphrase': { passphrase: ADMINISTRATOR, newPassphrase: NEW },
    'access.setGovernorsPassphrase': { newPassphrase: `${NEW} twice` },
    'access.signOut': {},
    'access.stay': {},
    'work.progress': { workId: NOBODY },
    'work.stop': { workId: NOBODY },
    'access.setIdleMinutes': { minutes: 7 },
    'access.issuePin': { personId: nia.personId },
    'access.withoutPin': {},
    'access.issuePins': { workId: NOBODY, personIds: [NOBODY] },
    'people.list': {},
    'people.add': { name: 'Gwen Holt', note: '', appointments: [{ audience: 'staff', from: '2026-09-01' }] },
    'people.get': { personId },
    'acknowledgements.sheet': { personId, policyId: 'hill/visits' },
    'acknowledgements.paperForm': { personId, code },
    'acknowledgements.enterPaper': {
      ...{ personId, code, signedOn: '2026-09-01', name: 'Ada Fern' },
      ...{ declarations: signing.declarations, undertakings: signing.undertakings },
      ...{ witnessName: 'Ben Reed', witnessRole: 'Teacher', entererName: 'Nia Moss', entererRole: 'Office' },
    },
    'acknowledgements.withdrawPaper': { acknowledgementId, reason: 'Another person’s sheet', by: 'Headteacher' },
    'people.change': { personId, name: 'Ada Moss', note: '' },
    'people.appoint': { personId, audience: 'governor', from: '2026-09-01', until: null },
    'people.setDays': { personId, appointmentId: accountId, from: '2026-08-31', until: null },
    'people.withdraw': { personId, appointmentId: accountId },
    'people.signature': { personId, acknowledgementId },
    'people.neverStarted': { personId: nia.personId },
    'people.leave': { personId, on: '2026-09-01' },
    'people.takeBackLeaving': { personId },
    'people.bringBack': { personId, from: '2026-12-01', audiences: ['staff'] },
    'people.readFile': { workId: NOBODY, file: reading.file, encoding: null },
    'people.judgeFile': { ...reading, kind: null },
    'people.importFile': { ...reading, plan: '' },
    'people.saveFaultyRows': reading,
    'people.saveTemplate': {},
    'policies.list': {},
    'policies.get': { policyId: 'visits' },
    'policies.faulty': {},
    'policies.compare': {},
    'policies.saveComparison': {},
    'policies.programmes': {},
    'policies.previewProgramme': programme,
    'policies.setProgramme': programme,
    'policies.newer': {},
    'policies.toPublish': { policyId: 'hill/visits' },
    'policies.previewVersion': version,
    'policies.publish': version,
    'policies.versions': { policyId: 'hill/visits' },
    'policies.version': { versionId },
    'accounts.list': {},
    'accounts.save': {},
    'accounts.get': { accountId },
    'accounts.add': account,
    'accounts.edit': { accountId, ...account },
    'accounts.close': { accountId, closedOn: '2026-09-01' },
    'accounts.check': { accountId },
    'induction.mine': {},
    'induction.page': { versionId, pageId: 'arriving' },
    'induction.turnPage': { versionId, pageId: 'arriving' },
    'induction.scenario': { versionId, scenarioId: 'at-the-gate' },
    'induction.answer': { versionId, scenarioId: 'at-the-gate', stepId: 'start', chosen: [1] },
    'induction.continue': { versionId, scenarioId: 'at-the-gate', stepId: 'start' },
    'induction.result': { versionId },
    'induction.resultSeen': { versionId },
    'induction.rules': { versionId },
    'induction.changes': { versionId },
    'induction.waive': {
      personId,
      policyId: 'hill/visits',
      reason: 'On leave',
      until: '2026-09-30',
      by: 'Headteacher',
    },
    'induction.endWaiver': { waiverId: accountId, by: 'Headteacher' },
    'acknowledgements.form': { versionId },
    'acknowledgements.sign': signing,
    'acknowledgements.receipt': { acknowledgementId },
    'declarations.list': {},
    'declarations.get': { acknowledgementId, declarationId: 'family' },
    'declarations.decide': {
      acknowledgementId,
      declarationId: 'family',
      decision: 'noted',
      note: '',
      decidedBy: 'Headteacher',
      decidedOn: '2026-09-01',
      seen: 0,
    },
    'erasure.list': {},
    'erasure.erase': { personIds: [personId], passphrase: GOVERNORS, workId: NOBODY },
    'erasure.eraseOnRequest': {
      ...{ personId: NOBODY, askedOn: '2026-09-01', decidedBy: 'Headteacher' },
      ...{ passphrase: GOVERNORS, workId: NOBODY },
    },
    'reminders.list': {},
    'reminders.letters': { days: 30, personIds: [personId], ask: 'the head' },
    'reminders.mail': { days: 30, personIds: [personId], ask: 'the head' },
    'reminders.openMail': { days: 30, personIds: [personId], ask: 'the head' },
    'reminders.calendar': { days: 30, personIds: [personId], names: true },
    'reminders.saveCalendar': { days: 30, personIds: [personId], names: false },
    'reports.report': {},
    'reports.behind': { behind: 'overdue' },
    'reports.saveCsv': {},
    'reports.savePeopleCsv': { names: true },
    'reports.saveJson': {},
    'reports.saveXapi': {},
    'verification.last': {},
    'verification.check': { entries: '', fingerprint: '' },
    'verification.note': {},
    'reports.made': { asAt: '2026-09-01', names: false, head: { length: 1, hash: '0'.repeat(64) } },
    'reports.witnessed': {},
    'reports.enterMinute': { seq: 1, reference: 'Item 7', metOn: '2026-09-01' },
    'school.get': {},
    'school.setName': { name: 'Hill Primary School' },
    'school.setLogo': { file: logoFile.toString('base64') },
    'school.setContacts': { contacts: [{ id: 'head', name: 'Ann Fern', telephone: '', email: '' }] },
    'school.setRetention': { rules: [{ whom: 'all', years: 6, source: 'Our schedule', note: '' }] },
    'school.setRenewalDay': { day: '09-01' },
    'school.logo': { sha256: '0'.repeat(64) },
    'papers.print': { name: 'Report', footer: '' },
    'papers.savePdf': { name: 'Report', footer: '' },
    'papers.myCertificate': {},
    'papers.certificate': { personId },
    'papers.record': { workId: NOBODY, personId },
    'papers.saveRecord': { workId: NOBODY, personId },
    'papers.evidence': { workId: NOBODY },
    'papers.saveEvidence': { workId: NOBODY },
    'papers.notice': {},
    'backup.list': {},
    'backup.chooseFolder': {},
    'backup.look': { folder: school.folder },
    'backup.make': { workId: NOBODY, folder: school.folder, isCopiedOn: false, passphrase: null },
  }
}

/** Every row there is, secrets included. */
function rows({ database }: School): unknown {
  const tables = database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  return tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all())
}

// `program.*` open and close the records themselves; that anyone may is in door.test.ts. `restore.*`: restoring.test.ts.
test.each(ROLES)('%s: is let in where they may, is refused elsewhere, and changes nothing there', async (role) => {
  const made = await scene()
  const { school, ada, nia } = made
  const session = { role, personId: role === 'newcomer' ? nia.personId : ada.personId } as Session
  const codeOf = async (name: CallName, input: unknown): Promise<ErrorCode | 'done'> => {
    const answer = await school.visitor(session).door(name, input)
    return answer.ok ? 'done' : answer.error.code
  }
  const all = Object.entries(inputs(made)) as [keyof Inputs, unknown][]
  expect(all.map(([name]) => name).toSorted()).toEqual(CALLS.filter((name) => !isProgram(name)).toSorted())
  const refused = all.filter(([name]) => !MAY[role].includes(contract[name].access))
  const before = rows(school)
  for (const [name, input] of refused) {
    const { access } = contract[name]
    const elsewhere = role === 'newcomer' && access === 'learner' ? 'pin-not-chosen' : 'not-allowed'
    expect([name, await codeOf(name, input)]).toEqual([name, role === 'anyone' ? 'not-signed-in' : elsewhere])
    expect(rows(school), name).toEqual(before)
  }
  for (const [name, input] of all.filter((one) => !refused.includes(one)))
    expect(['not-signed-in', 'not-allowed', 'pin-not-chosen', 'invalid-input', 'unknown-call'], name).not.toContain(
      await codeOf(name, input),
    )
})
