import type { Database } from '../database/open.ts'
import type { Audience } from './format.ts'

/** `first` for a policy new to the school; a `minor` version asks nobody to sign again, a `major` one does. */
export type VersionKind = 'first' | 'minor' | 'major'

export interface PolicyVersion {
  id: string
  policyId: string
  version: string
  kind: VersionKind
  inForceOn: string
  /** UTC */
  publishedAt: string
  /** hex SHA-256 of the published text */
  sha256: string
}

export interface Programme {
  id: string
  audience: Audience
  /** The day it holds from. */
  from: string
  policies: string[]
  daysAllowed: number
  /** per cent */
  passMark: number
  renewal: string
  /** UTC */
  setAt: string
}

const VERSION = `SELECT id, policy_id AS policyId, version, kind, in_force_on AS inForceOn, published_at AS publishedAt, sha256
  FROM policy_version`

export function createPoliciesStore(database: Database) {
  const versions = database.prepare<[], PolicyVersion>(`${VERSION} ORDER BY in_force_on, id`)
  const text = database.prepare<[string], { text: string }>('SELECT text FROM policy_version WHERE id = ?')
  const insert = database.prepare<[string, string, string, VersionKind, string, string, string, string]>(`
    INSERT INTO policy_version (id, policy_id, version, kind, in_force_on, published_at, text, sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const programmes = database.prepare<[], Omit<Programme, 'policies'> & { policies: string }>(`
    SELECT id, audience, from_on AS "from", policies, days_allowed AS daysAllowed, pass_mark AS passMark, renewal, set_at AS setAt
    FROM programme ORDER BY from_on, entry_seq`)
  const insertProgramme = database.prepare<[string, Audience, string, string, number, number, string, string, number]>(`
    INSERT INTO programme (id, audience, from_on, policies, days_allowed, pass_mark, renewal, set_at, entry_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)

  return {
    /** Every version published, the earliest in force first. */
    versions: () => versions.all(),
    text: (id: string): string | undefined => text.get(id)?.text,
    insert(version: PolicyVersion, published: string): void {
      const { id, policyId, version: name, kind, inForceOn, publishedAt, sha256 } = version
      insert.run(id, policyId, name, kind, inForceOn, publishedAt, published, sha256)
    },
    /** Every programme set, by the day it holds from; of two with the same day the one that was set first comes first. */
    programmes: (): Programme[] =>
      programmes.all().map((row) => ({ ...row, policies: JSON.parse(row.policies) as string[] })),
    /** `entrySeq`: the ledger entry that holds it. */
    insertProgramme(programme: Programme, entrySeq: number): void {
      const { id, audience, from, policies, daysAllowed, passMark, renewal, setAt } = programme
      insertProgramme.run(id, audience, from, JSON.stringify(policies), daysAllowed, passMark, renewal, setAt, entrySeq)
    },
  }
}
