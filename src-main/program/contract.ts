import { z } from 'zod'
import { ERROR_CODES } from '../errors.ts'
import { logoSha256 } from '../school/contract.ts'

const empty = z.strictObject({})

export const programContract = {
  /** How things stand: what the first screen needs, and who is signed in. */
  'program.start': {
    access: 'anyone',
    input: empty,
    output: z.object({
      /** `new`: nothing set up yet. `blocked`: the records cannot be opened, `problem` says why. */
      state: z.enum(['new', 'ready', 'blocked']),
      problem: z.object({ code: z.enum(ERROR_CODES), message: z.string() }).nullable(),
      /** What is known of damage, in sentences: the records are open to be read and no more. Null where nothing is wrong. */
      damage: z.array(z.string()).nullable(),
      /** A backup that was chosen, or opened from outside, and not yet restored. */
      offered: z.object({ id: z.uuid(), name: z.string(), sealed: z.boolean() }).nullable(),
      /** Whether there is a dialog of the system's own to choose files with; else a path is typed. */
      hasDialogs: z.boolean(),
      version: z.string(),
      dataFolder: z.string(),
      today: z.iso.date(),
      school: z.object({ id: z.string(), name: z.string(), logo: logoSha256.nullable() }).nullable(),
      /** Example data is open: what to type to look around. Never the real records' secrets. */
      example: z
        .object({ administrator: z.string(), governors: z.string(), pin: z.string(), name: z.string() })
        .nullable(),
      session: z.object({
        role: z.enum(['anyone', 'newcomer', 'learner', 'governor', 'administrator']),
        name: z.string(),
      }),
      /** How long a sitting may be without a sign of life, in minutes; null where the records cannot be opened. */
      idleMinutes: z.int().nullable(),
      /** How many declarations wait for a decision; null for anybody but the administrator. */
      openDeclarations: z.int().nullable(),
      /** Whether it is time for a backup outside the PC; null for anybody but the administrator. */
      isBackupDue: z.boolean().nullable(),
      /** Something about the record was noticed when it was opened, and whoever is signed in may read what. */
      isRecordDoubted: z.boolean(),
      /** How many people the retention rules say to erase; null for anybody but the administrator. */
      dueForErasure: z.int().nullable(),
      /** The longest a newcomer needs, in minutes; null before the school is set up. */
      minutes: z.int().nullable(),
      /** The schools whose packs are installed. */
      schools: z.array(
        z.object({ id: z.string(), name: z.string(), phase: z.string(), policies: z.array(z.string()) }),
      ),
    }),
  },
  /** Closes the real records and opens a made-up school in a folder of its own. */
  'program.openExample': { access: 'anyone', oneByOne: true, input: empty, output: empty },
  /** Back to the real records. */
  'program.leaveExample': { access: 'anyone', oneByOne: true, input: empty, output: empty },
  /** What is shipped: Lanyard itself, what it runs on, and its libraries, each with the SPDX id of its licence. */
  'program.madeOf': {
    access: 'anyone',
    input: empty,
    output: z.object({
      parts: z.array(
        z.object({
          ref: z.string(),
          name: z.string(),
          version: z.string(),
          licence: z.string(),
        }),
      ),
    }),
  },
  /** The whole text of a part's licence. */
  'program.licence': {
    access: 'anyone',
    input: z.strictObject({ ref: z.string().max(300) }),
    output: z.object({ text: z.string() }),
  },
  /** What somebody who helps from afar asks first, as text: versions, figures, the last lines of the log; nobody's name. */
  'program.details': { access: 'anyone', input: empty, output: z.object({ text: z.string() }) },
} as const
