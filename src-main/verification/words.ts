/** What a check of the record found, in words: the verdict first, then what is proved and what is not. Pure. */
import type { BackupFile } from '../backup/service.ts'
import type { Head } from '../ledger/chain.ts'
import type { Restored } from '../ledger/service.ts'
import type { Known } from '../ledger/stretches.ts'
import { dayInWords, dayOf, timeInWords } from '../time.ts'
import type { HeldHead, Verdict } from './contract.ts'
import type { NotedBy } from './heads-file.ts'
import { replacedBy } from './parting.ts'
import { groupsThatDiffer, type KnownDigits } from './typed-head.ts'

/** What was found, before it is told. */
export interface Found {
  head: Head
  /** How many rows of the records were compared with their entries. */
  rows: number
  /** How many entries of which what they prove has been erased; and why, in sentences. */
  gone: number
  erased: readonly string[]
  /** Sentences: what is wrong with the file, the chain and the tables. The first few of `count`. */
  findings: readonly string[]
  count: number
  heads: readonly HeldHead[]
  /** The files beside the records that backups are in. */
  files: readonly BackupFile[]
  restores: readonly Restored[]
  stretches: readonly Known[]
  /** What was typed in now, and the hash that the record has at that length: undefined where it is shorter. */
  typed: (KnownDigits & { hash: string | undefined }) | null
}

type Told = Pick<Verdict, 'whole' | 'headline' | 'typed' | 'restored' | 'proved' | 'notProved' | 'todo'>

export function inWords(found: Found): Told {
  const typed = found.typed && typedInWords(found.typed, found)
  const differing = found.heads.filter(({ agrees }) => !agrees)
  const noted = differing.flatMap((head) => head.noted ?? [])
  const isSound = found.count === 0
  const agrees = differing.length === noted.length && typed?.agrees !== false
  return {
    whole: isSound && agrees && noted.length === 0,
    headline: headlineOf(isSound, differing.length, noted, typed),
    typed,
    restored: found.restores.map(restoredInWords),
    proved: isSound ? provedBy(found) : [],
    notProved: isSound ? notProvedBy(found) : [],
    todo: todoAfter(isSound, agrees, noted.length > 0),
  }
}

/** `noted`: of the known heads that differ, those that somebody has read of, and who, oldest first. */
function headlineOf(isSound: boolean, differing: number, noted: readonly string[], typed: Verdict['typed']): string {
  if (!isSound) return 'The record is not whole.'
  if (differing > noted.length) return 'The record agrees with itself, but not with every fingerprint that is known.'
  if (typed?.agrees === false) return 'The record agrees with itself, but not with the fingerprint that was typed in.'
  if (differing > 0) {
    const agreed = typed ? 'the fingerprint that was typed in' : 'itself'
    const which = differing === 1 ? 'a fingerprint' : counted(differing, 'fingerprint')
    return `The record agrees with ${agreed}, but differs from ${which} seen on this PC before, ${noted.at(-1)}.`
  }
  return typed ? 'The record is whole, and agrees with the fingerprint that was typed in.' : 'The record is whole.'
}

function typedInWords(
  { length, digits, hash }: NonNullable<Found['typed']>,
  { head, ...found }: Pick<Found, 'head' | 'heads' | 'restores' | 'stretches'>,
): NonNullable<Verdict['typed']> {
  const likely = reasonOf({ length, digits }, found)
  if (hash === undefined)
    return {
      agrees: false,
      words:
        `It speaks of ${entries(length)}, and the record has ${figures(head.length)}. Look first whether the number is ` +
        `typed as on the paper. If it is, entries are missing, or these are older records.${likely}`,
    }
  const differing = groupsThatDiffer(digits, hash)
  if (differing.length === 0)
    return {
      agrees: true,
      words: `At entry ${figures(length)} the record has the ${digits.length} digits that were typed in.`,
    }
  const all = Math.ceil(digits.length / 8)
  const slip =
    differing.length < all
      ? ` The other groups are the same, so look again at group ${inARow(differing)}: it may be a slip in typing.`
      : ' None of its groups is the same: look whether the number of entries is the one beside it on the paper.'
  return {
    agrees: false,
    words: `At entry ${figures(length)} the record has another fingerprint.${slip} If both are typed as on the paper, something up to there was changed.${likely}`,
  }
}

