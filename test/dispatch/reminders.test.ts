import { describe, expect, test } from 'vitest'
import type { Output } from '../../src-main/contract.ts'
import { LanyardError } from '../../src-main/errors.ts'
import { NO_PAPERS, type Papers } from '../../src-main/hosts/host.ts'
import type { Mail } from '../../src-main/mail.ts'
import { openSchool, waive, type School } from '../support/app.ts'
import { allRight, learnAndSign, toSignature } from '../support/learner.ts'

const reminded = async ({ administrator }: School, days = 14) => administrator.call('reminders.list', { days })
const names = ({ people }: Output<'reminders.list'>) => people.map(({ name }) => name)
const ASK = 'the head'

describe('the list', () => {
  test('has who is due within so many days, and who is late; not who has signed, is waived, or starts later', async () => {
    const school = await openSchool() // staff have 14 days from 1 September
    const ada = await school.addPerson('Ada Fern', ['staff'], { note: 'Cook' })
    const ben = await school.addPerson('Ben Reed', ['staff'])
    const cai = await school.addPerson('Cai Moss', ['staff'])
    await school.addPerson('Dot Ivy', ['staff'], { from: '2026-09-20' })
    await learnAndSign(school, ben)
    await waive(school, cai.personId)
    expect(await reminded(school)).toEqual({
      ...{
        schoolName: 'Hill School',
        logo: null,
        today: '2026-09-01',
        until: '2026-09-15',
        days: 14,
        ask: 'the Headteacher',
      },
      people: [
        {
          ...{ personId: ada.personId, name: 'Ada Fern', note: 'Cook', audiences: ['staff'], kind: 'due-soon' },
          dues: [
            {
              ...{ policyId: 'hill/visits', title: 'Visits policy', version: '1.0', kind: 'due-soon' },
              ...{ dueOn: '2026-09-15', daysLate: -14, again: null, begun: false, minutesLeft: 20 },
            },
          ],
        },
      ],
    })
    expect(names(await reminded(school, 13))).toEqual([])
    school.clock.set('2026-09-19T08:00:00Z')
    expect((await reminded(school, 13)).people).toMatchObject([{ kind: 'overdue', dues: [{ daysLate: 4 }] }])
    school.clock.set('2026-09-20T08:00:00Z')
    expect(names(await reminded(school))).toEqual(['Ada Fern', 'Dot Ivy'])
  })

  test('is worked out anew when somebody signs, is waived or leaves', async () => {
    const school = await openSchool()
    const [ada, ben, cai] = [
      await school.addPerson('Ada Fern', ['staff']),
      await school.addPerson('Ben Reed', ['staff']),
      await school.addPerson('Cai Moss', ['staff']),
    ]
    expect(names(await reminded(school))).toHaveLength(3)
    await learnAndSign(school, ada)
    expect(names(await reminded(school))).toEqual(['Ben Reed', 'Cai Moss'])
    await waive(school, ben.personId)
    expect(names(await reminded(school))).toEqual(['Cai Moss'])
    await school.administrator.call('people.neverStarted', { personId: cai.personId })
    expect(names(await reminded(school))).toEqual([])
  })

  test('says what is begun, and how long the rest takes', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    const learner = await school.signIn(ada)
    const due = async () => (await reminded(school)).people[0]!.dues[0]!
    await learner.call('induction.turnPage', { versionId: school.versionId, pageId: 'arriving' })
    expect(await due()).toMatchObject({ begun: true, minutesLeft: 18 }) // nine of ten parts of 20 minutes
    await toSignature(learner, school.versionId, allRight({ school }))
    expect(await due()).toMatchObject({ begun: true, minutesLeft: 1 })
  })

  test('has who is to sign again, however long they have, and why', async () => {
    const school = await openSchool()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    const { daysAllowed, policies, passMark } = { daysAllowed: 60, policies: ['hill/visits'], passMark: 80 }
    const yearly = { audience: 'staff' as const, from: '2026-09-02', policies, daysAllowed, passMark, renewal: '10-01' }
    await school.administrator.call('policies.setProgramme', yearly)
    school.clock.set('2026-10-01T08:00:00Z')
    expect((await reminded(school)).people).toMatchObject([
      { kind: 'sign-again', dues: [{ again: 'renewal', dueOn: '2026-11-30', minutesLeft: 1 }] },
    ])
    school.clock.set('2026-12-01T08:00:00Z')
    expect((await reminded(school)).people).toMatchObject([
      { kind: 'overdue', dues: [{ again: 'renewal', daysLate: 1 }] },
    ])
  })

  test.each([0, 91, 1.5, '14', null])('is refused for %s days', async (days) => {
    const { administrator } = await openSchool()
    expect(await administrator.refused('reminders.list', { days })).toMatchObject({
      code: 'invalid-input',
      field: 'days',
    })
  })
})

