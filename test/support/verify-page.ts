/** What stands in verify.html: its text, its parts, and the check in it, run from the file itself. */
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import type { Head } from '../../src-main/ledger/chain.ts'
import type { Verdict } from '../../src-main/ledger/exported.ts'
import { verifyPage } from '../../src-main/ledger/verify-page.ts'

export const html = readFileSync(verifyPage(), 'utf8')

/** What stands between an element's tags, for each element of that name. */
export const partsOf = (tag: 'script' | 'style'): string[] =>
  Array.from(html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g')), ([, text]) => text!)

interface Check {
  sha256(bytes: Uint8Array): string
  typedHead(typed: string): Head | undefined
  checkExport(
    files: { ledger: Blob; payloads: Blob },
    witnessed?: Head,
    onTurn?: (done: number) => unknown,
  ): Promise<Verdict & { findings: number }>
}

/** The page's first script has no page around it here, and nothing of Node but what a browser has too. */
const browser = createContext({ TextDecoder, TextEncoder, performance })
export const check = runInContext(`${partsOf('script')[0]}\n;({ sha256, typedHead, checkExport })`, browser) as Check
