import { describe, expect, test } from 'vitest'
import { openSchool, waive, type School, type TestPerson } from '../support/app.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { enterPaper, learnAndSign } from '../support/learner.ts'
import { minor, publish, twoTexts } from '../support/versions.ts'

const of = ({ administrator }: School, { personId }: TestPerson) =>
  administrator.call('papers.certificate', { personId })
const refused = ({ administrator }: School, { personId }: TestPerson) =>
  administrator.refused('papers.certificate', { personId })

/** The school's second policy, which staff are asked for as well. */
const trips = { ...visits, policy: { ...visits.policy, id: 'hill/trips', title: 'Trips policy' } }

test('says who, as what, what was signed and when, where it stands in the record, and of which day it speaks', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff', 'governor'])
  await learnAndSign(school, ada)
  school.clock.set('2026-09-20T10:00:00Z')
  const { length, hash } = school.app.ledger.head()
  expect(await of(school, ada)).toEqual({
    schoolName: 'Hill School',
    logo: null,
    personName: 'Ada Fern',
    audiences: ['staff', 'governor'],
    asAt: '2026-09-20',
    footer: `Hill School: certificate, as at 20 September 2026. Record: ${length} entries, ${hash.slice(0, 8)} ${hash.slice(8, 16)}`,
    signed: [
      {
        policyTitle: 'Visits policy',
        version: '1.0',
        inForce: null,
        signedAt: '2026-09-01T08:00:00.000Z',
        paper: null,
        entrySeq: length - 1, // the declarations come after it
      },
    ],
    waived: [],
    head: { length, hash },
  })
})

test('the learner has the same as the administrator, and nobody else’s', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const ben = await school.addPerson('Ben Reed', ['staff'])
  await learnAndSign(school, ada)
  expect(await (await school.signIn(ada)).call('papers.myCertificate', {})).toEqual(await of(school, ada))
  const { code, message } = await (await school.signIn(ben)).refused('papers.myCertificate', {})
  expect(code).toBe('not-ready')
  expect(message).toContain('Ben Reed')
})

test('a signature on paper is told as one', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  await enterPaper(school, ada, { signedOn: '2026-09-01' })
  const { signed } = await of(school, ada)
  expect(signed).toMatchObject([
    { paper: { signedOn: '2026-09-01', witnessedBy: expect.stringContaining('Wyn Heron') as string } },
  ])
})

test('a version that asks for no new signature leaves it, and is named', async () => {
  const { school } = await twoTexts()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  await learnAndSign(school, ada)
  await publish(school, minor())
  expect((await of(school, ada)).signed).toMatchObject([{ version: '1.0', inForce: '2.0' }])
})

describe('refused in words, with what is missing', () => {
  test('what has not been begun, was begun, and is late', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    expect(await refused(school, ada)).toEqual({
      code: 'not-ready',
      message:
        'There is no certificate for Ada Fern today. Still to be signed: Visits policy, version 1.0, has not been begun, and is due on 15 September 2026. When it is signed, the certificate can be printed.',
    })
    const learner = await school.signIn(ada)
    await learner.call('induction.turnPage', { versionId: school.versionId, pageId: 'arriving' })
    expect((await refused(school, ada)).message).toContain('has been begun, and is due on 15 September 2026')
    school.clock.set('2026-09-20T10:00:00Z')
    expect((await refused(school, ada)).message).toContain('Visits policy, version 1.0, was due on 15 September 2026')
  })

  test('one policy of two', async () => {
    const school = await openSchool({ packs: packSource(visits, trips) })
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const versionOf = (id: string) => school.app.policies.versions().find(({ policyId }) => policyId === id)!.id
    await learnAndSign(school, ada, undefined, versionOf('hill/visits'))
    const { message } = await refused(school, ada)
    expect(message).toContain('Trips policy')
    expect(message).not.toContain('Visits policy')
    await learnAndSign(school, ada, undefined, versionOf('hill/trips'))
    expect((await of(school, ada)).signed.map(({ policyTitle }) => policyTitle).toSorted()).toEqual([
      'Trips policy',
      'Visits policy',
    ])
  })

  test('somebody of whom nothing is asked, and somebody who has left', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'], { from: '2026-12-01' })
    expect((await refused(school, ada)).message).toBe(
      'There is no certificate for Ada Fern today. Nothing is asked of them, so there is nothing to certify.',
    )
    const ben = await school.addPerson('Ben Reed', ['staff'])
    await learnAndSign(school, ben)
    await school.administrator.call('people.leave', { personId: ben.personId, on: '2026-09-10' })
    school.clock.set('2026-09-10T10:00:00Z')
    await of(school, ben)
    school.clock.set('2026-09-11T10:00:00Z')
    const { code, message } = await refused(school, ben)
    expect([code, message]).toEqual(['not-ready', expect.stringContaining('Ben Reed left on 10 September 2026')])
  })

  test('a signature on paper that was withdrawn', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await enterPaper(school, ada)
    school.clock.pass(24 * 60)
    await of(school, ada)
    await school.administrator.call('acknowledgements.withdrawPaper', {
      acknowledgementId,
      reason: 'A slip',
      by: 'Head',
    })
    expect((await refused(school, ada)).code).toBe('not-ready')
  })

  test('a policy that is waived was not completed: alone it is no certificate, beside others it is named', async () => {
    const school = await openSchool({ packs: packSource(visits, trips) })
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const { personId } = ada
    const wanted = { reason: 'Ill since May', until: '2026-12-31', by: 'Headteacher' }
    for (const policyId of ['hill/visits', 'hill/trips']) await waive(school, personId, { ...wanted, policyId })
    expect((await refused(school, ada)).message).toBe(
      'There is no certificate for Ada Fern today. Everything asked of them is waived for now, and a waiver is no signature.',
    )
    const trip = school.app.policies.versions().find(({ policyId }) => policyId === 'hill/trips')!
    await learnAndSign(school, ada, undefined, trip.id)
    const certificate = await of(school, ada)
    expect(certificate.signed.map(({ policyTitle }) => policyTitle)).toEqual(['Trips policy'])
    expect(certificate.waived).toEqual([{ policyTitle: 'Visits policy', until: '2026-12-31', by: 'Headteacher' }])
    expect(JSON.stringify(certificate)).not.toContain('Ill since May')
  })
})

test.each([
  ['of 200 letters', 'X'.repeat(200)],
  ['from right to left', 'محمد عبد الرحمن'],
  ['with signs that combine', 'Zoe\u0301 Nguye\u0302\u0303n'],
])('a name %s', async (_, name) => {
  const school = await openSchool()
  const person = await school.addPerson(name, ['volunteer'])
  expect((await refused(school, person)).message).toContain(name.normalize('NFC'))
  await learnAndSign(school, person)
  expect((await of(school, person)).personName).toBe(name.normalize('NFC'))
})
