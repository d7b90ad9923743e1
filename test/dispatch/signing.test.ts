import { describe, expect, test } from 'vitest'
import { openSchool, type School, type TestPerson, type Visitor } from '../support/app.ts'
import {
  allRight,
  filledIn,
  learnAndSign,
  readAllPages,
  toSignature,
  wrongAtFirst,
  type Signing,
} from '../support/learner.ts'

const wrong = ({ pin }: TestPerson): string => (pin === '135790' ? '097531' : '135790')

async function readyToSign(
  name = 'Siân O’Brien-Lee',
): Promise<{ school: School; person: TestPerson; learner: Visitor; signing: Signing }> {
  const school = await openSchool()
  const person = await school.addPerson(name, ['staff'])
  const learner = await school.signIn(person)
  await toSignature(learner, school.versionId, allRight({ school }))
  return { school, person, learner, signing: await filledIn(learner, school.versionId, person) }
}

const signatures = ({ database }: School) => database.prepare('SELECT COUNT(*) FROM acknowledgement').pluck().get()

describe('the name', () => {
  test.each([
    "siân o'brien-lee",
    '  SIÂN   O’BRIEN-LEE ',
    'Sia\u0302n O`Brien–Lee',
    'Siân\u00a0O‘Brien-Lee',
    'Sian O’Brien-Lee',
  ])('may be typed as %j', async (name) => {
    const { school, learner, signing } = await readyToSign()
    const { acknowledgementId } = await learner.call('acknowledgements.sign', { ...signing, name })
    const { nameTyped } = await learner.call('acknowledgements.receipt', { acknowledgementId })
    expect(nameTyped).toBe(name.normalize('NFC').replace(/\s+/g, ' ').trim())
    expect(signatures(school)).toBe(1)
  })

  test.each([
    'Siân OBrien-Lee',
    'Siân O’Brien',
    'S. O’Brien-Lee',
    'O’Brien-Lee Siân',
    'Siân O’Brien-Lee Siân',
    '',
    ' ',
    'Siân\u200b O’Brien-Lee',
  ])('but not as %j, and the PIN is not even looked at', async (name) => {
    const { school, learner, signing, person } = await readyToSign()
    expect(await learner.refused('acknowledgements.sign', { ...signing, name, pin: wrong(person) })).toMatchObject({
      code: 'name-differs',
      field: 'name',
      message: 'Type your full name as the school has it: Siân O’Brien-Lee',
    })
    expect(signatures(school)).toBe(0)
  })
})

test('the PIN is asked again, and its failures count', async () => {
  const { school, learner, signing, person } = await readyToSign()
  for (let left = 9; left > 0; left--)
    expect(await learner.refused('acknowledgements.sign', { ...signing, pin: wrong(person) })).toMatchObject({
      code: 'wrong-secret',
      field: 'pin',
    })
  expect((await learner.refused('acknowledgements.sign', { ...signing, pin: wrong(person) })).code).toBe('locked')
  expect((await learner.refused('acknowledgements.sign', signing)).code).toBe('locked')
  expect(signatures(school)).toBe(0)
  school.clock.pass(15)
  await learner.call('acknowledgements.sign', signing)
})

