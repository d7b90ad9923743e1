import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LARGEST_FILE } from '../../../src-main/policies/content/content-files.ts'
import { inWords } from '../../../src-main/policies/content/finding.ts'
import { pack as packSchema } from '../../../src-main/policies/format.ts'
import { checkContent, loadPack } from '../../../src-main/policies/content/load-pack.ts'
import { listPacks, readSchools } from '../../../src-main/policies/content/schools.ts'
import { copyContent, edit, FIXTURE } from './content-copy.ts'

const PACK = 'northfield/phones'

function said(folder: string): string[] {
  const { packs, findings } = checkContent(folder)
  return [...findings, ...packs.flatMap((pack) => pack.findings)].map(inWords)
}

describe('a pack with nothing wrong in it', () => {
  const pack = loadPack(FIXTURE, PACK)

  test('has the shape of a pack', () => {
    expect(packSchema.parse(pack)).toEqual(pack)
    expect(said(FIXTURE)).toEqual([])
  })

  test('takes along the topics of its own rules alone', () => {
    expect(pack.topics.map((topic) => topic.id)).toEqual(['phones.use', 'phones.pictures'])
  })

  test('has what its author left out, as the format says', () => {
    expect(pack.scenarios[0]?.steps.ringing?.pick).toBe('one')
  })

  test('is one of those in the folder', () => {
    expect(listPacks(FIXTURE)).toEqual([{ id: PACK, folder: join(FIXTURE, 'northfield', 'phones') }])
    expect(readSchools(FIXTURE)).toEqual([
      { id: 'northfield', name: 'Northfield School', phase: 'Primary school', policies: ['Mobile phone policy'] },
    ])
  })

  test('has a coverage table', () => {
    const { coverage } = checkContent(FIXTURE).packs[0]!
    expect(coverage?.forces.filter((force) => force.rules > 0)).toEqual([
      { force: 'must', rules: 1, onPage: 1, decided: 0 },
      { force: 'must-not', rules: 2, onPage: 2, decided: 2 },
      { force: 'should', rules: 1, onPage: 1, decided: 1 },
    ])
    expect(coverage?.audiences).toEqual([
      expect.objectContaining({ audience: 'staff', pages: 3, scenarios: 1, branching: 1, minutes: 10 }),
      expect.objectContaining({ audience: 'volunteer', pages: 2, scenarios: 3, branching: 2, minutes: 5 }),
    ])
  })

  test('is the same with the line ends and the mark that Windows puts in a file', () => {
    const folder = copyContent()
    for (const file of ['module.md', 'rules.yaml', 'scenarios.yaml']) {
      const path = join(folder, PACK, file)
      writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8').replaceAll('\n', '\r\n')}`)
    }
    expect(loadPack(folder, PACK)).toEqual(pack)
  })
})

describe('coverage', () => {
  test('a rule is missing where one of its audiences sees no page with it', () => {
    const folder = copyContent()
    edit(folder, `${PACK}/module.md`, '# Pictures', '# Pictures {audiences="staff"}')
    expect(said(folder)).toEqual([
      `${PACK}/rules.yaml:14:7: error: The rule "no-pictures-of-pupils" is on no page for: volunteer. ` +
        'Expected: ::rules{topic=phones.pictures} or ::rules{ids="no-pictures-of-pupils"} on a page they see.',
    ])
  })

  test('a rule for pupils is missing where no page has it', () => {
    const folder = copyContent()
    const ids = 'ids="no-phone-in-class phone-stays-locked-away"'
    edit(folder, `${PACK}/module.md`, 'topic=phones.use', ids)
    expect(said(folder)).toEqual([
      expect.stringContaining('The rule "pupils-hand-in-phones" is on no page for: staff, volunteer.'),
    ])
  })

  test('a ban is missing where it is decided for others than those it binds', () => {
    const folder = copyContent()
    edit(folder, `${PACK}/rules.yaml`, 'force: should\n  audiences: [staff]', 'force: must-not\n  audiences: [staff]')
    expect(said(folder)).toEqual([])
    edit(folder, `${PACK}/scenarios.yaml`, 'audiences: [staff, volunteer]', 'audiences: [volunteer]')
    expect(said(folder)).toContainEqual(
      expect.stringContaining(
        '"phone-stays-locked-away" (must-not) is decided in no scenario that those it binds play',
      ),
    )
  })

  test('what a policy only expects need not be decided in a scenario', () => {
    const folder = copyContent()
    const rules = 'rules: [phone-stays-locked-away]'
    for (const _ of [1, 2]) edit(folder, `${PACK}/scenarios.yaml`, rules, 'rules: [no-phone-in-class]')
    expect(said(folder)).toEqual([])
    expect(checkContent(folder).packs[0]?.coverage?.forces).toContainEqual({
      force: 'should',
      rules: 1,
      onPage: 1,
      decided: 0,
    })
  })

  test('an audience without a page is missing', () => {
    const folder = copyContent()
    for (const page of ['# Your phone in school', '# Pictures']) {
      edit(folder, `${PACK}/module.md`, page, `${page} {audiences="staff"}`)
    }
    expect(said(folder)).toContain(
      `${PACK}/module.md:1:1: error: There is no page for "volunteer". Expected: at least one.`,
    )
  })
})

