import type { Signatures } from '../acknowledgements/service.ts'
import { LanyardError } from '../errors.ts'
import { hasLeft } from '../people/known.ts'
import type { Induction } from '../induction/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { audiencesOn, type People, type Person } from '../people/service.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { dayInWords } from '../time.ts'
import type { Certificate } from './contract.ts'
import { certificateFooter, missingInWords } from './words.ts'

interface Parts {
  induction: Induction
  ledger: Ledger
  people: People
  policies: Policies
  school: School
  signatures: Signatures
}

/** Certificates: that somebody has completed what is asked of them, on the day on which it is printed. */
export function createCertificates({ induction, ledger, people, policies, school, signatures }: Parts) {
  function refuseLeaver(person: Person, day: string): void {
    if (person.leftOn === null || !hasLeft(person, day)) return
    throw new LanyardError(
      'not-ready',
      `${person.name} left on ${dayInWords(person.leftOn)}, and nothing is asked of them any more. What they did here stands in their training record.`,
    )
  }

  /**
   * Takes whose it is. A policy that is waived was not completed: it is named as what it is, and where nothing else is
   * complete there is no certificate. Throws LanyardError `not-ready` with what is missing, `unknown-person`.
   */
  return (personId: string): Certificate => {
    const person = people.get(personId)
    const asAt = induction.today()
    refuseLeaver(person, asAt)
    const assignments = induction.assignmentsFor(person, asAt)
    const title = (versionId: string): string => policies.packOf(versionId).policy.title
    const complete = assignments.filter(({ status }) => status === 'complete')
    const waived = assignments.flatMap(({ versionId, waiver }) => (waiver ? [{ versionId, ...waiver }] : []))
    const missing = assignments.filter(({ status, waiver }) => status !== 'complete' && waiver === null)
    if (missing.length > 0 || complete.length === 0) {
      const told = missing.map((one) => ({ ...one, title: title(one.versionId) }))
      throw new LanyardError('not-ready', missingInWords(person.name, told, waived.length))
    }
    const { name: schoolName, logo } = school.on(asAt)
    const head = ledger.head()
    return {
      ...{ schoolName, logo, asAt, head },
      personName: person.name,
      audiences: audiencesOn(person.appointments, asAt),
      footer: certificateFooter(schoolName, asAt, head),
      signed: complete.map(({ policyId, signature }) => {
        // What is complete was signed, and the signature is kept.
        const { versionId, signedAt, paper, entrySeq } = signatures.store.get(signature!.id)!
        const version = policies.versions().find(({ id }) => id === versionId)!
        const now = policies.inForce(policyId, asAt)
        return {
          policyTitle: title(versionId),
          version: version.version,
          inForce: now && now.id !== versionId ? now.version : null,
          ...{ signedAt, paper, entrySeq },
        }
      }),
      waived: waived.map(({ versionId, until, by }) => ({ policyTitle: title(versionId), until, by })),
    }
  }
}
