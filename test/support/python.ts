import { spawnSync } from 'node:child_process'

/** The name of Python 3 on this machine; null where there is none. */
export const python: string | null =
  ['python3', 'python'].find((name) =>
    /^Python 3\./.test(spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
  ) ?? null
