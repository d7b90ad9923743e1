import { z } from 'zod'
import { ADULT_AUDIENCES, contact } from '../policies/format.ts'
import { isDay } from '../time.ts'
import { line, lines, named } from '../typed.ts'

const empty = z.strictObject({})

/** How large a file may be that a logo is made from, in bytes; and the logo itself, in pixels. */
export const LOGO_FILE_MOST = 5_000_000
export const LOGO_MOST = { width: 600, height: 300 } as const

/** Whom a retention rule is about; `all`: those who have no rule of their own. */
export const WHOM = ['all', ...ADULT_AUDIENCES] as const
export type Whom = (typeof WHOM)[number]

/** Who stands behind a role that the school's policies name. What is not known is ''. */
const holder = z.strictObject({
  name: line(200),
  telephone: line(40).pipe(
    z
      .string()
      .regex(
        /^$|^[\d\s+()./-]*\d[\d\s+()./-]*(?:(?:ext|x)\.?\s*\d+)?$/i,
        'Type a telephone number, such as 020 7946 0000',
      ),
  ),
  email: line(254).pipe(
    z.string().regex(/^$|^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, 'Type an e-mail address, such as office@school.example'),
  ),
})
export type Holder = z.output<typeof holder>

const contactHolder = holder.extend({ id: contact.shape.id })
export type ContactHolder = z.output<typeof contactHolder>

/** A contact as the policy has it, and who that is at the school where somebody has said so. */
export const contactNamed = contact.extend({ holder: holder.optional() })
export type ContactNamed = z.output<typeof contactNamed>

const YEARS = 'Years after leaving: a whole number from 0 to 100'
const retentionRule = z.strictObject({
  whom: z.enum(WHOM),
  /** after somebody's last day */
  years: z.int(YEARS).min(0, YEARS).max(100, YEARS),
  /** The law, schedule or decision that it comes from. */
  source: line(400).pipe(z.string().regex(/[\p{L}\p{N}]/u, 'Say where the rule comes from')),
  note: lines(1000),
})
export type RetentionRule = z.output<typeof retentionRule>

/** MM-DD */
const renewalDay = z
  .string()
  .refine((text) => isDay(`2024-${text}`), 'Give a day and a month that exist, such as 1 9')
  .nullable()

/** hex SHA-256 of a logo's PNG */
export const logoSha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The letterhead of a paper or a screen. */
export const letterhead = { schoolName: z.string(), logo: logoSha256.nullable() }

export const schoolContract = {
  /** What the school says of itself now, and what was changed, the last first; `at` in UTC. */
  'school.get': {
    access: 'administrator',
    input: empty,
    output: z.object({
      name: z.string(),
      logo: logoSha256.nullable(),
      /** Every role that a policy in force names. */
      contacts: z.array(contactNamed),
      retention: z.array(retentionRule),
      renewalDay,
      history: z.array(z.object({ at: z.iso.datetime(), what: z.string() })),
    }),
  },
  'school.setName': {
    access: 'administrator',
    input: z.strictObject({ name: named('Type the school’s name') }),
    output: empty,
  },
  /** Makes a logo of a PNG or SVG file, in base64; null takes it away. */
  'school.setLogo': {
    access: 'administrator',
    input: z.strictObject({
      file: z
        .string()
        .max(
          Math.ceil(LOGO_FILE_MOST / 3) * 4,
          'That file is larger than 5 MB. Choose a smaller one; nothing was changed',
        )
        .nullable(),
    }),
    output: empty,
  },
  /** Who stands behind each role, all of them: a role that is left out is held by nobody. */
  'school.setContacts': {
    access: 'administrator',
    input: z.strictObject({ contacts: z.array(contactHolder).max(200) }),
    output: empty,
  },
  /** The rules, all of them. Nothing is erased by setting one. */
  'school.setRetention': {
    access: 'administrator',
    input: z.strictObject({
      rules: z
        .array(retentionRule)
        .refine((rules) => new Set(rules.map(({ whom }) => whom)).size === rules.length, 'One rule for each'),
    }),
    output: empty,
  },
  /** The day offered where a programme asks to sign each year. Changes no programme. */
  'school.setRenewalDay': { access: 'administrator', input: z.strictObject({ day: renewalDay }), output: empty },
  /** One of the logos there ever were, as PNG in base64. */
  'school.logo': {
    access: 'anyone',
    input: z.strictObject({ sha256: logoSha256 }),
    output: z.object({ png: z.string() }),
  },
} as const
