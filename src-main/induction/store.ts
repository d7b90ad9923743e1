import type { Database } from '../database/open.ts'
import type { Verdict } from '../policies/format.ts'
import type { Waiver } from './assignment.ts'
import type { Progress } from './course.ts'

export interface AttemptRow {
  id: string
  personId: string
  versionId: string
  number: number
  scenarios: string[]
  startedAt: string
  finishedAt: string | null
}

export interface AnswerRow {
  attemptId: string
  position: number
  scenarioId: string
  stepId: string
  chosen: number[]
  verdict: Verdict
  /** Whether its giver said that they were sure; null where they did not say. */
  sure: boolean | null
  /** UTC */
  at: string
}

/** `endedBy`: the role of whoever ended it before its time; null where nobody has. */
export type WaiverRow = Waiver & { personId: string; endedBy: string | null }

/** What was shown to a person and left behind, of one version. */
export type ProgressRow = Progress & { versionId: string; at: string }

const ATTEMPT = `SELECT id, person_id AS personId, version_id AS versionId, number, scenarios, started_at AS startedAt,
  finished_at AS finishedAt FROM attempt`
const ANSWER = `SELECT attempt_id AS attemptId, position, scenario_id AS scenarioId, step_id AS stepId, chosen, verdict, sure, at FROM answer`
const WAIVER = `SELECT id, person_id AS personId, policy_id AS policyId, reason, until_on AS until, waiver.decided_by AS by,
  entered_at AS enteredAt, ended_at AS endedAt, waiver_end.decided_by AS endedBy FROM waiver LEFT JOIN waiver_end ON waiver_id = id`

type RawAttempt = Omit<AttemptRow, 'scenarios'> & { scenarios: string }
type RawAnswer = Omit<AnswerRow, 'chosen' | 'sure'> & { chosen: string; sure: 0 | 1 | null }
const asAttempt = (row: RawAttempt): AttemptRow => ({ ...row, scenarios: JSON.parse(row.scenarios) as string[] })
const asAnswer = (row: RawAnswer): AnswerRow => ({
  ...row,
  chosen: JSON.parse(row.chosen) as number[],
  sure: row.sure === null ? null : row.sure === 1,
})

export type InductionStore = ReturnType<typeof createInductionStore>

