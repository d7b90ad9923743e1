import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { BESIDE, billOfMaterials } from './packaging/bill.ts'

// The oldest runtime the program is tested on is Electron 33: Node 20.18 and Chromium 130.
const NODE = 'node20.18'
const CHROMIUM = 'chrome130'

/** While developing, Vite puts styles into <style> elements and talks over a web socket: the content policy lets it. */
const developmentPolicy: Plugin = {
  name: 'lanyard-development-policy',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'; connect-src 'self' ws:"),
}

/** The page that goes with every export stands beside the bundle, byte for byte: it is complete as it is. */
const verifyPageBeside: Plugin = {
  name: 'lanyard-verify-page',
  generateBundle() {
    const source = readFileSync(resolve(import.meta.dirname, 'src-main/ledger/verify.html'))
    this.emitFile({ type: 'asset', fileName: 'verify.html', source })
  },
}

const bill = billOfMaterials(import.meta.dirname)

export const renderer = {
  root: resolve(import.meta.dirname, 'src-renderer'),
  plugins: [svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') }), developmentPolicy, bill()],
  build: {
    target: CHROMIUM,
    rolldownOptions: {
      input: resolve(import.meta.dirname, 'src-renderer/index.html'),
      checks: { bundlerTimings: false },
    },
    assetsInlineLimit: 0, // the content policy refuses data URIs
    modulePreload: { polyfill: false },
    minify: true,
    sourcemap: true,
  },
}

export default defineConfig({
  main: {
    plugins: [verifyPageBeside, bill()],
    build: {
      target: NODE,
      externalizeDeps: false, // what is bundled is what is shipped, and what the bill of materials lists
      rolldownOptions: {
        external: BESIDE,
        input: {
          main: resolve(import.meta.dirname, 'src-main/main.ts'),
          'draw-logo': resolve(import.meta.dirname, 'src-main/school/draw-logo.ts'), // a thread is a file of its own
          'check-copy': resolve(import.meta.dirname, 'src-main/backup/check-copy.ts'),
          'read-heads': resolve(import.meta.dirname, 'src-main/backup/read-heads.ts'),
        },
      },
      sourcemap: true,
    },
  },
  preload: {
    plugins: [bill()],
    build: {
      target: NODE,
      rolldownOptions: {
        input: { preload: resolve(import.meta.dirname, 'src-main/preload.ts') },
        // A sandboxed window loads CommonJS alone.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
})
