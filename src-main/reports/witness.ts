import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { dayInWords, dayOf } from '../time.ts'
import { createWitnessStore } from './store.ts'
import type { Meeting, MinutedHead, Witnessed, witnessContract } from './witness-contract.ts'
import { minutedInWords } from './words.ts'

/** Printed reports as witnesses of the record: where the minutes have the head of each, and whether the record still has it. */
export function createWitness({ clock, database }: Context, { ledger }: { ledger: Ledger }) {
  const store = createWitnessStore(database)

  /** Every report that was printed, the newest first. */
  const all = (): Witnessed[] =>
    store.printed().map((one) => ({ ...one, agrees: ledger.hashAt(one.head.length) === one.head.hash }))

  /** Throws LanyardError `invalid-input` where the day is no day on which the minutes can have got it. */
  function refuseDay(metOn: string, printedOn: string, today: string): void {
    const refuse = (words: string): never => {
      throw new LanyardError('invalid-input', words, 'metOn')
    }
    if (printedOn > today)
      refuse(
        `By the record this report was printed on ${dayInWords(printedOn)}, which is still to come: the PC’s clock was wrong then, or is wrong now. Put it right, or enter the minute from that day on`,
      )
    if (metOn > today) refuse(`${dayInWords(metOn)} is still to come. Enter the minute after the meeting`)
    if (metOn < printedOn) refuse(`The report was printed on ${dayInWords(printedOn)}. Give that day or a later one`)
  }

  /** What was entered before of the same report stays in the ledger. Where nothing differs, nothing is written. */
  function enterMinute({ seq, reference, metOn }: Meeting): void {
    const enteredAt = clock.now().toISOString()
    const report = store.printed().find((one) => one.seq === seq)
    if (!report)
      throw new LanyardError(
        'unknown-item',
        'There is no such report in the record. Nothing was entered; choose one from the list of printed reports.',
      )
    refuseDay(metOn, dayOf(report.madeAt), dayOf(enteredAt))
    if (report.minuted?.reference === reference && report.minuted.metOn === metOn) return
    const minuted = { reportSeq: seq, reference, metOn, enteredAt }
    const entry = ledger.append('report.minuted', ledger.ends()!.first.subject, minuted, enteredAt)
    store.insert(entry.seq, minuted)
  }

  return {
    all,

    handlers: (): Handlers<typeof witnessContract> => ({
      'reports.witnessed': () => ({ today: dayOf(clock.now()), printed: all() }),
      'reports.enterMinute'(meeting) {
        database.transaction(() => enterMinute(meeting)).immediate()
        return {}
      },
    }),
  }
}

/** Of the reports that the minutes have, the one with the longest record: all up to its head stands outside this PC. */
export function lastMinuted(witnessed: readonly Witnessed[]): MinutedHead | null {
  const [last] = witnessed.filter(({ minuted }) => minuted).sort((a, b) => b.head.length - a.head.length)
  if (!last?.minuted) return null
  const { asAt, head, agrees, minuted } = last
  const { reference, metOn } = minuted
  return { asAt, length: head.length, reference, metOn, agrees, words: minutedInWords({ asAt, head, agrees, minuted }) }
}
