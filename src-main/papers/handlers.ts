import { learnerOf, type Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { createCertificates } from './certificate.ts'
import type { papersContract } from './contract.ts'
import { createEvidence } from './evidence.ts'
import { createNotice } from './notice.ts'
import { createTrainingRecords, type Parts } from './training-record.ts'

/** What is printed beside the report, and printing itself. */
export function papersHandlers(context: Context, parts: Parts): Handlers<typeof papersContract> {
  const { papers } = parts
  const certificate = createCertificates(parts)
  const records = createTrainingRecords(context, parts)
  const evidence = createEvidence(context, parts)
  const notice = createNotice(parts)
  return {
    'papers.print': async (paper) => ({ printed: await papers.print(paper) }),
    'papers.savePdf': async (paper) => ({ path: await papers.savePdf(paper) }),
    'papers.myCertificate': (_, caller) => certificate(learnerOf(caller)),
    'papers.certificate': ({ personId }) => certificate(personId),
    'papers.record': records.get,
    'papers.saveRecord': records.save,
    'papers.evidence': evidence.list,
    'papers.saveEvidence': evidence.save,
    'papers.notice': notice,
  }
}
