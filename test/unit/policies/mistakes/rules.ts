import type { Mistake } from './mistake.ts'

export const rulesMistakes: Mistake[] = [
  {
    name: 'an unknown force',
    from: 'force: should',
    to: 'force: shall',
    says:
      '10:10: error: "force" cannot be "shall". Expected: must, must-not, do, do-not, should, should-not, may, info. ' +
      'Nearest: should.',
  },
  {
    name: 'an id with a capital and a space',
    from: 'id: no-phone-in-class',
    to: 'id: No phone',
    says: '1:7: error: "id" cannot be "No phone". Expected: small letters, digits and hyphens, such as "friend-request".',
  },
  {
    name: 'an id twice',
    from: 'id: phone-stays-locked-away',
    to: 'id: no-phone-in-class',
    says: '7:7: error: The id "no-phone-in-class" stands on line 1 already. Expected: an id of its own.',
  },
  {
    name: 'a ref of a section that is not there',
    from: 'ref: "1(2)"',
    to: 'ref: "1.2"',
    says: '8:8: error: "1.2" does not begin with the ref of a section. Expected: 1, 2.',
  },
  {
    name: 'an unknown topic',
    from: 'topic: phones.pictures',
    to: 'topic: phone.picture',
    says:
      '16:10: error: There is no topic "phone.picture". Expected: phones.use, phones.pictures, trips.phones. ' +
      'Nearest: phones.pictures.',
  },
  {
    name: 'an answer that is not one of its topic',
    from: 'answer: not-on-my-phone',
    to: 'answer: not-on-phones',
    says:
      '21:11: error: The topic "phones.pictures" has no answer "not-on-phones". Expected: never, not-on-my-phone. ' +
      'Nearest: not-on-my-phone.',
  },
  {
    name: 'an answer to a topic that asks nothing',
    from: 'tell: office',
    to: 'answer: never',
    says: '13:3: error: The topic "phones.use" has no question, so no rule of it answers one. Expected: no "answer" here.',
  },
  {
    name: 'an unknown contact',
    from: 'tell: office',
    to: 'tell: ofice',
    says: '13:9: error: There is no contact "ofice". Expected: headteacher, office. Nearest: office.',
  },
  {
    name: 'an audience that the policy is not for',
    from: 'audiences: [staff]',
    to: 'audiences: [staff, governor]',
    says: '11:22: error: "governor" is not an audience of this policy. Expected: staff, volunteer, pupil, parent.',
  },
  {
    name: 'a duty that is decided in no scenario',
    from: '  audiences: [pupil]',
    to: '  audiences: [pupil, staff]',
    says:
      '22:7: error: The rule "pupils-hand-in-phones" (must) is decided in no scenario that those it binds play. ' +
      'Expected: its id among the rules of a choice.',
  },
  {
    name: 'an audience twice',
    from: 'audiences: [staff]',
    to: 'audiences: [staff, staff]',
    says: '11:22: error: "staff" stands here a second time. Expected: each once.',
  },
]
