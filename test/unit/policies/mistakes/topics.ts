import type { Mistake } from './mistake.ts'

export const topicsMistakes: Mistake[] = [
  {
    name: 'a topic of one word',
    from: 'id: trips.phones',
    to: 'id: trips',
    says: '11:7: error: "id" cannot be "trips". Expected: two words joined by a full stop, such as "pupils.connections".',
  },
  {
    name: 'a topic twice',
    from: 'id: trips.phones',
    to: 'id: phones.use',
    says: '11:7: error: The id "phones.use" stands on line 1 already. Expected: an id of its own.',
  },
  {
    name: 'an entry that is text',
    from: '- id: trips.phones\n  title: Phones on trips',
    to: '- Trips',
    says: '11:3: error: This entry is text. Expected: keys with values.',
  },
  {
    name: 'a question without answers',
    from: 'title: Phones on trips',
    to: 'title: Phones on trips\n  question: May I take my phone on a trip?',
    says: '13:3: error: The topic "trips.phones" has a question and no answers. Expected: "answers", the strictest first.',
  },
  {
    name: 'answers without a question',
    from: '  question: May I take pictures of pupils?\n',
    to: '',
    says: '5:3: error: The topic "phones.pictures" has answers and no question. Expected: "question", before them.',
  },
  {
    name: 'an answer twice',
    from: 'id: not-on-my-phone',
    to: 'id: never',
    says: '9:11: error: The id "never" stands on line 7 already. Expected: an id of its own.',
  },
]
