/** The worked example of docs/ledger.md, by what the page says: a tool that stands on every Linux, and the program. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, test } from 'vitest'
import { verifyExport } from '../../src-main/ledger/exported.ts'
import { ownFolder } from '../support/app.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/ledger.md'), 'utf8')
const blocks = fromMarkdown(page).children.filter((node) => node.type === 'code')
const head = /^The record is whole, and its head is `([^`]+)`/m.exec(page)?.[1]

/** The files of the example, saved as the page says. */
function example(): string {
  const folder = ownFolder()
  for (const { meta, value } of blocks) if (meta) writeFileSync(join(folder, meta), `${value}\n`)
  return folder
}

test('the example is whole, and has the head that the page says', () => {
  const verdict = verifyExport(example(), head)
  expect(verdict.whole).toBe(true)
  expect(`${verdict.head.length}:${verdict.head.hash}`).toBe(head)
})

test.runIf(process.platform === 'linux')('each command prints what stands under it', () => {
  const folder = example()
  const lines = blocks.find(({ lang }) => lang === 'sh')!.value.split('\n')
  expect(lines).toHaveLength(8)
  for (let at = 0; at < lines.length; at += 2) {
    const printed = execFileSync('bash', ['-c', lines[at]!], { cwd: folder, encoding: 'utf8' }).trimEnd()
    expect(lines[at + 1]!.startsWith(`# ${printed}   is `), lines[at]).toBe(true)
  }
})
