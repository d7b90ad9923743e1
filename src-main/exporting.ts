/** Writing the whole record out, for somebody to check and to read. One function, whoever asks for it. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { App } from './app.ts'
import { csv } from './csv.ts'
import { LanyardError } from './errors.ts'
import { isEmptyFolder, refuseMissingFolder } from './files.ts'
import { saveFailed } from './hosts/paper.ts'
import type { Assignment, Induction, Outcome } from './induction/service.ts'
import type { Head } from './ledger/chain.ts'
import { LEDGER_FILE, PAYLOADS_FILE } from './ledger/exported.ts'
import { VERIFY_PAGE, verifyPage } from './ledger/verify-page.ts'
import type { Person } from './people/service.ts'

/**
 * Writes the ledger, what it proves, people, assignments, and the page that checks them into a folder that is empty or
 * not there yet; `out` is its absolute path. Gives the head of what was written. Throws LanyardError `folder-missing`,
 * or `save-failed`: nothing is left then.
 */
export function exportRecords(app: App, out: string): Head {
  refuseMissingFolder(out)
  if (existsSync(out) && !isEmptyFolder(out))
    throw new LanyardError('save-failed', `${out} is not an empty folder. Choose another; nothing was written.`)
  const head = app.ledger.head()
  makeFolderWhole(out, (unfinished) => {
    write(join(unfinished, LEDGER_FILE), ledgerLines(app, head.length))
    write(join(unfinished, PAYLOADS_FILE), payloadLines(app, head.length))
    const { people, assignments } = everybody(app)
    write(join(unfinished, 'people.csv'), [csv(people)])
    write(join(unfinished, 'assignments.csv'), [csv(assignments)])
    copyFileSync(verifyPage(), join(unfinished, VERIFY_PAGE))
  })
  return head
}

/** The folder is there with all its files, or not at all. Throws LanyardError `save-failed`. */
function makeFolderWhole(out: string, fill: (unfinished: string) => void): void {
  const unfinished = `${out}.unfinished`
  try {
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished)
    fill(unfinished)
    if (existsSync(out)) rmdirSync(out)
    renameSync(unfinished, out)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw saveFailed(error)
  }
}

function write(file: string, texts: Iterable<string>): void {
  const handle = openSync(file, 'wx')
  try {
    for (const text of texts) writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function* ledgerLines({ ledger }: App, length: number): Generator<string> {
  for (const { line } of ledger.entries(length)) yield `${line}\n`
}

function* payloadLines({ ledger }: App, length: number): Generator<string> {
  for (const { seq, salt, payload } of ledger.entries(length))
    yield `${JSON.stringify({ seq, salt: salt?.toString('hex') ?? null, payload })}\n`
}

/** Everybody, and what is asked of them, as it stands today. */
function everybody({ induction }: App): { people: object[]; assignments: object[] } {
  const day = induction.today()
  const rows: ReturnType<typeof everybody> = { people: [], assignments: [] }
  const everyone = induction.everyoneOn([{ day }], { answers: true })
  try {
    for (const { on, outcomeOf } of everyone) {
      const { person, assignments } = on[0]!
      rows.people.push(personRow(person, induction.rollRow(person, assignments, day)))
      for (const one of assignments) rows.assignments.push(assignmentRow(person, one, outcomeOf(one)))
    }
  } finally {
    everyone.close()
  }
  return rows
}

const personRow = ({ appointments, leftOn }: Person, row: ReturnType<Induction['rollRow']>): object => ({
  id: row.id,
  name: row.name,
  note: row.note,
  reference: row.reference,
  email: row.email,
  audiences: row.audiences.join(' '),
  appointments: appointments.map(({ audience, from, until }) => `${audience} ${from} ${until ?? ''}`.trim()).join('; '),
  status: row.status ?? '',
  due_on: row.dueOn ?? '',
  signed: row.signed,
  required: row.required,
  left_on: leftOn ?? '',
})

const assignmentRow = ({ id, name }: Person, one: Assignment, outcome: Outcome | undefined): object => ({
  person_id: id,
  name,
  policy: one.policyId,
  version: one.version,
  audiences: one.audiences.join(' '),
  status: one.status,
  due_on: one.dueOn,
  signed_at: one.signature?.signedAt ?? '',
  paper_signed_on: one.signature?.paper?.signedOn ?? '',
  paper_entered_by: one.signature?.paper?.enteredBy ?? '',
  paper_witnessed_by: one.signature?.paper?.witnessedBy ?? '',
  waived_until: one.waiver?.until ?? '',
  waived_because: one.waiver?.reason ?? '',
  waived_by: one.waiver?.by ?? '',
  attempts: outcome?.attempts ?? 0,
  first_answers_right: outcome?.right ?? 0,
  first_answers: outcome?.total ?? 0,
})
