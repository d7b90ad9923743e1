import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import type { Induction } from '../induction/service.ts'
import { renewalFrom } from '../induction/assignment.ts'
import { touchedBy } from '../induction/touched.ts'
import { inSlices } from '../slices.ts'
import { addDays, dayOf } from '../time.ts'
import type { ProgrammePreview, ProgrammeShown, programmesContract } from './contract.ts'
import { ADULT_AUDIENCES, type Audience } from './format.ts'
import type { Policies, Programme, ProgrammeWanted } from './service.ts'

interface Parts {
  policies: Policies
  induction: Induction
}

/** The calls on programmes: governors read them; the administrator sets one, having seen whom that touches. */
export function programmesHandlers(
  { clock }: Context,
  { policies, induction }: Parts,
): Handlers<typeof programmesContract> {
  const today = () => dayOf(clock.now())

  const title = policies.titleOf

  /** By title. */
  const named = (ids: readonly string[]) =>
    ids
      .map((policyId) => ({ policyId, title: title(policyId) }))
      .sort((a, b) => a.title.localeCompare(b.title, 'en-GB') || (a.policyId < b.policyId ? -1 : 1))

  /** One audience's, the last to come first. Where two hold from one day, the one that was set first never held. */
  function programmesOf(audience: Audience): ProgrammeShown[] {
    const all = policies.programmes().filter((one) => one.audience === audience)
    return all
      .map((one, at): ProgrammeShown => {
        const { id, from, daysAllowed, passMark, renewal, setAt } = one
        const next = all[at + 1]?.from
        const state =
          next === from ? 'replaced' : from > today() ? 'to-come' : next && next <= today() ? 'before' : 'in-force'
        const until = next === undefined || next === from ? null : addDays(next, -1)
        return { id, from, until, state, policies: named(one.policies), daysAllowed, passMark, renewal, setAt }
      })
      .reverse()
  }

  /** Whom a programme touches on the day it holds from, as far as is known today. */
  async function preview(wanted: ProgrammeWanted): Promise<ProgrammePreview> {
    const programme: Programme = { id: '', setAt: '', ...policies.checkedProgramme(wanted) }
    const before = policies.programmes()
    const after = [...before, programme].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    const day = programme.from
    const standings = induction.everyoneTwice({ day, programmes: before }, { day, programmes: after })
    const people: ProgrammePreview['people'] = []
    let asked = 0
    await inSlices(standings, ({ was, is: { person, assignments } }) => {
      const touches = touchedBy(was, assignments)
      if (assignments.some(({ audiences }) => audiences.includes(programme.audience))) asked++
      if (touches.length === 0) return
      const { id, name, note } = person
      people.push({ id, name, note, changes: touches.map((one) => ({ ...one, title: title(one.policyId) })) })
    })
    const has = (isSo: (change: ProgrammePreview['people'][number]['changes'][number]) => boolean): number =>
      people.filter(({ changes }) => changes.some(isSo)).length
    return {
      asked,
      touched: {
        people: people.length,
        gain: has(({ before: was }) => was === null),
        lose: has(({ after: is }) => is === null),
        other: has(({ before: was, after: is }) => was !== null && is !== null),
      },
      people: people.sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1)),
      nextRenewal: renewalFrom(programme.from, programme.renewal) ?? null,
      replaces: before.some((one) => one.audience === programme.audience && one.from === programme.from),
    }
  }

  return {
    'policies.programmes': () => ({
      today: today(),
      audiences: ADULT_AUDIENCES.map((audience) => ({
        audience,
        policies: named(policies.forAudience(audience)),
        programmes: programmesOf(audience),
      })),
    }),
    'policies.previewProgramme': (wanted) => preview(wanted),
    'policies.setProgramme'(wanted) {
      policies.setProgramme(wanted)
      return {}
    },
  }
}
