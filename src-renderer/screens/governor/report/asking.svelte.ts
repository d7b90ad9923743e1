import type { Report } from '../../../../src-main/reports/contract.ts'
import { call } from '../../../api.ts'
import { Work, type Fault } from '../../../work.svelte.ts'
import type { Wanted } from '../report-place.ts'

const FIELDS: Record<string, string> = { asAt: 'as-at', policyId: 'policy' }

/** Asks for another report while one is shown, which stays until the other is there. */
export class Asking {
  readonly work = new Work()
  /** What the work is watched and stopped by. */
  workId = $state('')
  faults = $state.raw<Fault[]>([])

  errorAt = (field: string): string | undefined => this.faults.find((fault) => fault.field === field)?.message

  /** Takes what is wanted, with no day where what was typed is none; gives the report, or nothing and what to put right. */
  async ask({ asAt, ...wanted }: Omit<Wanted, 'asAt'> & { asAt: string | null }): Promise<Report | undefined> {
    this.faults = asAt === null ? [{ message: 'Give a date that exists, such as 23 11 2026', field: 'as-at' }] : []
    if (asAt === null) return undefined
    this.workId = crypto.randomUUID()
    let made: Report | undefined
    await this.work.run(async () => {
      made = await call('reports.report', { asAt, ...wanted, workId: this.workId })
    })
    const { error } = this.work
    if (error?.code === 'stopped')
      this.faults = [{ message: 'Stopped. What is shown is the report from before. Press the button to start again' }]
    else if (error) this.faults = [{ message: error.message, field: FIELDS[error.field ?? ''] }]
    return made
  }
}
