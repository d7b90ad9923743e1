import type { Mistake } from './mistake.ts'

export const topicsMistakes: Mistake[] = [
  {
    name: 'a topic of one word',
    from: 'id: trips.phones',
    to: 'id: trips',
    says: '5:7: error: "id" cannot be "trips". Expected: two words joined by a full stop, such as "pupils.connections".',
  },
  {
    name: 'a topic twice',
    from: 'id: trips.phones',
    to: 'id: phones.use',
    says: '5:7: error: The id "phones.use" stands on line 1 already. Expected: an id of its own.',
  },
  {
    name: 'an entry that is text',
    from: '- id: phones.pictures\n  title: Pictures on a phone',
    to: '- Pictures',
    says: '3:3: error: This entry is text. Expected: keys with values.',
  },
]
