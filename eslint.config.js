import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import svelteParser from 'svelte-eslint-parser'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'
import { PURE, SQL, imports } from './test/support/import-rules.ts'

const TYPED = ['src-main/**/*.ts', 'src-renderer/**/*.ts', 'packaging/**/*.ts', 'test/**/*.ts', '*.config.ts']
const SVELTE = ['**/*.svelte', '**/*.svelte.ts']

const UNSAFE = ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => `no-unsafe-${what}`)
const off = (...names) => Object.fromEntries(names.map((name) => [`@typescript-eslint/${name}`, 'off']))

const NO_SQL = 'SQL stands only in store.ts and database/.'
const NO_CLOCK = 'A pure rule has no clock: it is handed the day or the instant.'
const noSql = [
  'CallExpression[callee.property.name=/^(prepare|pragma)$/]',
  'CallExpression[callee.property.name="exec"][callee.object.name=/^(db|database)$/]',
  'CallExpression[callee.property.name="exec"][callee.object.property.name=/^(db|database)$/]',
  ...['Literal[value', 'TemplateElement[value.raw'].map(
    (text) => `${text}=/^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (TABLE|INDEX|TRIGGER)|PRAGMA|VACUUM) /]`,
  ),
].map((selector) => ({ selector, message: NO_SQL }))
const noClock = [
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'MemberExpression[object.name="Date"][property.name="now"]',
].map((selector) => ({ selector, message: NO_CLOCK }))

export default defineConfig([
  globalIgnores(['out/', 'content/', 'playwright-report/', 'test-results/']),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { lanyard: { rules: { imports } } },
    rules: {
      'lanyard/imports': 'error',
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }], // a longer file is two ideas
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },

  { files: ['*.config.{js,ts}', 'src-main/**', 'packaging/**', 'test/**'], languageOptions: { globals: globals.node } },
  { files: ['src-renderer/**'], languageOptions: { globals: globals.browser } },

  ...svelte.configs.recommended,
  {
    files: [...TYPED, ...SVELTE],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      'no-undef': 'off', // the compiler knows
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error', // else the import stays when its types are gone
      '@typescript-eslint/no-non-null-assertion': 'off', // an index that was just checked
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off', // a call may be async by its contract alone
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/unbound-method': 'off', // there is no `this` in the project's objects
    },
  },
  {
    files: SVELTE,
    languageOptions: { parser: svelteParser, parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'prefer-const': 'off', // $props() is taken apart with let where one of them is bound
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error', // the content policy refuses them
      'svelte/no-useless-mustaches': 'off', // {' '} is a space that no formatter takes away
      'no-import-assign': 'off', // takes `export type { T }` of a module script for a change
      // What one component exports to another is `any` here. svelte-check knows better.
      ...off('no-redundant-type-constituents', ...UNSAFE),
    },
  },

  { files: ['src-main/**'], ignores: SQL, rules: { 'no-restricted-syntax': ['error', ...noSql] } },
  { files: PURE, rules: { 'no-restricted-syntax': ['error', ...noSql, ...noClock] } },
  {
    // What a window or a file gives back is `any`, and a test is where it is looked at.
    files: ['test/**'],
    rules: {
      'no-empty-pattern': 'off', // Playwright asks for `({}, use)` where a fixture needs no other
      ...off('no-explicit-any', ...UNSAFE),
    },
  },
])