/** Why the record may not have a head that was put on paper: a backup was restored since. No excuse: that is for people to find out, and so is of when the paper is. */
function reasonOf(
  { length, digits }: KnownDigits,
  { heads, restores, stretches }: Pick<Found, 'heads' | 'restores' | 'stretches'>,
): string {
  const reports = heads.flatMap((head) => (head.length === length && head.entrySeq !== null ? [head.entrySeq] : []))
  const restore = replacedBy(length, stretches, restores, reports)
  if (!restore) return ''
  const on = dayInWords(dayOf(restore.restoredAt))
  const { replaced } = restore
  return replaced?.length === length && replaced.hash.startsWith(digits)
    ? ` It is the fingerprint that the records had which a backup replaced on ${on}: they are kept in a folder of their own.`
    : ` If the paper is from before ${on}, the reason may be that a backup of ${entries(restore.head.length)} was put in the place of the records on that day. Those that it replaced are kept in a folder of their own: check this fingerprint against them.`
}

/** That a backup took the place of the records, when, and what was lost by it. */
export function restoredInWords({ head, lost, restoredAt }: Pick<Restored, 'head' | 'lost' | 'restoredAt'>): string {
  const what = `On ${dayInWords(dayOf(restoredAt))} a backup of ${entries(head.length)} was put in the place of the records`
  if (lost === null) return `${what}. How many entries those had that are not in it, nobody could tell.`
  return lost === 0
    ? `${what}. It had all of their entries.`
    : `${what}: ${figures(lost)} later ${lost === 1 ? 'entry is' : 'entries are'} not in it.`
}

function provedBy({ head, rows, gone, erased, heads, files, typed }: Found): string[] {
  const paper = onPaper(typed)
  const of = (which: HeldHead['kind']) => heads.filter(({ kind, agrees }) => kind === which && agrees).length
  const [reports, before, backups] = [of('report'), of('typed'), of('backup')]
  const parted = heads.filter((head) => head.parted !== null && head.agrees).length
  const inFiles = of('file') - parted
  const whole = gone === 0 ? 'what each of them proves is' : 'what they prove, where it was not erased, is'
  return [
    `All ${entries(head.length)} follow one from another, and ${whole} as it was written.`,
    `${capital(counted(rows, 'row'))} of the records, people and signatures among them, ${rows === 1 ? 'is' : 'are'} what the entries prove, in every column. None is missing and none was added.`,
    'The file has no fault that the database can find.',
    ...erased,
    ...(paper > 0
      ? [
          `Nothing up to entry ${figures(paper)} was changed or dropped since the fingerprint that was typed in was put on paper.`,
        ]
      : []),
    ...(reports > 0
      ? [
          `It agrees with what it noted of ${counted(reports, 'printed report')}. Only the printed ${reports === 1 ? 'page' : 'pages'} can prove more.`,
        ]
      : []),
    ...(inFiles > 0
      ? [
          `${capital(counted(inFiles, 'backup file'))} of the ${figures(files.length)} beside the records ${inFiles === 1 ? 'was opened: the fingerprint in it is' : 'were opened: the fingerprints in them are'} the record’s.`,
        ]
      : []),
    ...(parted > 0
      ? [
          `${capital(counted(parted, 'backup file'))} of the ${figures(files.length)} ${parted === 1 ? 'goes' : 'go'} on otherwise from where a backup was restored: up to there ${parted === 1 ? 'its fingerprint is' : 'their fingerprints are'} the record’s, and what came after is not in it.`,
        ]
      : []),
    ...(backups > 0
      ? [
          `It agrees with the ${backups === 1 ? 'fingerprint' : 'fingerprints'} of ${counted(backups, 'backup')} that it notes itself, whose files were not opened for that.`,
        ]
      : []),
    ...(before > 0
      ? [
          `It agrees with ${counted(before, 'fingerprint')} typed in from paper, as it keeps ${before === 1 ? 'it' : 'them'} itself.`,
        ]
      : []),
  ]
}

function notProvedBy({ head, gone, files, typed }: Found): string[] {
  const paper = onPaper(typed)
  const after =
    paper === 0
      ? 'That nobody made the whole record anew on this PC: no fingerprint from paper was typed in for this check. Type the one of the last printed report, or of the minutes.'
      : `What came after entry ${figures(paper)}, of which a fingerprint from paper was typed in: that rests on this PC alone.`
  return [
    ...(paper < head.length ? [after] : []),
    'Who sat at the PC: Lanyard knows whose PIN or passphrase was typed, not by whom.',
    'That the PC’s clock was right.',
    'That everything that happened was entered.',
    'That nothing was added to a round of scenarios that was never finished. A signature on a later version lists the answers that it counts, and each of those is there; of what else stands in such a round, as of an answer put in before those, no entry speaks.',
    ...unread(files),
    ...(gone > 0
      ? [`What ${entries(gone)} said of people who were erased: what stays of it, without a name, was compared.`]
      : []),
  ]
}

