import { defineConfig } from 'playwright/test'

// Neither the school's zone nor UTC, so that a test fails where a day is taken from the machine's own clock.
process.env.TZ = 'America/New_York'

/** The same journeys in either host. A spec about one host alone is named after it: *.electron.spec.ts. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 90_000, // ms: a whole journey, on a small machine
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 3, // journeys wait more than they work
  reporter: 'list',
  projects: [
    { name: 'chromium-host', testIgnore: '**/*.electron.spec.ts', metadata: { host: 'chromium' } },
    // axe looks at the same screens in the same engine: once is enough.
    {
      name: 'electron',
      testIgnore: '**/*.chromium.spec.ts',
      grepInvert: /every screen/,
      metadata: { host: 'electron' },
      workers: 2,
    },
    // What is made of it all, for whoever installs it.
    { name: 'package', testDir: 'test/package', workers: 1 },
  ],
})
