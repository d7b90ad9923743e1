import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { csv } from '../csv.ts'
import { LanyardError } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { School } from '../school/service.ts'
import { dayOf } from '../time.ts'
import { compare, comparisonRows } from './comparison.ts'
import { bySection, pagesFor, rulesFor, rulesOn, scenariosFor } from './concerns.ts'
import type { policiesContract } from './contract.ts'
import { coverageOf } from './coverage.ts'
import { ADULT_AUDIENCES, FORCES, type Force, type Pack, type Rule } from './format.ts'
import { type Policies, type PolicyVersion, reviewDaysLate } from './service.ts'

interface Parts {
  policies: Policies
  papers: Papers
  school: School
}

/** The calls on policies: those the school has adopted, and how they compare with the others on this computer. */
export function policiesHandlers(
  { clock }: Context,
  { policies, papers, school }: Parts,
): Handlers<typeof policiesContract> {
  const today = () => dayOf(clock.now())

  function audiencesOf(version: PolicyVersion, pack: Pack) {
    return ADULT_AUDIENCES.flatMap((audience) => {
      const programme = policies.programmeOn(audience, today())
      if (!programme?.policies.includes(version.policyId)) return []
      return {
        audience,
        minutes: pack.policy.minutes[audience] ?? null,
        pages: pagesFor(pack, [audience]).length,
        scenarios: scenariosFor(pack, [audience]).length,
        rules: rulesFor(pack, [audience]).length,
        daysAllowed: programme.daysAllowed,
        passMark: programme.passMark,
      }
    })
  }

  function facts(version: PolicyVersion) {
    const pack = policies.packOf(version.id)
    return {
      policyId: version.policyId,
      versionId: version.id,
      title: pack.policy.title,
      version: version.version,
      kind: version.kind,
      inForceOn: version.inForceOn,
      publishedAt: version.publishedAt,
      fingerprint: version.sha256,
      status: pack.policy.status,
      reviewDaysLate: reviewDaysLate(pack, today()),
      notes: pack.policy.notes,
      rules: countedByForce(pack.rules),
      audiences: audiencesOf(version, pack),
    }
  }

  /** The packs on this computer; of the school's own policies, the versions it has adopted, whatever the folder has now. */
  async function compared() {
    const { packs, topics, faulty } = await policies.installed()
    const { name } = school.now()
    const adopted = policies
      .allInForce(today())
      .map(({ id }) => policies.packOf(id))
      .map((pack) => ({ ...pack, school: { ...pack.school, name } }))
    const others = packs.filter((pack) => !adopted.some(({ policy }) => policy.id === pack.policy.id))
    return { ...compare([...adopted, ...others], topics), own: adopted.map(({ policy }) => policy.id), faulty }
  }

  return {
    'policies.list': () => ({ today: today(), policies: policies.allInForce(today()).map(facts) }),

    'policies.get'({ policyId }) {
      const version = policies.inForce(policyId, today())
      if (!version) throw new LanyardError('unknown-item', 'There is no such policy here.')
      const pack = policies.packOf(version.id)
      const { words = {}, references } = pack.policy
      return {
        ...facts(version),
        words,
        references,
        topics: pack.topics.map(({ id, title }) => ({ id, title })),
        contacts: school.named(pack.school.contacts),
        coverage: coverageOf(pack).forces.filter(({ rules }) => rules > 0),
        sections: bySection(pack.policy, pack.rules).map((section) => ({
          ...section,
          rules: section.rules.map((rule) => ({ ...rule, ...whereTaught(pack, rule) })),
        })),
      }
    },

    async 'policies.faulty'() {
      return { faulty: (await policies.installed()).faulty }
    },

    'policies.compare': () => compared(),

    async 'policies.saveComparison'() {
      const text = csv(comparisonRows(await compared()))
      return { path: await papers.saveFile({ name: `Policies compared ${today()}`, ending: 'csv', text }) }
    },
  }
}

function countedByForce(rules: readonly Rule[]): Record<Force, number> {
  const counts = Object.fromEntries(FORCES.map((force) => [force, 0])) as Record<Force, number>
  for (const rule of rules) counts[rule.force]++
  return counts
}

/** The titles of the pages a rule stands on, and of the scenarios in which a choice turns on it. */
function whereTaught(pack: Pack, { id }: Rule) {
  const decides = ({ steps }: Pack['scenarios'][number]) =>
    Object.values(steps).some(({ choices }) => choices.some(({ rules }) => rules.includes(id)))
  return {
    pages: pack.module.pages.filter(({ body }) => rulesOn(body).includes(id)).map(({ title }) => title),
    scenarios: pack.scenarios.filter(decides).map(({ title }) => title),
  }
}
