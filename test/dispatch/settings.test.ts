/** What the school says of itself: who set it, where it shows, and from when on. */
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram } from '../../src-main/program.ts'
import { openSchool, type School } from '../support/app.ts'
import { clockAt } from '../support/clock.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { allRight, goOn, learnAndSign, readAllPages } from '../support/learner.ts'
import { logoFile, plainPng } from '../support/logos.ts'

const DAY = 24 * 60
const ANN = { id: 'head', name: 'Ann Fern', telephone: '020 7946 0000 ext. 12', email: 'ann@hill.example' }
const SIX_YEARS: Input<'school.setRetention'>['rules'][number] = {
  whom: 'staff',
  years: 6,
  source: 'Retention schedule of the council, line 3.2',
  note: '',
}

const get = (school: School) => school.administrator.call('school.get', {})
const setName = (school: School, name: string) => school.administrator.call('school.setName', { name })
const setLogo = (school: School, file: Buffer | null) =>
  school.administrator.call('school.setLogo', { file: file && file.toString('base64') })
const length = (school: School) => school.app.ledger.head().length

describe('before anything is set', () => {
  test('the name is that of the packs, and the rest is empty: nothing is preset', async () => {
    const school = await openSchool()
    expect(await get(school)).toMatchObject({ name: 'Hill School', logo: null, retention: [], renewalDay: null })
    expect((await get(school)).contacts).toEqual([
      { id: 'head', role: 'Headteacher', for: 'anything that worries you' },
    ])
    expect((await get(school)).history).toEqual([{ at: '2026-09-01T08:00:00.000Z', what: 'Set up for Hill School' }])
  })
})

