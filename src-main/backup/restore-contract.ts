import { z } from 'zod'
import { workId } from '../work/contract.ts'

const instant = z.iso.datetime()
const head = z.object({ length: z.int(), hash: z.string() })
/** What was chosen, as the window knows it: never where it is. */
const chosen = z.object({ id: z.uuid(), name: z.string(), sealed: z.boolean() })
const passphrase = z.string().max(200)

/** A backup that has been read from end to end, and what it would mean to put it in the place of the records. */
const backup = chosen.extend({
  schoolName: z.string(),
  head,
  lastEntryAt: instant,
  /** An earlier Lanyard made it. */
  older: z.boolean(),
  /** What stands here now: nothing, whole records, damaged ones that can be read, or some that cannot. */
  present: z.enum(['none', 'whole', 'damaged', 'unreadable']),
  /** The records against the backup; null where there are none, or where they cannot be read. */
  against: z
    .object({
      /** How many entries the backup has that the records lack. */
      gained: z.int(),
      /** What the records have that the backup lacks. */
      lost: z.object({
        entries: z.int(),
        from: instant.nullable(),
        to: instant.nullable(),
        counts: z.array(z.string()),
        /** Those that would be undone, in sentences with their days and rules. */
        erasures: z.array(z.string()),
      }),
    })
    .nullable(),
  /** Whose passphrase is asked for: the administrator's of the records that stand here, or of those in the backup. */
  asks: z.enum(['present', 'backup']),
})
export type ReadBackup = z.output<typeof backup>

/** Putting a backup in the place of the records. Open to whoever is there only while there are no whole records to protect. */
export const restoreContract = {
  /**
   * The newest of the backups beside the records that is whole; null where there is none. `passedOver`: newer ones that are
   * not. What was read is not read again for as long as its file is the same. Throws `stopped`.
   */
  'restore.newest': {
    access: 'administrator',
    whileNoRecords: true,
    oneByOne: true,
    input: z.strictObject({ workId }),
    output: z.object({ backup: backup.nullable(), passedOver: z.int() }),
  },
  /** Chooses a file: the one at `path`, or by the system's own dialog where there is one; null where nobody chose. */
  'restore.choose': {
    access: 'administrator',
    whileNoRecords: true,
    oneByOne: true,
    input: z.strictObject({ path: z.string().min(1, 'Type where the backup is').max(4_096).nullable() }),
    output: z.object({ chosen: chosen.nullable() }),
  },
  /** Reads what was chosen, or opened from outside, from end to end. Nothing is changed. `passphrase`: what it was sealed with. Throws `stopped`. */
  'restore.read': {
    access: 'administrator',
    whileNoRecords: true,
    oneByOne: true,
    input: z.strictObject({ workId, id: z.uuid(), passphrase: passphrase.nullable() }),
    output: backup,
  },
  /** Puts what was read in the place of the records. `lost`: how many entries whoever asks was told will not be there. */
  'restore.replace': {
    access: 'administrator',
    whileNoRecords: true,
    oneByOne: true,
    input: z.strictObject({
      id: z.uuid(),
      lost: z.int().nullable(),
      passphrase: z.string().min(1, 'Type the passphrase').max(200),
    }),
    output: z.object({ keptIn: z.string() }),
  },
} as const
