import canonicalize from 'canonicalize'
import type { Database } from '../database/open.ts'
import type { Figures } from './contract.ts'

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

  return {
    insert(entrySeq: number, { names, head, figures, ...row }: MadeReport): void {
      insert.run({ entrySeq, ...row, ...head, names: names ? 1 : 0, figures: canonicalize(figures)! })
    },
    /** The one of the latest day before `asAt`, of those that were made before an instant (UTC). */
    lastBefore(asAt: string, madeBefore: string): Pick<MadeReport, 'asAt' | 'figures'> | undefined {
      const row = lastBefore.get({ asAt, madeBefore })
      return row && { asAt: row.asAt, figures: JSON.parse(row.figures) as Figures }
    },
  }
}
