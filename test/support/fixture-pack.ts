import type { Audience, Choice, Pack, Scenario, Verdict } from '../../src-main/policies/format.ts'
import type { PackSource } from '../../src-main/policies/service.ts'

export const EVERYONE: Audience[] = ['staff', 'volunteer', 'governor']

export const choice = (text: string, verdict: Verdict, rule: string, next?: string): Choice => ({
  text,
  verdict,
  rules: [rule],
  feedback: `${text}: ${verdict}.`,
  ...(next !== undefined && { next }),
})

/** One step, one right answer: the second of the three. */
export const plain = (id: string, audiences: Audience[], rule: string): Scenario => ({
  id,
  title: `About ${id}`,
  audiences,
  start: 'start',
  steps: {
    start: {
      text: `What now, ${id}?`,
      pick: 'one',
      choices: [choice('Perhaps', 'risky', rule), choice('Well done', 'right', rule), choice('Never', 'breach', rule)],
    },
  },
})

export const rule = (id: string, audiences: Audience[]) => ({
  id,
  ref: '1(1)',
  topic: 'visits.all',
  force: 'must' as const,
  audiences,
  text: `Mind the ${id}.`,
})

export const page = (id: string, audiences: Audience[], rules: string[]) => ({
  id,
  title: `Page ${id}`,
  audiences,
  body: rules.length > 0 ? [{ type: 'rules' as const, rules }] : [{ type: 'paragraph' as const, children: [] }],
})

/**
 * A made-up policy small enough to count by hand. Staff: five pages, five scenarios, so that one wrong answer is
 * exactly 80 %. Volunteers: three pages and two scenarios. Governors: three pages and two scenarios, no declaration.
 */
export const visits: Pack = {
  school: {
    id: 'hill',
    name: 'Hill School',
    phase: 'Primary school',
    contacts: [{ id: 'head', role: 'Headteacher', for: 'anything that worries you' }],
  },
  topics: [{ id: 'visits.all', title: 'Visits' }],
  policy: {
    id: 'hill/visits',
    title: 'Visits policy',
    version: '1.0',
    status: { approvedOn: '2025-07-01', nextReviewOn: '2026-06-30' },
    references: 'The number of the section, then the paragraph in brackets.',
    audiences: EVERYONE,
    minutes: { staff: 20, volunteer: 5, governor: 6 },
    sections: [{ ref: '1', title: 'All of it' }],
    notes: [],
  },
  rules: [
    rule('gate', EVERYONE),
    rule('badge', ['staff', 'volunteer']),
    rule('list', ['staff']),
    rule('camera', EVERYONE),
    rule('visitor', ['staff', 'governor']),
  ],
  module: {
    title: 'Visits at Hill',
    pages: [
      page('arriving', EVERYONE, ['gate']),
      page('badges', ['staff', 'volunteer'], ['badge']),
      page('lists', ['staff'], ['list']),
      page('pictures', EVERYONE, ['camera']),
      page('visitors', ['staff', 'governor'], ['visitor']),
    ],
  },
  scenarios: [
    plain('at-the-gate', EVERYONE, 'gate'),
    plain('lost-badge', ['staff', 'volunteer'], 'badge'),
    plain('the-list', ['staff'], 'list'),
    plain('somebody-new', ['staff', 'governor'], 'visitor'),
    {
      id: 'a-picture',
      title: 'A picture',
      audiences: ['staff'],
      start: 'asked',
      steps: {
        asked: {
          text: 'You are asked for a picture.',
          pick: 'one',
          choices: [choice('Say no', 'right', 'camera'), choice('Take one', 'breach', 'camera', 'taken')],
        },
        taken: {
          text: 'There it is. What now?',
          pick: 'all',
          choices: [
            choice('Delete it', 'right', 'camera'),
            choice('Tell the head', 'right', 'gate'),
            choice('Send it on', 'breach', 'camera'),
          ],
        },
      },
    },
  ],
  signOff: {
    statement: {
      staff: 'I will follow all of it.',
      volunteer: 'I will follow my part of it.',
      governor: 'I have read it.',
    },
    summary: [{ rule: 'gate', text: 'mind the gate' }],
    declarations: [
      {
        id: 'family',
        ref: '1',
        audiences: ['staff', 'volunteer'],
        question: 'Is a child of yours here?',
        detail: 'Who is it?',
      },
    ],
    undertakings: [{ id: 'own-camera', ref: '1', audiences: ['staff'], text: 'I will use the school’s camera alone.' }],
  },
}

/**
 * A second text of the same policy. Staff: `badge` asks something else, `phone` is new and `list` is gone, each with its
 * page and scenario. Volunteers: `badge` alone. Governors: nothing differs.
 */
export const visitsRevised: Pack = {
  ...visits,
  policy: { ...visits.policy, version: '2.0', status: { approvedOn: '2026-09-01', nextReviewOn: '2027-06-30' } },
  rules: [
    ...visits.rules
      .filter(({ id }) => id !== 'list')
      .map((one) => (one.id === 'badge' ? { ...one, text: 'Mind the badge and wear it.' } : one)),
    rule('phone', ['staff']),
  ],
  module: {
    ...visits.module,
    pages: [...visits.module.pages.filter(({ id }) => id !== 'lists'), page('phones', ['staff'], ['phone'])],
  },
  scenarios: [...visits.scenarios.filter(({ id }) => id !== 'the-list'), plain('a-call', ['staff'], 'phone')],
}

/** The packs of one made-up school, straight from the test. `put` changes the folder: a text in the place of the one with its id, or a new one. */
export function packSource(...first: Pack[]): PackSource & { put(pack: Pack): void } {
  let packs = first
  return {
    schools: async () =>
      packs.slice(0, 1).map(({ school }) => ({ ...school, policies: packs.map(({ policy }) => policy.title) })),
    packsOf: async (schoolId) => packs.filter(({ school }) => school.id === schoolId),
    installed: async () => ({ topics: packs.flatMap(({ topics }) => topics), packs: [...packs], faulty: [] }),
    put(pack) {
      packs = [...packs.filter(({ policy }) => policy.id !== pack.policy.id), pack]
    },
  }
}