export function createInductionStore(database: Database) {
  const progress = database.prepare<[string, string], Progress>(
    'SELECT what, item, round FROM progress WHERE person_id = ? AND version_id = ?',
  )
  const progressOf = database.prepare<[string], ProgressRow>(
    'SELECT version_id AS versionId, what, item, round, at FROM progress WHERE person_id = ? ORDER BY at, what, item',
  )
  const insertProgress = database.prepare<[string, string, string, string, number, string]>(`
    INSERT INTO progress (person_id, version_id, what, item, round, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
  const attempts = database.prepare<[string, string], RawAttempt>(
    `${ATTEMPT} WHERE person_id = ? AND version_id = ? ORDER BY number`,
  )
  const attemptsOf = database.prepare<[string], RawAttempt>(
    `${ATTEMPT} WHERE person_id = ? ORDER BY started_at, number`,
  )
  const allAttempts = database.prepare<[], RawAttempt>(`${ATTEMPT} ORDER BY person_id, version_id, number`)
  const insertAttempt = database.prepare<[string, string, string, number, string, string]>(`
    INSERT INTO attempt (id, person_id, version_id, number, scenarios, started_at) VALUES (?, ?, ?, ?, ?, ?)`)
  const finish = database.prepare<[string, string]>('UPDATE attempt SET finished_at = ? WHERE id = ?')
  const answers = database.prepare<[string], RawAnswer>(`${ANSWER} WHERE attempt_id = ? ORDER BY position`)
  const allAnswers = database.prepare<[], RawAnswer>(`${ANSWER} ORDER BY attempt_id, position`)
  const insertAnswer = database.prepare<[RawAnswer]>(`
    INSERT INTO answer (attempt_id, position, scenario_id, step_id, chosen, verdict, sure, at)
    VALUES (@attemptId, @position, @scenarioId, @stepId, @chosen, @verdict, @sure, @at)`)
  const begun = database.prepare<[], { personId: string; versionId: string; at: string }>(`
    SELECT person_id AS personId, version_id AS versionId, MIN(at) AS at FROM (
      SELECT person_id, version_id, at FROM progress
      UNION ALL SELECT person_id, version_id, started_at FROM attempt
    ) GROUP BY person_id, version_id`)
  const begunBy = database.prepare<[string, string], { versionId: string; at: string }>(`
    SELECT version_id AS versionId, MIN(at) AS at FROM (
      SELECT version_id, at FROM progress WHERE person_id = ?
      UNION ALL SELECT version_id, started_at FROM attempt WHERE person_id = ?
    ) GROUP BY version_id`)
  const waiver = database.prepare<[string], WaiverRow>(`${WAIVER} WHERE id = ?`)
  const waiversOf = database.prepare<[string], WaiverRow>(`${WAIVER} WHERE person_id = ? ORDER BY id`)
  const allWaivers = database.prepare<[], WaiverRow>(`${WAIVER} ORDER BY id`)
  const insertWaiver = database.prepare<[string, string, string, string, string, string, string]>(`
    INSERT INTO waiver (id, person_id, policy_id, reason, until_on, decided_by, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const insertWaiverEnd = database.prepare<[string, string, string]>(
    'INSERT INTO waiver_end (waiver_id, decided_by, ended_at) VALUES (?, ?, ?)',
  )

  return {
    progress: (personId: string, versionId: string) => progress.all(personId, versionId),
    addProgress(personId: string, versionId: string, { what, item, round }: Progress, at: string): void {
      insertProgress.run(personId, versionId, what, item, round, at)
    },
    /** Everything of one person's, on whatever version, the earliest first. */
    progressOf: (personId: string) => progressOf.all(personId),
    attemptsOf: (personId: string) => attemptsOf.all(personId).map(asAttempt),
    attempts: (personId: string, versionId: string) => attempts.all(personId, versionId).map(asAttempt),
    allAttempts: () => allAttempts.all().map(asAttempt),
    insertAttempt({ id, personId, versionId, number, scenarios, startedAt }: AttemptRow): void {
      insertAttempt.run(id, personId, versionId, number, JSON.stringify(scenarios), startedAt)
    },
    finish: (attemptId: string, at: string): void => void finish.run(at, attemptId),
    answers: (attemptId: string) => answers.all(attemptId).map(asAnswer),
    allAnswers: () => allAnswers.all().map(asAnswer),
    insertAnswer(row: AnswerRow): void {
      const sure = row.sure === null ? null : row.sure ? 1 : 0
      insertAnswer.run({ ...row, chosen: JSON.stringify(row.chosen), sure })
    },
    /** When each person first did anything on each version, UTC. */
    begun: () => begun.all(),
    waiver: (id: string) => waiver.get(id),
    /** Those of one person, the earliest first; and everybody's. */
    waiversOf: (personId: string) => waiversOf.all(personId),
    waivers: () => allWaivers.all(),
    insertWaiver({
      id,
      personId,
      policyId,
      reason,
      until,
      by,
      enteredAt,
    }: Omit<WaiverRow, 'endedAt' | 'endedBy'>): void {
      insertWaiver.run(id, personId, policyId, reason, until, by, enteredAt)
    },
    insertWaiverEnd({ waiverId, by, endedAt }: { waiverId: string; by: string; endedAt: string }): void {
      insertWaiverEnd.run(waiverId, by, endedAt)
    },
    begunBy: (personId: string) => new Map(begunBy.all(personId, personId).map(({ versionId, at }) => [versionId, at])),
  }
}
