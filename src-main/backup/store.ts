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
}

interface Row {
  id: string
  made_at: string
  place: 'here' | 'outside'
  file: string
  sealed: 0 | 1
  head_length: number
  head_hash: string
}

export type BackupsStore = ReturnType<typeof createBackupsStore>

export function createBackupsStore(database: Database) {
  const insert = database.prepare<[string, string, string, string, number, number, string]>(
    'INSERT INTO backup_made (id, made_at, place, file, sealed, head_length, head_hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const all = database.prepare<[], Row>('SELECT * FROM backup_made ORDER BY made_at DESC, id DESC')
  const last = database.prepare<[string, string], Row>(
    'SELECT * FROM backup_made WHERE place = ? AND made_at <= ? ORDER BY made_at DESC, id DESC LIMIT 1',
  )
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck()

  return {
    insert({ id, madeAt, place, file, sealed, head }: BackupMade): void {
      insert.run(id, madeAt, place, file, Number(sealed), head.length, head.hash)
    },
    /** The latest first. */
    all: (): BackupMade[] => all.all().map(madeOf),
    /** The latest that was made by a moment, UTC. */
    last(place: BackupMade['place'], by: string): BackupMade | undefined {
      const row = last.get(place, by)
      return row && madeOf(row)
    },
    /** How many rows this connection has written since it was opened. */
    changes: (): number => changes.get()!,
  }
}

const madeOf = ({ id, made_at, place, file, sealed, head_length, head_hash }: Row): BackupMade => ({
  id,
  madeAt: made_at,
  place,
  file,
  sealed: sealed === 1,
  head: { length: head_length, hash: head_hash },
})
