/** docs/report.schema.json is what the contract gives; `npx vitest run report-schema -u` writes it anew. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { report } from '../../src-main/reports/contract.ts'
import { PARTS, reportSchema } from '../../src-main/reports/schema.ts'
import { openSchool } from '../support/app.ts'
import { learnAndSign } from '../support/learner.ts'

const docs = join(import.meta.dirname, '../../docs')
const schemaFile = join(docs, 'report.schema.json')

test('the schema in docs is the contract’s', async () => {
  const text = await format(JSON.stringify(reportSchema()), { ...(await resolveConfig(schemaFile)), parser: 'json' })
  await expect(text).toMatchFileSnapshot(schemaFile)
})

test('it takes a report, and none with a figure that is no number, or with a part that is missing or unknown', async () => {
  const school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
  const made = await school.governor.call('reports.report', { names: true })
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(schemaFile, 'utf8')))
  const json = JSON.parse(JSON.stringify(made))
  expect(schema.safeParse(json).error).toBeUndefined()
  expect(schema.safeParse({ ...json, waivers: '0' }).success).toBe(false)
  expect(schema.safeParse({ ...json, waivers: undefined }).success).toBe(false)
  expect(schema.safeParse({ ...json, surprises: 1 }).success).toBe(false)
})

test('docs/report.md names every part of the report, in its order', () => {
  const guide = readFileSync(join(docs, 'report.md'), 'utf8').split('\n## ')[1]!
  const named = [...guide.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, part, words]) => [part, words])
  expect(named).toEqual(Object.entries(PARTS))
  expect(Object.keys(PARTS)).toEqual(Object.keys(report.shape))
})
