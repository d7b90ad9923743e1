import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Door } from '../../../src-main/hosts/host.ts'
import { CONTENT_POLICY, fileToServe, serve } from '../../../src-main/hosts/served.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanyard-served-'))
writeFileSync(join(folder, 'index.html'), '<!doctype html>')
afterAll(() => rmSync(folder, { recursive: true }))

const LOGO = 'a'.repeat(64)
/** A program with one logo, whose PNG is "pixels". */
const door: Door = async (name, input) =>
  name === 'school.logo' && (input as { sha256: string }).sha256 === LOGO
    ? { ok: true, value: { png: Buffer.from('pixels').toString('base64') } }
    : { ok: false, error: { code: 'unknown-item', message: '' } }

test('a path names a file inside the folder, and its type', () => {
  expect(fileToServe('/window', '/')).toEqual({ path: resolve('/window/index.html'), type: 'text/html; charset=utf-8' })
  expect(fileToServe('/window', '/assets/main-1a2b.js')?.type).toBe('text/javascript; charset=utf-8')
  expect(fileToServe('/window', '/assets/a%20font.woff2')).toEqual({
    path: resolve('/window/assets/a font.woff2'),
    type: 'font/woff2',
  })
})

test.each([
  ['a way up', '/../secret.json'],
  ['a way up, encoded', '/%2e%2e/secret.json'],
  ['a way up with its slash encoded', '/..%2fsecret.json'],
  ['a way up after a way down', '/assets/../../secret.json'],
  ['a neighbour whose name begins alike', '/../window-2/index.html'],
  ['a backslash', '/..%5csecret.json'],
  ['a null character', '/index.html%00.js'],
  ['a broken escape', '/%e0%a4%a.js'],
  ['a type that is not served', '/lanyard.db'],
  ['a folder', '/assets/'],
])('%s is refused', (_what, path) => {
  expect(fileToServe('/window', path)).toBeNull()
})

test('a file that is not there is not found; every answer keeps to the content policy', async () => {
  const found = await serve(folder, '/', door)
  expect(found).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
  expect(found.body.toString()).toBe('<!doctype html>')
  const lost = await serve(folder, '/nothing.js', door)
  expect(lost.status).toBe(404)
  for (const { headers } of [found, lost]) {
    expect(headers).toMatchObject({ 'content-security-policy': CONTENT_POLICY, 'x-content-type-options': 'nosniff' })
  }
})

test('a logo is served as a picture under its SHA-256, and nothing else of the records is', async () => {
  const found = await serve(folder, `/logo/${LOGO}.png`, door)
  expect(found).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } })
  expect(found.headers).toMatchObject({
    'content-security-policy': CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
  })
  expect(found.body.toString()).toBe('pixels')
  for (const path of [
    `/logo/${'b'.repeat(64)}.png`,
    `/logo/${LOGO}`,
    `/logo/${LOGO}.svg`,
    '/logo/../index.png',
    '/logo/',
  ])
    expect((await serve(folder, path, door)).status, path).toBe(404)
})

test('the content policy lets nothing in by default, and nothing inline', () => {
  expect(CONTENT_POLICY).toMatch(/^default-src 'none';/)
  expect(CONTENT_POLICY).not.toMatch(/unsafe|data:|https?:|\*/)
})