describe('letters', () => {
  test('are for those who are chosen, in the order of the list; whoever has signed meanwhile is left out', async () => {
    const school = await openSchool()
    const people = []
    for (const name of ['Cai Moss', 'Ada Fern', 'Ben Reed']) people.push(await school.addPerson(name, ['staff']))
    const [cai, ada, ben] = people.map(({ personId }) => personId)
    const letters = async (...personIds: (string | undefined)[]) =>
      school.administrator.call('reminders.letters', { days: 14, personIds: personIds as string[], ask: ASK })
    expect((await letters(cai, ada)).letters.map(({ name }) => name)).toEqual(['Ada Fern', 'Cai Moss'])
    expect(await letters(ben)).toMatchObject({
      question: 'If you have a question, or something stands in the way, please ask the head.',
      since: 'If you have signed since 1 September 2026, thank you: there is nothing more to do.',
    })
    await learnAndSign(school, people[1]!)
    expect((await letters(cai, ada)).letters.map(({ name }) => name)).toEqual(['Cai Moss'])
    expect(
      await school.administrator.refused('reminders.letters', { days: 14, personIds: [ada], ask: ASK }),
    ).toMatchObject({
      code: 'nobody-due',
    })
  })

  test.each<[string, object, string]>([
    ['nobody is chosen', { personIds: [] }, 'personIds'],
    ['more than 500 are', { personIds: Array(501).fill('0198f000-0000-7000-8000-000000000001') }, 'personIds'],
    ['nobody to ask is named', { ask: ' ' }, 'ask'],
    ['a control character is in it', { ask: 'the head\u0000' }, 'ask'],
  ])('are refused where %s', async (_, wrong, field) => {
    const { administrator } = await openSchool()
    const right = { days: 14, personIds: ['0198f000-0000-7000-8000-000000000001'], ask: ASK }
    for (const call of ['reminders.letters', 'reminders.mail', 'reminders.openMail'] as const)
      expect(await administrator.refused(call, { ...right, ...wrong })).toMatchObject({ code: 'invalid-input', field })
  })
})

/** A school with two people due, whose papers are caught. */
async function caught(writeMail?: Papers['writeMail']) {
  const files: Parameters<Papers['saveFile']>[0][] = []
  const mails: Mail[] = []
  const papers: Papers = {
    ...NO_PAPERS,
    saveFile: async (file) => `/there/${(files.push(file), file.name)}.${file.ending}`,
    writeMail: writeMail ?? (async (mail) => void mails.push(mail)),
  }
  const school = await openSchool({ papers })
  const personIds = []
  for (const name of ['Ada Fern', 'Ben Reed']) personIds.push((await school.addPerson(name, ['staff'])).personId)
  return { school, personIds, files, mails }
}

describe('an e-mail', () => {
  test('goes to the addresses in the records: to one openly, to several hidden from one another', async () => {
    const { school, personIds, mails } = await caught()
    const [ada = '', ben = ''] = personIds
    const named = { personId: ada, name: 'Ada Fern', note: '', email: 'ada@hill.example' }
    await school.administrator.call('people.change', named)
    for (const ids of [[ada], [ada, ben]]) {
      const asked = { days: 14, personIds: ids, ask: ASK }
      expect((await school.administrator.call('reminders.mail', asked)).withoutAddress).toBe(ids.length - 1)
      await school.administrator.call('reminders.openMail', asked)
    }
    expect(mails.map(({ to, bcc }) => ({ to, bcc }))).toEqual([
      { to: ['ada@hill.example'], bcc: [] },
      { to: [], bcc: ['ada@hill.example'] },
    ])
  })

  test('is handed over as it is shown', async () => {
    const { school, personIds, mails } = await caught()
    for (const ids of [personIds.slice(0, 1), personIds]) {
      const asked = { days: 14, personIds: ids, ask: ASK }
      const { withoutAddress, ...shown } = await school.administrator.call('reminders.mail', asked)
      expect(withoutAddress).toBe(ids.length)
      await school.administrator.call('reminders.openMail', asked)
      expect(mails.at(-1)).toEqual(shown)
    }
    expect(mails[0]!.text).toMatch(/^Dear Ada Fern,/)
    expect(mails[1]!.text).not.toMatch(/Ada|Ben/)
  })

  test('that no program opens says so', async () => {
    const { school, personIds } = await caught(async () => {
      throw new LanyardError('mail-failed', 'No mail program opened on this PC.')
    })
    const asked = { days: 14, personIds, ask: ASK }
    expect(await school.administrator.refused('reminders.openMail', asked)).toMatchObject({ code: 'mail-failed' })
  })
})

describe('the calendar file', () => {
  test('says what is shown, under the same names when it is made anew, with a higher revision', async () => {
    const { school, personIds, files } = await caught()
    const asked = { days: 14, personIds, names: false }
    const { entries } = await school.administrator.call('reminders.calendar', asked)
    expect(entries).toMatchObject([{ on: '2026-09-15', summary: 'Induction: 2 people due' }])
    const path = { path: '/there/Induction due 2026-09-01.ics' }
    expect(await school.administrator.call('reminders.saveCalendar', asked)).toEqual(path)
    await school.addPerson('Cai Moss', ['staff'])
    await school.administrator.call('reminders.saveCalendar', { ...asked, names: true })
    const [first, second] = files.map(({ text }) => text)
    const read = (text: string | undefined, name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(text ?? '')?.[1]
    expect(read(first, 'UID')?.trim()).toBe(entries[0]!.uid)
    expect(read(second, 'UID')).toBe(read(first, 'UID'))
    expect(Number(read(second, 'SEQUENCE'))).toBeGreaterThan(Number(read(first, 'SEQUENCE')))
    expect(first).not.toMatch(/Ada|Ben/)
    expect(second).toContain('Ada Fern')
  })
})
