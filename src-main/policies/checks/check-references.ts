/** What the files of a pack say of each other: every id, reference and audience named in one exists in another. */
import { type Finding, mistake, oneOf, warning } from '../content/finding.ts'
import type { Policy, Rule, Scenario, School, SharedScenario, SignOff, Topic } from '../format.ts'
import { summaryAudiences } from '../concerns.ts'
import { checkShared } from './check-shared.ts'
import type { Path, YamlFile } from '../content/yaml-file.ts'

export interface PackFiles {
  topics: YamlFile<Topic[]>
  shared: YamlFile<SharedScenario[]>
  school: YamlFile<School>
  policy: YamlFile<Policy>
  rules: YamlFile<Rule[]>
  scenarios: YamlFile<Scenario[]>
  signOff: YamlFile<SignOff>
}

/** Finds every name in the files of a pack that leads nowhere. `packId` is `<school>/<policy>`, its folders. */
export function checkReferences(packId: string, files: PackFiles, findings: Finding[]): void {
  checkPolicy(packId, files, findings)
  checkRules(files, findings)
  checkScenarioReferences(files, findings)
  checkShared(packId, files, findings)
  checkSignOff(files, findings)
}

/** Finds topics that stand twice, and those with a question that nothing answers or answers that nothing asks for. */
export function checkTopics(file: YamlFile<Topic[]>, findings: Finding[]): void {
  checkUnique(file, [], idsOf(file.value), findings)
  for (const [i, { id, question, answers }] of file.value.entries()) {
    if (answers) checkUnique(file, [i, 'answers'], idsOf(answers), findings)
    if (question !== undefined && !answers) {
      const message = `The topic "${id}" has a question and no answers.`
      findings.push(mistake(file.keyAt(i, 'question'), message, { expected: '"answers", the strictest first' }))
    }
    if (question === undefined && answers) {
      const message = `The topic "${id}" has answers and no question.`
      findings.push(mistake(file.keyAt(i, 'answers'), message, { expected: '"question", before them' }))
    }
  }
}

/** Finds ids that stand a second time; `path` leads to the list of those that have them. */
export function checkUnique(file: YamlFile<unknown>, path: Path, ids: readonly string[], findings: Finding[]): void {
  for (const [i, id] of ids.entries()) {
    if (ids.indexOf(id) === i) continue
    const { line } = file.at(...path, ids.indexOf(id), 'id')
    const place = file.at(...path, i, 'id')
    findings.push(mistake(place, `The id "${id}" stands on line ${line} already.`, { expected: 'an id of its own' }))
  }
}

const idsOf = (items: readonly { id: string }[]) => items.map((item) => item.id)

function checkPolicy(packId: string, { policy: file }: PackFiles, findings: Finding[]): void {
  const { id, audiences, minutes, sections, status, notes } = file.value
  if (id !== packId) {
    findings.push(mistake(file.at('id'), `"${id}" is not where this pack is.`, { expected: packId, nearest: packId }))
  }
  checkOnce(file, ['audiences'], audiences, findings)
  for (const audience of audiences.filter((audience) => minutes[audience] === undefined)) {
    findings.push(mistake(file.keyAt('minutes'), `"minutes" does not say how long it takes "${audience}".`))
  }
  for (const audience of Object.keys(minutes)) {
    checkAudience(file, file.keyAt('minutes', audience), audience, audiences, findings)
  }
  for (const [i, { ref }] of sections.entries()) {
    // A document can give two sections one number: that is an oddity to note, not a mistake of the pack.
    const earlier = sections.slice(0, i).some((section) => section.ref === ref)
    if (earlier) findings.push(warning(file.at('sections', i, 'ref'), `An earlier section has the ref "${ref}" too.`))
  }
  for (const [i, { ref }] of notes.entries()) {
    if (ref !== undefined) checkRef(file, ['notes', i, 'ref'], ref, file.value, findings)
  }
  const last = [status.approvedOn, status.reviewedOn]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  if (last && status.nextReviewOn && status.nextReviewOn < last) {
    findings.push(warning(file.at('status', 'nextReviewOn'), `The next review was due before ${last}.`))
  }
}

function checkRules({ rules: file, policy, topics, school }: PackFiles, findings: Finding[]): void {
  checkUnique(file, [], idsOf(file.value), findings)
  for (const [i, rule] of file.value.entries()) {
    checkRef(file, [i, 'ref'], rule.ref, policy.value, findings)
    checkAudiences(file, [i, 'audiences'], rule.audiences, [...policy.value.audiences, 'pupil', 'parent'], findings)
    const topic = topics.value.find(({ id }) => id === rule.topic)
    if (topic) {
      checkAnswer(file, i, rule, topic, findings)
    } else {
      const hint = oneOf(rule.topic, idsOf(topics.value), 'a topic of topics.yaml')
      findings.push(mistake(file.at(i, 'topic'), `There is no topic "${rule.topic}".`, hint))
    }
    const contacts = idsOf(school.value.contacts)
    if (rule.tell !== undefined && !contacts.includes(rule.tell)) {
      const hint = oneOf(rule.tell, contacts, 'the id of a contact in school.yaml')
      findings.push(mistake(file.at(i, 'tell'), `There is no contact "${rule.tell}".`, hint))
    }
  }
}

