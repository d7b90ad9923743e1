import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alike, isNameTyped, matches } from '../../../src-main/people/names.ts'

describe('a signature’s name and the school’s are alike', () => {
  test.each([
    ['ada fern', 'Ada Fern'],
    ['  Ada \u00a0 FERN ', 'Ada Fern'],
    ['Siân O’Brien', "Siân O'Brien"],
    ['Sia\u0302n O`Brien', 'Siân O’Brien'],
    ['Anne–Marie Lee', 'Anne-Marie Lee'],
  ])('%j and %j', (typed, name) => expect(alike(typed)).toBe(alike(name)))

  test.each([
    ['Sian O’Brien', 'Siân O’Brien'],
    ['Ada Ferns', 'Ada Fern'],
    ['Ada', 'Ada Fern'],
    ['Fern Ada', 'Ada Fern'],
    ['AdaFern', 'Ada Fern'],
    ['', 'Ada Fern'],
    ['Аda Fern', 'Ada Fern'], // a Cyrillic А
  ])('but not %j and %j', (typed, name) => expect(alike(typed)).not.toBe(alike(name)))

  test('and likeness does not wear off', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => alike(alike(name)) === alike(name)))
  })
})

describe('finding a name', () => {
  test.each([
    ['Siân O’Brien', 'sian'],
    ['Siân O’Brien', "o'br"],
    ['Siân O’Brien', 'OBrien'],
    ['Anne-Marie Lee', 'marie'],
    ['Anne-Marie Lee', 'lee anne-m'],
    ['Łukasz Żak', 'zak'],
  ])('%j by %j', (name, typed) => expect(matches(name, typed)).toBe(true))

  test.each([
    ['Ada Fern', 'da'],
    ['Ada Fern', 'ada x'],
    ['Ada Fern', ''],
    ['Ada Fern', ' - '],
    ['Ada Fern', '’'],
  ])('not %j by %j', (name, typed) => expect(matches(name, typed)).toBe(false))

  test('every name is found by itself', () => {
    const name = fc.stringMatching(/^[\p{L}’' -]*\p{L}[\p{L}’' -]*$/u)
    fc.assert(fc.property(name, (one) => matches(one, one)))
  })
})

describe('a name typed on a keyboard without its letters', () => {
  test.each([
    ['Lukasz Soren', 'Łukasz Søren'],
    ['zoe strauss', 'Zoë Strauß'],
    ['Sian O’Brien', 'Siân O’Brien'],
  ])('%j is %j', (typed, name) => {
    expect(isNameTyped(typed, name)).toBe(true)
    expect(matches(name, typed.split(' ')[0]!)).toBe(true)
  })
  test.each([
    ['Ada', 'Ada Fern'],
    ['Аda Fern', 'Ada Fern'], // a Cyrillic А
    ['Lukas', 'Łukasz'],
    ['सत', 'सीता'], // vowel signs are no accents
  ])('%j is not %j', (typed, name) => expect(isNameTyped(typed, name)).toBe(false))
})
