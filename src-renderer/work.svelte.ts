import { ApiError } from './api.ts'

/** One piece of work a screen does when a button is pressed. */
export class Work {
  busy = $state(false)
  /** What went wrong the last time; null from the moment it is tried again. */
  error = $state.raw<ApiError | null>(null)

  /** Does `work`; a second press while it is under way does nothing. A refusal is kept in `error`. Answers whether it was done. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.error = null
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.error = error
      return false
    } finally {
      this.busy = false
    }
  }
}

/** Something to put right: the words, and the id of the field it is about where there is one. */
export interface Fault {
  message: string
  field?: string | undefined
}
