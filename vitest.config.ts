import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Neither the school's zone nor UTC, so that a test fails where a day is taken from the machine's own clock.
process.env.TZ = 'America/New_York'

export default defineConfig({
  test: {
    include: ['test/{unit,store,dispatch,content,faults}/**/*.test.ts'],
    pool: 'forks', // a native library and a zone of their own belong to a process, not to a thread
    maxWorkers: Math.max(2, availableParallelism() - 1), // on two cores as well, where vitest would take one
    testTimeout: 30_000, // ms: a fault is made by starting, and killing, a whole program
    restoreMocks: true,
  },
})
