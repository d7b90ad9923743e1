/** A made-up school's worth of people. Nobody here exists. */
import type { Audience } from '../policies/format.ts'

/** How far someone got: the days are counted from their first day. */
export interface Story {
  /** Days from the first day to the sitting in which they finished; undefined where they have not. */
  finishedAfter?: number
  /** A first sitting that stopped after so many pages. */
  stoppedAfter?: { days: number; pages: number }
  /** How often they choose wrong at first, from 0 to 1. */
  slips: number
  /** Says yes to the first declaration. */
  declares?: true
  /** Days from the first day to the last. */
  leftAfter?: number
}

export interface ExamplePerson extends Story {
  name: string
  note: string
  audiences: Audience[]
  /** How many days ago they began. */
  began: number
}

type Row = [name: string, note: string, audiences: Audience[], began: number, story: Story]

const prompt = (finishedAfter: number, slips = 0.12): Story => ({ finishedAfter, slips })
const inTwoSittings = (days: number, pages: number, finishedAfter: number, slips = 0.18): Story => ({
  stoppedAfter: { days, pages },
  finishedAfter,
  slips,
})
const declaring = (story: Story): Story => ({ ...story, declares: true })
const notBegun: Story = { slips: 0 }
const halfway = (days: number, pages: number): Story => ({ stoppedAfter: { days, pages }, slips: 0.2 })

const ROWS: Row[] = [
  ['Amina Inkwell', 'Teacher, Year 6', ['staff'], 362, prompt(2)],
  ['Kwame Bellwether', 'Teacher, Year 5', ['staff'], 362, prompt(4, 0.2)],
  ['Sioned Larkrise', 'Teacher, Year 4', ['staff'], 362, declaring(inTwoSittings(1, 4, 6))],
  ['Jakub Thornapple', 'Teacher, Year 3', ['staff'], 362, prompt(9, 0.35)],
  ['Fatima Goldfinch', 'Teacher, Year 2', ['staff'], 362, prompt(3, 0)],
  ['Eleri Snowberry', 'Teacher, Year 1', ['staff'], 361, inTwoSittings(3, 6, 13, 0.4)],
  ['Rosalind Quayle', 'Teacher, Reception', ['staff'], 360, prompt(1)],
  ['Dafydd Inglenook', 'Site manager', ['staff'], 360, prompt(18, 0.3)],
  ['Grace Candlewick', 'Cook', ['staff'], 358, prompt(11, 0.25)],
  ['Noor Saltmarsh', 'School business manager', ['staff'], 364, prompt(0, 0.05)],
  ['Ivo Featherstonehaugh', 'Headteacher', ['staff'], 364, prompt(0, 0)],
  ['Beatrix Honeysuckle', 'Special needs co-ordinator', ['staff'], 330, prompt(5)],
  ['Callum Paperbark', 'Teaching assistant, Year 1', ['staff'], 24, halfway(8, 3)],
  ['Mairi Driftwood', 'Teaching assistant, Year 4', ['staff'], 318, prompt(7, 0.3)],
  ['Tendai Applegarth', 'Teaching assistant, Reception', ['staff'], 301, inTwoSittings(2, 5, 8)],
  ['Oluwaseun Foxglove', 'Lunchtime supervisor', ['staff'], 6, notBegun],
  ['Yusuf Peppercorn', 'Lunchtime supervisor', ['staff'], 211, prompt(12, 0.45)],
  ['Ffion Marigold', 'Music teacher, Thursdays', ['staff'], 172, prompt(6)],
  ['Arjun Willowby', 'Sports coach', ['staff'], 95, prompt(20, 0.38)],
  ['Catrin Stonecrop', 'Supply teacher', ['staff'], 290, { finishedAfter: 3, slips: 0.1, leftAfter: 80 }],
  ['Benedict Oakapple', 'Student teacher', ['staff'], 70, { slips: 0, leftAfter: 46 }],
  ['Zsofia Bluebell', 'Office assistant', ['staff'], 12, halfway(2, 6)],
  ['Mei Thistledown', 'Parent helper, Year 2', ['volunteer'], 26, notBegun],
  ['Roya Hollyhock', 'Reading volunteer', ['volunteer'], 20, halfway(4, 2)],
  ['Grace Candlewick', 'Friends of the school', ['volunteer'], 32, declaring(prompt(17, 0.3))],
  ['Owain Bramblewood', 'Parent helper, Reception', ['volunteer'], 250, declaring(prompt(1, 0.15))],
  ['Lucia Fernhollow', 'Gardening club', ['volunteer'], 236, prompt(10, 0.22)],
  ['Samir Cobblestone', 'Chess club', ['volunteer'], 180, prompt(3)],
  ['Hannah Periwinkle', 'Friends of the school', ['volunteer'], 166, prompt(14, 0.33)],
  ['Patrice Nightingale', 'School trips', ['volunteer'], 121, { finishedAfter: 2, slips: 0.2, leftAfter: 60 }],
  ['Agnieszka Lark', 'Reading volunteer', ['volunteer'], 58, prompt(6, 0.1)],
  ['Morgan Tumbleweed', 'Parent helper, Year 5', ['volunteer'], 9, notBegun],
  ['Tomasz Larkspur', 'Parent helper; chair of governors', ['volunteer', 'governor'], 363, declaring(prompt(3, 0.08))],
  [
    'Ingrid Wintergreen',
    'Parent governor; Friends of the school',
    ['volunteer', 'governor'],
    199,
    declaring(prompt(8, 0.25)),
  ],
  ['Priya Quillfeather', 'Parent governor', ['governor'], 340, declaring(prompt(21, 0.3))],
  ['Desmond Kestrel', 'Local authority governor', ['governor'], 340, prompt(5)],
  ['Hamza Featherbridge', 'Co-opted governor', ['governor'], 310, prompt(9, 0.28)],
  ['Winifred Ashdown', 'Safeguarding link governor', ['governor'], 340, prompt(1, 0)],
  ['Leopold Merriweather', 'Foundation governor', ['governor'], 40, halfway(10, 4)],
  ['Nkechi Sundew', 'Clerk to the governors', ['governor'], 3, notBegun],
]

export const ROSTER: ExamplePerson[] = ROWS.map(([name, note, audiences, began, story]) => ({
  name,
  note,
  audiences,
  began,
  ...story,
}))
