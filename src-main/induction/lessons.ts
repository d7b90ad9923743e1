import { learnerOf, type Caller, type Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { firstDay } from '../people/known.ts'
import { rulesOn } from '../policies/concerns.ts'
import { WHAT_CHANGED } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import type { inductionContract } from './contract.ts'
import { feedbackItem, pagesBehind, playOf, scoreOfRound } from './course.ts'
import { createLookingBack } from './looking-back.ts'
import { audiencesOn, type Induction, type Lesson } from './service.ts'
import { contactsNamed, outlineOf, partsOf, placeOf, placeTitle, rulesShown, sinceShown, titledPages } from './shown.ts'
import { createScenarios } from './scenarios.ts'
import { changesItem } from './since.ts'

/** The learner's own calls. Every one works for whoever is signed in, and for nobody else. */
export function inductionHandlers(
  context: Context,
  { induction, ledger, policies, school }: { induction: Induction; ledger: Ledger; policies: Policies; school: School },
): Handlers<typeof inductionContract> {
  const { database, clock } = context
  const { store } = induction
  const scenarios = createScenarios(context, { induction, ledger, school })
  const lookingBack = createLookingBack({ induction, policies, school })

  const lessonFor = (caller: Caller, versionId: string): Lesson => induction.lesson(learnerOf(caller), versionId)

  /** One transaction that saves something; then says where the learner goes next. */
  function saving(caller: Caller, versionId: string, save: (lesson: Lesson, at: string) => void) {
    database.transaction(() => save(lessonFor(caller, versionId), clock.now().toISOString())).immediate()
    return { place: placeOf(lessonFor(caller, versionId)) }
  }

  /** Refuses a page that is not there, and one that is still to come. */
  function stateOf(lesson: Lesson, pageId: string) {
    const state = lesson.way.pages.find(({ id }) => id === pageId)
    if (!state) throw new LanyardError('unknown-item', 'There is no such page for you in this policy.')
    const everRead = store
      .progress(lesson.person.id, lesson.versionId)
      .some(({ what, item }) => what === 'page' && item === pageId)
    if (state.state === 'later' && !everRead)
      throw new LanyardError('page-not-open', 'Pages open in order. Read the ones before this one first.')
    return state
  }

  return {
    'induction.mine'(_, caller) {
      const person = induction.person(learnerOf(caller))
      const today = induction.today()
      const next = firstDay(person.appointments.filter(({ from }) => from > today))
      const lessons = induction
        .assignmentsFor(person, today)
        .map(({ versionId }) => induction.lesson(person.id, versionId))
      const cards = lessons.map(card)
      // What stands on its card is not told twice; a signature on an earlier version stands among those of before.
      const done = cards.filter(({ status, since }) => status === 'complete' && since === null)
      return {
        name: person.name,
        today,
        cards,
        signed: lookingBack.signed(
          person.id,
          done.map(({ acknowledgementId }) => acknowledgementId),
        ),
        startsOn: audiencesOn(person.appointments, today).length === 0 ? (next ?? null) : null,
      }
    },

    'induction.page'({ versionId, pageId }, caller) {
      const lesson = lessonFor(caller, versionId)
      const at = lesson.pages.findIndex(({ id }) => id === pageId)
      const page = lesson.pages[at]
      if (!page) throw new LanyardError('unknown-item', 'There is no such page for you in this policy.')
      const { again, state } = stateOf(lesson, pageId)
      const title = (place: number) => {
        const other = lesson.pages[place]
        return other ? { id: other.id, title: other.title } : null
      }
      return {
        page,
        number: at + 1,
        of: lesson.pages.length,
        rules: rulesShown(lesson.pack, rulesOn(page.body), lesson.assignment.audiences, 'binding'),
        contacts: school.named(contactsNamed(lesson.pack, rulesOn(page.body), page.body)),
        words: lesson.pack.policy.words ?? {},
        outline: outlineOf(lesson),
        previous: title(at - 1),
        next: title(at + 1),
        again: again && state !== 'read',
      }
    },

    'induction.turnPage': ({ versionId, pageId }, caller) =>
      saving(caller, versionId, (lesson, at) => {
        stateOf(lesson, pageId)
        const item = pageId === WHAT_CHANGED ? changesItem(lesson.assignment.audiences) : pageId
        store.addProgress(lesson.person.id, versionId, { what: 'page', item, round: lesson.way.round }, at)
      }),

    'induction.changes': ({ versionId }, caller) => lookingBack.changes(learnerOf(caller), versionId),

    'induction.scenario': ({ versionId, scenarioId }, caller) =>
      scenarios.show(lessonFor(caller, versionId), scenarioId),

    'induction.answer': ({ versionId, ...answer }, caller) =>
      database.transaction(() => scenarios.answer(lessonFor(caller, versionId), answer)).immediate(),

    'induction.continue': ({ versionId, scenarioId, stepId }, caller) =>
      saving(caller, versionId, (lesson, at) => {
        const attempt = lesson.way.current
        if (!attempt || !playOf(scenarioId, attempt).some((answer) => answer.stepId === stepId))
          throw new LanyardError('not-ready', 'Answer this step first.')
        const item = feedbackItem(scenarioId, stepId)
        store.addProgress(lesson.person.id, versionId, { what: 'feedback', item, round: attempt.number }, at)
      }),

    'induction.result'({ versionId }, caller) {
      const lesson = lessonFor(caller, versionId)
      const { pack, course, way, assignment } = lesson
      const attempt = way.lastFinished
      if (!attempt) throw new LanyardError('not-ready', 'There is no result yet. Work through the scenarios first.')
      const score = scoreOfRound(course, attempt)
      const back = pagesBehind(course, attempt)
      const missed = attempt.answers.flatMap((answer) => answer.missed)
      const wrong = attempt.scenarios.filter((id) => playOf(id, attempt).some(({ verdict }) => verdict !== 'right'))
      return {
        policyTitle: pack.policy.title,
        since: sinceShown(lesson.since),
        round: attempt.number,
        passed: score.passed,
        right: score.right,
        answers: score.total,
        score: score.perCent,
        passMark: course.passMark,
        pagesAgain: titledPages(lesson).filter(({ id }) => back.includes(id)),
        scenariosAgain: lesson.scenarios.filter(({ id }) => wrong.includes(id)).map(({ id, title }) => ({ id, title })),
        missedRules: rulesShown(pack, missed, assignment.audiences, 'any'),
        contacts: school.named(contactsNamed(pack, missed)),
      }
    },

    'induction.resultSeen': ({ versionId }, caller) =>
      saving(caller, versionId, ({ person, way }, at) => {
        if (way.next.at !== 'result' || !way.lastFinished) return
        store.addProgress(person.id, versionId, { what: 'result', item: '', round: way.lastFinished.number }, at)
      }),

    'induction.rules': ({ versionId }, caller) => lookingBack.rules(learnerOf(caller), versionId),
  }

  function card(lesson: Lesson) {
    const { assignment, pack, way, since } = lesson
    return {
      ...induction.assignmentShown(assignment),
      title: pack.policy.title,
      since: sinceShown(since),
      showsChanges: lookingBack.showsChanges(lesson),
      inForceOn: policies.versions().find(({ id }) => id === assignment.versionId)!.inForceOn,
      ...partsOf(lesson),
      round: way.round,
      place: placeOf(lesson),
      placeTitle: placeTitle(lesson),
    }
  }
}
