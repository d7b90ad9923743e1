import { z } from 'zod'
import { passphrase } from '../access/contract.ts'
import { workId } from '../work/contract.ts'

/** Days without a backup outside the PC, or since set-up where there has been none, after which Lanyard asks for one. */
export const OUTSIDE_DAYS = 14
/** The most backups that are listed. */
export const MOST_LISTED = 50

const head = z.object({ length: z.int(), hash: z.string() })
const place = z.enum(['here', 'outside'])
/** As typed or chosen: the whole path of a folder. */
const folder = z
  .string()
  .trim()
  .min(1, 'Type the whole path of a folder, such as the stick’s')
  .max(1_000, 'That path is too long')

const backup = z.object({
  madeAt: z.iso.datetime(),
  place,
  /** Its name. */
  name: z.string(),
  /** The folder it was put into. */
  folder: z.string(),
  sealed: z.boolean(),
  head,
  /** Whether the record in it is whole: it is not where the records were not, and then it cannot be restored. */
  whole: z.boolean(),
})
export type Backup = z.output<typeof backup>

export const backupContract = {
  /** The backups that Lanyard knows of. */
  'backup.list': {
    access: 'administrator',
    input: z.strictObject({}),
    output: z.object({
      /** Where those stand that Lanyard makes by itself. */
      ownFolder: z.string(),
      /** Of those, the ones that are there: the latest first. */
      own: z.array(backup),
      /** Those that somebody made, there or not: the latest first, MOST_LISTED at most. */
      made: z.array(backup),
      /** Records that restores replaced, the last first: Lanyard deletes none. `entries`: null where they cannot be read. */
      replaced: z.array(z.object({ folder: z.string(), at: z.iso.datetime(), entries: z.int().nullable() })),
      /** Of those made by now that are whole. */
      lastOutsideAt: z.iso.datetime().nullable(),
      /** Of one noted under a moment to come, as by a clock that was ahead; it does not count. */
      outsideToComeAt: z.iso.datetime().nullable(),
      isOutsideDue: z.boolean(),
      /** Why the last one that Lanyard was to make by itself was not made, or cannot be restored; null where all is well. */
      failure: z.string().nullable(),
      /** Whether a folder can be chosen in a dialog; else its path is typed. */
      canChoose: z.boolean(),
    }),
  },
  /** Asks for a folder; null where they changed their mind. */
  'backup.chooseFolder': {
    access: 'administrator',
    input: z.strictObject({}),
    output: z.object({ folder: z.string().nullable() }),
  },
  /** What can be told of a folder. Throws `backup-failed` where there is none. */
  'backup.look': {
    access: 'administrator',
    input: z.strictObject({ folder }),
    output: z.object({ folder: z.string(), isSameDisk: z.boolean() }),
  },
  /** Makes one into a folder, sealed where there is a passphrase. */
  'backup.make': {
    access: 'administrator',
    input: z.strictObject({
      workId,
      folder,
      /** Something else copies a folder on the records' own disk to another place. */
      isCopiedOn: z.boolean(),
      passphrase: passphrase.nullable(),
    }),
    output: z.object({ backup }),
  },
} as const
