import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { csv } from '../csv.ts'
import { LanyardError } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Policies } from '../policies/service.ts'
import { footer } from '../reports/words.ts'
import type { School } from '../school/service.ts'
import { dayInWords } from '../time.ts'
import type { Register, accountsContract } from './contract.ts'
import { accountShown, changeInWords, inOrder, registerRows } from './register.ts'
import type { Accounts } from './service.ts'

interface Parts {
  accounts: Accounts
  ledger: Ledger
  policies: Policies
  papers: Papers
  school: School
}

/** The topics under which a policy speaks of the school's own accounts. */
const TOPICS = ['accounts.official', 'accounts.running']

/** The calls on the register: the administrator keeps it, governors read it. */
export function accountsHandlers(
  { clock }: Context,
  { accounts, ledger, policies, papers, school }: Parts,
): Handlers<typeof accountsContract> {
  function register(asAt?: string): Register {
    const today = accounts.today()
    const day = asAt ?? today
    if (day > today)
      throw new LanyardError(
        'invalid-input',
        `${dayInWords(day)} is still to come. Choose today or a day before it`,
        'asAt',
      )
    const { name: schoolName, logo } = school.on(day)
    return {
      schoolName,
      logo,
      today,
      asAt: day,
      footer: footer(schoolName, day, clock.now().toISOString(), ledger.head(), 'official accounts'),
      ...inOrder(accounts.all(asAt).map((account) => accountShown(account, day))),
      asked: asked(day),
    }
  }

  /** What the policies in force on a day say of official accounts, in their own order. */
  function asked(day: string): Register['asked'] {
    return policies.allInForce(day).flatMap(({ id, policyId }) => {
      const { policy, school: published, rules } = policies.packOf(id)
      const ours = rules.filter(({ topic }) => TOPICS.includes(topic))
      return ours.length === 0
        ? []
        : [{ policyId, policyTitle: policy.title, contacts: school.named(published.contacts), rules: ours }]
    })
  }

  return {
    'accounts.list': ({ asAt }) => register(asAt),

    async 'accounts.save'({ asAt }) {
      const { open, closed, asAt: day } = register(asAt)
      const text = csv(registerRows([...open, ...closed]))
      return { path: await papers.saveFile({ name: `Official accounts ${day}`, ending: 'csv', text }) }
    },

    'accounts.get'({ accountId }) {
      const today = accounts.today()
      const account = accountShown(accounts.get(accountId), today)
      const states = accounts.history(accountId)
      const history = states.map((state, i) => ({ at: state.recordedAt, what: changeInWords(states[i - 1], state) }))
      return { today, account, history }
    },

    'accounts.add': (facts) => ({ accountId: accounts.add(facts) }),
    'accounts.edit'({ accountId, ...facts }) {
      accounts.edit(accountId, facts)
      return {}
    },
    'accounts.close'({ accountId, closedOn }) {
      accounts.close(accountId, closedOn)
      return {}
    },
    'accounts.check'({ accountId }) {
      accounts.check(accountId)
      return {}
    },
  }
}
