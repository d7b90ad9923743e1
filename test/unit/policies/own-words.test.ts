import { expect, test } from 'vitest'
import { sharedRuns } from '../../../src-main/policies/checks/own-words.ts'

const runs = (text: string, sources: string[]) => sharedRuns(text, sources).map(({ words }) => words.join(' '))

test('eight words in a row may stand in both, nine may not', () => {
  const source = 'Staff are asked to keep the gate shut at all times, day and night.'
  expect(runs('Please keep the gate shut at all times, day or not.', [source])).toEqual([])
  const text = 'Nothing. Always keep  the GATE shut at all times: day and then.'
  expect(runs(text, ['Nothing.', source])).toEqual(['keep the GATE shut at all times day and'])
  expect(sharedRuns(text, [source])[0]?.offset).toBe(text.indexOf('keep'))
})

test('the name of a document may stand in both', () => {
  const name = 'the Guidance for Schools on the Safe Use of Gates and Doors'
  expect(runs(`It goes together with ${name}.`, [`Read with ${name}.`])).toEqual([])
  expect(runs(`It goes together with ${name}.`, [`It goes together with ${name}.`])).toHaveLength(1)
})
