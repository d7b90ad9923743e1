/** What of a pack concerns someone, by the audiences they stand in. Pure. */
import {
  ADULT_AUDIENCES,
  type Audience,
  type Block,
  type Pack,
  type Page,
  type Policy,
  type Rule,
  type Scenario,
  type SignOff,
} from './format.ts'

const meet = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one))

/** The rules that bind one of these audiences, and those for pupils and parents, which every adult may read. */
export function rulesFor(pack: Pack, audiences: readonly Audience[]): Rule[] {
  return pack.rules.filter((rule) => meet(rule.audiences, audiences) || !meet(rule.audiences, ADULT_AUDIENCES))
}

export function pagesFor(pack: Pack, audiences: readonly Audience[]): Page[] {
  return pack.module.pages.filter((page) => meet(page.audiences, audiences))
}

export function scenariosFor(pack: Pack, audiences: readonly Audience[]): Scenario[] {
  return pack.scenarios.filter((scenario) => meet(scenario.audiences, audiences))
}

/** The rules on a page, in the order in which they stand there. */
export function rulesOn(body: readonly Block[]): string[] {
  return body.flatMap((block) => {
    if (block.type === 'rules') return block.rules
    if (block.type === 'tell' || block.type === 'note') return rulesOn(block.children)
    if (block.type === 'list') return block.items.flatMap(rulesOn)
    return []
  })
}

/** How long the whole takes, in minutes: the longest of the audiences'. */
export function minutesFor(pack: Pack, audiences: readonly Audience[]): number {
  return Math.max(0, ...audiences.map((audience) => pack.policy.minutes[audience] ?? 0))
}

/** What someone signs: the statement of each audience they stand in, each once, the fullest first. */
export const statementFor = ({ signOff }: Pack, audiences: readonly Audience[]): string =>
  spoken(signOff.statement, audiences)

/** The same on a printed sheet. A pack that has no words of its own for that keeps to the statement. */
export const statementOnPaper = ({ signOff }: Pack, audiences: readonly Audience[]): string =>
  spoken(signOff.onPaper ?? signOff.statement, audiences)

function spoken(statement: SignOff['statement'], audiences: readonly Audience[]): string {
  if (typeof statement === 'string') return statement
  const own = (['staff', 'governor', 'volunteer'] as const).filter((one) => audiences.includes(one))
  return [...new Set(own.flatMap((one) => statement[one] ?? []))].join(' ')
}

/** Who sees a line of the summary: those it names, else those whom its rule binds. */
export function summaryAudiences(item: SignOff['summary'][number], rules: readonly Rule[]): Audience[] {
  if (item.audiences) return item.audiences
  const rule = rules.find((rule) => rule.id === item.rule)
  return rule ? adultsOf(rule) : []
}

/** The adult audiences a rule binds. */
export function adultsOf(rule: Rule): Audience[] {
  return ADULT_AUDIENCES.filter((audience) => rule.audiences.includes(audience))
}

/** Rules under the headings of their document. Two headings that the document gives one number make one section. */
export function bySection<R extends { ref: string }>({ sections }: Policy, rules: readonly R[]) {
  const refs = [...new Set(sections.map(({ ref }) => ref))]
  return refs.map((ref) => ({
    ref,
    title: sections.flatMap((section) => (section.ref === ref ? section.title : [])).join(' / '),
    rules: rules.filter((rule) => sectionOf(refs, rule.ref) === ref),
  }))
}

/** The section a reference stands in: the longest that begins it. */
function sectionOf(refs: readonly string[], ref: string): string | undefined {
  return refs.filter((start) => ref === start || ref.startsWith(`${start}(`)).sort((a, b) => b.length - a.length)[0]
}
