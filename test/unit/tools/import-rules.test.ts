import { join } from 'node:path'
import { ESLint } from 'eslint'
import ts from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint({
  cwd: join(import.meta.dirname, '../../..'),
  overrideConfig: ts.configs.disableTypeChecked as never, // the snippets are files of no project
})

/** The rules, other than those about unused names, that a file of this path and text breaks. */
async function broken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath })
  return result!.messages
    .map(({ ruleId, messageId, message }) => (ruleId === 'lanyard/imports' ? messageId! : (ruleId ?? message)))
    .filter((rule) => !/no-unused-vars|no-empty|no-unused-expressions|no-undef|valid-compile/.test(rule))
}

const svelte = (script: string, markup = '') => `<script lang="ts">\n${script}\n</script>\n${markup}\n`

/** Each guard with a file that breaks it and its twin that does not. */
const guards: [guard: string, bad: [path: string, text: string], good: [path: string, text: string]][] = [
  [
    'electron',
    ['src-main/people/service.ts', `import { app } from 'electron'`],
    ['src-main/hosts/electron.ts', `import { app } from 'electron'`],
  ],
  [
    'electron',
    ['src-main/app.ts', `import type { App } from 'electron'`],
    ['src-main/main.ts', `import { app } from 'electron'`],
  ],
  [
    'electron',
    ['src-main/launch.ts', `const { app } = await import('electron/main')`],
    ['src-main/preload.ts', `import { contextBridge } from 'electron/renderer'`],
  ],
  [
    'playwright',
    ['src-main/reports/pdf.ts', `import { chromium } from 'playwright-core'`],
    ['src-main/hosts/chromium.ts', `import { chromium } from 'playwright-core'`],
  ],
  [
    'playwright',
    ['src-main/hosts/electron.ts', `import { test } from 'playwright/test'`],
    ['test/e2e/sign.spec.ts', `import { test } from 'playwright/test'`],
  ],
  [
    'host',
    ['src-main/papers/service.ts', `import { chromiumHost } from '../hosts/chromium.ts'`],
    ['src-main/papers/service.ts', `import type { Papers } from '../hosts/host.ts'`],
  ],
  [
    'feature',
    ['src-main/reports/service.ts', `import { createPeopleStore } from '../people/store.ts'`],
    ['src-main/reports/service.ts', `import { createPeople } from '../people/service.ts'`],
  ],
  [
    'feature',
    ['src-main/reports/service.ts', `import { keepSecret } from '../access/secret.ts'`],
    ['src-main/reports/service.ts', `import { inGroups } from '../ledger/chain.ts'`],
  ],
  [
    'feature',
    ['src-main/induction/service.ts', `export * from '../policies/content/load-pack.ts'`],
    ['src-main/induction/contract.ts', `export { page } from '../policies/format.ts'`],
  ],
  [
    'sqlite',
    ['src-main/people/store.ts', `import type { Database } from 'better-sqlite3'`],
    ['src-main/people/store.ts', `import type { Database } from '../database/open.ts'`],
  ],
  [
    'pure',
    ['src-main/induction/assignment.ts', `import { createInductionStore } from './store.ts'`],
    ['src-main/induction/assignment.ts', `import type { AttemptRow } from './store.ts'`],
  ],
  [
    'pure',
    ['src-main/induction/due-date.ts', `import { systemClock } from '../time.ts'`],
    ['src-main/induction/due-date.ts', `import { addDays } from '../time.ts'`],
  ],
  [
    'pure',
    ['src-main/ledger/chain.ts', `import { readFileSync } from 'node:fs'`],
    ['src-main/ledger/chain.ts', `import { createHash } from 'node:crypto'`],
  ],
  [
    'pure',
    ['src-main/reports/tally.ts', `import type { Context } from '../context.ts'`],
    ['src-main/reports/service.ts', `import type { Context } from '../context.ts'`],
  ],
  [
    'renderer',
    ['src-renderer/format.ts', `import { FORCES } from '../src-main/policies/format.ts'`],
    ['src-renderer/format.ts', `import type { Force } from '../src-main/policies/format.ts'`],
  ],
  [
    'renderer',
    ['src-renderer/components/Force.svelte', svelte(`import { FORCES } from '../../src-main/policies/format.ts'`)],
    ['src-renderer/components/Force.svelte', svelte(`import type { Force } from '../../src-main/policies/format.ts'`)],
  ],
  [
    'window',
    ['src-renderer/dates.ts', `import { join } from 'node:path'`],
    ['src-main/time.ts', `import { join } from 'node:path'`],
  ],
  [
    'window',
    ['src-renderer/dates.ts', `import fs from 'fs'`],
    ['src-renderer/dates.ts', `import { tick } from 'svelte'`],
  ],
  [
    'main',
    ['src-main/reports/words.ts', `import { clause } from '../../src-renderer/format.ts'`],
    ['test/unit/format.test.ts', `import { clause } from '../../src-renderer/format.ts'`],
  ],
  [
    'ending',
    ['src-main/app.ts', `import { dayOf } from './time.js'`],
    ['src-main/app.ts', `import { dayOf } from './time.ts'`],
  ],
  ['ending', ['src-main/app.ts', `import { dayOf } from './time'`], ['src-main/app.ts', `import { z } from 'zod'`]],

  [
    'no-restricted-syntax',
    ['src-main/people/service.ts', `context.database.prepare(query)`],
    ['src-main/people/store.ts', `database.prepare('SELECT name FROM person')`],
  ],
  [
    'no-restricted-syntax',
    ['src-main/backup/service.ts', `context.database.exec(query)`],
    ['src-main/backup/service.ts', `/^a/.exec(typed)`],
  ],
  [
    'no-restricted-syntax',
    ['src-main/people/names.ts', 'const all = `\n  SELECT name FROM person`'],
    ['src-main/people/names.ts', `const hint = 'Select a name from the list'`],
  ],
  [
    'no-restricted-syntax',
    ['src-main/induction/status.ts', `const now = new Date()`],
    ['src-main/induction/status.ts', `const day = new Date('2026-09-01T00:00:00Z')`],
  ],
  ['no-restricted-syntax', ['src-main/reports/tally.ts', `Date.now()`], ['src-main/launch.ts', `Date.now()`]],
  [
    'svelte/no-at-html-tags',
    ['src-renderer/App.svelte', svelte(`const text = ''`, '<p>{@html text}</p>')],
    ['src-renderer/App.svelte', svelte(`const text = ''`, '<p>{text}</p>')],
  ],
  [
    'svelte/no-inline-styles',
    ['src-renderer/App.svelte', svelte('', '<p style="color: red">Red</p>')],
    ['src-renderer/App.svelte', svelte('', '<p class="red">Red</p>')],
  ],
  [
    'svelte/no-inline-styles',
    ['src-renderer/App.svelte', svelte('const width = 3', '<p style:width="{width}px">Wide</p>')],
    ['src-renderer/App.svelte', svelte('const width = 3', '<progress value={width} max="9">3 of 9</progress>')],
  ],
  [
    'max-lines',
    ['src-main/app.ts', 'export {}\n'.repeat(321)],
    ['src-main/app.ts', 'export {}\n'.repeat(300) + '// why\n'.repeat(50)],
  ],
]

describe('the import rules', () => {
  it.each(guards.map(([guard, bad, good]) => ({ guard, bad, good })))(
    '$guard, in $bad.0',
    async ({ guard, bad, good }) => {
      expect(await broken(...bad)).toContain(guard)
      expect(await broken(...good)).toEqual([])
    },
  )
})
