import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIELDS } from '../../../../src-main/people/importing/contract.ts'
import { columnsByName, headersKey } from '../../../../src-main/people/importing/columns.ts'

/** The fields that were found, each with the name of its column. */
const found = (...headers: string[]) =>
  Object.fromEntries(
    Object.entries(columnsByName(headers)).flatMap(([field, at]) => (at === null ? [] : [[field, headers[at]]])),
  )

test.each([
  ['SIMS', ['Forename', 'Legal Surname', 'Staff Code', 'Job title', 'Work email', 'Start date', 'Leaving date', 'NI number'],
    { firstName: 'Forename', surname: 'Legal Surname', reference: 'Staff Code', note: 'Job title', email: 'Work email', from: 'Start date', lastDay: 'Leaving date' }],
  ['Arbor', ['Staff', 'Arbor ID', 'Legal first name', 'Legal last name', 'Email address', 'Role(s)', 'Employment start date', 'Employment end date'],
    { firstName: 'Legal first name', surname: 'Legal last name', reference: 'Arbor ID', email: 'Email address', note: 'Role(s)', from: 'Employment start date', lastDay: 'Employment end date' }],
  ['Bromcom', ['Staff Full Name', 'Staff ID', 'Post', 'E-Mail', 'Date of joining', 'Date of leaving'],
    { name: 'Staff Full Name', reference: 'Staff ID', note: 'Post', email: 'E-Mail', from: 'Date of joining', lastDay: 'Date of leaving' }],
  ['governors', ['NAME', 'Category', 'Appointed on', 'Term of office ends'],
    { name: 'NAME', audiences: 'Category', from: 'Appointed on', lastDay: 'Term of office ends' }],
  ['both names of somebody', ['Surname', 'Preferred surname', 'Forename', 'Preferred forename'],
    { firstName: 'Preferred forename', surname: 'Preferred surname' }],
  ['none that is known', ['Colour', 'Size'], {}],
])('%s', (_, headers, expected) => expect(found(...headers)).toEqual(expected)) // prettier-ignore

test('no column twice, and none that is not there', () => {
  const header = fc.oneof(
    fc.constantFrom('Name', 'Forename', 'Surname', 'Staff name', 'Start', 'E-mail', ''),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(header, { maxLength: 30 }), (headers) => {
      const columns = columnsByName(headers)
      const taken = FIELDS.flatMap((field) => columns[field] ?? [])
      expect(new Set(taken).size).toBe(taken.length)
      expect(taken.every((at) => at < headers.length)).toBe(true)
    }),
  )
})

test('files of the same columns are of one kind, in any order, mended or not', () => {
  expect(headersKey(['A', 'B'])).toBe(headersKey(['B', 'What is wrong', 'A', 'Line in the file']))
  expect(headersKey(['A', 'B'])).not.toBe(headersKey(['A', 'C']))
})
