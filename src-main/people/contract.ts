import { z } from 'zod'
import type { Calls } from '../calls.ts'
import { assignmentView, status } from '../induction/contract.ts'
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
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  /** null where nothing is required of the person today */
  status: status.nullable(),
  dueOn: z.iso.date().nullable(),
  daysLate: z.int().nullable(),
  signed: z.int(),
  required: z.int(),
  leftOn: z.iso.date().nullable(),
})
export type PersonRow = z.infer<typeof personRow>

export const peopleContract = {
  /** Everyone, those who need the administrator first; who has left stands at the end. */
  'people.list': {
    access: 'administrator',
    input: z.strictObject({}),
    output: z.object({ today: z.iso.date(), people: z.array(personRow) }),
  },
  /** Adds one person and issues a PIN, shown this once. `namesakes` counts others of the same name. */
  'people.add': {
    access: 'administrator',
    input: z.strictObject({
      name: personName,
      note: z
        .string()
        .trim()
        .max(200, 'At most 200 characters')
        .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, 'The text holds a character that cannot be shown'),
      appointments: z
        .array(
          z.strictObject({
            audience: z.enum(ADULT_AUDIENCES),
            from: z.iso.date('Give a date that exists, such as 1 9 2026'),
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
      appointments: z.array(appointment),
      assignments: z.array(assignmentView),
      /** What happened, oldest first; `at` in UTC. */
      history: z.array(z.object({ at: z.iso.datetime(), what: z.string() })),
      namesakes: z.int(),
    }),
  },
  /** The person leaves: nothing is asked of them after that day, their PIN stops working, and every record is kept. */
  'people.leave': {
    access: 'administrator',
    input: z.strictObject({ personId: z.uuid(), on: z.iso.date('Give a date that exists, such as 1 9 2026') }),
    output: z.object({}),
  },
} satisfies Calls
