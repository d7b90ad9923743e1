import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkThoroughly, type AskedFor } from '../../../src-main/policies/checks/check-content.ts'
import { inWords } from '../../../src-main/policies/content/finding.ts'
import { copyContent, edit } from './content-copy.ts'

const PACK = 'northfield/phones'

async function said(folder: string, asked: AskedFor): Promise<string[]> {
  const { packs, findings } = await checkThoroughly(folder, asked)
  return [...findings, ...packs.flatMap((pack) => pack.findings)].map(inWords)
}

test('what is not asked for is not looked at', async () => {
  const folder = copyContent()
  edit(folder, `${PACK}/module.md`, 'silent', 'color')
  expect(await said(folder, {})).toEqual([])
})

describe('readability', () => {
  const EASY = 'The cat sat on the mat. '
  const HARD = 'Consultation arrangements notwithstanding, organisational representatives participate. '

  /** The pack with pages of so many words each, and the time it takes. */
  function withPages(count: number, words: number, { sentence = EASY, staff = 8, volunteer = 8 } = {}): string {
    const folder = copyContent()
    const text = sentence.repeat(words / 6)
    const pages = Array.from({ length: count }, (_, i) => `# Page ${i}\n\n${text}\n`)
    const rules = ['phones.use', 'phones.pictures'].map((topic) => `::rules{topic=${topic}}\n`)
    writeFileSync(join(folder, PACK, 'module.md'), ['---\ntitle: Phones\n---\n', ...pages, ...rules].join('\n'))
    edit(folder, `${PACK}/policy.yaml`, 'staff: 10', `staff: ${staff}`)
    edit(folder, `${PACK}/policy.yaml`, 'volunteer: 5', `volunteer: ${volunteer}`)
    return folder
  }
  const MODULE = `${PACK}/module.md:1:1: warning:`

  test('a pack that is easy enough and takes as long as it may', async () => {
    const folder = withPages(5, 300)
    expect(await said(folder, { readability: true })).toEqual([])
    const { packs } = await checkThoroughly(folder, { readability: true })
    expect(packs[0]?.readability).toMatchObject({
      pages: [...[0, 1, 2, 3].map((i) => ({ title: `Page ${i}`, words: 300 })), { title: 'Page 4', words: 336 }],
      grade: expect.closeTo(-1.3, 0),
    })
  })

  test.each([
    [
      'pages that are hard',
      withPages.bind(null, 5, 300, { sentence: HARD }),
      `${MODULE} The pages are hard to read: on average grade 3`,
    ],
    ['too few pages', withPages.bind(null, 4, 360), `${MODULE} There are 4 pages. Expected: 5 to 12.`],
    ['too many pages', withPages.bind(null, 13, 120), `${MODULE} There are 13 pages. Expected: 5 to 12.`],
    [
      'too little to read for staff',
      withPages.bind(null, 5, 150, { staff: 4, volunteer: 5 }),
      `${MODULE} The pages for "staff" take 4.0 minutes to read. Expected: 5 to 20.`,
    ],
    [
      'too much to read',
      withPages.bind(null, 5, 840, { staff: 22, volunteer: 22 }),
      `${MODULE} The pages for "volunteer" take 21.2 minutes to read. Expected: 2 to 20.`,
    ],
    [
      'more minutes stated than it takes',
      withPages.bind(null, 5, 300, { staff: 11 }),
      `${PACK}/policy.yaml:13:10: warning: 11 minutes are stated for "staff". Its pages and scenarios take 8.0. Expected: 8.`,
    ],
    [
      'fewer minutes stated than it takes',
      withPages.bind(null, 5, 300, { volunteer: 6 }),
      `${PACK}/policy.yaml:14:14: warning: 6 minutes are stated for "volunteer". Its pages and scenarios take 8.6. Expected: 9.`,
    ],
  ])('%s', async (_, content, finding) => {
    expect(await said(content(), { readability: true })).toContainEqual(expect.stringContaining(finding))
  })

  test('volunteers may have no more than two minutes to read, and anybody may be two minutes off', async () => {
    const folder = withPages(5, 300, { staff: 10, volunteer: 4 })
    for (const n of [0, 1, 2, 3]) edit(folder, `${PACK}/module.md`, `# Page ${n}`, `# Page ${n} {audiences="staff"}`)
    expect(await said(folder, { readability: true })).toEqual([
      `${MODULE} The pages for "volunteer" take 1.7 minutes to read. Expected: 2 to 20.`,
    ])
  })
})