/** Of which files beside the records the head is not known. */
const unread = (files: readonly BackupFile[]): string[] =>
  files.flatMap(({ name, sealed, found }) => {
    if (found) return []
    const why = sealed
      ? 'it is sealed with a passphrase'
      : 'it is damaged, no backup, made by a newer Lanyard, or took too long to read'
    return [`What the backup file ${name} holds: ${why}, and could not be opened.`]
  })

function todoAfter(isSound: boolean, agrees: boolean, isNoted: boolean): string | null {
  if (!isSound)
    return 'Nothing was changed. Keep a copy of the whole folder as it is, then compare with the newest backup, and ask whoever looks after this PC for help.'
  if (agrees)
    return isNoted
      ? 'Ask whoever noted it why other records stand here than were here before, if you do not know.'
      : null
  return 'Nothing was changed. Find out whether somebody put back older records or a backup, and what was entered after it. If nobody did, keep a copy of the whole folder, and ask for help.'
}

/** How many entries the head has that was typed in for this check and agrees; 0 where none was. */
const onPaper = (typed: Found['typed']): number => (typed?.hash?.startsWith(typed.digits) ? typed.length : 0)

/** What a head is known from. */
type From = Pick<HeldHead, 'kind' | 'at' | 'length' | 'place' | 'file' | 'parted' | 'minuted'>
export function headInWords({ kind, at, length, place, file, parted, minuted }: From): string {
  const day = dayInWords(dayOf(at))
  const minute = minuted ? `; minuted on ${dayInWords(minuted.metOn)} (${minuted.reference})` : ''
  if (kind === 'report') return `Report printed on ${day}, ${timeInWords(at)}${minute}`
  if (kind === 'typed') return `Typed in from paper on ${day}`
  if (kind === 'backup')
    return `Backup of ${day}, ${place === 'outside' ? 'outside this PC' : 'beside the records'}, as the record itself notes it`
  if (kind === 'file' && parted !== null)
    return `Backup file ${file} of ${day}, up to entry ${figures(length)}: from there on another backup was restored on ${dayInWords(dayOf(parted))}`
  if (kind === 'file') return `Backup file ${file} of ${day}`
  return `Seen on this PC on ${day}, ${timeInWords(at)}`
}

/** Who has read that a head does not agree. `at`: UTC. */
export const notedInWords = ({ notedAt, by }: NotedBy): string =>
  `noted by ${by === 'governor' ? 'a governor' : 'the administrator'} on ${dayInWords(dayOf(notedAt))}`

/** What the quick look at the start of the program noticed; empty where nothing. */
export function noticeInWords(flaws: readonly string[], differing: readonly HeldHead[]): string[] {
  const last = differing.at(-1)
  const others = differing.length - 1
  return [
    ...(flaws.length > 0 ? [`The end of the record does not hold together. ${flaws.join(' ')}`] : []),
    ...(last
      ? [
          `These are not the records that were here before. ${headInWords(last)}, they had ${entries(last.length)} and another fingerprint than these have. ` +
            (others > 0
              ? `${counted(others, 'earlier fingerprint')} ${others === 1 ? 'differs' : 'differ'} as well: the list below has each. `
              : '') + // prettier-ignore
            'Older records or a backup may have been put in their place by hand, or somebody changed them.',
        ]
      : []),
  ]
}

/** The whole verdict as lines of text. */
export function verdictLines({
  headline,
  typed,
  restored,
  findings,
  count,
  proved,
  notProved,
  heads,
  todo,
  head,
}: Verdict): string[] {
  const list = (title: string, sentences: readonly string[]): string[] =>
    sentences.length === 0 ? [] : [title, ...sentences.map((words) => `- ${words}`)]
  const more = count - findings.length
  return [
    headline,
    ...(typed ? [`The fingerprint from paper: ${typed.words}`] : []),
    ...restored,
    ...findings,
    ...(more > 0 ? [`There ${more === 1 ? 'is 1 more finding' : `are ${figures(more)} more findings`}.`] : []),
    ...(todo === null ? [] : [todo]),
    ...list('What this proves:', proved),
    ...list('What it does not prove:', notProved),
    ...list(
      'Fingerprints known before:',
      heads.map(
        ({ words, length, agrees, noted }) =>
          `${words}, ${entries(length)}: ${agrees ? 'agrees' : ['does not agree', ...(noted === null ? [] : [noted])].join(', ')}`,
      ),
    ),
    `Head: ${head.length}:${head.hash}`,
  ]
}

const figures = (number: number): string => number.toLocaleString('en-GB')
const counted = (number: number, one: string): string => `${figures(number)} ${one}${number === 1 ? '' : 's'}`
const entries = (number: number): string => (number === 1 ? '1 entry' : `${figures(number)} entries`)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const inARow = (numbers: readonly number[]): string =>
  numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
