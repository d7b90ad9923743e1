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

/** What one person did, as it is read of everybody at once. */
export interface Done {
  /** When they first did anything on each version, UTC. */
  begunAt: ReadonlyMap<string, string>
  /** In the order of versions and numbers. */
  attempts: readonly AttemptDone[]
}

export interface AttemptDone {
  personId: string
  versionId: string
  startedAt: string
  finishedAt: string | null
  /** Its answers in order, a line each, as `answerIn` reads them; null where there are none, or they were not asked for. */
  answers: string | null
}

const ATTEMPT = `SELECT id, person_id AS personId, version_id AS versionId, number, scenarios, started_at AS startedAt,
  finished_at AS finishedAt FROM attempt`
const ANSWER = `SELECT attempt_id AS attemptId, position, scenario_id AS scenarioId, step_id AS stepId, chosen, verdict, sure, at FROM answer`
/** The columns of an answer in one text: of a million of them this is read in a third of the time. */
const ANSWERS = `(SELECT group_concat(
  scenario_id || char(9) || step_id || char(9) || chosen || char(9) || verdict || char(9) || ifnull(sure, ''), char(10) ORDER BY position)
  FROM answer WHERE attempt_id = attempt.id)`
const done = (answers: string): string => `
  SELECT person_id AS personId, version_id AS versionId, started_at AS startedAt, finished_at AS finishedAt, ${answers} AS answers
  FROM attempt WHERE person_id BETWEEN ? AND ? ORDER BY person_id, version_id, number`
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

/** Reads a line of an `AttemptDone`. */
export function answerIn(line: string): Omit<AnswerRow, 'attemptId' | 'position' | 'at'> {
  const [scenarioId, stepId, chosen, verdict, sure] = line.split('\t') as [string, string, string, Verdict, string]
  return {
    scenarioId,
    stepId,
    chosen: JSON.parse(chosen) as number[],
    verdict,
    sure: sure === '' ? null : sure === '1',
  }
}

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
  const personOf = database.prepare<[string], string>('SELECT person_id FROM attempt WHERE id = ?').pluck()
  const insertAttempt = database.prepare<[string, string, string, number, string, string]>(`
    INSERT INTO attempt (id, person_id, version_id, number, scenarios, started_at) VALUES (?, ?, ?, ?, ?, ?)`)
  const finish = database.prepare<[string, string]>('UPDATE attempt SET finished_at = ? WHERE id = ?')
  const answers = database.prepare<[string], RawAnswer>(`${ANSWER} WHERE attempt_id = ? ORDER BY position`)
  const insertAnswer = database.prepare<[RawAnswer]>(`
    INSERT INTO answer (attempt_id, position, scenario_id, step_id, chosen, verdict, sure, at)
    VALUES (@attemptId, @position, @scenarioId, @stepId, @chosen, @verdict, @sure, @at)`)
  const begunBetween = database.prepare<[string, string], { personId: string; versionId: string; at: string }>(`
    SELECT person_id AS personId, version_id AS versionId, MIN(at) AS at FROM progress
    WHERE person_id BETWEEN ? AND ? GROUP BY person_id, version_id`)
  const doneBetween = database.prepare<[string, string], AttemptDone>(done('NULL'))
  const answeredBetween = database.prepare<[string, string], AttemptDone>(done(ANSWERS))
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

  const readers = new Set<(personId: string) => void>()
  /** Those who read everybody at this moment read first of whom something is about to be written. */
  function aboutToWrite(personId: string): void {
    for (const read of readers) read(personId)
  }
  function aboutToWriteOn(attemptId: string): void {
    if (readers.size > 0) aboutToWrite(personOf.get(attemptId)!)
  }

  return {
    /** `read` is called with a person's id before anything that they do is written, until the function that this gives is called. */
    beforeWriting(read: (personId: string) => void): () => void {
      readers.add(read)
      return () => void readers.delete(read)
    },
    /** What those did whose ids lie between two, by person; their answers only where wanted. Nobody stands in it who did nothing. */
    doneBetween(first: string, last: string, withAnswers: boolean): Map<string, Done> {
      const attempts = Map.groupBy(
        (withAnswers ? answeredBetween : doneBetween).all(first, last),
        ({ personId }) => personId,
      )
      const begun = new Map<string, Map<string, string>>()
      const begin = (personId: string, versionId: string, at: string): void => {
        const own = begun.get(personId) ?? new Map<string, string>()
        begun.set(personId, own)
        if (at < (own.get(versionId) ?? '~')) own.set(versionId, at)
      }
      for (const { personId, versionId, at } of begunBetween.iterate(first, last)) begin(personId, versionId, at)
      for (const [personId, own] of attempts)
        for (const { versionId, startedAt } of own) begin(personId, versionId, startedAt)
      return new Map([...begun].map(([id, begunAt]) => [id, { begunAt, attempts: attempts.get(id) ?? [] }]))
    },
    progress: (personId: string, versionId: string) => progress.all(personId, versionId),
    addProgress(personId: string, versionId: string, { what, item, round }: Progress, at: string): void {
      aboutToWrite(personId)
      insertProgress.run(personId, versionId, what, item, round, at)
    },
    /** Everything of one person's, on whatever version, the earliest first. */
    progressOf: (personId: string) => progressOf.all(personId),
    attemptsOf: (personId: string) => attemptsOf.all(personId).map(asAttempt),
    attempts: (personId: string, versionId: string) => attempts.all(personId, versionId).map(asAttempt),
    insertAttempt({ id, personId, versionId, number, scenarios, startedAt }: AttemptRow): void {
      aboutToWrite(personId)
      insertAttempt.run(id, personId, versionId, number, JSON.stringify(scenarios), startedAt)
    },
    finish(attemptId: string, at: string): void {
      aboutToWriteOn(attemptId)
      finish.run(at, attemptId)
    },
    answers: (attemptId: string) => answers.all(attemptId).map(asAnswer),
    insertAnswer(row: AnswerRow): void {
      aboutToWriteOn(row.attemptId)
      const sure = row.sure === null ? null : row.sure ? 1 : 0
      insertAnswer.run({ ...row, chosen: JSON.stringify(row.chosen), sure })
    },
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
