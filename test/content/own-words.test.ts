import { describe, expect, test } from 'vitest'
import { checkThoroughly } from '../../src-main/policies/checks/check-content.ts'
import { contentFolder } from '../../src-main/policies/content/content-folder.ts'
import { inWords } from '../../src-main/policies/content/finding.ts'
import { checkContent } from '../../src-main/policies/content/load-pack.ts'

/** The schools' own documents, each as `<school>.txt`; they are not part of this project. */
const sources = process.env.LANYARD_POLICIES
if (!sources) console.log('Own words not compared: LANYARD_POLICIES names no folder with the policies.')

describe.skipIf(!sources)('no file holds a sentence of a policy', () => {
  /** What is found with the policies beside what is found without them. */
  async function copied() {
    const said = ({ packs, findings }: ReturnType<typeof checkContent>) =>
      [...findings, ...packs.flatMap((pack) => pack.findings)].map(inWords)
    const before = said(checkContent(contentFolder()))
    return said(await checkThoroughly(contentFolder(), { against: sources })).filter((line) => !before.includes(line))
  }

  test('and each is compared with one', async () => {
    expect(await copied()).toEqual([])
  })
})
