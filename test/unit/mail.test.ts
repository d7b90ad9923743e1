import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_MAILTO, fitsMailto, mailtoOf, type Mail } from '../../src-main/mail.ts'

const mail = (changed: Partial<Mail> = {}): Mail => ({ to: [], bcc: [], subject: '', text: '', ...changed })
/** What a mail program reads in the address, as RFC 6068 says: `+` is a plus, not a space. */
function read(address: string) {
  const [head = '', query = ''] = address.split('?', 2)
  const fields = new Map(query.split('&').map((field) => field.split('=', 2) as [string, string]))
  const list = (text = '') => text.split(',').filter(Boolean).map(decodeURIComponent)
  return {
    to: list(head.replace(/^mailto:/, '')),
    bcc: list(fields.get('bcc')),
    subject: decodeURIComponent(fields.get('subject') ?? ''),
    text: decodeURIComponent(fields.get('body') ?? ''),
    fields: [...fields.keys()],
  }
}

describe('the address of a prepared e-mail', () => {
  test('carries each part, with lines that end as RFC 6068 wants', () => {
    const made = mail({ to: ['a.b@hill.example'], subject: 'Due & done?', text: 'Dear Seán,\n100 % = all #1\n+ more' })
    const address = mailtoOf(made)
    expect(address).toMatch(/^mailto:a\.b@hill\.example\?subject=Due%20%26%20done%3F&body=Dear%20Se%C3%A1n%2C%0D%0A/)
    expect(read(address)).toEqual({ ...made, text: made.text.replaceAll('\n', '\r\n'), fields: ['subject', 'body'] })
  })

  test('several addresses are hidden from one another', () => {
    expect(read(mailtoOf(mail({ bcc: ['a@x.example', 'b@x.example'] })))).toMatchObject({
      to: [],
      bcc: ['a@x.example', 'b@x.example'],
    })
  })

  test('whatever stands in it, it is a mailto address of those fields and no more, in ASCII', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('a@b?bcc=c@d', 'a&cc=e@f', '\r\nBcc: g@h', '\ud83d')) // prettier-ignore
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, text, (to, subject, body) => {
        const address = mailtoOf(mail({ to, subject, text: body }))
        expect(new URL(address).protocol).toBe('mailto:')
        expect(address).toMatch(/^[\x21-\x7e]*$/)
        expect(read(address).fields).toEqual(['subject', 'body'])
        expect(address.match(/\?/g)).toHaveLength(1)
        expect(read(address).subject).not.toMatch(/[\r\n]/)
      }),
    )
  })

  test('is as long as Windows hands on, and no longer', () => {
    const room = LONGEST_MAILTO - mailtoOf(mail()).length
    expect(fitsMailto(mail({ text: 'x'.repeat(room) }))).toBe(true)
    expect(fitsMailto(mail({ text: 'x'.repeat(room + 1) }))).toBe(false)
    expect(fitsMailto(mail({ text: 'é'.repeat(room / 2) }))).toBe(false)
  })
})
