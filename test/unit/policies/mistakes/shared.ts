import type { Mistake } from './mistake.ts'

export const sharedMistakes: Mistake[] = [
  {
    name: 'a situation that is not for a pack that has it',
    from: 'northfield/phones',
    to: 'northfield/phone',
    foundIn: 'northfield/phones/scenarios.yaml',
    says:
      '48:11: error: The shared situation "picture-at-the-fair" is not for this pack. ' +
      'Expected: northfield/phones among its policies in shared-scenarios.yaml.',
  },
  {
    name: 'a situation for one pack alone',
    from: '    - southfield/phones\n',
    to: '',
    says: '7:5: error: "policies" has only 1 in it. Expected: 2 or more.',
  },
  {
    name: 'a situation twice',
    from: '- id: picture-at-the-fair',
    to: `- id: picture-at-the-fair
  title: A picture
  situation: What now?
  policies: [southfield/phones, westfield/phones]
- id: picture-at-the-fair`,
    says: '5:7: error: The id "picture-at-the-fair" stands on line 1 already. Expected: an id of its own.',
  },
]