describe('spelling', () => {
  const spelling = { spelling: true }

  test('the fixture is spelt right, its name known from words.txt', async () => {
    const folder = copyContent()
    expect(await said(folder, spelling)).toEqual([])
    rmSync(join(folder, 'words.txt'))
    expect(await said(folder, spelling)).toEqual([
      'northfield/school.yaml:2:7: warning: "Northfield" is not in the dictionary, nor in words.txt.',
      `${PACK}/module.md:2:18: warning: "Northfield" is not in the dictionary, nor in words.txt.`,
    ])
  })

  test.each([
    ['topics.yaml', 'Phones on trips', 'Fones on trips', '12:10: warning: "Fones"'],
    ['shared-scenarios.yaml', '“and of the band', '“and of the bandd', '5:17: warning: "bandd"'],
    ['northfield/school.yaml', 'forms and lost', 'forms and losst', '10:20: warning: "losst"'],
    [`${PACK}/policy.yaml`, 'matter of discipline', 'matter of disipline', '9:37: warning: "disipline"'],
    [`${PACK}/rules.yaml`, 'why: Nobody', 'why: Noboddy', '20:8: warning: "Noboddy"'],
    [`${PACK}/scenarios.yaml`, 'There it rings', 'There it ringgs', '41:30: warning: "ringgs"'],
    [`${PACK}/sign-off.yaml`, 'staff: I have read', 'staff: I have raed', '2:17: warning: "raed"'],
    [`${PACK}/module.md`, '**silent**', '**sillent**', '7:58: warning: "sillent"'],
  ])('a misspelling in %s', async (file, from, to, finding) => {
    const folder = copyContent()
    edit(folder, file, from, to)
    const found = (await said(folder, spelling)).filter((line) => line.startsWith(`${file}:${finding}`))
    expect(found).toEqual([
      expect.stringMatching(/ is not in the dictionary, nor in words\.txt\.( Nearest: [\w', ]+\.)?$/),
    ])
  })

  test.each([
    ['color', 'colour'],
    ['organize', 'organise'],
    ['center', 'centre'],
    ['practising', undefined],
    ['Facebok', 'Facebook'],
    ['teacher’s', undefined],
    ['isn’t', undefined],
    ['techer’s', 'teacher'],
    ['Northfield’s', undefined],
    ['8am', undefined],
    ['www.northfeild.sch.uk', undefined],
  ])('%s', async (word, nearest) => {
    const folder = copyContent()
    edit(folder, `${PACK}/module.md`, '**silent**', `**${word}**`)
    const found = await said(folder, spelling)
    expect(found).toEqual(
      nearest === undefined
        ? []
        : [expect.stringMatching(`"${word.replace('’s', '')}" is not .* Nearest: .*${nearest}`)],
    )
  })

  test('ids, headings of the document and directives are not looked at; a word is told of once a file', async () => {
    const folder = copyContent()
    edit(folder, `${PACK}/policy.yaml`, 'title: Pictures', 'title: Picturez')
    edit(folder, `${PACK}/scenarios.yaml`, 'looked', 'lookt', true)
    edit(folder, 'northfield/school.yaml', 'id: headteacher', 'id: hedteecher')
    edit(folder, `${PACK}/module.md`, 'contact=headteacher', 'contact=hedteecher')
    expect(await said(folder, spelling)).toEqual([])
    edit(folder, `${PACK}/module.md`, '- It is signed', '- It iz signed', true)
    expect(await said(folder, spelling)).toEqual([expect.stringContaining(`${PACK}/module.md:28:6: warning: "iz"`)])
  })

  test('a line of words.txt that is no word', async () => {
    const folder = copyContent()
    writeFileSync(join(folder, 'words.txt'), '# names\nNorthfield # the school\n\nSouth Field\n')
    expect(await said(folder, spelling)).toEqual([
      'words.txt:4:1: error: "South Field" is not one word. Expected: one word a line; a comment after #.',
    ])
  })
})

describe('own words', () => {
  /** A folder with the text of a policy in it. */
  function policies(name: string, text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-policies-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, name), text)
    return folder
  }
  const COPIED = 'No phone is to be seen or heard in any classroom.'

  test.each([
    ['topics.yaml', 'Phones on trips', '12:10'],
    ['shared-scenarios.yaml', 'At the summer fair', '4:5'],
    ['northfield/school.yaml', 'anything that worries you', '7:10'],
    [`${PACK}/rules.yaml`, 'Never use your own phone where pupils are.', '6:9'],
    [`${PACK}/module.md`, 'A phone may be needed here.', '34:1'],
    [`${PACK}/sign-off.yaml`, 'I have read the policy', '2:10'],
    [`${PACK}/scenarios.yaml`, 'Your phone rings', '7:13'],
    [`${PACK}/policy.yaml`, 'notes:', '20:3'],
  ])('a sentence of the policy in %s', async (file, from, place) => {
    const folder = copyContent()
    const against = policies('northfield.txt', `1. Phones\n${COPIED}`)
    edit(folder, file, from, from === 'notes:' ? `# ${COPIED}\nnotes:` : COPIED)
    expect(await said(folder, { against })).toContain(
      `${file}:${place}: error: These 11 words stand in the policy too: "${COPIED.slice(0, -1)}". ` +
        'Expected: words of your own.',
    )
  })

  test('the heading of a section may stand in both', async () => {
    const folder = copyContent()
    const heading = 'What phones are for and where they are kept all day'
    edit(folder, `${PACK}/policy.yaml`, 'Phones in school', heading)
    edit(folder, `${PACK}/module.md`, 'A phone may be needed here.', heading)
    expect(await said(folder, { against: policies('northfield.txt', `1. ${heading}\nNo phones.`) })).toEqual([])
  })

  test('a policy that is not there is said to be, and so is a folder', async () => {
    const folder = copyContent()
    const against = policies('southfield.txt', '')
    expect(await said(folder, { against })).toEqual([
      `${PACK}/policy.yaml:1:1: warning: This pack was not compared with its policy, whose text is not there. ` +
        `Expected: ${join(against, 'northfield.txt')}.`,
    ])
    await expect(said(folder, { against: join(against, 'none') })).rejects.toMatchObject({ code: 'folder-missing' })
  })
})
