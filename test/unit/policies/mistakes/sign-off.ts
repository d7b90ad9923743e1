import type { Mistake } from './mistake.ts'

export const signOffMistakes: Mistake[] = [
  {
    name: 'a statement that is neither text nor texts',
    from: `statement:
  staff: I have read the policy and will follow it.
  volunteer: I have read what the policy asks of volunteers and will follow it.
`,
    to: 'statement: [I have read it]\n',
    says: '1:12: error: "statement" is a list. Expected: text, or keys with values.',
  },
  {
    name: 'a statement for nobody',
    from: '  volunteer: I',
    to: '  volunteers: I',
    says: '3:3: error: "volunteers" is not a key here. Expected: staff, volunteer, governor. Nearest: volunteer.',
  },
  {
    name: 'an empty statement',
    from: 'staff: I have read the policy and will follow it.',
    to: 'staff: ""',
    says: '2:10: error: "staff" is empty. Expected: text.',
  },
  {
    name: 'no statement for an audience',
    from: '  volunteer: I',
    to: '  governor: I',
    says: '1:1: error: There is no statement for "volunteer".',
  },
  {
    name: 'a statement for an audience that the policy is not for',
    from: '  volunteer: I',
    to: '  governor: I',
    says: '3:3: error: "governor" is not an audience of this policy. Expected: staff, volunteer.',
  },
  {
    name: 'no statement on paper for an audience',
    from: 'summary:\n',
    to: 'onPaper:\n  staff: I have read this sheet.\nsummary:\n',
    says: '4:1: error: There is no statement on paper for "volunteer".',
  },
  {
    name: 'a statement on paper for an audience that the policy is not for',
    from: 'summary:\n',
    to: 'onPaper:\n  staff: I have read it.\n  volunteer: I have read it.\n  governor: I have read it.\nsummary:\n',
    says: '7:3: error: "governor" is not an audience of this policy. Expected: staff, volunteer.',
  },
  {
    name: 'an unknown rule in the summary',
    from: 'rule: no-phone-in-class',
    to: 'rule: no-phones-in-class',
    says:
      '5:11: error: There is no rule "no-phones-in-class". Expected: no-phone-in-class, phone-stays-locked-away, ' +
      'no-pictures-of-pupils, pupils-hand-in-phones. Nearest: no-phone-in-class.',
  },
  {
    name: 'nothing in the summary for an audience',
    from: 'text: use your phone where pupils are',
    to: 'text: use your phone where pupils are\n    audiences: [volunteer]',
    says: '4:1: error: There is nothing in the summary for "staff".',
  },
  {
    name: 'a declaration of an audience that the policy is not for',
    from: '    audiences: [staff]',
    to: '    audiences: [governor]',
    says: '14:17: error: "governor" is not an audience of this policy. Expected: staff, volunteer.',
  },
  {
    name: 'a declaration from a section that is not there',
    from: 'ref: "1"',
    to: 'ref: "11"',
    says: '13:10: error: "11" does not begin with the ref of a section. Expected: 1, 2. Nearest: 1.',
  },
  {
    name: 'an undertaking from a section that is not there',
    from: 'ref: "2(1)"',
    to: 'ref: two',
    says: '19:10: error: "two" does not begin with the ref of a section. Expected: 1, 2.',
  },
  {
    name: 'a line of the summary for an audience that the policy is not for',
    from: '    audiences: [volunteer]',
    to: '    audiences: [governor]',
    says: '9:17: error: "governor" is not an audience of this policy. Expected: staff, volunteer.',
  },
  {
    name: 'a declaration twice',
    from: 'undertakings:',
    to: `  - id: needs-a-phone
    ref: "1"
    audiences: [staff]
    question: Again?
    detail: Why?
undertakings:`,
    says: '17:9: error: The id "needs-a-phone" stands on line 12 already. Expected: an id of its own.',
  },
]
