import type { Mistake } from './mistake.ts'

export const moduleMistakes: Mistake[] = [
  {
    name: 'no front matter',
    from: '---\ntitle: Phones at Northfield\n---\n',
    to: '',
    says:
      '1:1: error: This file does not begin with its title. ' +
      'Expected: a first line of three hyphens, a line with the title, and three hyphens again.',
  },
  {
    name: 'an unknown key in the front matter',
    from: 'title: Phones',
    to: 'titel: Phones',
    says: '2:1: error: "titel" is not a key here. Expected: title. Nearest: title.',
  },
  {
    name: 'text before the first page',
    from: '# Your phone in school',
    to: 'Your phone in school',
    says: '5:1: error: This stands before the first page. Expected: a page: a line with # and its title.',
  },
  {
    name: 'an empty page',
    from: 'A phone may be needed here.\n',
    to: '',
    says: '32:1: error: The page "On duty at the gate" is empty. Expected: text or rules.',
  },
  {
    name: 'a page without a title',
    from: '# Pictures',
    to: '#',
    says: '21:1: error: This page has no title. Expected: a title after the #.',
  },
  {
    name: 'a page with the title of Lanyard’s own',
    from: '# Pictures',
    to: '# What changed',
    says: '21:1: error: Lanyard has a page of its own with this title. Expected: another title.',
  },
  {
    name: 'two pages with one title',
    from: '# Pictures',
    to: '# Your phone, in school!',
    says: '21:1: error: There is an earlier page named "Your phone, in school!". Expected: a title of its own.',
  },
  {
    name: 'marks in a title',
    from: '# Pictures',
    to: '# *Pictures*',
    says: '21:1: error: The title of a page is plain text. Expected: a title without marks in it.',
  },
  {
    name: 'an unknown audience of a page',
    from: '{audiences="staff"}',
    to: '{audiences="staf"}',
    says: '32:1: error: "staf" is not an audience of this policy. Expected: staff, volunteer. Nearest: staff.',
  },
  {
    name: 'something else in braces',
    from: '{audiences="staff"}',
    to: '{audience="staff"}',
    says: '32:1: error: "{audience="staff"}" is not understood. Expected: {audiences="staff governor"}.',
  },
  {
    name: 'a page for nobody',
    from: '{audiences="staff"}',
    to: '{audiences=""}',
    says: '32:1: error: "{audiences=""}" is not understood. Expected: {audiences="staff governor"}.',
  },
  {
    name: 'a heading too deep',
    from: '## If it rings',
    to: '### If it rings',
    says: '12:1: error: This heading is too deep. Expected: # for a page, ## inside it.',
  },
  ...Object.entries({
    HTML: '<b>Here</b>',
    'A link': '[here](https://example.org)',
    'A picture': '![here](here.png)',
    Code: '`here`',
    'A quotation': '> here',
    'A rule across the page': '***',
    'A block of code (or a line that begins with four spaces)': '```\nhere\n```',
    'A table': '| a | b |\n|---|---|\n| 1 | 2 |',
  }).map(([name, markdown]) => ({
    name,
    from: 'A phone may be needed here.',
    to: markdown,
    says:
      `34:1: error: ${name} cannot stand here. ` +
      'Expected: headings, paragraphs, lists, *emphasis*, **strong**, ::rules, :::tell and :::note.',
  })),
  {
    name: 'a forced line break',
    from: 'A phone may',
    to: 'A phone  \nmay',
    says:
      '34:8: error: A forced line break (two spaces or a backslash at the end of a line) cannot stand here. ' +
      'Expected: headings, paragraphs, lists, *emphasis*, **strong**, ::rules, :::tell and :::note.',
  },
  {
    name: 'an unknown directive',
    from: '::rules{topic=phones.use}',
    to: '::rule{topic=phones.use}',
    says: '10:1: error: There is no "::rule". Expected: ::rules, :::tell, :::note. Nearest: ::rules.',
  },
  {
    name: 'a box written as a line',
    from: 'A phone may be needed here.',
    to: '::tell{contact=office}',
    says: '34:1: error: There is no "::tell". Expected: ::rules, :::tell, :::note. Nearest: :::tell.',
  },
  {
    name: 'a directive spoilt by a space',
    from: '::rules{topic=phones.use}',
    to: '::rules {topic=phones.use}',
    says:
      '10:1: error: This begins like a directive and is none. Expected: ::rules{topic=...}, ::rules{ids="..."}, ' +
      ':::tell{contact=...}, or :::note, alone on its line.',
  },
  {
    name: 'an unknown attribute',
    from: '{topic=phones.use}',
    to: '{topics=phones.use}',
    says: '10:1: error: "topics" means nothing to rules. Expected: topic, ids. Nearest: topic.',
  },
  {
    name: 'rules of nothing',
    from: '::rules{topic=phones.use}',
    to: '::rules',
    says: '10:1: error: ::rules names neither or both of a topic and ids. Expected: topic=... or ids="...".',
  },
  {
    name: 'rules of an unknown topic',
    from: '{topic=phones.use}',
    to: '{topic=phone.use}',
    says:
      '10:1: error: There is no topic "phone.use". Expected: phones.use, phones.pictures, trips.phones. ' +
      'Nearest: phones.use.',
  },
  {
    name: 'rules of a topic that no rule has',
    from: '{topic=phones.use}',
    to: '{topic=trips.phones}',
    says: '10:1: error: No rule has the topic "trips.phones". Expected: phones.use, phones.pictures.',
  },
  {
    name: 'an unknown rule',
    from: 'ids="no-pictures-of-pupils"',
    to: 'ids="no-pictures"',
    says:
      '23:1: error: There is no rule "no-pictures". Expected: no-phone-in-class, phone-stays-locked-away, ' +
      'no-pictures-of-pupils, pupils-hand-in-phones. Nearest: no-pictures-of-pupils.',
  },
  {
    name: 'an empty list of rules',
    from: 'ids="no-pictures-of-pupils"',
    to: 'ids=""',
    says: '23:1: error: ::rules names no rule. Expected: the ids of rules, with spaces.',
  },
  {
    name: 'nobody to tell',
    from: ':::tell{contact=headteacher}',
    to: ':::tell',
    says: '17:1: error: :::tell does not say whom. Expected: :::tell{contact=...}.',
  },
  {
    name: 'an unknown contact to tell',
    from: ':::tell{contact=headteacher}',
    to: ':::tell{contact=headtecher}',
    says: '17:1: error: There is no contact "headtecher". Expected: headteacher, office. Nearest: headteacher.',
  },
  {
    name: 'a box that is never closed',
    from: '- It is signed in again.\n:::\n',
    to: '- It is signed in again.\n',
    says: '25:1: error: This box is never closed. Expected: a line of ::: after it.',
  },
  {
    name: 'a heading in a box',
    from: "The school's own camera",
    to: "## Camera\n\nThe school's own camera",
    says: '26:1: error: A heading cannot stand in a list or a box. Expected: a box closed with :::.',
  },
  {
    name: 'rules in a box',
    from: "The school's own camera",
    to: "::rules{topic=phones.use}\n\nThe school's own camera",
    says: '26:1: error: This cannot stand in a list or a box. Expected: a line of its own, outside.',
  },
  {
    name: 'a label on a box',
    from: ':::note',
    to: ':::note[Camera]',
    says: '25:8: error: A box has no text in square brackets. Expected: the text on lines of its own.',
  },
  {
    name: 'an empty note',
    from: `:::note
The school's own camera is in the office.

- It is signed out.
- It is signed in again.
:::`,
    to: ':::note\n:::',
    says: '25:1: error: This note is empty. Expected: text, then a line of :::.',
  },
]
