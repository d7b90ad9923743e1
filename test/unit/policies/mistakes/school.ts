import type { Mistake } from './mistake.ts'

export const schoolMistakes: Mistake[] = [
  {
    name: 'a contact whose unnamed is not true',
    from: 'telephone: "020 7946 0000"',
    to: 'unnamed: false',
    says: '11:14: error: "unnamed" cannot be "false". Expected: true.',
  },
  {
    name: 'an id that is not its folder',
    from: 'id: northfield',
    to: 'id: northfields',
    says: '1:5: error: "northfields" is not the name of this school\'s folder. Expected: northfield. Nearest: northfield.',
  },
  {
    name: 'a contact twice',
    from: 'id: office',
    to: 'id: headteacher',
    says: '8:9: error: The id "headteacher" stands on line 5 already. Expected: an id of its own.',
  },
]