describe('the name and the logo', () => {
  test('stand on the first screen, the report, the register and a receipt', async () => {
    const school = await openSchool()
    await setName(school, '  Hill   Primary School ')
    await setLogo(school, logoFile)
    const { name, logo } = await get(school)
    expect(name).toBe('Hill Primary School')
    expect(logo).toMatch(/^[0-9a-f]{64}$/)

    const letterhead = { schoolName: name, logo }
    const { schoolName, logo: onReport, footer } = await school.governor.call('reports.report', {})
    expect({ schoolName, logo: onReport }).toEqual(letterhead)
    expect(footer).toMatch(/^Hill Primary School: induction report/)
    expect(await school.governor.call('accounts.list', {})).toMatchObject(letterhead)
    expect(await school.administrator.call('reminders.list', {})).toMatchObject(letterhead)
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await learnAndSign(school, ada)
    const learner = await school.signIn(ada)
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject(letterhead)
    const compared = await school.governor.call('policies.compare', {})
    expect(compared.policies[0]).toMatchObject({ policyId: 'hill/visits', schoolName: name })
  })

  test('a paper of an earlier day, and a receipt for what was signed before, keep the ones of then', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const acknowledgementId = await learnAndSign(school, ada)
    school.clock.pass(DAY)
    await setName(school, 'Hill Primary School')
    await setLogo(school, logoFile)
    school.clock.pass(DAY)
    await setName(school, 'Hill Academy')

    const nameOn = async (asAt: string) => {
      const { schoolName, logo, footer } = await school.governor.call('reports.report', { asAt })
      expect(footer.startsWith(`${schoolName}: `)).toBe(true)
      const register = await school.governor.call('accounts.list', { asAt })
      expect([register.schoolName, register.logo]).toEqual([schoolName, logo])
      return [schoolName, logo !== null]
    }
    expect(await nameOn('2026-09-01')).toEqual(['Hill School', false])
    expect(await nameOn('2026-09-02')).toEqual(['Hill Primary School', true])
    expect(await nameOn('2026-09-03')).toEqual(['Hill Academy', true])
    const learner = await school.signIn(ada)
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId })).toMatchObject({
      schoolName: 'Hill School',
      logo: null,
    })
  })

  test('the day is that of the United Kingdom: what is set after midnight there is not known the day before', async () => {
    const school = await openSchool({ clock: clockAt('2026-09-01T22:59:00.000Z') })
    school.clock.pass(2) // 00.01 on 2 September, British Summer Time
    await setName(school, 'Hill Academy')
    expect(await school.governor.call('reports.report', { asAt: '2026-09-01' })).toMatchObject({
      schoolName: 'Hill School',
    })
    expect(await school.governor.call('reports.report', { asAt: '2026-09-02' })).toMatchObject({
      schoolName: 'Hill Academy',
    })
  })

  test('the logo is there for whoever stands at the PC; any other SHA-256 has none', async () => {
    const school = await openSchool()
    await setLogo(school, plainPng(8, 8))
    const sha256 = (await get(school)).logo!
    const { png } = await school.visitor().call('school.logo', { sha256 })
    expect(Buffer.from(png, 'base64').toString('latin1', 1, 4)).toBe('PNG')
    expect(await school.visitor().refused('school.logo', { sha256: '0'.repeat(64) })).toMatchObject({
      code: 'unknown-item',
    })
    expect(await school.visitor().refused('school.logo', { sha256: '../lanyard.db' })).toMatchObject({
      code: 'invalid-input',
    })
  })

  test('a logo that was there before is kept once, and can be taken away and come back', async () => {
    const school = await openSchool()
    await setLogo(school, logoFile)
    const first = (await get(school)).logo
    await setLogo(school, plainPng(8, 8))
    await setLogo(school, null)
    expect((await get(school)).logo).toBeNull()
    await setLogo(school, logoFile)
    expect((await get(school)).logo).toBe(first)
    expect(school.database.prepare('SELECT COUNT(*) FROM logo').pluck().get()).toBe(2)
    expect((await get(school)).history.map(({ what }) => what)).toEqual([
      'Logo set',
      'Logo removed',
      'Logo changed',
      'Logo set',
      'Set up for Hill School',
    ])
  })

  test.each([
    ['50 MB', 'A'.repeat(67_000_000), /larger than 5 MB/],
    ['a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>').toString('base64'), /script/],
    ['no base64 at all', '%%%', /empty|neither/],
    ['half a PNG', plainPng(40, 40).subarray(0, 50).toString('base64'), /damaged/],
  ])('%s is refused in words, and the logo of before stays', async (_, file, words) => {
    const school = await openSchool()
    await setLogo(school, logoFile)
    const before = { ...(await get(school)), entries: length(school) }
    const error = await school.administrator.refused('school.setLogo', { file })
    expect(error).toMatchObject({ code: 'invalid-input', field: 'file' })
    expect(error.message).toMatch(words)
    expect({ ...(await get(school)), entries: length(school) }).toEqual(before)
  })

  test.each(['', '  ', '...', 'a'.repeat(201), 'Hill\u202e School'])('%j is no name', async (name) => {
    const school = await openSchool()
    expect(await school.administrator.refused('school.setName', { name })).toMatchObject({
      code: 'invalid-input',
      field: 'name',
    })
    expect((await get(school)).name).toBe('Hill School')
  })

  test('the program says them on its first screen', async () => {
    const school = await openSchool()
    await setName(school, 'Hill Academy')
    await setLogo(school, logoFile)
    const { logo } = await get(school)
    school.close()
    const program = await openProgram({ dataFolder: school.folder, papers: NO_PAPERS, clock: school.clock })
    const start = await program.door('program.start', {})
    await program.close()
    expect(start).toMatchObject({ value: { school: { id: 'hill', name: 'Hill Academy', logo } } })
  })
})

