import type { Mistake } from './mistake.ts'

export const policyMistakes: Mistake[] = [
  {
    name: 'a key twice',
    from: 'version: "2.0"',
    to: 'version: "2.0"\ntitle: Again',
    says: '4:1: error: "title" stands here a second time. Expected: each key once.',
  },
  {
    name: 'a tab',
    from: '  approvedOn',
    to: '\tapprovedOn',
    says: '5:1: error: This line begins with a tab. Expected: spaces.',
  },
  {
    name: 'a colon in a text without quotes',
    from: 'title: Mobile phone policy',
    to: 'title: Phones: a policy',
    says: '2:8: error: A text with a colon and a space in it needs quotes. Expected: "..." around the text.',
  },
  {
    name: 'a text that begins with a reserved character',
    from: 'title: Mobile phone policy',
    to: 'title: @home',
    says: '2:8: error: A text that begins with this character needs quotes. Expected: "..." around the text.',
  },
  {
    name: 'a second document',
    from: 'status:',
    to: '---\nstatus:',
    says: '4:1: error: A second document begins here. Expected: one document, without a line of ---.',
  },
  {
    name: 'a quote that is never closed',
    from: '"2.0"',
    to: '"2.0',
    says: '3:14: error: A text in quotes has not ended by here. Expected: a quote at both ends.',
  },
  {
    name: 'an alias',
    from: 'version: "2.0"',
    to: 'version: &v "2.0"\nreferences: *v',
    says: '4:13: error: "*v" stands for another part of the file. Expected: the text itself, written out.',
  },
  {
    name: 'a tag of another kind',
    from: '"2.0"',
    to: '!price "2.0"',
    says: '3:10: error: This is not YAML as it should be: Unresolved tag: !price.',
  },
  {
    name: 'a number where text belongs',
    from: '"2.0"',
    to: '2.0',
    says: '3:10: error: "version" is the number 2. Expected: text, in quotes: "2.0".',
  },
  {
    name: 'text where a number belongs',
    from: 'staff: 10',
    to: 'staff: ten',
    says: '13:10: error: "staff" is text. Expected: a whole number.',
  },
  {
    name: 'a number that is too small',
    from: 'staff: 10',
    to: 'staff: 0',
    says: '13:10: error: "staff" cannot be 0. Expected: more than 0.',
  },
  {
    name: 'text where a list belongs',
    from: '[staff, volunteer]',
    to: 'staff',
    says: '11:12: error: "audiences" is text. Expected: a list, each entry with a hyphen before it.',
  },
  {
    name: 'a missing key',
    from: 'title: Mobile phone policy\n',
    to: '',
    says: '1:1: error: "title" is missing. Expected: text.',
  },
  {
    name: 'an empty key',
    from: 'title: Mobile phone policy',
    to: 'title:',
    says: '2:7: error: "title" is empty. Expected: text.',
  },
  {
    name: 'an unknown key',
    from: 'title: Mobile',
    to: 'titel: Mobile',
    says:
      '2:1: error: "titel" is not a key here. Expected: id, title, version, status, words, references, ' +
      'audiences, minutes, sections, notes. Nearest: title.',
  },
  {
    name: 'an unknown key inside another',
    from: 'approvedOn',
    to: 'aprovedOn',
    says:
      '5:3: error: "aprovedOn" is not a key here. Expected: approvedOn, reviewedOn, nextReviewOn, ' +
      'reviewEveryMonths, approvedBy. Nearest: approvedOn.',
  },
  {
    name: 'a day that does not exist',
    from: '2026-01-12',
    to: '2026-02-30',
    says: '5:15: error: "approvedOn" cannot be "2026-02-30". Expected: a day that exists, as YYYY-MM-DD.',
  },
  {
    name: 'an unknown audience',
    from: '[staff, volunteer]',
    to: '[staff, volunteers]',
    says:
      '11:20: error: An entry of "audiences" cannot be "volunteers". Expected: staff, volunteer, governor. ' +
      'Nearest: volunteer.',
  },
  {
    name: 'an audience twice',
    from: '[staff, volunteer]',
    to: '[staff, volunteer, staff]',
    says: '11:31: error: "staff" stands here a second time. Expected: each once.',
  },
  {
    name: 'an id that is not where the pack is',
    from: 'northfield/phones',
    to: 'northfield/phone',
    says: '1:5: error: "northfield/phone" is not where this pack is. Expected: northfield/phones. Nearest: northfield/phones.',
  },
  {
    name: 'no minutes for an audience',
    from: '  volunteer: 5\n',
    to: '',
    says: '12:1: error: "minutes" does not say how long it takes "volunteer".',
  },
  {
    name: 'minutes for an audience that the policy is not for',
    from: '  volunteer: 5\n',
    to: '  volunteer: 5\n  governor: 5\n',
    says: '15:3: error: "governor" is not an audience of this policy. Expected: staff, volunteer.',
  },
  {
    name: 'a note on a section that is not there',
    from: 'notes:\n  - ref: "2"',
    to: 'notes:\n  - ref: "2.1"',
    says: '21:10: error: "2.1" does not begin with the ref of a section. Expected: 1, 2.',
  },
  {
    name: 'a truth value where text belongs',
    from: 'title: Mobile phone policy',
    to: 'title: true',
    says: '2:8: error: "title" is the truth value true. Expected: text, in quotes: "true".',
  },
]
