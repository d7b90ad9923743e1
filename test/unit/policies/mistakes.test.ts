import { describe, expect, test } from 'vitest'
import { inWords } from '../../../src-main/policies/content/finding.ts'
import { checkContent, loadPack } from '../../../src-main/policies/content/load-pack.ts'
import { copyContent, edit } from './content-copy.ts'
import { balanceMistakes } from './mistakes/balance.ts'
import { moduleMistakes } from './mistakes/module.ts'
import { policyMistakes } from './mistakes/policy.ts'
import { rulesMistakes } from './mistakes/rules.ts'
import { scenariosMistakes } from './mistakes/scenarios.ts'
import { schoolMistakes } from './mistakes/school.ts'
import { sharedMistakes } from './mistakes/shared.ts'
import { signOffMistakes } from './mistakes/sign-off.ts'
import { topicsMistakes } from './mistakes/topics.ts'

const PACK = 'northfield/phones'

const mistakes = {
  'topics.yaml': topicsMistakes,
  'shared-scenarios.yaml': sharedMistakes,
  'northfield/school.yaml': schoolMistakes,
  [`${PACK}/policy.yaml`]: policyMistakes,
  [`${PACK}/rules.yaml`]: rulesMistakes,
  [`${PACK}/module.md`]: moduleMistakes,
  [`${PACK}/scenarios.yaml`]: [...scenariosMistakes, ...balanceMistakes],
  [`${PACK}/sign-off.yaml`]: signOffMistakes,
}

describe.each(Object.entries(mistakes))('%s', (file, each) => {
  test.each(each)('$name', ({ from, to, everywhere, foundIn = file, says }) => {
    const folder = copyContent()
    edit(folder, file, from, to, everywhere)
    const { packs, findings } = checkContent(folder)
    const said = [...findings, ...packs.flatMap((pack) => pack.findings)].map(inWords)
    const expected = `${foundIn}:${says}`
    expect(said.map((line) => line.slice(0, expected.length))).toContain(expected)
    const faulty = expect.objectContaining({ code: 'pack-faulty' })
    if (says.includes(': error: ')) expect(() => loadPack(folder, PACK)).toThrow(faulty)
    else expect(loadPack(folder, PACK).policy.id).toBe(PACK)
  })
})