describe('contacts', () => {
  const holders = async (school: School) => (await get(school)).contacts.map(({ holder }) => holder)

  test('show who it is wherever a role is shown; the published text stays as it is', async () => {
    const rules = visits.rules.map((rule) => ({ ...rule, topic: 'accounts.official', tell: 'head' }))
    const school = await openSchool({ packs: packSource({ ...visits, rules }) })
    const { versionId } = school
    const before = JSON.stringify(school.app.policies.packOf(versionId))
    await school.administrator.call('school.setContacts', { contacts: [ANN] })
    const { ask } = await school.administrator.call('reminders.list', {})
    expect(ask).toBe('the Headteacher, Ann Fern, 020 7946 0000 ext. 12')
    const { id: _, ...holder } = ANN
    const named = [{ id: 'head', role: 'Headteacher', for: 'anything that worries you', holder }]

    const learner = await school.signIn(await school.addPerson('Ada Fern', ['staff']))
    expect((await learner.call('induction.page', { versionId, pageId: 'arriving' })).contacts).toEqual(named)
    await readAllPages(learner, versionId)
    const scenarioId = 'at-the-gate'
    const given = { versionId, scenarioId, stepId: 'start', chosen: [0] }
    expect((await learner.call('induction.answer', given)).contacts).toEqual(named)
    await goOn(learner, versionId, ['scenario'], allRight({ school }))
    expect((await learner.call('induction.result', { versionId })).contacts).toEqual(named)
    expect((await learner.call('induction.rules', { versionId })).contacts).toEqual(named)
    expect((await school.governor.call('policies.get', { policyId: 'hill/visits' })).contacts).toEqual(named)
    expect((await school.governor.call('accounts.list', {})).asked[0]!.contacts).toEqual(named)
    expect(JSON.stringify(school.app.policies.packOf(versionId))).toBe(before)
  })

  test('a role whose lines are all empty is held by nobody', async () => {
    const school = await openSchool()
    await school.administrator.call('school.setContacts', { contacts: [ANN] })
    await school.administrator.call('school.setContacts', {
      contacts: [{ id: 'head', name: ' ', telephone: '', email: '' }],
    })
    expect(await holders(school)).toEqual([undefined])
    expect((await get(school)).history[0]!.what).toBe('Headteacher: nobody named any more')
  })

  test.each([
    ['telephone', 'ring the office', 'Type a telephone number, such as 020 7946 0000'],
    ['telephone', '+-()', 'Type a telephone number, such as 020 7946 0000'],
    ['email', 'ann at hill', 'Type an e-mail address, such as office@school.example'],
    ['email', 'ann@hill', 'Type an e-mail address, such as office@school.example'],
    ['email', 'a@b@hill.example', 'Type an e-mail address, such as office@school.example'],
  ])('%s: %j is refused, and names its field', async (field, typed, message) => {
    const school = await openSchool()
    const contacts = [{ ...ANN, [field]: typed }]
    expect(await school.administrator.refused('school.setContacts', { contacts })).toMatchObject({
      message,
      field: `contacts.0.${field}`,
    })
    expect(await holders(school)).toEqual([undefined])
  })

  test.each([
    ['a role that no policy names', [{ ...ANN, id: 'caretaker' }]],
    ['one role twice', [ANN, { ...ANN, name: 'Ben Oak' }]],
  ])('%s is refused', async (_, contacts) => {
    const school = await openSchool()
    expect(await school.administrator.refused('school.setContacts', { contacts })).toMatchObject({ field: 'contacts' })
    expect(await holders(school)).toEqual([undefined])
  })
})

