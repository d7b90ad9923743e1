import { describe, expect, test } from 'vitest'
import { told } from '../../../src-main/program/told.ts'

const withStack = (message: string, stack: string, fields: object = {}): Error =>
  Object.assign(new RangeError(message), { stack: `RangeError: ${message}\n${stack}` }, fields)

describe('what is told of an error', () => {
  test('its kind, its code, and the places in Lanyard’s code, innermost first', () => {
    const stack = [
      '    at Array.map (<anonymous>)',
      '    at nameOf (file:///home/ada/lanyard/src-main/people/names.ts:12:7)',
      '    at C:\\Users\\Ada Fern\\Lanyard\\resources\\app.asar\\out\\main\\chunks\\dispatch-Dx_3.js:9:1',
      '    at async run (file:///home/ada/lanyard/node_modules/zod/index.js:3:3)',
    ].join('\n')
    expect(told(withStack('Ada Fern', stack, { code: 'ENOENT' }))).toEqual({
      kind: 'RangeError',
      code: 'ENOENT',
      at: 'people/names.ts:12:7,chunks\\dispatch-Dx_3.js:9:1',
    })
  })

  test('nothing of its message, whose lines may look like places', () => {
    const message = 'Ada\n    at Ada (/src-main/Ada.ts:1:1)'
    expect(told(withStack(message, '    at f (/x/src-main/f.ts:1:2)')).at).toBe('f.ts:1:2')
    const changed = withStack(message, '    at f (/x/src-main/f.ts:1:2)')
    changed.message = 'something else'
    expect(told(changed).at).toBeNull()
  })

  test('no code that is not Node’s or SQLite’s, and of what is no error its type alone', () => {
    expect(told(withStack('x', '', { code: 'ada fern' })).code).toBeNull()
    expect(told(withStack('x', '', { code: 7 })).code).toBeNull()
    expect(told('Ada Fern')).toEqual({ kind: 'string', code: null, at: null })
    expect(told(undefined)).toEqual({ kind: 'undefined', code: null, at: null })
  })
})
