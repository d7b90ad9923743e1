import { z } from 'zod'
import { receipt } from '../acknowledgements/contract.ts'
import { STATUSES, assignmentView, status } from '../induction/contract.ts'
import { pinState } from '../access/contract.ts'
import { erasure } from '../erasure/contract.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'

/** Letters of any script, and what stands inside names; no control, no invisible direction marks, no digits alone. */
export const personName = z
  .string()
  .transform((typed) => typed.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'Type the person’s name')
      .max(200, 'A name has at most 200 characters')
      .regex(/\p{L}/u, 'A name has at least one letter')
      // The zero-width joiner and non-joiner are part of names in Persian and in Indian scripts.
      .regex(
        /^(?:[\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}])*$/u,
        'The name holds a character that cannot be shown or printed',
      )
      .regex(/^[^<>]*$/, 'A name has no < or > in it'),
  )

export const personNote = z
  .string()
  .trim()
  .max(200, 'At most 200 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, 'The text holds a character that cannot be shown')

const REFERENCE = 'A number has at most 50 characters, all of which can be shown'
/** A number in the school's own system: letters and digits as it writes them. */
export const personReference = z
  .string()
  .transform((typed) => typed.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .max(50, REFERENCE)
      .regex(/^[^\p{C}]*$/u, REFERENCE),
  )

export const personEmail = z
  .string()
  .trim()
  .max(254, 'An e-mail address has at most 254 characters') // RFC 3696, erratum 1690
  .regex(/^$|^[^\s@<>\p{C}]+@[^\s@<>\p{C}]+$/u, 'An e-mail address looks like office@school.example')

export const day = z.iso.date('Give a date that exists, such as 1 9 2026')
export const audiences = z
  .array(z.enum(ADULT_AUDIENCES))
  .min(1, 'Choose at least one: staff, volunteer or governor')
  .refine((list) => new Set(list).size === list.length, 'Each role once')

const appointment = z.object({
  id: z.uuid(),
  audience: z.enum(ADULT_AUDIENCES),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
})
export type Appointment = z.infer<typeof appointment>

const personRow = z.object({
  id: z.uuid(),
  name: z.string(),
  note: z.string(),
  /** The number in the school's own system; '' where there is none, and so for the e-mail address. */
  reference: z.string(),
  email: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  /** null where nothing is required of the person today */
  status: status.nullable(),
  dueOn: z.iso.date().nullable(),
  daysLate: z.int().nullable(),
  signed: z.int(),
  required: z.int(),
  /** The latest signature on what is asked now. */
  lastSignedAt: z.iso.datetime().nullable(),
  /** Where that was signed on paper: the day on the sheet. */
  lastPaperOn: z.iso.date().nullable(),
  /** The last day, once it is over. */
  leftOn: z.iso.date().nullable(),
})
export type PersonRow = z.infer<typeof personRow>

export const SORTS = ['need', 'name', 'due', 'signed'] as const
export type Sort = (typeof SORTS)[number]

/** Which people: those of one status, those of whom nothing is asked, those who have left; or those here without a PIN. */
const shown = z.enum([...STATUSES, 'nothing', 'left', 'no-pin'])
export type Shown = z.infer<typeof shown>

const asked = z.strictObject({
  /** The beginnings of words of a name or a note. */
  search: z.string().max(200).default(''),
  audience: z.enum(ADULT_AUDIENCES).nullable().default(null),
  /** Only those who are asked for it; status and dates are then those of this policy. */
  policyId: z.string().max(200).nullable().default(null),
  /** null: everyone who is here */
  shown: shown.nullable().default(null),
  sort: z.enum(SORTS).default('need'),
  /** From 1; one that is too far on gives the last. */
  page: z.int().min(1).max(1_000_000).default(1),
})
export type Asked = z.output<typeof asked>

/** One thing that happened, in words. `acknowledgementId` where it is a signature. */
const happened = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  what: z.string(),
  acknowledgementId: z.uuid().nullable(),
})
export type Happened = z.infer<typeof happened>

const who = { personId: z.uuid() }
const nothing = z.object({})

