import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asPin, isGuessable, isPin } from '../../../src-main/access/pin.ts'

test.each(['258036', '000001', '111112', '123457', '112233', '901235', '654320'])('%s may be chosen', (pin) => {
  expect([isPin(pin), isGuessable(pin)]).toEqual([true, false])
})

test.each(['000000', '777777', '012345', '123456', '456789', '789012', '987654', '654321', '543210', '210987'])(
  '%s is what a guesser tries first',
  (pin) => expect([isPin(pin), isGuessable(pin)]).toEqual([true, true]),
)

test.each(['', '12345', '1234567', '12345a', '１２３４５６', ' 258036', '258036\n'])('%j is no PIN', (text) => {
  expect(isPin(text)).toBe(false)
})

test('spaces do not matter, as on the slip', () => {
  expect(asPin(' 258 036\u00a0')).toBe('258036')
})

test('ten of one digit and twenty runs are kept out, and nothing else', () => {
  const all = Array.from({ length: 1_000_000 }, (_, number) => number.toString().padStart(6, '0'))
  const steps = (pin: string) => [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10)
  const expected = all.filter((pin) => new Set(steps(pin)).size === 1 && [0, 1, 9].includes(steps(pin)[0]!))
  expect(expected).toHaveLength(30)
  expect(all.filter(isGuessable)).toEqual(expected)
})

test('whatever is typed, what is no PIN is never taken for one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(isPin(text)).toBe(text.length === 6 && [...text].every((letter) => letter >= '0' && letter <= '9'))
    }),
  )
})
