import { expect, test } from 'vitest'
import { whatStays } from '../../../src-main/erasure/personal.ts'

test('of what an entry proved, what is personal is blanked wherever it stands, and a key nobody decided on goes', () => {
  const proved = {
    id: 'a',
    personName: 'Ada Fern',
    nameTyped: 'ada fern',
    audiences: ['staff'],
    paper: { signedOn: '2026-09-01', enteredBy: 'Clerk', witnessedBy: 'Ben Reed' },
    declarations: [{ id: 'family', answer: 'yes', detail: 'My niece' }],
    heard: 'from Ada Fern',
    reason: 'Ill',
    note: null,
  }
  expect(whatStays(proved, 12)).toEqual({
    id: 'a',
    personName: 'Erased person 12',
    nameTyped: 'Erased',
    audiences: ['staff'],
    paper: { signedOn: '2026-09-01', enteredBy: 'Erased', witnessedBy: 'Erased' },
    declarations: [{ id: 'family', answer: 'yes', detail: '' }],
    reason: 'Erased',
    note: null,
  })
})
