/** Scenarios: each leads from its start to an end, and each step has an answer that is best. */
import { type Finding, mistake, oneOf } from '../content/finding.ts'
import type { Scenario, Step } from '../format.ts'
import type { Path, YamlFile } from '../content/yaml-file.ts'

/** Finds what is wrong with the way through each scenario, and with its answers. */
export function checkScenarios(file: YamlFile<Scenario[]>, findings: Finding[]): void {
  for (const [index, scenario] of file.value.entries()) {
    checkWay(file, index, scenario, findings)
    for (const [id, step] of Object.entries(scenario.steps)) checkAnswers(file, [index, 'steps', id], step, findings)
  }
}

/** Where a step leads, and where in the file it says so. */
function waysOn(step: Step, path: Path): { to: string; path: Path }[] {
  const ways = step.choices.flatMap(({ next }, i) =>
    next ? [{ to: next, path: [...path, 'choices', i, 'next'] }] : [],
  )
  return step.next ? [...ways, { to: step.next, path: [...path, 'next'] }] : ways
}

function checkWay(file: YamlFile<Scenario[]>, index: number, scenario: Scenario, findings: Finding[]): void {
  const ids = Object.keys(scenario.steps)
  const done = new Set<string>()
  const onTheWay = new Set<string>()

  function go(to: string, from: Path): void {
    const step = Object.hasOwn(scenario.steps, to) ? scenario.steps[to] : undefined
    if (!step) {
      const hint = oneOf(to, ids, 'the name of a step of this scenario')
      findings.push(mistake(file.at(...from), `There is no step "${to}".`, hint))
    } else if (onTheWay.has(to)) {
      const expected = 'a step that has not been seen on the way here'
      findings.push(mistake(file.at(...from), `This goes round in a loop, back to "${to}".`, { expected }))
    } else if (!done.has(to)) {
      onTheWay.add(to)
      for (const way of waysOn(step, [index, 'steps', to])) go(way.to, way.path)
      onTheWay.delete(to)
      done.add(to)
    }
  }

  go(scenario.start, [index, 'start'])
  for (const id of ids.filter((id) => !done.has(id))) {
    const expected = 'a choice that has it as its next, or no such step'
    findings.push(mistake(file.keyAt(index, 'steps', id), `Nothing leads to the step "${id}".`, { expected }))
  }
}

function checkAnswers(file: YamlFile<Scenario[]>, path: Path, step: Step, findings: Finding[]): void {
  const place = file.at(...path, 'choices')
  const right = step.choices.filter((choice) => choice.verdict === 'right').length
  if (step.pick === 'one') {
    if (right !== 1) {
      const message = `This step has ${right} right answers.`
      findings.push(mistake(place, message, { expected: 'exactly one, or pick: all where several are right' }))
    }
    if (step.next) {
      const message = 'A step where one answer is picked has no "next" of its own.'
      findings.push(mistake(file.keyAt(...path, 'next'), message, { expected: '"next" on its choices, or pick: all' }))
    }
    return
  }
  if (right < 2 || right === step.choices.length) {
    const message = `A step with pick: all has ${right} right answers of ${step.choices.length}.`
    findings.push(mistake(place, message, { expected: 'at least two right, and one that is not' }))
  }
  for (const [i, choice] of step.choices.entries()) {
    if (!choice.next) continue
    const message = 'A choice in a step with pick: all has no "next" of its own.'
    findings.push(mistake(file.keyAt(...path, 'choices', i, 'next'), message, { expected: '"next" on the step' }))
  }
}
