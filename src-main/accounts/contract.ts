import { z } from 'zod'
import { rule } from '../policies/format.ts'
import { contactNamed, letterhead } from '../school/contract.ts'
import { line, lines, named } from '../typed.ts'

const empty = z.object({})

const day = z.iso.date('Give a date that exists, such as 1 9 2026')

/** What the register says of one account. Dates are days; null where nobody has given one. */
const facts = z.strictObject({
  platform: named('Type the platform, such as Facebook'),
  name: named('Type the name of the account or page'),
  /** Text alone: Lanyard never opens it. */
  address: line(500),
  /** A role or a name. */
  administeredBy: named('Say who administers it: a role or a name'),
  mayPost: z
    .array(line(200))
    .max(50, 'At most 50 lines')
    .transform((all) => all.filter((one) => one !== '')),
  openedOn: day.nullable(),
  /** null while the account is open */
  closedOn: day.nullable(),
  multiFactor: z.enum(['on', 'off', 'unknown']),
  /** When somebody last looked whether all this is true. */
  checkedOn: day.nullable(),
  note: lines(1000),
})
export type AccountFacts = z.output<typeof facts>

/** What is to be told of an open account on a day. */
const attention = z.enum(['multi-factor-off', 'never-checked', 'not-checked-for-over-a-year'])
export type Attention = z.infer<typeof attention>

const account = facts.extend({ id: z.uuid(), attention: z.array(attention) })
export type Account = z.output<typeof account>

const register = z.object({
  ...letterhead,
  today: z.iso.date(),
  asAt: z.iso.date(),
  /** The words at the foot of each printed page. */
  footer: z.string(),
  /** By platform and name. */
  open: z.array(account),
  /** The one closed last comes first. */
  closed: z.array(account),
  /** What the school's own policies say of official accounts; a policy that says nothing is left out. */
  asked: z.array(
    z.object({ policyId: z.string(), policyTitle: z.string(), contacts: z.array(contactNamed), rules: z.array(rule) }),
  ),
})
export type Register = z.output<typeof register>

const asAt = z.iso.date('Give a date that exists, such as 23 11 2026').optional()
const accountId = z.uuid()

export const accountsContract = {
  /** The register as it was known at the end of a day; as it is now where none is given. */
  'accounts.list': { access: 'governor', input: z.strictObject({ asAt }), output: register },
  /** Saves it as a CSV file. `path` is null where the person changed their mind. */
  'accounts.save': {
    access: 'governor',
    input: z.strictObject({ asAt }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** One account as it is now, and what was recorded of it, oldest first; `at` in UTC. */
  'accounts.get': {
    access: 'governor',
    input: z.strictObject({ accountId }),
    output: z.object({
      today: z.iso.date(),
      account,
      history: z.array(z.object({ at: z.iso.datetime(), what: z.string() })),
    }),
  },
  'accounts.add': { access: 'administrator', input: facts, output: z.object({ accountId }) },
  /** Records the account anew, whole. Where nothing differs, nothing is written. */
  'accounts.edit': { access: 'administrator', input: facts.extend({ accountId }), output: empty },
  'accounts.close': {
    access: 'administrator',
    input: z.strictObject({ accountId, closedOn: day }),
    output: empty,
  },
  /** Somebody has looked today: all that the register says of the account is true. */
  'accounts.check': { access: 'administrator', input: z.strictObject({ accountId }), output: empty },
} as const
