/** A signature on paper, as its entering leaves it: the row and its ledger entry. */
import { createAcknowledgementsStore } from '../../src-main/acknowledgements/store.ts'
import type { School, TestPerson } from './app.ts'

/** Signed by staff on 30 August 2026, and entered now. */
export function enterOnPaper(
  { app, database, clock }: School,
  { personId, name }: TestPerson,
  versionId: string,
): void {
  const signedAt = clock.now().toISOString()
  const signed = {
    id: app.context.newId(),
    ...{
      personId,
      versionId,
      audiences: ['staff' as const],
      nameTyped: name,
      statement: '',
      undertakings: [],
      signedAt,
    },
    paper: { signedOn: '2026-08-30', enteredBy: 'School office', witnessedBy: 'Headteacher' },
  }
  database
    .transaction(() => {
      const { seq } = app.ledger.append('acknowledgement.entered', personId, signed, signedAt)
      createAcknowledgementsStore(database).insert({ ...signed, entrySeq: seq })
    })
    .immediate()
}
