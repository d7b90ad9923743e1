import type { Database } from '../database/open.ts'
import type { Head } from '../ledger/chain.ts'

export interface BackupMade {
  id: string
  /** UTC */
  madeAt: string
  /** On the records' own disk, or outside the PC. */
  place: 'here' | 'outside'
  /** The name of one that Lanyard made by itself, in its own folder; the whole path of any other. */
  file: string
  sealed: boolean
  head: Head
  /** Whether the record in it is: none can be restored where it is not. */
  whole: boolean
}

interface Row {
  id: string
  made_at: string
  place: 'here' | 'outside'
  file: string
  sealed: 0 | 1
  head_length: number
  head_hash: string
  whole: 0 | 1
}

export type BackupsStore = ReturnType<typeof createBackupsStore>

export function createBackupsStore(database: Database) {
  const insert = database.prepare<[string, string, string, string, number, number, string, number]>(
    'INSERT INTO backup_made (id, made_at, place, file, sealed, head_length, head_hash, whole) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const all = database.prepare<[], Row>('SELECT * FROM backup_made ORDER BY made_at DESC, id DESC')
  const last = database.prepare<[string, string], Row>(
    'SELECT * FROM backup_made WHERE place = ? AND made_at <= ? AND whole = 1 ORDER BY made_at DESC, id DESC LIMIT 1',
  )
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck()

  return {
    insert({ id, madeAt, place, file, sealed, head, whole }: BackupMade): void {
      insert.run(id, madeAt, place, file, Number(sealed), head.length, head.hash, Number(whole))
    },
    /** The latest first. */
    all: (): BackupMade[] => all.all().map(madeOf),
    /** The latest that was made by a moment, UTC, of those that can be restored. */
    last(place: BackupMade['place'], by: string): BackupMade | undefined {
      const row = last.get(place, by)
      return row && madeOf(row)
    },
    /** How many rows this connection has written since it was opened. */
    changes: (): number => changes.get()!,
  }
}

const madeOf = ({ id, made_at, place, file, sealed, head_length, head_hash, whole }: Row): BackupMade => ({
  id,
  madeAt: made_at,
  place,
  file,
  sealed: sealed === 1,
  head: { length: head_length, hash: head_hash },
  whole: whole === 1,
})