describe('retention rules', () => {
  const refused = async (changed: object | object[]) => {
    const school = await openSchool()
    const rules = [changed].flat().map((one) => ({ ...SIX_YEARS, ...one }))
    const error = await school.administrator.refused('school.setRetention', { rules })
    expect((await get(school)).retention).toEqual([])
    return error
  }

  test('are kept with where they come from, one for each, and erase nothing', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const everyone = {
      ...SIX_YEARS,
      whom: 'all' as const,
      years: 0,
      source: 'Governors, 3 March',
      note: 'until the trust’s\nis there',
    }
    await school.administrator.call('school.setRetention', { rules: [SIX_YEARS, everyone] })
    expect((await get(school)).retention).toEqual([everyone, SIX_YEARS])
    expect((await get(school)).history[0]!.what).toBe(
      'Records of everyone without a rule of their own are kept for 0 years after leaving (Governors, 3 March). ' +
        'Records of staff are kept for 6 years after leaving (Retention schedule of the council, line 3.2)',
    )
    await school.administrator.call('school.setRetention', { rules: [everyone] })
    expect((await get(school)).history[0]!.what).toBe('No retention rule for staff any more')
    expect((await school.administrator.call('people.list', {})).people).toHaveLength(1)
  })

  test.each([-1, 101, 1.5, '6', null, NaN])('%j years are refused', async (years) => {
    expect(await refused({ years })).toMatchObject({ code: 'invalid-input', field: 'rules.0.years' })
  })
  test.each(['', ' ', '?!'])('a source of %j is refused', async (source) => {
    expect(await refused({ source })).toMatchObject({
      message: 'Say where the rule comes from',
      field: 'rules.0.source',
    })
  })
  test('two for the same people are refused', async () => {
    expect(await refused([{}, { years: 7 }])).toMatchObject({ code: 'invalid-input', field: 'rules' })
  })
})

describe('the day of the yearly renewal', () => {
  test.each(['09-01', '02-29', null])('%j is kept, and changes no programme', async (day) => {
    const school = await openSchool()
    const before = await school.governor.call('policies.programmes', {})
    await school.administrator.call('school.setRenewalDay', { day: '01-05' })
    await school.administrator.call('school.setRenewalDay', { day })
    expect((await get(school)).renewalDay).toBe(day)
    expect(await school.governor.call('policies.programmes', {})).toEqual(before)
  })

  test.each(['02-30', '13-01', '9-1', 'never', '2026-09-01'])('%j is no such day', async (day) => {
    const school = await openSchool()
    expect(await school.administrator.refused('school.setRenewalDay', { day })).toMatchObject({ field: 'day' })
    expect((await get(school)).renewalDay).toBeNull()
  })
})

describe('what is recorded', () => {
  test('is one entry a change, with the whole state; nothing where nothing differs', async () => {
    const school = await openSchool()
    const start = length(school)
    await setName(school, 'Hill School') // as it is
    await school.administrator.call('school.setRetention', { rules: [] })
    await setLogo(school, null)
    expect(length(school)).toBe(start)
    await setLogo(school, logoFile)
    await school.administrator.call('school.setRenewalDay', { day: '09-01' })
    await setLogo(school, logoFile)
    expect(length(school)).toBe(start + 2)
    const entries = school.app.ledger
      .about(school.app.school.subject())
      .filter(({ kind }) => kind === 'school.settings-set')
    expect(entries.map(({ proves }) => Object.keys(proves as object).sort())).toEqual([
      ['contacts', 'enteredAt', 'logo', 'name', 'png', 'renewalDay', 'retention'],
      ['contacts', 'enteredAt', 'logo', 'name', 'renewalDay', 'retention'],
    ])
  })

  test('tells every change of a setting in words, the last first, those of access among them', async () => {
    const school = await openSchool()
    school.clock.pass(DAY)
    await setName(school, 'Hill Academy')
    await school.administrator.call('access.setIdleMinutes', { minutes: 1 })
    await school.administrator.call('access.setGovernorsPassphrase', { newPassphrase: 'nine loud brown otters' })
    await school.administrator.call('school.setContacts', { contacts: [ANN] })
    await school.administrator.call('school.setRenewalDay', { day: '02-29' })
    await school.administrator.call('school.setRenewalDay', { day: null })
    const { history } = await get(school)
    expect(history.map(({ what }) => what)).toEqual([
      'No day of the yearly renewal any more',
      'Day of the yearly renewal: 29 February',
      'Headteacher: Ann Fern, 020 7946 0000 ext. 12, ann@hill.example',
      'The governors’ passphrase changed by the administrator',
      'An unattended PC is signed out after 1 minute',
      'Name changed from Hill School to Hill Academy',
      'Set up for Hill School',
    ])
    expect(history[0]!.at).toBe('2026-09-02T08:00:00.000Z')
  })
})
