/** Where somebody may be written of in free text that nothing but its words ties to them. Pure. */
import type { Told } from '../ledger/told.ts'
import { alike } from '../people/names.ts'
import type { TrainingRecord } from './record-contract.ts'

/** What entries of each kind prove, as far as people write freely in it. */
interface Written {
  'declarations.made': { declarations: { detail: string }[] }
  'declaration.decided': { note: string; decidedBy: string }
  'assignment.waived': { reason: string; by: string }
  'assignment.waiver-ended': { by: string }
  'acknowledgement.entered': { paper: { enteredBy: string; witnessedBy: string } }
  'acknowledgement.entry-withdrawn': { reason: string; by: string }
  'person.added': { note: string }
  'person.changed': { note: string }
  'account.recorded': { name: string; administeredBy: string; mayPost: string[]; note: string }
  'report.minuted': { reference: string }
  'school.settings-set': { contacts: { name: string; email: string }[]; retention: { source: string; note: string }[] }
}
type Kind = keyof Written

/** A place in words, and the texts that one entry of a kind has there. */
type Places = { [One in Kind]: { where: string; texts(proved: Written[One]): string[] } }
const NOTES = { where: 'What is noted of what others do here', texts: ({ note }: { note: string }) => [note] }
const WAIVERS = 'Why policies were waived for others, and whose decision it was'
const PLACES: Places = {
  'declarations.made': {
    where: 'What others declared',
    texts: ({ declarations }) => declarations.map(({ detail }) => detail),
  },
  'declaration.decided': {
    where: 'What the school decided on declarations of others',
    texts: ({ note, decidedBy }) => [note, decidedBy],
  },
  'assignment.waived': { where: WAIVERS, texts: ({ reason, by }) => [reason, by] },
  'assignment.waiver-ended': { where: WAIVERS, texts: ({ by }) => [by] },
  'acknowledgement.entered': {
    where: 'Who saw others sign on paper, and who entered it',
    texts: ({ paper: { enteredBy, witnessedBy } }) => [witnessedBy, enteredBy],
  },
  'acknowledgement.entry-withdrawn': {
    where: 'Why signatures of others on paper were withdrawn',
    texts: ({ reason, by }) => [reason, by],
  },
  'person.added': NOTES,
  'person.changed': NOTES,
  'account.recorded': {
    where: 'The register of official accounts',
    texts: ({ name, administeredBy, mayPost, note }) => [name, administeredBy, ...mayPost, note],
  },
  'report.minuted': { where: 'Where the minutes have printed reports', texts: ({ reference }) => [reference] },
  'school.settings-set': {
    where: 'The school’s contacts, and its retention rules',
    texts: ({ contacts, retention }) => [
      ...contacts.flatMap(({ name, email }) => [name, email]),
      ...retention.flatMap(({ source, note }) => [source, note]),
    ],
  },
}

/** Everywhere that somebody may be written of, in words. */
export const placesToRead = (): string[] => [...new Set(Object.values(PLACES).map(({ where }) => where))]

const isWritten = (kind: string): kind is Kind => Object.hasOwn(PLACES, kind)

/** Counts the texts, entry by entry, and those that have one of a person's names in them. */
export function searchFor(names: readonly string[]) {
  const counts = new Map(Object.values(PLACES).map(({ where }) => [where, { texts: 0, named: 0 }]))
  const isNamed = namesIn(names)
  return {
    /** Takes an entry that is not about the person. Of one that was changed the whole is one text. */
    read({ kind, state, proves, text: whole }: Pick<Told, 'kind' | 'state' | 'proves' | 'text'>): void {
      if (state === 'erased' || !isWritten(kind)) return
      const { where, texts } = PLACES[kind]
      const count = counts.get(where)!
      for (const text of state === 'said' ? texts(proves as never) : [whole ?? '']) {
        if (text === '') continue
        count.texts++
        if (isNamed(text)) count.named++
      }
    },
    found: (): TrainingRecord['elsewhere'] => [...counts].map(([where, count]) => ({ where, ...count })),
  }
}

/** Whether a text has one of the names in it as words of their own, capitals aside: Ann is not in Annual. */
export function namesIn(names: readonly string[]): (text: string) => boolean {
  const wanted = names.map((name) => alike(name).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}])(?:${wanted.join('|')})(?![\\p{L}\\p{M}])`, 'u')
  return (text) => pattern.test(alike(text))
}
