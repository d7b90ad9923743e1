/** The page that goes with every export: one file, with which any browser checks it (docs/ledger.md). */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Its name in an exported folder, and here. */
export const VERIFY_PAGE = 'verify.html'

/** Where it is: beside this file in the sources; built, beside the bundle or above the piece of it. */
export const verifyPage = (): string =>
  [VERIFY_PAGE, `../${VERIFY_PAGE}`].map((path) => join(import.meta.dirname, path)).find((path) => existsSync(path))!
