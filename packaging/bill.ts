/**
 * The bill of materials (CycloneDX 1.6) of what is shipped, with the text of each licence: made while the program is
 * built, from the modules that the bundler put into it, so that nothing is listed by hand that could be forgotten.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** What is not bundled: a native library, and one that comes with a file of its own beside it. */
export const BESIDE = ['better-sqlite3', '@resvg/resvg-wasm']
/** Where the bill is written, and shipped, from the project's root. */
export const BILL = 'out/made-of.cdx.json'
/** Texts of licences that a package names and does not bring along, by their SPDX id; from the project's root. */
const TEXTS = 'packaging/licences'

interface Manifest {
  name: string
  version: string
  license?: string
  dependencies?: Record<string, string>
}

interface Lock {
  packages: Record<string, { integrity?: string }>
}

interface Licence {
  license: { id: string; text?: { contentType: string; content: string } }
}

export interface Component {
  type: 'application' | 'framework' | 'library'
  'bom-ref': string
  name: string
  version: string
  description?: string
  hashes?: { alg: 'SHA-512'; content: string }[]
  licenses?: Licence[]
  purl?: string
  components?: Component[]
}

export interface Bill {
  bomFormat: 'CycloneDX'
  specVersion: '1.6'
  version: 1
  metadata: { component: Component }
  components: Component[]
}

/**
 * A plugin for each of the program's parts (main, preload, window); `root` is the project's folder. Each writes the bill
 * of what has been built so far; the last one's is whole. Throws where a package has no licence that can be passed on.
 */
export function billOfMaterials(root: string): () => Plugin {
  const packages = new Set<string>() // by their folders from the root: two versions of one package are two
  return () => ({
    name: 'lanyard-bill-of-materials',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        const files = part.type === 'chunk' ? part.moduleIds : part.originalFileNames
        for (const folder of files.flatMap(packageFolder)) packages.add(folder)
        const beside = part.type === 'chunk' ? part.imports.filter((name) => BESIDE.includes(name)) : []
        for (const folder of beside.flatMap((name) => withDependencies(root, name))) packages.add(folder)
      }
    },
    writeBundle() {
      mkdirSync(join(root, 'out'), { recursive: true })
      writeFileSync(join(root, BILL), `${JSON.stringify(billOf(root, [...packages].sort()), null, 2)}\n`)
    },
  })
}

/** The folder of the package that a module is from; none for the program's own, and for what the bundler made up. */
export function packageFolder(moduleId: string): string[] {
  const path = moduleId.replaceAll('\\', '/')
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? []
}

/** A package that stands beside the bundle, and what it is compiled from or needs. */
function withDependencies(root: string, name: string): string[] {
  const folder = `node_modules/${name}`
  const others = Object.keys(manifestOf(join(root, folder)).dependencies ?? {})
  return [folder, ...others.flatMap((other) => withDependencies(root, other))]
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** The bill of these packages (each the folder it is installed in), the program itself and what it runs on. */
function billOf(root: string, folders: string[]): Bill {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock

  /** What stands in a folder that is named from the root; '' is the program's own. */
  function component(folder: string): Component {
    const { name, version, license } = manifestOf(join(root, folder))
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
    const [algorithm, base64 = ''] = locked[folder]?.integrity?.split('-') ?? []
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      // of the archive that npm installed
      ...(algorithm === 'sha512' && {
        hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }],
      }),
      licenses: [licence(name, license, textIn(join(root, folder)), join(root, TEXTS))],
      purl,
    }
  }

  const { purl: _, ...program } = component('') // it is in no registry
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...program, type: 'application', 'bom-ref': program.name } },
    components: [
      withItsParts(component('node_modules/electron')),
      ...folders.map((folder) =>
        folder === 'node_modules/better-sqlite3'
          ? { ...component(folder), components: [sqlite(join(root, folder))] }
          : component(folder),
      ),
    ],
  }
}

/** Throws where there is no text to pass on: each of these licences asks for it. */
function licence(name: string, id: string | undefined, own: string | undefined, texts: string): Licence {
  if (!id || !/^[\w.-]+$/.test(id)) throw new Error(`${name} names no licence that SPDX has: ${id ?? 'none'}`)
  const kept = join(texts, `${id}.txt`)
  const content = own ?? (existsSync(kept) ? readFileSync(kept, 'utf8') : undefined)
  if (!content) throw new Error(`${name} brings no text of its licence: put one into ${kept}`)
  return { license: { id, text: { contentType: 'text/plain', content } } }
}

function textIn(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file))
  return name && readFileSync(join(folder, name), 'utf8')
}

/** SQLite's source is compiled into better-sqlite3's library. */
function sqlite(folder: string): Component {
  const header = readFileSync(join(folder, 'deps/sqlite3/sqlite3.h'), 'utf8')
  const version = /^#define SQLITE_VERSION\s+"([\d.]+)"/m.exec(header)![1]!
  const content = /\*\* The author disclaims[\s\S]*?you give\./.exec(header)![0].replace(/^\*\* ?/gm, '')
  return {
    ...{ type: 'library', 'bom-ref': `sqlite@${version}`, name: 'SQLite', version },
    licenses: [{ license: { id: 'blessing', text: { contentType: 'text/plain', content } } }],
  }
}

/**
 * Electron with what is inside it. Their versions are Electron's to say (the program shows them where it runs), their
 * licences stand in the file LICENSES.chromium.html that comes with it: ten megabytes, passed on as it is.
 */
function withItsParts(electron: Component): Component {
  const inside = (name: string, id: string): Component => ({
    ...{ type: 'library', 'bom-ref': `electron/${name}`, name, version: `of Electron ${electron.version}` },
    description: 'Its licence stands in LICENSES.chromium.html, beside the program.',
    licenses: [{ license: { id } }],
  })
  return {
    ...electron,
    type: 'framework',
    components: [inside('Chromium', 'BSD-3-Clause'), inside('Node.js', 'MIT'), inside('FFmpeg', 'LGPL-2.1-or-later')],
  }
}
