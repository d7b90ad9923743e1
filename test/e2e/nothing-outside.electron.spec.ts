/** Lanyard speaks to nobody: what its window loads names no address to ask, and the running program asks none. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'
import { ROOT } from '../support/electron.ts'

/** The built program's files, by their path under out/. */
const built = (): { name: string; text: string }[] =>
  readdirSync(join(ROOT, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(c?js|css|html)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(ROOT, 'out', name), 'utf8') }))

/** Names that have the form of an address and are only ever compared, printed or written into a file. */
const NAMES = [
  /^http:\/\/www\.w3\.org\/(1999\/xhtml|1999\/xlink|2000\/svg|1998\/Math\/MathML|XML\/1998\/namespace)$/, // kinds of markup
  /^https:\/\/svelte\.dev\/e\/\w+$/, // in the words of Svelte's errors
  /^https?:\/\/(w3id\.org\/xapi|adlnet\.gov\/expapi)\//, // what xAPI calls things
  /^https:\/\/lanyard\.invalid$/, // which names no machine there is
]

// What runs in main may speak of addresses: the next test shows that it has nothing to ask them with.
test('what the window loads names no address that could be asked for anything', () => {
  const files = built().filter(({ name }) => !name.startsWith('main'))
  expect(files.length).toBeGreaterThan(20)
  const found = files.flatMap(({ name, text }) =>
    [...text.matchAll(/\b(?:https?|wss?|ftp):\/\/[^\s"'`)<>\\]*/g)]
      .map(([address]) => address)
      .filter((address) => !NAMES.some((known) => known.test(address)))
      .map((address) => `${name}: ${address}`),
  )
  expect(found).toEqual([])
})

test('what is built has nothing that asks, updates itself or reports a crash', () => {
  const asks =
    /\b(?:from|import|require)\s*\(?\s*["'`](?:node:)?(?:https?|http2|net|tls|dgram|dns(?:\/promises)?)["'`]|\bfetch\(|\b(?:XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|sendBeacon|autoUpdater|crashReporter)\b/
  expect(built().flatMap(({ name, text }) => [asks.exec(text)?.[0]].filter(Boolean).map((what) => `${name}: ${what}`))).toEqual([]) // prettier-ignore
})

interface NetLog {
  constants: { logEventTypes: Record<string, number> }
  events: { type: number; params?: Record<string, unknown> }[]
}

test('from its start to a first person’s slip the program looks up no name, opens no connection and asks for no address', async ({
  pc,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-net-'))
  const file = join(folder, 'net.json')
  const page = await pc.open({ switches: [`--log-net-log=${file}`] }) // Chromium's own record of all it does on a network
  await at.setUpSchool(page)
  await at.addPerson(page, 'Ada Fern', 'Teacher', 'Staff')
  await pc.close()
  const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as NetLog
  rmSync(folder, { recursive: true })
  const kinds = new Map(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]))
  const done = events.map(({ type, params }) => ({ kind: kinds.get(type) ?? '', params }))
  expect(done.length).toBeGreaterThan(0)
  const outward =
    /^(URL_REQUEST_START_JOB|HOST_RESOLVER_MANAGER_(REQUEST|JOB)|TCP_CONNECT(_ATTEMPT)?|UDP_CONNECT|SSL_CONNECT|QUIC_SESSION)$/
  expect(done.filter(({ kind }) => outward.test(kind))).toEqual([])
})
