import { expect, test } from 'vitest'
import { loadPack } from '../../../src-main/policies/content/load-pack.ts'
import { pageId } from '../../../src-main/policies/content/module-markdown.ts'
import { copyContent, edit, FIXTURE } from './content-copy.ts'

const PACK = 'northfield/phones'
const text = (value: string) => ({ type: 'text', value })
const paragraph = (value: string) => ({ type: 'paragraph', children: [text(value)] })

test('pages are parsed to the tree that is shown', () => {
  const { module } = loadPack(FIXTURE, PACK)
  expect(module.title).toBe('Phones at Northfield')
  expect(module.pages).toEqual([
    {
      id: 'your-phone-in-school',
      title: 'Your phone in school',
      audiences: ['staff', 'volunteer'],
      body: [
        {
          type: 'paragraph',
          children: [
            text('From 8:45 to 15:30 your phone is '),
            { type: 'emphasis', children: [text('out of sight')] },
            text(': away, '),
            { type: 'strong', children: [text('silent')] },
            text(' and out of reach.'),
          ],
        },
        { type: 'rules', rules: ['no-phone-in-class', 'phone-stays-locked-away', 'pupils-hand-in-phones'] },
        { type: 'heading', children: [text('If it rings')] },
        {
          type: 'list',
          ordered: true,
          items: [[paragraph('Let it ring.')], [paragraph('Call back at break, from the staff room.')]],
        },
        {
          type: 'tell',
          contact: 'headteacher',
          children: [paragraph('Somebody at home is ill and you need to be reached.')],
        },
      ],
    },
    {
      id: 'pictures',
      title: 'Pictures',
      audiences: ['staff', 'volunteer'],
      body: [
        { type: 'rules', rules: ['no-pictures-of-pupils'] },
        {
          type: 'note',
          children: [
            paragraph("The school's own camera is in the office."),
            {
              type: 'list',
              ordered: false,
              items: [[paragraph('It is signed out.')], [paragraph('It is signed in again.')]],
            },
          ],
        },
      ],
    },
    {
      id: 'on-duty-at-the-gate',
      title: 'On duty at the gate',
      audiences: ['staff'],
      body: [paragraph('A phone may be needed here.')],
    },
  ])
})

test.each(['At 9:30 or 15:45', 'Year 6:ask first', 'a:b{c=d}', 'note:this[is] text', ':tell'])(
  'a colon inside a line is a colon: %s',
  (line) => {
    const folder = copyContent()
    edit(folder, `${PACK}/module.md`, 'A phone may be needed here.', line)
    expect(loadPack(folder, PACK).module.pages.at(-1)?.body).toEqual([paragraph(line)])
  },
)

test('the name of a page is its title in plain letters', () => {
  expect(pageId("Don't be a stranger: 3 cafés")).toBe('dont-be-a-stranger-3-cafes')
})
