import { z } from 'zod'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import { workId } from '../work/contract.ts'
import { asPin, isGuessable, isPin } from './pin.ts'

export const PASSPHRASE_LEAST = 12 // characters: NIST SP 800-63B-4 asks 15 where it is the only factor on a network; this one never leaves the PC
export const PASSPHRASE_MOST = 200
/** How long a sitting may be idle, in minutes. */
export const [IDLE_LEAST, IDLE_USUAL, IDLE_MOST] = [1, 5, 60]

/** Whether somebody has a PIN: none yet, one that was given out, or one that they chose. */
export const pinState = z.enum(['none', 'given', 'own'])
export type PinState = z.infer<typeof pinState>

export const pin = z.string().refine(isPin, 'A PIN has six digits')
const givenPin = z.string().max(20)
/** A PIN that somebody chooses. */
const newPin = givenPin
  .transform(asPin)
  .pipe(
    pin.refine(
      (typed) => !isGuessable(typed),
      'Choose another PIN: one digit throughout, or a run such as 123456, is what a guesser tries first',
    ),
  )
export const passphrase = z
  .string()
  .min(
    PASSPHRASE_LEAST,
    `A passphrase has at least ${PASSPHRASE_LEAST} characters. Four words that do not belong together are easy to keep`,
  )
  .max(PASSPHRASE_MOST, `A passphrase has at most ${PASSPHRASE_MOST} characters`)
  .refine((typed) => new Set(typed.replace(/\s/gu, '')).size >= 5, 'Choose a passphrase with more different letters')

/** The most PINs that are given out in one go: each takes a slow hash. */
export const PINS_AT_ONCE = 200

/** A passphrase that is there already. */
export const given = z.string().min(1, 'Type the passphrase').max(PASSPHRASE_MOST)
const empty = z.strictObject({})
const named = z.object({
  id: z.uuid(),
  name: z.string(),
  note: z.string(),
  /** The number in the school's own system; '' where there is none. */
  reference: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
})

export const accessContract = {
  /** First run: makes the records of a school from its packs. Signs the administrator in; the recovery code is shown this once. */
  'access.setUp': {
    access: 'anyone',
    input: z.strictObject({
      schoolId: z.string().max(100),
      administratorPassphrase: passphrase,
      governorPassphrase: passphrase,
    }),
    output: z.object({ recoveryCode: z.string() }),
  },
  /**
   * People whose name has what was typed in it, in alphabetical order, 20 at most; with their number where nothing else
   * tells two of them apart.
   */
  'access.findName': {
    access: 'anyone',
    input: z.strictObject({ typed: z.string().max(200) }),
    output: z.object({
      people: z.array(named),
      more: z.boolean(),
    }),
  },
  /** Signs a learner in; a newcomer where `mustChoose`, who chooses a PIN of their own before anything else. */
  'access.signInLearner': {
    access: 'anyone',
    input: z.strictObject({ personId: z.uuid(), pin: givenPin }),
    output: z.object({ name: z.string(), mustChoose: z.boolean() }),
  },
  /** The newcomer's own PIN, in place of the one that was given out. Makes them a learner. */
  'access.choosePin': { access: 'newcomer', input: z.strictObject({ newPin }), output: empty },
  /** Another PIN for the learner who gives the present one. */
  'access.changePin': { access: 'learner', input: z.strictObject({ pin: givenPin, newPin }), output: empty },
  'access.signIn': {
    access: 'anyone',
    input: z.strictObject({ role: z.enum(['governor', 'administrator']), passphrase: given }),
    output: empty,
  },
  /** A lost administrator's passphrase: the printed code lets a new one in, and a new code replaces it. */
  'access.recover': {
    access: 'anyone',
    input: z.strictObject({ recoveryCode: z.string().max(100), administratorPassphrase: passphrase }),
    output: z.object({ recoveryCode: z.string() }),
  },
  /** A new recovery code for a sheet that was lost; the old one stops working. Asks for the passphrase once more. */
  'access.renewRecovery': {
    access: 'administrator',
    input: z.strictObject({ passphrase: given }),
    output: z.object({ recoveryCode: z.string() }),
  },
  /** Another passphrase for whoever is signed in with one, and gives it. */
  'access.changePassphrase': {
    access: 'governor',
    input: z.strictObject({ passphrase: given, newPassphrase: passphrase }),
    output: empty,
  },
  /** Another passphrase for the governors, who may have lost theirs. */
  'access.setGovernorsPassphrase': {
    access: 'administrator',
    input: z.strictObject({ newPassphrase: passphrase }),
    output: empty,
  },
  'access.signOut': { access: 'anyone', input: empty, output: empty },
  /** A sign of life from somebody who makes no other call, such as while they read. */
  'access.stay': { access: 'signed-in', atOnce: true, input: empty, output: empty },
  'access.setIdleMinutes': {
    access: 'administrator',
    input: z.strictObject({
      minutes: z
        .int('Give whole minutes, from 1 to 60')
        .min(IDLE_LEAST, 'Give whole minutes, from 1 to 60')
        .max(IDLE_MOST, 'Give whole minutes, from 1 to 60'),
    }),
    output: empty,
  },
  /** A new PIN for one person, who chooses their own with it; the old one stops working at once. It is shown this once. */
  'access.issuePin': {
    access: 'administrator',
    input: z.strictObject({ personId: z.uuid() }),
    output: z.object({ name: z.string(), pin }),
  },
  /** Those here who have no PIN, by name: as many as can be given one in one go, and how many there are in all. */
  'access.withoutPin': {
    access: 'administrator',
    input: empty,
    output: z.object({ count: z.int(), people: z.array(named) }),
  },
  /** Their first PINs for people who have none: all of them, shown this once, or none. */
  'access.issuePins': {
    access: 'administrator',
    input: z.strictObject({
      workId,
      personIds: z
        .array(z.uuid())
        .min(1, 'Choose at least one person')
        .max(PINS_AT_ONCE, `At most ${PINS_AT_ONCE} people in one go`)
        .refine((ids) => new Set(ids).size === ids.length, 'Each person once'),
    }),
    output: z.object({
      slips: z.array(z.object({ personId: z.uuid(), name: z.string(), note: z.string(), reference: z.string(), pin })),
    }),
  },
} as const
