import { describe, expect, test } from 'vitest'
import { contentFolder } from '../../src-main/policies/content-folder.ts'
import { inWords } from '../../src-main/policies/finding.ts'
import { checkContent } from '../../src-main/policies/load-pack.ts'

const { packs, findings } = checkContent(contentFolder())
const errors = (of: typeof findings) => of.filter(({ severity }) => severity === 'error').map(inWords)

test('the topics, schools and folders are in order', () => {
  expect(errors(findings)).toEqual([])
})

describe.skipIf(packs.length === 0)('each pack is whole', () => {
  test.each(packs)('$id', (pack) => {
    expect(errors(pack.findings)).toEqual([])
    expect(pack.pack).toBeDefined()
  })
})
