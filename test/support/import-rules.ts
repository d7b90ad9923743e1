/** Who may import what (ARCHITECTURE.md, "import rules"), as one ESLint rule over a table of small ones. */
import { isBuiltin } from 'node:module'
import { matchesGlob, posix, relative, sep } from 'node:path'
import type { Rule } from 'eslint'

/** Pure rules: files named after what they decide. What a store, a clock or a file holds is handed to them. */
export const PURE = [
  'src-main/**/{answers,assignment,base32,calendar,chain,check-balance,check-pack,check-references,check-scenarios,check-shared,concerns,course,decisions,deciding,due}.ts',
  'src-main/**/{carrying,columns,coverage,decoding,due-date,format,free-text,groups,history,judgement,judging,keeping,kept-until,known,loss,months,names,own-words,pin,png,range,readability,reading,register,rows,rule-changes,rules-understood,scoring,sheet-code,shown,since,starters,status,svg,tally,text-changes,told,touched,typed-day,understanding,wording,words}.ts',
  'src-main/erasure/personal.ts',
  'src-main/acknowledgements/withdrawal.ts',
  'src-main/ledger/{erasures,restores,stretches}.ts',
  'src-main/reports/{schema,tables,xapi,xapi-activities,xapi-statement}.ts',
  'src-main/verification/{comparing,counted,folding,parting,proofs,rules,tables,typed-head}.ts',
]

/** Where SQL stands. */
export const SQL = ['src-main/**/store.ts', 'src-main/database/**']

const FEATURES =
  /^src-main\/(access|accounts|acknowledgements|backup|erasure|induction|ledger|papers|people|policies|program|reminders|reports|school|verification|work)\//
/** The files through which one feature reaches another. */
const FRONT = ['service.ts', 'contract.ts']

/** One import: from and to which file, each a path from the project's root; `to` is the bare name of a package. */
interface Import {
  from: string
  to: string
  /** How it is written, such as '../errors.ts'. */
  written: string
  /** The names it takes, where it takes any by name. */
  names: string[]
  /** `import type`: nothing of it is left when the program runs. */
  typeOnly: boolean
}

interface ImportRule {
  breaks(found: Import): boolean
  says: string
}

const isIn = (path: string, globs: readonly string[]) => globs.some((glob) => matchesGlob(path, glob))
const isPackage = (to: string, name: string) => to === name || to.startsWith(`${name}/`)
const isPlaywright = (to: string) => ['playwright', 'playwright-core'].some((name) => isPackage(to, name))
const featureOf = (path: string) => FEATURES.exec(path)?.[1]

const MAIN = ['src-main/**']
const WINDOW = ['src-renderer/**']

export const importRules = {
  electron: {
    breaks: ({ from, to }) =>
      isPackage(to, 'electron') &&
      isIn(from, [...MAIN, ...WINDOW]) &&
      !isIn(from, ['src-main/main.ts', 'src-main/preload.ts', 'src-main/hosts/electron.ts']),
    says: 'Only main.ts, preload.ts and hosts/electron.ts import electron.',
  },
  playwright: {
    breaks: ({ from, to }) =>
      isPlaywright(to) && isIn(from, [...MAIN, ...WINDOW]) && from !== 'src-main/hosts/chromium.ts',
    says: 'Only hosts/chromium.ts imports playwright.',
  },
  host: {
    breaks: ({ from, to }) =>
      featureOf(from) !== undefined && to.startsWith('src-main/hosts/') && to !== 'src-main/hosts/host.ts',
    says: 'No feature knows which host it runs in: it imports hosts/host.ts alone.',
  },
  feature: {
    breaks({ from, to }) {
      const other = featureOf(to)
      return (
        featureOf(from) !== undefined &&
        other !== undefined &&
        other !== featureOf(from) &&
        !FRONT.includes(posix.basename(to)) &&
        !isIn(to, PURE)
      )
    },
    says: 'A feature reaches another through its service.ts, its contract.ts, or its pure rules.',
  },
  sqlite: {
    breaks: ({ from, to }) =>
      isPackage(to, 'better-sqlite3') && isIn(from, MAIN) && !isIn(from, ['src-main/database/**']),
    says: 'Only database/ imports better-sqlite3; its types come from there too.',
  },
  pure: {
    // The type of what a store or a service gives may be named; a clock or a database is not for a pure rule even so.
    breaks: ({ from, to, names, typeOnly }) =>
      isIn(from, PURE) &&
      (/^(node:)?fs(\/|$)/.test(to) ||
        isPackage(to, 'better-sqlite3') ||
        isIn(to, ['src-main/database/**', 'src-main/context.ts']) ||
        (isIn(to, ['src-main/**/{store,service}.ts']) && !typeOnly) ||
        names.some((name) => name === 'Clock' || name === 'systemClock')),
    says: 'A pure rule imports no store, service, clock or file system: it is handed what they hold.',
  },
  renderer: {
    breaks: ({ from, to, typeOnly }) => isIn(from, WINDOW) && isIn(to, MAIN) && !typeOnly,
    says: 'The renderer imports from src-main types only (`import type`).',
  },
  window: {
    breaks: ({ from, to }) => isIn(from, WINDOW) && (isBuiltin(to) || isPackage(to, 'better-sqlite3')),
    says: 'The renderer has no Node: it asks through api.call.',
  },
  main: {
    breaks: ({ from, to }) => isIn(from, MAIN) && isIn(to, WINDOW),
    says: 'src-main imports nothing from src-renderer.',
  },
  ending: {
    // Node runs these files as they are, so an import names the file that is there.
    breaks: ({ from, written }) =>
      /^\.\.?\//.test(written) && isIn(from, ['src-main/**', 'test/**']) && !/\.(ts|json)(\?\w+)?$/.test(written),
    says: 'A relative import ends in .ts.',
  },
} satisfies Record<string, ImportRule>

/** What ESLint hands over for `import`, `export ... from`, `import()` and `import('...')` among types. */
interface ImportNode {
  source?: { value?: unknown } | null
  importKind?: 'type' | 'value'
  exportKind?: 'type' | 'value'
  specifiers?: { imported?: { name?: string } }[]
}

/** The ESLint rule: reports an import once for each rule of the table that it breaks. */
export const imports: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: Object.fromEntries(Object.entries(importRules).map(([name, { says }]) => [name, says])),
  },
  create(context) {
    const from = fromRoot(context.filename)

    function fromRoot(path: string): string {
      return relative(context.cwd, path).split(sep).join('/')
    }

    function check(node: Rule.Node, typeOnly?: boolean): void {
      const { source, importKind, exportKind, specifiers = [] } = node as unknown as ImportNode
      const written = source?.value
      if (typeof written !== 'string') return
      const found: Import = {
        from,
        to: written.startsWith('.') ? posix.join(posix.dirname(from), written) : written,
        written,
        names: specifiers.flatMap(({ imported }) => imported?.name ?? []),
        typeOnly: typeOnly ?? (importKind === 'type' || exportKind === 'type'),
      }
      for (const [messageId, rule] of Object.entries(importRules))
        if (rule.breaks(found)) context.report({ node, messageId })
    }

    return {
      ImportDeclaration: (node) => check(node),
      ExportNamedDeclaration: (node) => check(node),
      ExportAllDeclaration: (node) => check(node),
      ImportExpression: (node) => check(node),
      TSImportType: (node: Rule.Node) => check(node, true),
    }
  },
}
