import type { Reporter, TestModule } from 'vitest/node'
import { because, tell } from './count.ts'

/** Vitest's tests, counted. What fails outside a test (a file that does not load, an error nobody caught) counts as one. */
export default class CountVitest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], uncaught: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const outside = modules.flatMap((module) => [module, ...module.children.allSuites()]).flatMap((one) => one.errors())
    const inState = (state: string) => tests.filter((test) => test.result().state === state)
    tell({
      passed: inState('passed').length,
      failed: inState('failed').length + outside.length + uncaught.length,
      skipped: inState('skipped').map((test) => {
        const result = test.result()
        return because(`${test.module.relativeModuleId} > ${test.fullName}`, 'note' in result ? result.note : undefined)
      }),
    })
  }
}
