/** Policies set side by side, topic by topic: what each asks, how firmly and where, and where it is silent. Pure. */
import type { Comparison } from './contract.ts'
import type { Pack, Topic } from './format.ts'

type Position = Comparison['topics'][number]['positions'][number]

/** Sets packs side by side on every topic that any of them speaks of, in the order of `topics` and then of the packs. */
export function compare(packs: readonly Pack[], topics: readonly Topic[]): Comparison {
  return {
    policies: packs.map(({ school, policy }) => ({
      policyId: policy.id,
      schoolName: school.name,
      title: policy.title,
      version: policy.version,
      audiences: policy.audiences,
    })),
    topics: spokenOf(packs, topics).map((topic) => {
      const positions = packs.map((pack) => positionOf(pack, topic))
      const firstAnswers = new Set(positions.flatMap(({ answers }) => answers[0]?.id ?? []))
      return {
        id: topic.id,
        title: topic.title,
        question: topic.question ?? null,
        differ: firstAnswers.size > 1,
        positions,
      }
    }),
  }
}

/** A version published long ago may have a topic that the list of today has no more. */
function spokenOf(packs: readonly Pack[], topics: readonly Topic[]): Topic[] {
  const known = new Map([...topics, ...packs.flatMap((pack) => pack.topics)].map((topic) => [topic.id, topic]))
  for (const topic of topics) known.set(topic.id, topic)
  const spoken = new Set(packs.flatMap(({ rules }) => rules.map((rule) => rule.topic)))
  return [...known.values()].filter(({ id }) => spoken.has(id))
}

function positionOf(pack: Pack, topic: Topic): Position {
  const rules = pack.rules.filter((rule) => rule.topic === topic.id)
  const given = (topic.answers ?? []).flatMap(({ id, text }) => {
    const refs = [...new Set(rules.filter((rule) => rule.answer === id).map((rule) => rule.ref))]
    return refs.length > 0 ? [{ id, text, refs }] : []
  })
  return {
    policyId: pack.policy.id,
    answers: given,
    rules: rules.map(({ id, ref, force, text, audiences }) => ({ id, ref, force, text, audiences })),
  }
}

/** The comparison as rows of a table, one a rule, and one for each topic on which a policy is silent. */
export function comparisonRows({ policies, topics }: Comparison): Record<string, string>[] {
  return topics.flatMap((topic) =>
    policies.flatMap((policy, i) => {
      const { answers, rules } = topic.positions[i]!
      const common = {
        topic: topic.title,
        question: topic.question ?? '',
        answers_differ: topic.question === null ? '' : topic.differ ? 'yes' : 'no',
        school: policy.schoolName,
        policy: policy.title,
        version: policy.version,
        answer: answers.map(({ text }) => text).join(' / '),
      }
      if (rules.length === 0) return [{ ...common, force: 'silent', reference: '', rule: '', binds: '' }]
      return rules.map((rule) => ({
        ...common,
        force: rule.force,
        reference: rule.ref,
        rule: rule.text,
        binds: rule.audiences.join(' '),
      }))
    }),
  )
}
