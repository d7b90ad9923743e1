import type { FullConfig, Reporter, Suite } from 'playwright/types/testReporter'
import { because, tell } from './count.ts'

/** Playwright's tests, counted. What fails outside a test (a file that does not load) counts as one. */
export default class CountPlaywright implements Reporter {
  #suite: Suite | undefined
  #outside = 0

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite
  }

  onError(): void {
    this.#outside += 1
  }

  onEnd(): void {
    const tests = this.#suite?.allTests() ?? []
    const skipped = tests.filter((test) => test.outcome() === 'skipped')
    // Tests after a failed beforeAll are left out by Playwright, and say nothing: they were not asked to be.
    const asked = skipped.filter((test) => test.expectedStatus === 'skipped')
    const passed = tests.filter((test) => test.outcome() === 'expected').length
    tell({
      passed,
      failed: tests.length - passed - asked.length + this.#outside,
      skipped: asked.map((test) =>
        because(
          test.titlePath().filter(Boolean).join(' > '),
          test.annotations.find((annotation) => annotation.type === 'skip' || annotation.type === 'fixme')?.description,
        ),
      ),
    })
  }
}