function checkAnswer(file: YamlFile<Rule[]>, i: number, { answer }: Rule, topic: Topic, findings: Finding[]): void {
  const answers = idsOf(topic.answers ?? [])
  if (answer === undefined || answers.includes(answer)) return
  if (answers.length === 0) {
    const message = `The topic "${topic.id}" has no question, so no rule of it answers one.`
    findings.push(mistake(file.keyAt(i, 'answer'), message, { expected: 'no "answer" here' }))
  } else {
    const hint = oneOf(answer, answers, 'an answer of the topic')
    findings.push(mistake(file.at(i, 'answer'), `The topic "${topic.id}" has no answer "${answer}".`, hint))
  }
}

function checkScenarioReferences({ scenarios: file, policy, rules }: PackFiles, findings: Finding[]): void {
  checkUnique(file, [], idsOf(file.value), findings)
  for (const [i, scenario] of file.value.entries()) {
    checkAudiences(file, [i, 'audiences'], scenario.audiences, policy.value.audiences, findings)
    for (const [stepId, step] of Object.entries(scenario.steps)) {
      for (const [c, choice] of step.choices.entries()) {
        for (const [r, rule] of choice.rules.entries()) {
          checkRule(file, [i, 'steps', stepId, 'choices', c, 'rules', r], rule, rules.value, findings)
        }
      }
    }
  }
  for (const audience of policy.value.audiences) {
    if (file.value.some((scenario) => scenario.audiences.includes(audience))) continue
    findings.push(mistake(file.at(), `There is no scenario for "${audience}".`, { expected: 'at least one' }))
  }
}

function checkSignOff({ signOff: file, policy, rules }: PackFiles, findings: Finding[]): void {
  const { summary, declarations, undertakings } = file.value
  const { audiences } = policy.value
  for (const key of ['statement', 'onPaper'] as const) {
    const statement = file.value[key] ?? ''
    if (typeof statement === 'string') continue
    for (const audience of audiences.filter((audience) => statement[audience] === undefined)) {
      const called = key === 'statement' ? 'statement' : 'statement on paper'
      findings.push(mistake(file.keyAt(key), `There is no ${called} for "${audience}".`))
    }
    for (const audience of Object.keys(statement)) {
      checkAudience(file, file.keyAt(key, audience), audience, audiences, findings)
    }
  }
  for (const [i, item] of summary.entries()) {
    checkRule(file, ['summary', i, 'rule'], item.rule, rules.value, findings)
    if (item.audiences) checkAudiences(file, ['summary', i, 'audiences'], item.audiences, audiences, findings)
  }
  for (const audience of audiences) {
    if (summary.some((item) => summaryAudiences(item, rules.value).includes(audience))) continue
    findings.push(mistake(file.keyAt('summary'), `There is nothing in the summary for "${audience}".`))
  }
  for (const [key, items] of Object.entries({ declarations, undertakings })) {
    checkUnique(file, [key], idsOf(items), findings)
    for (const [i, item] of items.entries()) {
      checkRef(file, [key, i, 'ref'], item.ref, policy.value, findings)
      checkAudiences(file, [key, i, 'audiences'], item.audiences, audiences, findings)
    }
  }
}

function checkRule(file: YamlFile<unknown>, path: Path, id: string, rules: Rule[], findings: Finding[]): void {
  if (rules.some((rule) => rule.id === id)) return
  const hint = oneOf(id, idsOf(rules), 'the id of a rule in rules.yaml')
  findings.push(mistake(file.at(...path), `There is no rule "${id}".`, hint))
}

/** A reference is that of a section, or goes on inside it with a bracket: 4.1, 4.1(2), 4.1(2)(b). */
function checkRef(file: YamlFile<unknown>, path: Path, ref: string, policy: Policy, findings: Finding[]): void {
  const refs = policy.sections.map((section) => section.ref)
  if (refs.some((section) => ref === section || ref.startsWith(`${section}(`))) return
  const hint = oneOf(ref.replace(/\(.*$/s, ''), refs, 'the ref of a section in policy.yaml, or one with (...) after it')
  findings.push(mistake(file.at(...path), `"${ref}" does not begin with the ref of a section.`, hint))
}

function checkAudiences(
  file: YamlFile<unknown>,
  path: Path,
  given: readonly string[],
  valid: readonly string[],
  findings: Finding[],
): void {
  for (const [i, audience] of given.entries()) checkAudience(file, file.at(...path, i), audience, valid, findings)
  checkOnce(file, path, given, findings)
}

function checkAudience(
  file: YamlFile<unknown>,
  place: ReturnType<YamlFile<unknown>['at']>,
  audience: string,
  valid: readonly string[],
  findings: Finding[],
): void {
  if (valid.includes(audience)) return
  findings.push(mistake(place, `"${audience}" is not an audience of this policy.`, oneOf(audience, valid, '')))
}

function checkOnce(file: YamlFile<unknown>, path: Path, values: readonly string[], findings: Finding[]): void {
  for (const [i, value] of values.entries()) {
    if (values.indexOf(value) === i) continue
    findings.push(mistake(file.at(...path, i), `"${value}" stands here a second time.`, { expected: 'each once' }))
  }
}
