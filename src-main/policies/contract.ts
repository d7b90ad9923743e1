import { z } from 'zod'
import type { Calls } from '../calls.ts'
import { ADULT_AUDIENCES, FORCES, policyFile } from './format.ts'

export const policiesContract = {
  /** The policies the school has published, with their facts and the oddities of the document. */
  'policies.list': {
    access: 'governor',
    input: z.strictObject({}),
    output: z.object({
      today: z.iso.date(),
      policies: z.array(
        z.object({
          policyId: z.string(),
          versionId: z.uuid(),
          title: z.string(),
          version: z.string(),
          publishedAt: z.iso.datetime(),
          fingerprint: z.string(),
          status: policyFile.shape.status,
          /** positive where the review date is past, negative where days are left, null where the document gives none */
          reviewDaysLate: z.int().nullable(),
          notes: policyFile.shape.notes.unwrap(),
          rules: z.record(z.enum(FORCES), z.int()),
          audiences: z.array(
            z.object({
              audience: z.enum(ADULT_AUDIENCES),
              minutes: z.int().nullable(),
              pages: z.int(),
              scenarios: z.int(),
              rules: z.int(),
              daysAllowed: z.int(),
              /** per cent */
              passMark: z.int(),
            }),
          ),
        }),
      ),
    }),
  },
} satisfies Calls
