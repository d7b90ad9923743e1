/** A second made-up policy of the same school, for staff and volunteers, and another text of it. */
import type { Pack } from '../../src-main/policies/format.ts'
import { choice, page, plain, rule, visits } from './fixture-pack.ts'

const BOTH: Pack['policy']['audiences'] = ['staff', 'volunteer']

/**
 * Two scenarios turn on `coach` with the same words, `notice` is asked about in none, `seat` binds pupils alone, and
 * the text contradicts itself and says nothing of a review.
 */
export const trips: Pack = {
  ...visits,
  policy: {
    ...visits.policy,
    id: 'hill/trips',
    title: 'Trips policy',
    version: '1.0',
    status: {},
    audiences: BOTH,
    minutes: { staff: 10, volunteer: 8 },
    notes: [{ kind: 'contradiction', text: 'It says both.' }],
  },
  rules: [
    rule('coach', BOTH),
    rule('count', BOTH),
    rule('notice', ['staff']),
    { ...rule('seat', []), audiences: ['pupil'] },
    { ...rule('badge', BOTH), force: 'info' },
  ],
  module: { title: 'Trips at Hill', pages: [page('coaches', BOTH, ['coach', 'count']), page('notices', ['staff'], ['notice'])] }, // prettier-ignore
  scenarios: [
    plain('on-the-coach', BOTH, 'coach'),
    plain('off-the-coach', BOTH, 'coach'),
    {
      id: 'who-is-here',
      title: 'Who is here',
      audiences: BOTH,
      start: 'start',
      steps: {
        start: {
          text: 'What do you do?',
          pick: 'all',
          choices: [
            choice('Count', 'right', 'count'),
            choice('Ask', 'right', 'coach'),
            choice('Guess', 'risky', 'count'),
          ],
        },
      },
    },
  ],
  signOff: {
    statement: 'I will follow it.',
    summary: [{ rule: 'coach', text: 'mind the coach' }],
    declarations: [],
    undertakings: [],
  },
}

/** `count` asks something else, and the scenario about it stays as it is; another has a new title, and one is gone. */
export const tripsRevised: Pack = {
  ...trips,
  policy: { ...trips.policy, version: '2.0', status: { nextReviewOn: '2026-09-15' }, notes: [] },
  rules: trips.rules.map((one) => (one.id === 'count' ? { ...one, text: 'Mind the count, twice.' } : one)),
  scenarios: trips.scenarios
    .filter(({ id }) => id !== 'off-the-coach')
    .map((one) => (one.id === 'on-the-coach' ? { ...one, title: 'About the coach' } : one)),
}
