import { expect, test } from 'vitest'
import { closingWords } from '../../src-main/closing.ts'

test('a program that closes says what it waits for, and what ends the wait', () => {
  expect(closingWords(null)).toMatchObject({ message: 'Lanyard is making a backup', instead: 'Close without the backup' }) // prettier-ignore
  for (const work of ['import', 'erasure'] as const) {
    const { message, detail, instead } = closingWords(work)
    expect([message, instead]).toEqual([`Lanyard is finishing an ${work}`, `Close without the ${work}`])
    expect(detail).toContain(`either all of the ${work} is done or nothing of it`)
  }
})
