import type { Mistake } from './mistake.ts'

export const scenariosMistakes: Mistake[] = [
  {
    name: 'an unknown verdict',
    from: 'verdict: risky',
    to: 'verdict: rigth',
    says: '43:20: error: "verdict" cannot be "rigth". Expected: right, risky, breach. Nearest: right.',
  },
  {
    name: 'a step named with a capital',
    from: '    after:',
    to: '    After:',
    says: '35:5: error: "After" cannot be a name here. Expected: small letters, digits and hyphens, such as "friend-request".',
  },
  {
    name: 'one choice alone',
    from: `        - text: In your coat, in the classroom.
          verdict: risky
          rules: [phone-stays-locked-away]
          feedback: It rings there too.
`,
    to: '',
    says: '38:9: error: "choices" has only 1 in it. Expected: 2 or more.',
  },
  {
    name: 'a choice without rules',
    from: 'rules: [phone-stays-locked-away]',
    to: 'rules: []',
    says: '40:18: error: "rules" has nothing in it. Expected: 1 or more.',
  },
  {
    name: 'an unknown rule',
    from: '[phone-stays-locked-away]',
    to: '[phone-stays-locked]',
    says:
      '40:19: error: There is no rule "phone-stays-locked". Expected: no-phone-in-class, phone-stays-locked-away, ' +
      'no-pictures-of-pupils, pupils-hand-in-phones. Nearest: phone-stays-locked-away.',
  },
  {
    name: 'a start that is not there',
    from: 'start: ringing',
    to: 'start: ringin',
    says: '4:10: error: There is no step "ringin". Expected: ringing, looked, after. Nearest: ringing.',
  },
  {
    name: 'a next that is not there',
    from: 'next: looked',
    to: 'next: loked',
    says: '13:17: error: There is no step "loked". Expected: ringing, looked, after. Nearest: looked.',
  },
  {
    name: 'a next with the name of something every object has',
    from: 'next: looked',
    to: 'next: constructor',
    says: '13:17: error: There is no step "constructor". Expected: ringing, looked, after.',
  },
  {
    name: 'a dead step',
    from: '      next: after\n',
    to: '',
    says: '34:5: error: Nothing leads to the step "after". Expected: a choice that has it as its next, or no such step.',
  },
  {
    name: 'a loop',
    from: 'feedback: It rings there too.',
    to: 'feedback: It rings there too.\n          next: ringing',
    says:
      '46:17: error: This goes round in a loop, back to "ringing". ' +
      'Expected: a step that has not been seen on the way here.',
  },
  {
    name: 'two right answers',
    from: 'verdict: risky',
    to: 'verdict: right',
    says: '38:9: error: This step has 2 right answers. Expected: exactly one, or pick: all where several are right.',
  },
  {
    name: 'pick: all with one right answer',
    from: 'verdict: right\n          rules: [no-pictures-of-pupils]',
    to: 'verdict: risky\n          rules: [no-pictures-of-pupils]',
    says:
      '22:9: error: A step with pick: all has 1 right answers of 3. ' +
      'Expected: at least two right, and one that is not.',
  },
  {
    name: 'pick: all with nothing but right answers',
    from: 'so that nobody can be made out.\n          verdict: breach',
    to: 'so that nobody can be made out.\n          verdict: right',
    says:
      '22:9: error: A step with pick: all has 3 right answers of 3. ' +
      'Expected: at least two right, and one that is not.',
  },
  {
    name: 'a next on a choice of a step with pick: all',
    from: 'feedback: No picture of a pupil is on your phone.',
    to: 'feedback: No picture of a pupil is on your phone.\n          next: after',
    says: '26:11: error: A choice in a step with pick: all has no "next" of its own. Expected: "next" on the step.',
  },
  {
    name: 'a next on a step where one answer is picked',
    from: 'text: Your phone rings while you read with a pupil.',
    to: 'text: Your phone rings while you read with a pupil.\n      next: looked',
    says:
      '8:7: error: A step where one answer is picked has no "next" of its own. ' +
      'Expected: "next" on its choices, or pick: all.',
  },
  {
    name: 'no scenario for an audience',
    from: 'audiences: [staff, volunteer]',
    to: 'audiences: [volunteer]',
    says: '1:1: error: There is no scenario for "staff". Expected: at least one.',
  },
  {
    name: 'an audience that the policy is not for',
    from: 'audiences: [staff, volunteer]',
    to: 'audiences: [staff, volunteer, governor]',
    says: '3:33: error: "governor" is not an audience of this policy. Expected: staff, volunteer.',
  },
  {
    name: 'no right answer',
    from: 'Let it ring.\n          verdict: right',
    to: 'Let it ring.\n          verdict: breach',
    says: '9:9: error: This step has 0 right answers. Expected: exactly one, or pick: all where several are right.',
  },
  {
    name: 'an unknown shared situation',
    from: 'shared: picture-at-the-fair',
    to: 'shared: picture-at-a-fair',
    says:
      '48:11: error: There is no shared situation "picture-at-a-fair". Expected: picture-at-the-fair. ' +
      'Nearest: picture-at-the-fair.',
  },
  {
    name: 'a shared situation in other words',
    from: 'text: At the summer fair a mother',
    to: 'text: At the summer fair a father',
    says:
      '53:13: error: The first step does not say what the shared situation "picture-at-the-fair" says. ' +
      'Expected: its text in shared-scenarios.yaml, word for word.',
  },
  {
    name: 'a shared situation twice',
    from: 'title: A message on reading day',
    to: 'title: A message on reading day\n  shared: picture-at-the-fair',
    says: '86:11: error: An earlier scenario has the shared situation "picture-at-the-fair" already. Expected: each once.',
  },
  {
    name: 'no scenario for a shared situation',
    from: '  shared: picture-at-the-fair\n',
    to: '',
    foundIn: 'shared-scenarios.yaml',
    says:
      '7:7: warning: The pack "northfield/phones" has no scenario for the situation "picture-at-the-fair". ' +
      'Expected: shared: picture-at-the-fair in a scenario of it.',
  },
  {
    name: 'a scenario twice',
    from: '- id: a-call-in-class',
    to: `- id: a-call-in-class
  title: A call
  audiences: [staff]
  start: only
  steps:
    only:
      text: It rings.
      choices:
        - text: Let it.
          verdict: right
          rules: [no-phone-in-class]
          feedback: Good.
        - text: Look.
          verdict: breach
          rules: [no-phone-in-class]
          feedback: Bad.
- id: a-call-in-class`,
    says: '17:7: error: The id "a-call-in-class" stands on line 1 already. Expected: an id of its own.',
  },
]
