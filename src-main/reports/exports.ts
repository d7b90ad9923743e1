import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { audiencesOn, type People } from '../people/service.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { Statement } from './xapi-statement.ts'
import { statements, type XapiSource, type XapiWanted } from './xapi.ts'

interface Parts {
  ledger: Ledger
  people: People
  policies: Policies
}

/** What other programs are given of the record. */
export function createExports({ ledger, people, policies }: Parts) {
  const knownOn: XapiSource['knownOn'] = (personId, policyId, day) => {
    const { name, appointments } = people.knownOn(personId, day)
    const here = audiencesOn(appointments, day)
    const audiences = here.filter((audience) => policies.programmeOn(audience, day)?.policies.includes(policyId))
    // Nobody learns what they are not asked, unless that was changed later on the same day.
    return { name, audiences, passMark: policies.passMark(audiences.length > 0 ? audiences : ADULT_AUDIENCES, day) }
  }

  return {
    /** What the ledger holds at this moment as xAPI statements, one by one. Throws LanyardError `not-set-up`. */
    xapi(wanted: XapiWanted): Generator<Statement> {
      const ends = ledger.ends()
      if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
      const source = { ledgerId: ends.first.subject, packOf: policies.packOf, knownOn }
      return statements(ledger.entries(ends.last.seq), source, wanted)
    },
  }
}