describe('what is worth a second look', () => {
  test('the next review was due before the last', () => {
    const folder = copyContent()
    edit(folder, `${PACK}/policy.yaml`, '2027-01-31', '2025-01-31')
    expect(said(folder)).toEqual([`${PACK}/policy.yaml:6:17: warning: The next review was due before 2026-01-12.`])
  })

  test('two sections have one number', () => {
    const folder = copyContent()
    edit(folder, `${PACK}/policy.yaml`, 'notes:', '  - ref: "2"\n    title: Films\nnotes:')
    expect(said(folder)).toEqual([`${PACK}/policy.yaml:20:10: warning: An earlier section has the ref "2" too.`])
  })
})

describe('files that are not what they should be', () => {
  test('a missing file, and one named nearly like it', () => {
    const folder = copyContent()
    renameSync(join(folder, PACK, 'rules.yaml'), join(folder, PACK, 'rules.yml'))
    expect(said(folder)).toEqual([`${PACK}/rules.yaml:1:1: error: This file is missing. Nearest: rules.yml.`])
  })

  test('no shared situations: nothing is shared', () => {
    const folder = copyContent()
    rmSync(join(folder, 'shared-scenarios.yaml'))
    expect(said(folder)).toEqual([
      `${PACK}/scenarios.yaml:48:11: error: There is no shared situation "picture-at-the-fair". ` +
        'Expected: the id of a situation in shared-scenarios.yaml.',
    ])
    edit(folder, `${PACK}/scenarios.yaml`, '  shared: picture-at-the-fair\n', '')
    expect(said(folder)).toEqual([])
  })

  test('an empty file', () => {
    const folder = copyContent()
    writeFileSync(join(folder, PACK, 'policy.yaml'), '')
    expect(said(folder)).toEqual([`${PACK}/policy.yaml:1:1: error: This file is empty. Expected: keys with values.`])
  })

  test('a module without a page', () => {
    const folder = copyContent()
    writeFileSync(join(folder, PACK, 'module.md'), '---\ntitle: Phones\n---\n')
    expect(said(folder)).toEqual([
      `${PACK}/module.md:1:1: error: There is no page. Expected: a line with # and a title.`,
    ])
  })

  test.each(['module.md', 'rules.yaml'])('%s that is too large', (file) => {
    const folder = copyContent()
    writeFileSync(join(folder, PACK, file), 'x'.repeat(LARGEST_FILE + 1))
    expect(said(folder)).toEqual([`${PACK}/${file}:1:1: error: This file is too large. Expected: 1 MiB at most.`])
  })

  test('bytes that are not UTF-8, and where', () => {
    const folder = copyContent()
    const path = join(folder, PACK, 'module.md')
    writeFileSync(path, Buffer.from(readFileSync(path, 'utf8').replace('silent', 'sil\xE9nt'), 'latin1'))
    expect(said(folder)).toEqual([
      `${PACK}/module.md:7:61: error: This character is not in UTF-8. Expected: a file saved as UTF-8.`,
    ])
  })

  test.each([
    ['\u202e', '202E'],
    ['\0', '0000'],
    ['\u{e0041}', 'E0041'],
  ])('a character that cannot be seen and would show the text otherwise, %j', (character, code) => {
    const folder = copyContent()
    edit(folder, `${PACK}/module.md`, 'A phone', `A ${character}phone`)
    expect(said(folder)).toEqual([
      `${PACK}/module.md:34:3: error: This character cannot be seen (U+${code}). Expected: text without it.`,
    ])
  })

  test('the same, as an escape', () => {
    const folder = copyContent()
    edit(folder, `${PACK}/policy.yaml`, 'title: Mobile phone policy', 'title: "Mobile \\u202Ephone policy"')
    expect(said(folder)).toEqual([
      expect.stringMatching(/policy.yaml:\d+:\d+: error: .*text without characters that cannot be seen/),
    ])
  })

  test('a joiner, which some languages write with, a soft hyphen and a tab may stand there', () => {
    const folder = copyContent()
    edit(folder, `${PACK}/module.md`, 'A phone', 'A\tpho\u00adne\u200d')
    expect(said(folder)).toEqual([])
  })

  test.each(['policy.yaml', 'module.md'])('a %s that links out of the content folder', (file) => {
    const folder = copyContent()
    const outside = join(copyContent(), PACK, file)
    rmSync(join(folder, PACK, file))
    symlinkSync(outside, join(folder, PACK, file))
    expect(said(folder)).toEqual([
      `${PACK}/${file}:1:1: error: This is a link that leads out of the content folder. Expected: a file.`,
    ])
  })

  test('a folder that is a link', () => {
    const folder = copyContent()
    symlinkSync(join(copyContent(), PACK), join(folder, 'northfield', 'more'))
    expect(said(folder)).toEqual([
      'northfield/more:1:1: error: This is a link, not a folder. Expected: a folder of its own.',
    ])
    expect(listPacks(folder).map((pack) => pack.id)).toEqual([PACK])
  })

  test('a folder whose name will not do', () => {
    const folder = copyContent()
    mkdirSync(join(folder, 'North Field'))
    expect(said(folder)).toEqual([
      'North Field:1:1: error: A folder cannot be named "North Field". Expected: small letters, digits and hyphens.',
    ])
  })

  test('a hidden folder is no school', () => {
    const folder = copyContent()
    mkdirSync(join(folder, '.git'))
    expect(said(folder)).toEqual([])
  })

  test('lists in lists in lists', () => {
    const folder = copyContent()
    writeFileSync(join(folder, PACK, 'rules.yaml'), '['.repeat(100_000))
    expect(said(folder)).toEqual([
      expect.stringMatching(/^northfield\/phones\/rules.yaml:1:\d+: error: This is nested too deep to be read\.$/),
    ])
  })

  test.each(['- ', '> ', '1. '])('a page of nothing but %j', (mark) => {
    const folder = copyContent()
    edit(folder, `${PACK}/module.md`, 'A phone may be needed here.', mark.repeat(100_000))
    expect(said(folder)).toEqual([`${PACK}/module.md:34:1: error: This is nested too deep to be read.`])
  })

  test('a few aliases that would stand for gigabytes', () => {
    const folder = copyContent()
    const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]`).join('\n')
    writeFileSync(join(folder, PACK, 'policy.yaml'), `a0: &a0 [x]\n${bomb}\n`)
    expect(said(folder)[0]).toBe(
      `${PACK}/policy.yaml:2:10: error: "*a0" stands for another part of the file. Expected: the text itself, written out.`,
    )
  })
})

describe('a pack that is asked for by name', () => {
  test.each(['../northfield/phones', 'northfield/..', 'northfield', '/etc/passwd', 'northfield/phones/x', ''])(
    '%j leads nowhere',
    (id) => {
      expect(() => loadPack(join(FIXTURE, 'northfield'), id)).toThrow(expect.objectContaining({ code: 'pack-faulty' }))
      expect(() => loadPack(FIXTURE, id)).toThrow(`There is no pack "${id}".`)
    },
  )

  test('is told from one nearly like it', () => {
    expect(() => loadPack(FIXTURE, 'northfield/phone')).toThrow(
      'There is no pack "northfield/phone". The nearest is "northfield/phones".',
    )
  })

  test('is refused with the first findings', () => {
    const folder = copyContent()
    const path = join(folder, PACK, 'rules.yaml')
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .replaceAll(/force: .*/g, 'force: shall')
        .replace(/why: .*/, 'whys: x'),
    )
    expect(() => loadPack(folder, PACK)).toThrow(
      /^The pack "northfield\/phones" was not loaded\.\nnorthfield\/phones\/rules.yaml:4:10: error: "force" cannot be "shall"\./,
    )
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/ {2}text: .*/g, '  txt: x'))
    expect(() => loadPack(folder, PACK)).toThrow(/\nand \d+ more$/)
  })

  test('is refused where its school or the topics are at fault', () => {
    const folder = copyContent()
    edit(folder, 'topics.yaml', 'id: trips.phones', 'id: trips')
    expect(() => loadPack(folder, PACK)).toThrow('topics.yaml:11:7')
  })
})

test('a faulty school is left out of those to choose from, and so is a faulty policy', () => {
  const folder = copyContent()
  edit(folder, `${PACK}/policy.yaml`, 'title:', 'titel:')
  expect(readSchools(folder)).toMatchObject([{ id: 'northfield', policies: [] }])
  edit(folder, 'northfield/school.yaml', 'phase:', 'fase:')
  expect(readSchools(folder)).toEqual([])
})

test('a folder that is not there is said to be', () => {
  const nowhere = join(FIXTURE, 'nowhere')
  for (const read of [checkContent, listPacks, readSchools]) {
    expect(() => read(nowhere)).toThrow(expect.objectContaining({ code: 'folder-missing' }))
  }
})
