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
  /** Of a major version: the audiences that sign again. */
  mustSign: Audience[]
  /** The day by which they do; null where the programme's days count from the one it is in force from. */
  signBy: string | null
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

const VERSION = `SELECT id, policy_id AS policyId, version, kind, in_force_on AS inForceOn, published_at AS publishedAt, sha256,
  must_sign AS mustSign, sign_by AS signBy FROM policy_version`

export function createPoliciesStore(database: Database) {
  const versions = database.prepare<[], Omit<PolicyVersion, 'mustSign'> & { mustSign: string }>(
    `${VERSION} ORDER BY in_force_on, entry_seq, id`,
  )
  const text = database.prepare<[string], { text: string }>('SELECT text FROM policy_version WHERE id = ?')
  const insert = database.prepare<
    [Omit<PolicyVersion, 'mustSign'> & { mustSign: string; text: string; entrySeq: number }]
  >(`
    INSERT INTO policy_version
      (id, policy_id, version, kind, in_force_on, published_at, text, sha256, must_sign, sign_by, entry_seq)
    VALUES (@id, @policyId, @version, @kind, @inForceOn, @publishedAt, @text, @sha256, @mustSign, @signBy, @entrySeq)`)
  const programmes = database.prepare<[], Omit<Programme, 'policies'> & { policies: string }>(`
    SELECT id, audience, from_on AS "from", policies, days_allowed AS daysAllowed, pass_mark AS passMark, renewal, set_at AS setAt
    FROM programme ORDER BY from_on, entry_seq`)
  const insertProgramme = database.prepare<[string, Audience, string, string, number, number, string, string, number]>(`
    INSERT INTO programme (id, audience, from_on, policies, days_allowed, pass_mark, renewal, set_at, entry_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)

  return {
    /** Every version published, the earliest in force first; of two from the same day the one that was published first comes first. */
    versions: (): PolicyVersion[] =>
      versions.all().map((row) => ({ ...row, mustSign: JSON.parse(row.mustSign) as Audience[] })),
    text: (id: string): string | undefined => text.get(id)?.text,
    /** `entrySeq`: the ledger entry that holds it. */
    insert(version: PolicyVersion, published: string, entrySeq: number): void {
      insert.run({ ...version, mustSign: JSON.stringify(version.mustSign), text: published, entrySeq })
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
