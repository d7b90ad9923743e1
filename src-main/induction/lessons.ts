import { learnerOf, type Caller, type Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { firstDay } from '../people/known.ts'
import { rulesFor, rulesOn, bySection } from '../policies/concerns.ts'
import type { School } from '../school/service.ts'
import type { inductionContract } from './contract.ts'
import { feedbackItem, pagesBehind, playOf, scoreOf } from './course.ts'
import { audiencesOn, type Induction, type Lesson } from './service.ts'
import { contactsNamed, partsOf, placeOf, placeTitle, ruleShown, rulesShown } from './shown.ts'
import { createScenarios } from './scenarios.ts'

/** The learner's own calls. Every one works for whoever is signed in, and for nobody else. */
export function inductionHandlers(
  context: Context,
  { induction, ledger, school }: { induction: Induction; ledger: Ledger; school: School },
): Handlers<typeof inductionContract> {
  const { database, clock } = context
  const { store } = induction
  const scenarios = createScenarios(context, { induction, ledger, school })

  const lessonFor = (caller: Caller, versionId: string): Lesson => induction.lesson(learnerOf(caller), versionId)

  /** One transaction that saves something; then says where the learner goes next. */
  function saving(caller: Caller, versionId: string, save: (lesson: Lesson, at: string) => void) {
    database.transaction(() => save(lessonFor(caller, versionId), clock.now().toISOString())).immediate()
    return { place: placeOf(lessonFor(caller, versionId)) }
  }

  function pageIn(lesson: Lesson, pageId: string) {
    const at = lesson.pages.findIndex(({ id }) => id === pageId)
    const page = lesson.pages[at]
    const state = lesson.way.pages[at]
    if (!page || !state) throw new LanyardError('unknown-item', 'There is no such page for you in this policy.')
    const everRead = store
      .progress(lesson.person.id, lesson.versionId)
      .some(({ what, item }) => what === 'page' && item === pageId)
    if (state.state === 'later' && !everRead)
      throw new LanyardError('page-not-open', 'Pages open in order. Read the ones before this one first.')
    return { at, page, again: state.again && state.state !== 'read' }
  }

  return {
    'induction.mine'(_, caller) {
      const person = induction.person(learnerOf(caller))
      const today = induction.today()
      const next = firstDay(person.appointments.filter(({ from }) => from > today))
      const lessons = induction
        .assignmentsFor(person, today)
        .map(({ versionId }) => induction.lesson(person.id, versionId))
      return {
        name: person.name,
        today,
        cards: lessons.map(card),
        startsOn: audiencesOn(person.appointments, today).length === 0 ? (next ?? null) : null,
      }
    },

    'induction.page'({ versionId, pageId }, caller) {
      const lesson = lessonFor(caller, versionId)
      const { at, page, again } = pageIn(lesson, pageId)
      const title = (place: number) => {
        const other = lesson.pages[place]
        return other ? { id: other.id, title: other.title } : null
      }
      return {
        page,
        number: at + 1,
        rules: rulesShown(lesson.pack, rulesOn(page.body), lesson.assignment.audiences, 'binding'),
        contacts: school.named(contactsNamed(lesson.pack, rulesOn(page.body), page.body)),
        words: lesson.pack.policy.words ?? {},
        outline: {
          policyTitle: lesson.pack.policy.title,
          pages: lesson.way.pages.map((state, place) => ({ ...state, title: lesson.pages[place]!.title })),
          read: partsOf(lesson).pages.read,
          total: lesson.pages.length,
          minutesLeft: partsOf(lesson).minutesLeft,
        },
        previous: title(at - 1),
        next: title(at + 1),
        again,
      }
    },

    'induction.turnPage': ({ versionId, pageId }, caller) =>
      saving(caller, versionId, (lesson, at) => {
        pageIn(lesson, pageId)
        store.addProgress(lesson.person.id, versionId, { what: 'page', item: pageId, round: lesson.way.round }, at)
      }),

    'induction.scenario': ({ versionId, scenarioId }, caller) =>
      scenarios.show(lessonFor(caller, versionId), scenarioId),

    'induction.answer': ({ versionId, scenarioId, stepId, chosen }, caller) =>
      database
        .transaction(() => scenarios.answer(lessonFor(caller, versionId), scenarioId, stepId, chosen))
        .immediate(),

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
      const score = scoreOf(attempt.answers, course.passMark)
      const back = pagesBehind(course, attempt)
      const missed = attempt.answers.flatMap((answer) => answer.missed)
      const wrong = attempt.scenarios.filter((id) => playOf(id, attempt).some(({ verdict }) => verdict !== 'right'))
      return {
        policyTitle: pack.policy.title,
        round: attempt.number,
        passed: score.passed,
        right: score.right,
        answers: score.total,
        score: score.perCent,
        passMark: course.passMark,
        pagesAgain: lesson.pages.filter(({ id }) => back.includes(id)).map(({ id, title }) => ({ id, title })),
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

    'induction.rules'({ versionId }, caller) {
      const { pack, assignment } = lessonFor(caller, versionId)
      const rules = rulesFor(pack, assignment.audiences)
      return {
        policyTitle: pack.policy.title,
        version: pack.policy.version,
        words: pack.policy.words ?? {},
        contacts: school.named(pack.school.contacts),
        sections: bySection(pack.policy, rules)
          .map((section) => ({ ...section, rules: section.rules.map(ruleShown) }))
          .filter((section) => section.rules.length > 0),
      }
    },
  }

  function card(lesson: Lesson) {
    const { assignment, pack, way } = lesson
    return {
      ...induction.assignmentShown(assignment),
      title: pack.policy.title,
      ...partsOf(lesson),
      round: way.round,
      place: placeOf(lesson),
      placeTitle: placeTitle(lesson),
    }
  }
}
