import type { Context } from '../context.ts'
import type { Paper } from '../induction/assignment.ts'
import type { ShownToSigner } from '../induction/shown.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Person } from '../people/service.ts'
import type { Audience, Pack } from '../policies/format.ts'
import type { PolicyVersion } from '../policies/service.ts'
import type { Signatures } from './service.ts'
import type { Declared } from './store.ts'

/** One signature, as it is to be kept. */
export interface Signed {
  person: Person
  version: PolicyVersion
  pack: Pack
  audiences: Audience[]
  nameTyped: string
  /** The words that were signed. */
  statement: string
  declarations: Declared[]
  undertakings: string[]
  paper: Paper | null
  /** What was before the signer, by the ids of the pack; it stands in the ledger alone. */
  shown: Partial<ShownToSigner> & { pages: string[]; scenarios: string[]; rules?: string[] }
}

/** Puts signatures into the record: rows and ledger entries, in the transaction that is open. */
export function createRecording(
  { clock, newId }: Context,
  { ledger, signatures: { store } }: { ledger: Ledger; signatures: Signatures },
) {
  /** Gives the signature's id. */
  return ({
    person,
    version,
    pack,
    audiences,
    nameTyped,
    statement,
    undertakings,
    declarations,
    paper,
    shown,
  }: Signed) => {
    const signedAt = clock.now().toISOString()
    const id = newId()
    const signed = {
      id,
      personId: person.id,
      versionId: version.id,
      audiences,
      nameTyped: nameTyped.normalize('NFC').replace(/\s+/gu, ' ').trim(),
      statement,
      undertakings,
      signedAt,
      paper,
    }
    const proof = {
      ...signed,
      personName: person.name,
      policyId: version.policyId,
      policyTitle: pack.policy.title,
      version: version.version,
      textSha256: version.sha256,
      ...shown,
    }
    const kind = paper === null ? 'acknowledgement.signed' : 'acknowledgement.entered'
    const { seq } = ledger.append(kind, person.id, proof, signedAt)
    store.insert({ ...signed, entrySeq: seq })
    if (declarations.length > 0)
      ledger.append('declarations.made', person.id, { acknowledgementId: id, declarations }, signedAt)
    for (const one of declarations) store.insertDeclaration(id, one)
    return id
  }
}
