import canonicalize from 'canonicalize'
import type { Database } from '../database/open.ts'
import type { Figures } from './contract.ts'
import type { Witnessed } from './witness-contract.ts'

/** A report that was printed or saved. */
export interface MadeReport {
  asAt: string
  names: boolean
  /** What it was made from. */
  head: { length: number; hash: string }
  figures: Figures
  /** UTC */
  madeAt: string
}

interface Row {
  asAt: string
  names: 0 | 1
  length: number
  hash: string
  figures: string
  madeAt: string
}

export function createReportsStore(database: Database) {
  const insert = database.prepare<[Row & { entrySeq: number }]>(`
    INSERT INTO report_made (entry_seq, as_at, names, head_length, head_hash, figures, made_at)
    VALUES (@entrySeq, @asAt, @names, @length, @hash, @figures, @madeAt)`)
  const lastBefore = database.prepare<{ asAt: string; madeBefore: string }, { asAt: string; figures: string }>(`
    SELECT as_at AS asAt, figures FROM report_made WHERE as_at < @asAt AND made_at < @madeBefore
    ORDER BY as_at DESC, entry_seq DESC LIMIT 1`)
  const same = database
    .prepare<[Pick<Row, 'asAt' | 'names' | 'length' | 'hash'>], number>(
      `SELECT entry_seq FROM report_made
      WHERE as_at = @asAt AND names = @names AND head_length = @length AND head_hash = @hash LIMIT 1`,
    )
    .pluck()

  return {
    insert(entrySeq: number, { names, head, figures, ...row }: MadeReport): void {
      insert.run({ entrySeq, ...row, ...head, names: names ? 1 : 0, figures: canonicalize(figures)! })
    },
    /** The one of the latest day before `asAt`, of those that were made before an instant (UTC). */
    lastBefore(asAt: string, madeBefore: string): Pick<MadeReport, 'asAt' | 'figures'> | undefined {
      const row = lastBefore.get({ asAt, madeBefore })
      return row && { asAt: row.asAt, figures: JSON.parse(row.figures) as Figures }
    },
    /** The entry that this very report was printed, where it was before. */
    entryOf: ({ asAt, names, head }: Pick<MadeReport, 'asAt' | 'names' | 'head'>): number | undefined =>
      same.get({ asAt, names: names ? 1 : 0, ...head }),
  }
}

/** That the minutes have a report. */
interface Minuted {
  /** The entry that it was printed. */
  reportSeq: number
  reference: string
  metOn: string
  /** UTC */
  enteredAt: string
}

/** A printed report, and what was entered last of its minute; nulls where nothing was. */
type PrintedRow = Omit<Row, 'figures'> & { seq: number } & (Omit<Minuted, 'reportSeq'> | { reference: null })

export function createWitnessStore(database: Database) {
  const insert = database.prepare<[Minuted & { entrySeq: number }]>(`
    INSERT INTO report_minuted (entry_seq, report_seq, reference, met_on, entered_at)
    VALUES (@entrySeq, @reportSeq, @reference, @metOn, @enteredAt)`)
  const printed = database.prepare<[], PrintedRow>(`
    SELECT made.entry_seq AS seq, as_at AS asAt, names, head_length AS length, head_hash AS hash, made_at AS madeAt,
      reference, met_on AS metOn, entered_at AS enteredAt
    FROM report_made AS made LEFT JOIN report_minuted AS minuted
      ON minuted.entry_seq = (SELECT MAX(entry_seq) FROM report_minuted WHERE report_seq = made.entry_seq)
    ORDER BY made.entry_seq DESC`)

  return {
    insert(entrySeq: number, minuted: Minuted): void {
      insert.run({ entrySeq, ...minuted })
    },
    /** Every report that was printed, the newest first. */
    printed: (): Omit<Witnessed, 'agrees'>[] =>
      printed.all().map(({ seq, asAt, madeAt, names, length, hash, ...minuted }) => ({
        ...{ seq, asAt, madeAt, names: names === 1, head: { length, hash } },
        minuted: minuted.reference === null ? null : minuted,
      })),
  }
}
