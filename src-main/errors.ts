/** The closed list of what can go wrong. A code is stable; its words are in the message of each error. */
export const ERROR_CODES = [
  // the call itself
  'unknown-call',
  'invalid-input',
  'not-signed-in',
  'not-allowed',
  'internal',
  'stopped',
  // setting up and signing in
  'not-set-up',
  'already-set-up',
  'wrong-secret',
  'locked',
  'pin-not-chosen',
  'left',
  // people
  'unknown-person',
  'not-left',
  'roll-changed',
  'erased',
  'not-due',
  // learning and signing
  'unknown-item',
  'newer-version',
  'page-not-open',
  'not-on-offer',
  'already-answered',
  'not-ready',
  'name-differs',
  'already-signed',
  'already-waived',
  'nothing-to-decide',
  'decided-meanwhile',
  // reminders
  'nobody-due',
  // official accounts
  'unknown-account',
  'already-listed',
  'already-closed',
  // records
  'folder-missing',
  'folder-not-writable',
  'in-use',
  'database-damaged',
  'database-newer',
  'database-other',
  'disk-full',
  'disk-failed',
  'no-records',
  'read-only',
  'record-changed',
  // backups
  'backup-failed',
  'backup-damaged',
  'backup-other',
  'backup-changed',
  // packs
  'pack-faulty',
  'text-changed',
  'already-published',
  'label-taken',
  // papers
  'print-failed',
  'save-failed',
  'mail-failed',
  'no-browser',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** An error in plain words: what happened, what was kept, what to do next. `field` names the input it is about. */
export class LanyardError extends Error {
  override readonly name = 'LanyardError'
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

/** An error as it crosses to the window. */
export interface ErrorData {
  code: ErrorCode
  message: string
  field?: string
}
