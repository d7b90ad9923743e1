/** The help says what the screens say: its words, its pictures and its places are held against the window's own source. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../support/electron.ts'

const WINDOW = join(ROOT, 'src-renderer')
const HELP = join(WINDOW, 'help')
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const plain = (text: string) => text.replace(/\s+/g, ' ')

const files = readdirSync(WINDOW, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
const pages = files.filter((file) => /^help\/[A-Z]\w+\.svelte$/.test(file) && read(WINDOW, file).includes('<Part'))
const screens = files
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.startsWith('help/'))
  .map((file) => plain(read(WINDOW, file)))
  .join('\n')
const list = read(HELP, 'pages.ts')

test.each(pages)('%s is in the list of pages', (file) =>
  expect(list).toContain(`from './${file.slice('help/'.length)}'`),
)

describe('what the help names stands on a screen, word for word', () => {
  const named = pages.flatMap((file) =>
    [...read(WINDOW, file).matchAll(/<b>([^<]+)<\/b>/g)].map((match) => [file, plain(match[1]!)] as const),
  )
  test.each(named)('%s: %s', (_, words) => expect(screens.includes(words)).toBe(true))
})

describe('pictures', () => {
  const shown = pages.flatMap((file) =>
    [...read(WINDOW, file).matchAll(/<Picture\s+name="([^"]+)"/g)].map((match) => match[1]!),
  )
  const taken = files
    .filter((file) => /^help\/pictures\/.*\.png$/.test(file))
    .map((file) => file.slice('help/pictures/'.length, -4))

  test('each that is shown was taken, and each that was taken is shown', () =>
    expect([...new Set(shown)].toSorted()).toEqual(taken.toSorted()))
})

test('each place leads to a page that is there', () => {
  const ids = [...list.matchAll(/\bid: '([^']+)'/g)].map((match) => match[1])
  const about = [...read(HELP, 'about.ts').matchAll(/^ {2}'(\/[^']*)': '([^']+)'/gm)].map(([, place, id]) => [
    place,
    id,
  ])
  expect(about.length).toBeGreaterThan(10)
  expect(about.filter(([, id]) => !ids.includes(id))).toEqual([])
  const places = [...read(WINDOW, 'router.svelte.ts').matchAll(/^ {2}'(\/[^']*)':/gm)].map((match) => match[1]!)
  expect(about.filter(([place]) => !places.some((one) => one === place || one.startsWith(`${place}/`)))).toEqual([])
})
