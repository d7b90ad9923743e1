import type { Mistake } from './mistake.ts'

/** A scenario in which nothing branches, whose right answer is neither the longest nor the shortest. */
const plain = (id: string) => `- id: ${id}
  title: A call
  audiences: [staff]
  start: only
  steps:
    only:
      text: It rings.
      choices:
        - text: Let it ring.
          verdict: right
          rules: [no-phone-in-class]
          feedback: It can wait.
        - text: Look at it.
          verdict: risky
          rules: [no-phone-in-class]
          feedback: A pupil is there.
        - text: Answer it, and be quick.
          verdict: breach
          rules: [no-phone-in-class]
          feedback: A pupil is there.
`

export const balanceMistakes: Mistake[] = [
  {
    name: 'hardly a wrong answer that is risky',
    from: 'verdict: risky',
    to: 'verdict: breach',
    everywhere: true,
    says: '1:1: warning: Of 9 wrong answers, 0 have the verdict "risky". Expected: 15 % or more.',
  },
  {
    name: 'hardly a wrong answer that is a breach',
    from: 'verdict: breach',
    to: 'verdict: risky',
    everywhere: true,
    says: '1:1: warning: Of 9 wrong answers, 0 have the verdict "breach". Expected: 25 % or more.',
  },
  {
    name: 'the right answer the longest too often',
    from: 'text: Leave it until you are out.',
    to: 'text: Leave it until you are out of the room.',
    says: '1:1: warning: The right answer is the longest in 3 of 5 steps. Expected: 40 % at most.',
  },
  {
    name: 'the right answer the shortest too often',
    from: 'text: Leave it until you are out.',
    to: 'text: Leave it.',
    says: '1:1: warning: The right answer is the shortest in 3 of 5 steps. Expected: 40 % at most.',
  },
  {
    name: 'more scenarios without a branch than with one',
    from: '- id: a-call-in-class',
    to: `${plain('a-call-at-lunch')}${plain('a-call-at-home')}- id: a-call-in-class`,
    says: '1:1: warning: Only 2 of 5 scenarios branch. Expected: half of them, or more.',
  },
  {
    name: 'too few scenarios for volunteers alone',
    from: 'audiences: [volunteer]',
    to: 'audiences: [staff, volunteer]',
    says: '1:1: warning: Of the scenarios for "volunteer", 1 is not for staff too. Expected: 2 or more.',
  },
]
