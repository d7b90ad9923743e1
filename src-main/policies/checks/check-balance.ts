/** Whether the scenarios of a pack, all together, can be told by their pattern, or leave somebody out. Pure. */
import { branches } from '../coverage.ts'
import { type Finding, warning } from '../content/finding.ts'
import type { Policy, Scenario, Step } from '../format.ts'
import type { YamlFile } from '../content/yaml-file.ts'

/** Of the wrong answers, as a part of one. */
const LEAST_WRONG = { risky: 0.15, breach: 0.25 }
/** Of the steps where one answer is picked, as a part of one: with three answers each it would be a third by chance. */
const MOST_TOLD_BY_LENGTH = 0.4
/** Scenarios of their own, for those who are not staff. */
const LEAST_OWN = 2

/** Warns where scenarios are right one by one, and not good enough together. */
export function checkBalance(file: YamlFile<Scenario[]>, { audiences }: Policy, findings: Finding[]): void {
  const steps = file.value.flatMap((scenario) => Object.values(scenario.steps))
  const warn = (message: string, expected: string) => findings.push(warning(file.at(), message, { expected }))

  const wrong = steps.flatMap(({ choices }) => choices).filter(({ verdict }) => verdict !== 'right')
  for (const [verdict, least] of Object.entries(LEAST_WRONG)) {
    const count = wrong.filter((choice) => choice.verdict === verdict).length
    if (count < wrong.length * least)
      warn(`Of ${wrong.length} wrong answers, ${count} have the verdict "${verdict}".`, `${least * 100} % or more`)
  }

  const single = steps.filter(({ pick }) => pick === 'one')
  for (const extreme of ['longest', 'shortest'] as const) {
    const count = single.filter((step) => rightIs(extreme, step)).length
    if (count > single.length * MOST_TOLD_BY_LENGTH)
      warn(
        `The right answer is the ${extreme} in ${count} of ${single.length} steps.`,
        `${MOST_TOLD_BY_LENGTH * 100} % at most`,
      )
  }

  const branching = file.value.filter(branches).length
  if (branching * 2 < file.value.length)
    warn(`Only ${branching} of ${file.value.length} scenarios branch.`, 'half of them, or more')

  for (const audience of audiences.filter((audience) => audience !== 'staff')) {
    const own = file.value.filter((one) => one.audiences.includes(audience) && !one.audiences.includes('staff')).length
    if (own < LEAST_OWN)
      warn(
        `Of the scenarios for "${audience}", ${own} ${own === 1 ? 'is' : 'are'} not for staff too.`,
        `${LEAST_OWN} or more`,
      )
  }
}

/** Who has noticed which answer is the right one by its length no longer reads the others. */
function rightIs(extreme: 'longest' | 'shortest', { choices }: Step): boolean {
  const lengths = choices.map(({ text }) => text.length)
  const length = extreme === 'longest' ? Math.max(...lengths) : Math.min(...lengths)
  return choices.some(({ verdict, text }) => verdict === 'right' && text.length === length)
}
