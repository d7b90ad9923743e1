import { describe, expect, test } from 'vitest'
import { checkThoroughly } from '../../src-main/policies/checks/check-content.ts'
import { contentFolder } from '../../src-main/policies/content/content-folder.ts'
import { type Finding, inWords } from '../../src-main/policies/content/finding.ts'

const { packs, findings } = await checkThoroughly(contentFolder(), { readability: true, spelling: true })

/** A document that gives two sections one number is shown as it is. */
const isOfTheDocument = ({ severity, message }: Finding) =>
  severity === 'warning' && /^An earlier section has the ref ".*" too\.$/.test(message)
const toMend = (of: Finding[]) => of.filter((finding) => !isOfTheDocument(finding)).map(inWords)

test('the topics, shared situations, schools and folders are in order', () => {
  expect(toMend(findings)).toEqual([])
})

describe.skipIf(packs.length === 0)('each pack is whole, and nothing in it needs a second look', () => {
  test.each(packs)('$id', (pack) => {
    expect(toMend(pack.findings)).toEqual([])
    expect(pack.pack).toBeDefined()
  })
})
