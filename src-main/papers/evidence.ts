import type { Context } from '../context.ts'
import { csv, csvRows } from '../csv.ts'
import { LanyardError } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Entry, Head } from '../ledger/chain.ts'
import type { Ledger } from '../ledger/service.ts'
import type { People } from '../people/service.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { inSlices } from '../slices.ts'
import { dayInWords, dayOf } from '../time.ts'
import type { Watch, Works } from '../work/service.ts'
import { EVIDENCE_SHOWN, type Evidence, type EvidenceRange } from './contract.ts'
import { instantsOf, refuseRange, usualRange, type Range } from './range.ts'
import {
  EVIDENCE_KINDS,
  evidenceInWords,
  footerOf,
  isAboutPerson,
  isEvidence,
  kindInWords,
  type EvidenceKind,
} from './words.ts'

interface Parts {
  ledger: Ledger
  people: People
  policies: Policies
  school: School
  works: Works
  papers: Papers
}

/** One entry of the list: whose it is stays apart, until it is known whether names are asked for. */
interface Listed extends Pick<Entry, 'seq' | 'at' | 'subject'> {
  kind: EvidenceKind
  what: string
  /** hex SHA-256 of its line */
  hash: string
}

interface Found {
  entries: Listed[]
  /** How many entries of any kind the record has on these days. */
  recorded: number
}

/** What was recorded from one day to another and counts as evidence: for a governor or an inspector. */
export function createEvidence({ clock }: Context, { ledger, people, policies, school, works, papers }: Parts) {
  const titles = {
    ofVersion: (versionId: string) => policies.packOf(versionId).policy.title,
    ofPolicy: policies.titleOf,
  }

  /** Throws LanyardError `invalid-input` where the days are not of the record, `not-set-up` where there is none. */
  function rangeOf({ from, until }: EvidenceRange) {
    const ends = ledger.ends()
    if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    const bounds = { opened: dayOf(ends.first.at), today: dayOf(clock.now()) }
    const usual = usualRange(bounds)
    const range = { from: from ?? usual.from, until: until ?? usual.until }
    refuseRange(range, bounds)
    return { ...bounds, ...range }
  }

  /** Reads the ledger up to a length. A clock that was put back may have left entries out of the order of their days. */
  async function read(range: Range, { length }: Head, watch: Watch): Promise<Found> {
    const { since, before } = instantsOf(range)
    const found: Found = { entries: [], recorded: 0 }
    const doing = 'Reading the record'
    watch.at(doing, 0, length)
    await inSlices(
      ledger.told(length, { stays: true }),
      (told) => {
        const { seq, at, subject, kind, hash } = told
        if (at < since || at >= before) return
        found.recorded++
        if (isEvidence(kind))
          found.entries.push({ seq, at, subject, kind, hash, what: evidenceInWords(kind, told, titles) })
      },
      (done) => watch.at(doing, done, length),
    )
    return found
  }

  /** Whom each entry is about: a name as it was known on the last day, or a code, in the order in which they first come. */
  function whom(entries: readonly Listed[], names: boolean, until: string): (entry: Listed) => string {
    const ids = [...new Set(entries.filter(({ kind }) => isAboutPerson(kind)).map(({ subject }) => subject))]
    const codes = new Map(ids.map((id, at) => [id, `Person ${at + 1}`]))
    const called = names ? new Map(people.all(until).map(({ id, name, note }) => [id, { name, note }])) : undefined
    return ({ subject, kind }) => {
      if (!isAboutPerson(kind)) return ''
      const known = called?.get(subject)
      return known ? [known.name, known.note].filter((part) => part !== '').join(', ') : (codes.get(subject) ?? '')
    }
  }

  const countOf = (entries: readonly Listed[]): Evidence['kinds'] => {
    const counts = Map.groupBy(entries, ({ kind }) => kind)
    return EVIDENCE_KINDS.flatMap((kind) => {
      const count = counts.get(kind)?.length ?? 0
      return count === 0 ? [] : [{ kind, words: kindInWords(kind), count }]
    })
  }

  async function list(asked: EvidenceRange, watch: Watch): Promise<Evidence> {
    const { from, until, today, opened } = rangeOf(asked)
    const { names } = asked
    const head = ledger.head()
    const { name: schoolName, logo } = school.on(until)
    const { entries, recorded } = await read({ from, until }, head, watch)
    const whose = whom(entries, names, until)
    const shown = entries.slice(0, EVIDENCE_SHOWN).map((entry) => {
      const { seq, at, kind, what, hash } = entry
      return { seq, at, kind: kindInWords(kind), what, whom: whose(entry), fingerprint: hash.slice(0, 8) }
    })
    const days = [...Map.groupBy(shown, ({ at }) => dayOf(at))].sort(([a], [b]) => (a < b ? -1 : 1))
    const about = entries.filter(({ kind }) => isAboutPerson(kind))
    return {
      ...{ schoolName, logo, from, until, today, opened, names, recorded, head },
      footer: footerOf(schoolName, 'list of evidence', `${dayInWords(from)} to ${dayInWords(until)}`, head),
      listed: entries.length,
      people: new Set(about.map(({ subject }) => subject)).size,
      kinds: countOf(entries),
      days: days.map(([day, ofDay]) => ({ day, entries: ofDay })),
    }
  }

  /** Every entry of the list, as CSV. */
  async function file(asked: EvidenceRange, watch: Watch) {
    const { from, until } = rangeOf(asked)
    const { entries } = await read({ from, until }, ledger.head(), watch)
    const whose = whom(entries, asked.names, until)
    const parts = [csv([], COLUMNS)]
    const doing = 'Writing the file'
    const write = (entry: Listed): void => {
      const { seq, at, kind, what, hash } = entry
      const row = [seq, at, dayOf(at), kindInWords(kind), what, whose(entry), hash]
      parts.push(csvRows([Object.fromEntries(COLUMNS.map((column, place) => [column, row[place]]))], COLUMNS))
    }
    await inSlices(entries, write, (done) => watch.at(doing, done, entries.length))
    return { name: `Evidence ${from} to ${until}`, ending: 'csv' as const, text: parts.join('') }
  }

  return {
    list: (asked: EvidenceRange) => works.run(asked.workId, (watch) => list(asked, watch)),
    save: async (asked: EvidenceRange) => ({
      path: await papers.saveFile(await works.run(asked.workId, (watch) => file(asked, watch))),
    }),
  }
}

const COLUMNS = ['Entry', 'Recorded (UTC)', 'Day', 'Kind', 'What', 'Whom', 'Fingerprint (SHA-256)'] as const
