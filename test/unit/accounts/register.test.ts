import { describe, expect, test } from 'vitest'
import { accountShown, accountsOn, type AccountState } from '../../../src-main/accounts/register.ts'

const state = (changed: Partial<AccountState> = {}): AccountState => ({
  id: 'a',
  platform: 'X',
  name: 'Hill',
  address: '',
  administeredBy: 'Head',
  mayPost: [],
  openedOn: null,
  closedOn: null,
  multiFactor: 'on',
  checkedOn: null,
  note: '',
  recordedAt: '2026-09-01T08:00:00.000Z',
  ...changed,
})

describe('over a year', () => {
  test.each([
    ['2026-09-01', '2025-09-01', false],
    ['2026-09-01', '2025-08-31', true],
    ['2028-02-29', '2027-02-28', true],
    ['2028-02-29', '2027-03-01', false],
    ['2029-02-28', '2028-02-29', false],
    ['2029-03-01', '2028-02-29', true],
  ])('on %s a check of %s is one: %s', (day, checkedOn, is) => {
    expect(accountShown(state({ checkedOn }), day).attention).toEqual(is ? ['not-checked-for-over-a-year'] : [])
  })
})

test('an account is known from the UK day on which it was recorded', () => {
  const late = state({ recordedAt: '2026-06-30T23:30:00.000Z' }) // half past midnight of 1 July
  expect(accountsOn([late], '2026-06-30')).toEqual([])
  expect(accountsOn([late], '2026-07-01')).toEqual([late])
})

test('of what was recorded twice the latter holds, whatever the clock said', () => {
  const [first, second] = [state({ name: 'Hill' }), state({ name: 'Dale', recordedAt: '2026-08-01T08:00:00.000Z' })]
  expect(accountsOn([first, second])).toEqual([second])
})