export const peopleContract = {
  /** One page of the roll, and how many there are of each kind among those who are searched for. */
  'people.list': {
    access: 'administrator',
    input: asked,
    output: z.object({
      today: z.iso.date(),
      people: z.array(personRow),
      /** The page that is given, and how many there are. */
      page: z.int(),
      pages: z.int(),
      /** How many people are on all the pages; and on the roll, those who have left counted in. */
      found: z.int(),
      onRoll: z.int(),
      /**
       * Those who are here, and each kind of them, before `shown` narrows them down; those who have left. Somebody without
       * a PIN is counted by status as well.
       */
      counts: z.object({ here: z.int(), of: z.record(shown, z.int()) }),
      policies: z.array(z.object({ policyId: z.string(), title: z.string() })),
    }),
  },
  /** Adds one person and issues a PIN, shown this once. `namesakes` counts others of the same name. */
  'people.add': {
    access: 'administrator',
    input: z.strictObject({
      name: personName,
      note: personNote,
      reference: personReference.default(''),
      email: personEmail.default(''),
      appointments: z
        .array(
          z.strictObject({
            audience: z.enum(ADULT_AUDIENCES),
            from: day,
          }),
        )
        .min(1, 'Choose at least one: staff, volunteer or governor')
        .max(3)
        .refine((list) => new Set(list.map((one) => one.audience)).size === list.length, 'Each role once'),
    }),
    output: z.object({ personId: z.uuid(), name: z.string(), pin: z.string(), namesakes: z.int() }),
  },
  'people.get': {
    access: 'administrator',
    input: z.strictObject({ personId: z.uuid() }),
    output: z.object({
      today: z.iso.date(),
      person: personRow,
      /** `endsOn`: the end as it was entered, where the person leaves before it. */
      appointments: z.array(appointment.extend({ endsOn: z.iso.date().nullable() })),
      assignments: z.array(assignmentView),
      /** Their last day, past or still to come. */
      lastDay: z.iso.date().nullable(),
      pin: pinState,
      /** They left without having started. */
      neverStarted: z.boolean(),
      /** They have a signature that was not withdrawn, and so did start. */
      hasSigned: z.boolean(),
      /** What happened, oldest first. */
      history: z.array(happened),
      namesakes: z.int(),
      /** Nothing is held on them any more: when it was erased, and why. */
      erasure: erasure.nullable(),
    }),
  },
  /** The facts of one signature of the person; what was declared with it is not among them. */
  'people.signature': {
    access: 'administrator',
    input: z.strictObject({ ...who, acknowledgementId: z.uuid() }),
    output: z.object({
      person: personRow.pick({ id: true, name: true, note: true, reference: true, audiences: true }),
      /** The text that was signed. */
      versionId: z.uuid(),
      ...receipt.omit({
        ...{ acknowledgementId: true, schoolName: true, logo: true },
        ...{ declarations: true, rules: true, newer: true, head: true },
      }).shape,
      /** Where it was on paper, and its entry a mistake. */
      withdrawn: z.object({ at: z.iso.datetime(), reason: z.string(), by: z.string() }).nullable(),
    }),
  },
  /** Another name, note, number or e-mail address; a number or address that is not said stays. Reports of earlier days, and signatures, keep the ones of then. */
  'people.change': {
    access: 'administrator',
    input: z.strictObject({
      ...who,
      name: personName,
      note: personNote,
      reference: personReference.optional(),
      email: personEmail.optional(),
    }),
    output: z.object({ namesakes: z.int() }),
  },
  /** The person is something more, from a day, and to one where it is known. */
  'people.appoint': {
    access: 'administrator',
    input: z.strictObject({ ...who, audience: z.enum(ADULT_AUDIENCES), from: day, until: day.nullable() }),
    output: nothing,
  },
  /** What the person is ends on a day, or its days are put right. */
  'people.setDays': {
    access: 'administrator',
    input: z.strictObject({ ...who, appointmentId: z.uuid(), from: day, until: day.nullable() }),
    output: nothing,
  },
  /** What the person is was entered by mistake. */
  'people.withdraw': {
    access: 'administrator',
    input: z.strictObject({ ...who, appointmentId: z.uuid() }),
    output: nothing,
  },
  /** The person leaves: nothing is asked of them after that day, their PIN stops working, and every record is kept. */
  'people.leave': { access: 'administrator', input: z.strictObject({ ...who, on: day }), output: nothing },
  /** The person never came, and has signed nothing. */
  'people.neverStarted': { access: 'administrator', input: z.strictObject(who), output: nothing },
  /** The last day was entered by mistake: the person never left. */
  'people.takeBackLeaving': { access: 'administrator', input: z.strictObject(who), output: nothing },
  /** The person left, and is here again from a day, as what is said. */
  'people.bringBack': {
    access: 'administrator',
    input: z.strictObject({ ...who, from: day, audiences }),
    output: nothing,
  },
} as const
