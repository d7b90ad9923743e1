import type { Handlers } from '../calls.ts'
import type { Ledger } from '../ledger/service.ts'
import { WHOM, type schoolContract } from './contract.ts'
import { settingsInWords } from './history.ts'
import type { School } from './service.ts'

/** The calls on the school's settings: the administrator's, but for the logo, which stands on the first screen. */
export function schoolHandlers({
  school,
  ledger,
}: {
  school: School
  ledger: Ledger
}): Handlers<typeof schoolContract> {
  return {
    'school.get'() {
      const { name, logo, retention, renewalDay } = school.now()
      const roles = school.roles()
      const titles = new Map(roles.map(({ id, role }) => [id, role]))
      const history = settingsInWords(ledger.about(school.subject()), titles).reverse()
      return { name, logo, contacts: school.named(roles), retention, renewalDay, history }
    },
    'school.setName'({ name }) {
      school.change({ name })
      return {}
    },
    async 'school.setLogo'({ file }) {
      if (file === null) school.change({ logo: null })
      else await school.setLogo(Buffer.from(file, 'base64'))
      return {}
    },
    'school.setContacts'({ contacts }) {
      school.setContacts(contacts)
      return {}
    },
    'school.setRetention'({ rules }) {
      school.change({ retention: WHOM.flatMap((whom) => rules.find((rule) => rule.whom === whom) ?? []) })
      return {}
    },
    'school.setRenewalDay'({ day }) {
      school.change({ renewalDay: day })
      return {}
    },
    'school.logo': ({ sha256 }) => ({ png: school.logo(sha256).toString('base64') }),
  }
}
