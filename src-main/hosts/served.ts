/** What either host gives its window: the renderer's own files and nothing else, each with headers that keep it so. */
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import type { Answer, Door } from './host.ts'

/** The content policy. The page's own <meta> is a second lock; this header also holds for a file opened by itself. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Text becomes markup in one place alone: where Svelte makes an element of a component's own markup.
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store', // nothing of one person's sitting is left on disk for the next
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** What a window that is not ours, or a frame inside ours, is told. */
export const REFUSED: Answer = {
  ok: false,
  error: { code: 'not-allowed', message: 'Lanyard answers its own window alone.' },
}

/** The file a URL's path names inside `folder`, or null where it names none there or one that is not to be served. */
export function fileToServe(folder: string, pathname: string): { path: string; type: string } | null {
  let wanted: string
  try {
    wanted = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (wanted.includes('\0') || wanted.includes('\\')) return null
  const root = resolve(folder)
  const path = resolve(root, `.${wanted === '/' ? '/index.html' : wanted}`)
  const type = TYPES[extname(path)]
  return path.startsWith(root + sep) && type !== undefined ? { path, type } : null
}

export interface Served {
  status: number
  headers: Record<string, string>
  body: Buffer
}

const NOT_FOUND: Served = {
  status: 404,
  headers: { ...HEADERS, 'content-type': 'text/plain' },
  body: Buffer.from('Not found'),
}

/** A logo has an address of its own, after its SHA-256: an image of the window's own, which the content policy lets in. */
const LOGO = /^\/logo\/([0-9a-f]{64})\.png$/

/** Answers a URL's path from `folder`, and a logo's through `door`; 404 for whatever is neither. Never throws. */
export async function serve(folder: string, pathname: string, door: Door): Promise<Served> {
  const sha256 = LOGO.exec(pathname)?.[1]
  if (sha256) return serveLogo(sha256, door)
  const file = fileToServe(folder, pathname)
  const body = file && (await readFile(file.path).catch(() => null))
  return file && body ? { status: 200, headers: { ...HEADERS, 'content-type': file.type }, body } : NOT_FOUND
}

async function serveLogo(sha256: string, door: Door): Promise<Served> {
  const answer = await door('school.logo', { sha256 })
  if (!answer.ok) return NOT_FOUND
  const { png } = answer.value as { png: string }
  return { status: 200, headers: { ...HEADERS, 'content-type': 'image/png' }, body: Buffer.from(png, 'base64') }
}