describe('twice', () => {
  test('is refused, in words, and the first is kept', async () => {
    const { school, learner, signing } = await readyToSign()
    const { acknowledgementId } = await learner.call('acknowledgements.sign', signing)
    const { length } = school.app.ledger.head()
    expect(await learner.refused('acknowledgements.sign', signing)).toMatchObject({ code: 'already-signed' })
    expect((await learner.refused('acknowledgements.form', { versionId: school.versionId })).code).toBe(
      'already-signed',
    )
    expect(school.app.ledger.head().length).toBe(length)
    expect((await learner.call('induction.mine', {})).cards[0]).toMatchObject({
      status: 'complete',
      acknowledgementId,
      minutesLeft: 0,
      place: { at: 'receipt', acknowledgementId },
    })
  })

  test('at the same moment, as a second click is, comes out as once', async () => {
    const { school, learner, signing } = await readyToSign()
    const answers = await Promise.all(Array.from({ length: 5 }, () => learner.door('acknowledgements.sign', signing)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('already-signed')
    expect(signatures(school)).toBe(1)
  })
})

test('not before every page was read and every scenario was right', async () => {
  const school = await openSchool()
  const { versionId } = school
  const person = await school.addPerson('Ada Fern', ['staff'])
  const ada = await school.signIn(person)
  const signing = {
    versionId,
    name: person.name,
    pin: person.pin,
    declarations: [{ id: 'family', answer: 'no', detail: '' }],
    undertakings: ['own-camera'],
  }
  const notReady = async () => {
    expect((await ada.refused('acknowledgements.form', { versionId })).code).toBe('not-ready')
    expect((await ada.refused('acknowledgements.sign', signing)).code).toBe('not-ready')
  }
  await notReady()
  await readAllPages(ada, versionId)
  await notReady()
  await ada.call('induction.answer', { versionId, scenarioId: 'at-the-gate', stepId: 'start', chosen: [1] })
  await notReady()
  expect(signatures(school)).toBe(0)
})

describe('declarations and undertakings', () => {
  test.each<[string, Partial<Signing>, string]>([
    ['a declaration without an answer', { declarations: [] }, 'declaration-family'],
    [
      'one answered twice',
      { declarations: ['yes', 'no'].map((answer) => ({ id: 'family', answer: answer as 'yes', detail: 'x' })) },
      'declaration-family',
    ],
    ['a yes without its detail', { declarations: [{ id: 'family', answer: 'yes', detail: '  ' }] }, 'detail-family'],
    ['an undertaking not ticked', { undertakings: [] }, 'undertaking-own-camera'],
    ['another one ticked', { undertakings: ['something'] }, 'undertaking-own-camera'],
  ])('%s is asked for, by name', async (_, change, field) => {
    const { school, learner, signing } = await readyToSign()
    expect(await learner.refused('acknowledgements.sign', { ...signing, ...change })).toMatchObject({
      code: 'invalid-input',
      field,
    })
    expect(signatures(school)).toBe(0)
  })

  test.each(['\0', 'half a \ud800', 'x'.repeat(2001)])(
    'a detail that cannot be kept is refused (%#)',
    async (detail) => {
      const { learner, signing } = await readyToSign()
      const declarations = [{ id: 'family', answer: 'yes' as const, detail }]
      expect(await learner.refused('acknowledgements.sign', { ...signing, declarations })).toMatchObject({
        code: 'invalid-input',
      })
    },
  )

  test('a no keeps no detail, and what was not asked is not kept', async () => {
    const { learner, signing } = await readyToSign()
    const declarations = [
      { id: 'family', answer: 'no' as const, detail: 'changed my mind' },
      { id: 'unasked', answer: 'yes' as const, detail: 'x' },
    ]
    const { acknowledgementId } = await learner.call('acknowledgements.sign', {
      ...signing,
      declarations,
      undertakings: ['own-camera', 'unasked'],
    })
    const receipt = await learner.call('acknowledgements.receipt', { acknowledgementId })
    expect(receipt.declarations).toEqual([
      { id: 'family', question: 'Is a child of yours here?', answer: 'no', detail: '', dealtWithOn: null },
    ])
    expect(receipt.undertakings).toHaveLength(1)
  })
})

test('a receipt is for whoever signed, and for nobody else', async () => {
  const school = await openSchool()
  const [ada, ben] = [await school.addPerson('Ada Fern', ['staff']), await school.addPerson('Ben Reed', ['staff'])]
  const acknowledgementId = await learnAndSign(school, ada)
  const other = await school.signIn(ben)
  expect((await other.refused('acknowledgements.receipt', { acknowledgementId })).code).toBe('unknown-item')
  const nothing = { acknowledgementId: '0198f000-0000-7000-8000-000000000001' }
  expect((await other.refused('acknowledgements.receipt', nothing)).code).toBe('unknown-item')
})

test('a receipt says the same for good, also when more was asked and answered later', async () => {
  const school = await openSchool()
  const person = await school.addPerson('Ada Fern', ['volunteer'])
  const { personId } = person
  await school.administrator.call('people.appoint', { personId, audience: 'staff', from: '2026-09-20', until: null })
  const acknowledgementId = await learnAndSign(school, person)
  const learner = await school.signIn(person)
  const first = await learner.call('acknowledgements.receipt', { acknowledgementId })
  school.clock.set('2026-09-21T08:00:00Z')
  const later = await school.signIn(person)
  await toSignature(
    later,
    school.versionId,
    wrongAtFirst({ school }, () => true),
  )
  const { head, ...again } = await later.call('acknowledgements.receipt', { acknowledgementId })
  expect({ ...again, head: first.head }).toEqual(first)
  expect(head.length).toBeGreaterThan(first.head.length)
})
