import { describe, expect, test } from 'vitest'
import { inWords } from '../../../src-main/policies/finding.ts'
import { checkContent, loadPack } from '../../../src-main/policies/load-pack.ts'
import { copyContent, edit } from './content-copy.ts'
import { moduleMistakes } from './mistakes/module.ts'
import { policyMistakes } from './mistakes/policy.ts'
import { rulesMistakes } from './mistakes/rules.ts'
import { scenariosMistakes } from './mistakes/scenarios.ts'
import { schoolMistakes } from './mistakes/school.ts'
import { signOffMistakes } from './mistakes/sign-off.ts'
import { topicsMistakes } from './mistakes/topics.ts'

const PACK = 'northfield/phones'

const mistakes = {
  'topics.yaml': topicsMistakes,
  'northfield/school.yaml': schoolMistakes,
  [`${PACK}/policy.yaml`]: policyMistakes,
  [`${PACK}/rules.yaml`]: rulesMistakes,
  [`${PACK}/module.md`]: moduleMistakes,
  [`${PACK}/scenarios.yaml`]: scenariosMistakes,
  [`${PACK}/sign-off.yaml`]: signOffMistakes,
}

describe.each(Object.entries(mistakes))('%s', (file, each) => {
  test.each(each)('$name', ({ from, to, says }) => {
    const folder = copyContent()
    edit(folder, file, from, to)
    const { packs, findings } = checkContent(folder)
    const said = [...findings, ...packs.flatMap((pack) => pack.findings)].map(inWords)
    expect(said.map((line) => line.slice(0, `${file}:${says}`.length))).toContain(`${file}:${says}`)
    expect(() => loadPack(folder, PACK)).toThrow(expect.objectContaining({ code: 'pack-faulty' }))
  })
})
