import { describe, expect, test } from 'vitest'
import { namesIn, searchFor } from '../../../src-main/papers/free-text.ts'

describe('a name in a text', () => {
  test.each([
    ['Ann Lee', 'Spoke to ANN  LEE on Monday', true],
    ['Ann Lee', 'ann lee', true],
    ['Ann', 'The annual report', false],
    ['Ann', 'Joann said so', false],
    ['O’Brien', "o'brien's niece", true],
    ['J. (Jo) Fern*', 'with J. (Jo) Fern* today', true],
    ['J. Fern', 'JX Fern', false],
    ['محمد علي', 'كتب محمد علي هنا', true],
    ['Zoe\u0301', 'Zoé said', true],
    ['क', 'कि', false],
  ])('%s in “%s”: %s', (name, text, is) => expect(namesIn([name])(text)).toBe(is))
})

test('texts are counted by place, those with one of the names as well', () => {
  const search = searchFor(['Ann Lee', 'Ann Fern'])
  const read = (kind: string, proved: object) => search.read({ kind, state: 'said', proves: proved, text: null })
  read('declarations.made', { declarations: [{ detail: 'Ann Fern is my niece' }, { detail: '' }] })
  read('declaration.decided', { note: '', decidedBy: 'Headteacher' })
  read('assignment.waived', { reason: 'Covers for Ann Lee', by: 'Ann Lee' })
  read('assignment.waiver-ended', { by: 'Head' })
  read('person.added', { note: 'Cook' })
  read('attempt.finished', { note: 'Ann Lee' })
  search.read({ kind: 'person.changed', state: 'erased', proves: null, text: null })
  search.read({ kind: 'assignment.waiver-ended', state: 'changed', proves: null, text: 'no JSON, Ann Lee' })
  expect(search.found().filter(({ texts }) => texts > 0)).toEqual([
    { where: 'What others declared', texts: 1, named: 1 },
    { where: 'What the school decided on declarations of others', texts: 1, named: 0 },
    { where: 'Why policies were waived for others, and whose decision it was', texts: 4, named: 3 },
    { where: 'What is noted of what others do here', texts: 1, named: 0 },
  ])
})
