import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_MAILTO, mailtoOf } from '../../../src-main/mail.ts'
import type { Due, Reminded } from '../../../src-main/reminders/contract.ts'
import { HOW, letterTo, mailTo, type Addressed } from '../../../src-main/reminders/wording.ts'

const TODAY = '2026-11-23'
const due = (changed: Partial<Due> = {}): Due => ({
  ...{ policyId: 'visits', title: 'Visits', version: '1.0', kind: 'due-soon', dueOn: '2026-12-04', daysLate: -11 },
  ...{ again: null, begun: false, minutesLeft: 20 },
  ...changed,
})
const late = { kind: 'overdue', dueOn: '2026-11-20', daysLate: 3 } as const
const person = (dues = [due()], changed: Partial<Addressed> = {}): Addressed => ({
  ...{ personId: '1', name: 'Ada Fern', note: 'Cook', audiences: ['staff'], kind: 'due-soon', dues, email: '' },
  ...changed,
})
const common = { schoolName: 'Hill School', today: TODAY, ask: 'the Headteacher' }

describe('a letter', () => {
  test.each<[string, Due[], string]>([
    ['due soon', [due()], 'Please read and sign the Visits policy by 4 December 2026.'],
    ['due today', [due({ dueOn: TODAY, daysLate: 0 })], 'Please read and sign the Visits policy by today, 23 November 2026.'],
    ['late', [due(late)], 'Please read and sign the Visits policy. It was due on 20 November 2026.'],
    ['to be signed again', [due({ again: 'version' })], 'Please sign the Visits policy again by 4 December 2026.'],
    ['to be signed again, late', [due({ ...late, again: 'renewal' })], 'Please sign the Visits policy again. It was due on 20 November 2026.'],
    ['a title that says policy', [due({ title: 'E-safety policy' })], 'Please read and sign the E-safety policy by 4 December 2026.'],
    ['several', [due(), due({ policyId: 'x' })], 'Please read and sign 2 policies. The first is due on 4 December 2026.'],
    ['several, late', [due(late), due()], 'Please read and sign 2 policies. The first was due on 20 November 2026.'],
  ])('%s', (_, dues, headline) => expect(letterTo(person(dues), TODAY).headline).toBe(headline)) // prettier-ignore

  test.each<[string, Partial<Due>, string, string, string]>([
    ['new', {}, 'Read, work through and sign', 'by 4 December 2026', 'about 20 minutes'],
    ['begun', { begun: true, minutesLeft: 1 }, 'Finish what you have begun, and sign', 'by 4 December 2026', 'about a minute'],
    ['late', late, 'Read, work through and sign', 'was due on 20 November 2026', 'about 20 minutes'],
    ['today', { dueOn: TODAY, daysLate: 0 }, 'Read, work through and sign', 'today, 23 November 2026', 'about 20 minutes'],
    ['a new version', { again: 'version' }, 'There is a new version: read, work through and sign', 'by 4 December 2026', 'about 20 minutes'],
    ['a renewal', { again: 'renewal', begun: true }, 'It is signed each year: sign again', 'by 4 December 2026', 'about 20 minutes'],
  ])('%s: what, by when, how long', (_, changed, what, by, time) =>
    expect(letterTo(person([due(changed)]), TODAY).asked).toEqual([{ policyId: 'visits', title: 'Visits', what, by, time }])) // prettier-ignore

  test('threatens nothing and supposes no reason', () => {
    const all = [{}, late, { ...late, begun: true }, { again: 'version' as const }]
    const said = JSON.stringify(
      all.map((one) => [letterTo(person([due(one)]), TODAY), mailTo([person([due(one)])], common)]),
    )
    expect(said).not.toMatch(/must|disciplin|fail|forgot|overdue|warning|final|immediately|ignored/i)
  })
})

describe('an e-mail to one person', () => {
  test('names them, the day and the time it takes, and fits whole', () => {
    const mail = mailTo([person([due()], { email: 'ada@hill.example' })], common)
    expect(mail).toMatchObject({ to: ['ada@hill.example'], bcc: [], subject: 'Your induction at Hill School' })
    expect(mail.shortened).toBe(false)
    expect(mail.text.split('\n\n')).toEqual([
      'Dear Ada Fern,',
      'Please read and sign the Visits policy by 4 December 2026.',
      'It takes about 20 minutes.',
      HOW.map((step, at) => `${at + 1}. ${step}`).join('\n'),
      'If you have a question, or something stands in the way, please ask the Headteacher.',
      'If you have signed since 23 November 2026, thank you: there is nothing more to do.',
      'Hill School',
    ])
    expect(mailtoOf(mail).length).toBeLessThanOrEqual(LONGEST_MAILTO)
  })

  test('of several policies has a line each', () => {
    const { text } = mailTo([person([due(late), due({ policyId: 'x', title: 'Phones', again: 'renewal' })])], common)
    expect(text).toContain(
      '- Visits: Read, work through and sign (was due on 20 November 2026; about 20 minutes)\n- Phones:',
    )
  })

  test('is shortened in words where it would be too long, its name kept as long as there is room', () => {
    const long = mailTo([person([due()], { name: '李'.repeat(130) })], common)
    expect(long).toMatchObject({ shortened: true })
    expect(long.text).toContain(`Dear ${'李'.repeat(130)},`)
    expect(long.text).toContain('4 December 2026')
    const longer = mailTo([person([due()], { name: '李'.repeat(200) })], common)
    expect(longer.text).toMatch(/^Please read and sign the Visits policy by 4 December 2026\./)
  })

  test('says the least where not even its subject fits', () => {
    const mail = mailTo([person()], { ...common, schoolName: '李'.repeat(240) })
    expect(mail).toMatchObject({ subject: 'Your induction', shortened: true })
    expect(mailtoOf(mail).length).toBeLessThanOrEqual(LONGEST_MAILTO)
  })

  test('fits, whatever names, titles and addresses there are', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(text, text, text, text, fc.integer({ min: 1, max: 6 }), (name, title, ask, schoolName, count) => {
        const dues = Array.from({ length: count }, () => due({ title }))
        const mail = mailTo([person(dues, { name, email: name })], { schoolName, today: TODAY, ask })
        expect(mailtoOf(mail).length).toBeLessThanOrEqual(LONGEST_MAILTO)
        const two = mailTo([person(dues, { email: name }), person(dues)], { schoolName, today: TODAY, ask })
        expect(mailtoOf(two).length).toBeLessThanOrEqual(LONGEST_MAILTO)
      }),
    )
  })
})

describe('an e-mail to several', () => {
  const others = (count: number): Addressed[] =>
    Array.from({ length: count }, (_, at) =>
      person([due(late)], { name: `Name ${at}`, email: `name.${at}@hill.example` }),
    )

  test('names nobody, says nobody is late, and hides addresses from one another', () => {
    const mail = mailTo(others(3), common)
    expect(mail).toMatchObject({ to: [], bcc: ['name.0@hill.example', 'name.1@hill.example', 'name.2@hill.example'] })
    expect(mail.text).not.toMatch(/Name \d|20 November/)
    expect(mail.text).toContain('It is the Visits policy.')
    expect(mail.shortened).toBe(false)
  })

  test('leaves the addresses out where there are too many, sooner than some of them', () => {
    expect(mailTo(others(200), common)).toMatchObject({ bcc: [], shortened: true })
  })

  test('of several policies names them once each', () => {
    const two: Reminded[] = [person([due(), due({ title: 'Phones' })]), person([due()])]
    expect(mailTo(two as Addressed[], common).text).toContain('Among these policies: Phones; Visits.')
  })
})
