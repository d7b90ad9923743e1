/** Signatures on paper: printed, entered and withdrawn, and a kind of their own wherever they stand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { sheetCode } from '../../src-main/acknowledgements/sheet-code.ts'
import type { Input } from '../../src-main/contract.ts'
import { openSchool, ownFolder, waive, type School, type TestPerson } from '../support/app.ts'
import { run } from '../support/exported.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { allRight, enterPaper, filledIn, goOn, learnAndSign, toSignature } from '../support/learner.ts'

type Entering = Input<'acknowledgements.enterPaper'>
const PAPER = { signedOn: '2026-09-10', enteredBy: 'Olive Teal, Office manager', witnessedBy: 'Wyn Heron, Deputy head' }
const NOBODY = '0198f000-0000-7000-8000-000000000001'

let school: School
let ada: TestPerson
beforeEach(async () => {
  school = await openSchool()
  ada = await school.addPerson('Ada Fern', ['staff'])
  school.clock.set('2026-09-12T09:00:00Z')
})

const record = ({ personId }: TestPerson) => school.administrator.call('people.get', { personId })
const report = (asAt?: string) =>
  school.governor.call('reports.report', { names: true, ...(asAt !== undefined && { asAt }) })
const entries = () => [...school.app.ledger.entries(school.app.ledger.head().length)]
const enter = (changed: Partial<Entering> = {}) => enterPaper(school, ada, { signedOn: '2026-09-10', ...changed })
const withdraw = (acknowledgementId: string) =>
  school.administrator.call('acknowledgements.withdrawPaper', {
    ...{ acknowledgementId, reason: 'Another Ada', by: 'Headteacher' },
  })

describe('the sheet', () => {
  test('has all that is signed and binds, and a code of its own', async () => {
    const sheet = await school.administrator.call('acknowledgements.sheet', {
      personId: ada.personId,
      policyId: 'hill/visits',
    })
    const fingerprint = school.app.policies.versions()[0]!.sha256
    expect(sheet).toEqual({
      person: { id: ada.personId, name: 'Ada Fern', note: '', reference: '', audiences: ['staff'] },
      policyTitle: 'Visits policy',
      version: '1.0',
      audiences: ['staff'],
      statement: 'I will follow all of it.',
      declarations: [{ id: 'family', question: 'Is a child of yours here?', detail: 'Who is it?', hint: null }],
      undertakings: [{ id: 'own-camera', text: 'I will use the school’s camera alone.' }],
      code: sheetCode({ personId: ada.personId, fingerprint, audiences: ['staff'] }),
      schoolName: 'Hill School',
      logo: null,
      fingerprint,
      printedOn: '2026-09-12',
      consequence: null,
      words: {},
      contacts: visits.school.contacts,
      sections: [{ ref: '1', title: 'All of it', rules: expect.any(Array) }],
    })
    expect(sheet.sections[0]!.rules.map(({ id }) => id)).toEqual(['gate', 'badge', 'list', 'camera', 'visitor'])
    expect(sheet.sections[0]!.rules[0]).toEqual({ id: 'gate', ref: '1(1)', force: 'must', text: 'Mind the gate.' })
  })

  test('has the words that the pack keeps for paper, and they are what is signed', async () => {
    const onPaper = { staff: 'I have read this sheet.', volunteer: 'I have read my sheet.' }
    school = await openSchool({ packs: packSource({ ...visits, signOff: { ...visits.signOff, onPaper } }) })
    ada = await school.addPerson('Ada Fern', ['volunteer', 'staff'])
    const acknowledgementId = await enterPaper(school, ada)
    const { statement } = await school.administrator.call('people.signature', { personId: ada.personId, acknowledgementId }) // prettier-ignore
    expect(statement).toBe('I have read this sheet. I have read my sheet.')
    const ben = await school.addPerson('Ben Reed', ['staff'])
    const receipt = { acknowledgementId: await learnAndSign(school, ben) }
    expect(await (await school.signIn(ben)).call('acknowledgements.receipt', receipt)).toMatchObject({
      statement: 'I will follow all of it.',
      paper: null,
    })
  })

  test('is for what is asked and open', async () => {
    const of = (personId: string, policyId = 'hill/visits') =>
      school.administrator.refused('acknowledgements.sheet', { personId, policyId })
    expect((await of(ada.personId, 'hill/else')).code).toBe('unknown-item')
    expect((await of(NOBODY)).code).toBe('unknown-person')
    await enter()
    expect(await of(ada.personId)).toMatchObject({ code: 'already-signed' })
  })
})

describe('entered, it is a kind of its own', () => {
  test('in the ledger: one entry with all that its row says, and the declarations beside it', async () => {
    const declarations = [{ id: 'family', answer: 'yes' as const, detail: ' My niece ' }]
    const acknowledgementId = await enter({ name: ' ADA  fern ', declarations })
    const [signed, made] = entries().slice(-2)
    expect(signed!.line).toContain('"kind":"acknowledgement.entered"')
    expect(JSON.parse(signed!.payload!)).toEqual({
      id: acknowledgementId,
      personId: ada.personId,
      versionId: school.versionId,
      audiences: ['staff'],
      nameTyped: 'ADA fern',
      statement: 'I will follow all of it.',
      undertakings: ['I will use the school’s camera alone.'],
      signedAt: '2026-09-12T09:00:00.000Z',
      paper: PAPER,
      personName: 'Ada Fern',
      policyId: 'hill/visits',
      policyTitle: 'Visits policy',
      version: '1.0',
      textSha256: school.app.policies.versions()[0]!.sha256,
      pages: [],
      scenarios: [],
      rules: ['gate', 'badge', 'list', 'camera', 'visitor'],
    })
    expect(made!.line).toContain('"kind":"declarations.made"')
    expect((await school.administrator.call('declarations.list', {})).open).toMatchObject([{ detail: 'My niece' }])
  })

  test('on the roll, on the person’s page and in their history', async () => {
    const acknowledgementId = await enter()
    const found = await record(ada)
    const person = {
      status: 'complete',
      signed: 1,
      lastSignedAt: '2026-09-12T09:00:00.000Z',
      lastPaperOn: '2026-09-10',
    }
    expect(found).toMatchObject({ person, assignments: [{ status: 'complete', paper: PAPER, acknowledgementId }] })
    expect(found.history.at(-1)).toMatchObject({
      what: 'Answered the declarations',
    })
    expect(found.history.at(-2)).toMatchObject({
      acknowledgementId,
      what: 'Signed Visits policy, version 1.0, on paper on 10 September 2026, as Ada Fern. Entered by Olive Teal, Office manager; witnessed by Wyn Heron, Deputy head',
    })
    for (const policyId of [null, 'hill/visits'])
      expect((await school.administrator.call('people.list', { policyId })).people).toMatchObject([person])
    expect(
      await school.administrator.call('people.signature', { personId: ada.personId, acknowledgementId }),
    ).toMatchObject({ paper: PAPER, withdrawn: null, pages: 0, scenarios: 0, firstAnswers: { right: 0, total: 0 } })
  })

  test('for its signer: on my induction and on the receipt; and cannot be signed a second time', async () => {
    const learner = await school.signIn(ada)
    await toSignature(learner, school.versionId, allRight({ school }))
    const signing = await filledIn(learner, school.versionId, ada)
    const acknowledgementId = await enter()
    expect((await learner.call('induction.mine', {})).cards).toMatchObject([
      { status: 'complete', paper: PAPER, place: { at: 'receipt', acknowledgementId } },
    ])
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({ paper: PAPER })
    expect((await learner.refused('acknowledgements.sign', signing)).code).toBe('already-signed')
  })

  test('in the report: counted by policy, and neither right nor wrong in the scenarios', async () => {
    await learnAndSign(school, await school.addPerson('Ben Reed', ['staff']))
    await enter()
    const { byPolicy, people, total, record: proof } = await report()
    expect(total.complete).toBe(2)
    expect(byPolicy).toMatchObject([{ complete: 2, onPaper: 1 }])
    const rows = people.map(({ name, paper, attempts, firstAnswers }) => ({ name, paper, attempts, firstAnswers }))
    expect(rows).toEqual([
      { name: 'Ada Fern', paper: PAPER, attempts: 0, firstAnswers: null },
      { name: 'Ben Reed', paper: null, attempts: 1, firstAnswers: { right: 5, total: 5 } },
    ])
    expect(proof.check.whole).toBe(true)
  })

  test('in the export', async () => {
    await enter()
    school.close()
    const out = join(ownFolder(), 'export')
    expect(await run('export', '--data', school.folder, '--out', out)).toMatchObject({ code: 0 })
    const [head, row] = readFileSync(join(out, 'assignments.csv'), 'utf8').split('\r\n')
    expect(head).toContain('signed_at,paper_signed_on,paper_entered_by,paper_witnessed_by')
    expect(row).toContain('2026-09-12T09:00:00.000Z,2026-09-10,"Olive Teal, Office manager","Wyn Heron, Deputy head"')
  })

  test('from the day it was entered: reports of an earlier day do not know it', async () => {
    const before = (await report('2026-09-11')).total
    await enter({ signedOn: '2026-09-01' })
    expect((await report('2026-09-11')).total).toEqual(before)
    expect((await report('2026-09-12')).total).toMatchObject({ complete: 1 })
  })

  test('somebody who was waived, or is under way, is complete with it', async () => {
    await waive(school, ada.personId)
    await goOn(await school.signIn(ada), school.versionId, ['page'], allRight({ school }))
    await enter()
    expect((await record(ada)).person.status).toBe('complete')
  })
})

describe('withdrawn', () => {
  test('it counts no more from then on; before that it did, and every entry stays', async () => {
    const acknowledgementId = await enter()
    school.clock.set('2026-09-14T09:00:00Z')
    await withdraw(acknowledgementId)
    expect((await record(ada)).person).toMatchObject({ status: 'not-started', signed: 0, lastPaperOn: null })
    expect((await report('2026-09-13')).total).toMatchObject({ complete: 1 })
    expect((await report()).total).toMatchObject({ complete: 0 })
    expect(await report()).toMatchObject({ byPolicy: [{ onPaper: 0 }], record: { check: { whole: true } } })
    expect((await record(ada)).history.at(-1)).toMatchObject({
      what: 'The signature on paper for Visits policy, version 1.0, was withdrawn: Another Ada (Headteacher)',
    })
    const { withdrawn } = await school.administrator.call('people.signature', { personId: ada.personId, acknowledgementId }) // prettier-ignore
    expect(withdrawn).toEqual({ at: '2026-09-14T09:00:00.000Z', reason: 'Another Ada', by: 'Headteacher' })
  })

  test('the sheet may be entered again at once, or signed at the PC', async () => {
    await withdraw(await enter({ signedOn: '2026-09-09' }))
    await withdraw(await enter())
    await learnAndSign(school, ada)
    expect((await record(ada)).assignments).toMatchObject([{ status: 'complete', paper: null }])
  })

  test('what was declared with it is open no more, and reports of the days between still count it', async () => {
    const acknowledgementId = await enter({ declarations: [{ id: 'family', answer: 'yes', detail: 'x' }] })
    const key = { acknowledgementId, declarationId: 'family' }
    school.clock.set('2026-09-14T09:00:00Z')
    await withdraw(acknowledgementId)
    expect(await school.administrator.call('declarations.list', {})).toMatchObject({ open: [], decided: [] })
    expect((await school.administrator.refused('declarations.get', key)).code).toBe('unknown-item')
    expect((await report()).declarations).toEqual({ made: 0, yes: 0, open: 0, decided: 0 })
    expect((await report('2026-09-13')).declarations).toEqual({ made: 1, yes: 1, open: 1, decided: 0 })
  })

  test('its signer is told, and no receipt is left', async () => {
    const acknowledgementId = await enter()
    await withdraw(acknowledgementId)
    const learner = await school.signIn(ada)
    const { code, message } = await learner.refused('acknowledgements.receipt', { acknowledgementId })
    expect([code, message]).toEqual(['unknown-item', expect.stringContaining('was taken back on 12 September 2026')])
  })

  test('only once, only with a reason and whose decision it is, and never what was signed at the PC', async () => {
    const acknowledgementId = await enter()
    const said = { acknowledgementId, reason: 'x', by: 'Headteacher' }
    const refused = (changed: object) =>
      school.administrator.refused('acknowledgements.withdrawPaper', { ...said, ...changed })
    expect(await refused({ reason: ' ' })).toMatchObject({ code: 'invalid-input', field: 'reason' })
    expect(await refused({ by: '' })).toMatchObject({ code: 'invalid-input', field: 'by' })
    expect((await refused({ acknowledgementId: NOBODY })).code).toBe('unknown-item')
    await withdraw(acknowledgementId)
    expect((await refused({})).code).toBe('unknown-item')
    const atPc = await learnAndSign(school, ada)
    expect((await refused({ acknowledgementId: atPc })).code).toBe('unknown-item')
    expect((await record(ada)).person.status).toBe('complete')
  })

  test('whoever has signed on paper did start; where that was withdrawn, perhaps not', async () => {
    const { personId } = ada
    const acknowledgementId = await enter()
    expect((await school.administrator.refused('people.neverStarted', { personId })).code).toBe('already-signed')
    expect((await record(ada)).hasSigned).toBe(true)
    await withdraw(acknowledgementId)
    expect((await record(ada)).hasSigned).toBe(false)
    await school.administrator.call('people.neverStarted', { personId })
  })
})

describe('tampered with behind its back, the report says so:', () => {
  test.each<[string, string, string]>([
    [
      'an entry on paper passed off as a signature at the PC',
      `UPDATE acknowledgement SET paper_signed_on = NULL, entered_by = NULL, witnessed_by = NULL WHERE id NOT IN (SELECT acknowledgement_id FROM paper_withdrawal)`,
      'has another day on the paper, person who entered it and witness in the records',
    ],
    ['a withdrawal lost', `DELETE FROM paper_withdrawal`, 'The withdrawal of entry'],
    [
      'a withdrawal made up',
      `INSERT INTO paper_withdrawal SELECT id, 'x', 'x', signed_at, 2 FROM acknowledgement
        WHERE id NOT IN (SELECT acknowledgement_id FROM paper_withdrawal)`,
      'The records hold a withdrawal that entry 2 does not prove',
    ],
    [
      'a signature on paper lost',
      `DELETE FROM paper_withdrawal; DELETE FROM declaration; DELETE FROM acknowledgement`,
      'The signature of entry 11 is missing',
    ],
  ])('%s', async (_name, sql, words) => {
    await withdraw(await enter())
    await enter()
    for (const name of school.database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all())
      school.database.exec(`DROP TRIGGER "${name as string}"`)
    expect((await report()).record.check.whole).toBe(true)
    school.database.exec(sql)
    const { check } = (await report()).record
    expect(check.whole).toBe(false)
    expect(check.words).toContain(words)
  })
})
