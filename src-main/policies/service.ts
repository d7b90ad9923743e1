import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { addDays, dayInWords, dayOf, daysBetween } from '../time.ts'
import { ADULT_AUDIENCES, type Audience, type Pack, type Topic } from './format.ts'
import { createPoliciesStore, type PolicyVersion, type Programme } from './store.ts'

export type { PolicyVersion, Programme }
export type Policies = ReturnType<typeof createPolicies>

/** What somebody wants a programme to say. */
export type ProgrammeWanted = Omit<Programme, 'id' | 'setAt'>

/** What somebody wants of a text that is published next. */
export type VersionWanted = Pick<PolicyVersion, 'kind' | 'inForceOn' | 'mustSign' | 'signBy'>

/** How far ahead a programme or a version may begin, in days: a slip of the year is caught. */
export const FARTHEST = 5 * 366

/** What a programme says where nobody has said otherwise. The pass mark is design 1's; the days are ours to change. */
const USUAL = { daysAllowed: 14, passMark: 80, renewal: 'never' } as const

/** A pack that cannot be used. `told`: what is wrong, a line each, the first of many. */
export interface FaultyPack {
  id: string
  /** null where the school's own file cannot be read */
  schoolName: string | null
  told: string[]
}

/** Every pack on this computer, of whichever school. */
export interface InstalledPacks {
  topics: Topic[]
  packs: Pack[]
  faulty: FaultyPack[]
}

/** Where packs come from: the content folder, or a test's own. */
export interface PackSource {
  schools(): Promise<{ id: string; name: string; phase: string; policies: string[] }[]>
  /** Throws LanyardError `pack-faulty` where one of them is. */
  packsOf(schoolId: string): Promise<Pack[]>
  /** Of one school alone where one is named, which is quicker. */
  installed(schoolId?: string): Promise<InstalledPacks>
}

/** The policies a school has adopted, each version kept exactly as it was published, and the programmes that ask for them. */
export function createPolicies(context: Context, { ledger, packs }: { ledger: Ledger; packs: PackSource }) {
  const store = createPoliciesStore(context.database)
  const parsed = new Map<string, Pack>()

  /** The pack as it was published. */
  function packOf(versionId: string): Pack {
    const known = parsed.get(versionId)
    if (known) return known
    const text = store.text(versionId)
    if (text === undefined) throw new LanyardError('unknown-item', 'There is no such policy version here.')
    // Written by publish() below from a checked pack, and never changed since.
    const pack = JSON.parse(text) as Pack
    parsed.set(versionId, pack)
    return pack
  }

  function publish(pack: Pack, { kind, inForceOn, mustSign, signBy }: VersionWanted, at: string): PolicyVersion {
    const text = textOf(pack)
    const version: PolicyVersion = {
      id: context.newId(),
      policyId: pack.policy.id,
      version: pack.policy.version,
      kind,
      inForceOn,
      publishedAt: at,
      sha256: sha256Of(text),
      mustSign,
      signBy,
    }
    const { seq } = ledger.append('policy.published', version.id, { ...version, text }, at)
    store.insert(version, text, seq)
    return version
  }

  const versionsOf = (policyId: string): PolicyVersion[] =>
    store.versions().filter((version) => version.policyId === policyId)

  /** The newest version of a policy in force on a day, or undefined where none is. */
  const inForce = (policyId: string, day: string): PolicyVersion | undefined =>
    versionsOf(policyId).findLast(({ inForceOn }) => inForceOn <= day)

  const programmeOn = (audience: Audience, day: string): Programme | undefined =>
    store.programmes().findLast((programme) => programme.audience === audience && programme.from <= day)

  /** The ids of the policies that may be asked of an audience: those published that speak to it. */
  const forAudience = (audience: Audience): string[] => {
    const speaking = store.versions().filter(({ id }) => packOf(id).policy.audiences.includes(audience))
    return [...new Set(speaking.map(({ policyId }) => policyId))].sort()
  }

  function add(wanted: ProgrammeWanted, at: string): void {
    const programme: Programme = { id: context.newId(), ...wanted, setAt: at }
    const { seq } = ledger.append('programme.set', programme.id, programme, at)
    store.insertProgramme(programme, seq)
  }

  /**
   * What is wanted, each policy once. Throws LanyardError `invalid-input` where the
   * day is past or far away, a policy does not speak to the audience, or nothing differs from what holds on that day.
   */
  function checkedProgramme(wanted: ProgrammeWanted): ProgrammeWanted {
    const { audience, from, daysAllowed, passMark, renewal } = wanted
    const today = dayOf(context.clock.now())
    const wrong = (words: string, field: string) => new LanyardError('invalid-input', words, field)
    if (from < today) throw wrong(`${dayInWords(from)} is past: give today or a later day`, 'from')
    if (from > addDays(today, FARTHEST)) throw wrong(`Check the year: ${dayInWords(from)} is too far away`, 'from')
    const may = forAudience(audience)
    if (wanted.policies.some((policyId) => !may.includes(policyId)))
      throw wrong('One of the policies does not speak to them. Choose from the list', 'policies')
    const policies = may.filter((policyId) => wanted.policies.includes(policyId))
    const checked = { audience, from, policies, daysAllowed, passMark, renewal }
    const now = programmeOn(audience, from)
    if (now && sameSay(now, checked))
      throw wrong(`That is what holds on ${dayInWords(from)} already. Nothing was changed`, 'from')
    return checked
  }

  return {
    /** Every pack on this computer, or of one school, and what is wrong with those that cannot be used. */
    installed: (schoolId?: string) => packs.installed(schoolId),

    /** Every pack of one school. Throws LanyardError where there is none or one is faulty. */
    async installedPacks(schoolId: string): Promise<Pack[]> {
      const found = (await packs.schools()).some(({ id }) => id === schoolId) ? await packs.packsOf(schoolId) : []
      if (found.length === 0)
        throw new LanyardError(
          'pack-faulty',
          'There is no pack for that school on this computer. Choose another one.',
          'schoolId',
        )
      return found
    },

    /** Publishes a school's packs for the first time and asks each audience for all of them. In the caller's transaction. */
    publishFirst(packsOfSchool: readonly Pack[], at: string): void {
      const first: VersionWanted = { kind: 'first', inForceOn: dayOf(at), mustSign: [], signBy: null }
      for (const pack of packsOfSchool) publish(pack, first, at)
      for (const audience of ADULT_AUDIENCES) {
        const policies = packsOfSchool
          .filter((pack) => pack.policy.audiences.includes(audience))
          .map((pack) => pack.policy.id)
        if (policies.length === 0) continue
        add({ audience, from: dayOf(at), policies, ...USUAL }, at)
      }
    },

    /** Publishes a text, checked before, from a day on. In the caller's transaction. */
    publish,

    forAudience,
    checkedProgramme,
    /** Sets an audience's programme from a day on. Throws what `checkedProgramme` throws. */
    setProgramme(wanted: ProgrammeWanted): void {
      context.database.transaction(() => add(checkedProgramme(wanted), context.clock.now().toISOString())).immediate()
    },

    packOf,
    inForce,
    /** The version in force of each policy that has one on a day. */
    allInForce: (day: string): PolicyVersion[] =>
      [...new Set(store.versions().map(({ policyId }) => policyId))].flatMap(
        (policyId) => inForce(policyId, day) ?? [],
      ),
    programmeOn,
    /** What a policy is called: in the version in force, or in the first to come where none is yet. */
    titleOf(policyId: string): string {
      const version = inForce(policyId, dayOf(context.clock.now())) ?? versionsOf(policyId)[0]
      return version ? packOf(version.id).policy.title : policyId
    },
    /** One policy's versions, the earliest in force first. */
    versionsOf,
    /** Every version and programme, the earliest first: for what is derived for many people at once. */
    versions: () => store.versions(),
    programmes: () => store.programmes(),

    /** The pass mark for someone, per cent: the highest of their audiences'. */
    passMark: (audiences: readonly Audience[], day: string): number =>
      Math.max(0, ...audiences.map((audience) => programmeOn(audience, day)?.passMark ?? USUAL.passMark)),
  }
}

/** A pack as it is published: canonical JSON, the same for the same pack on every machine. */
function textOf(pack: Pack): string {
  const text = canonicalize(pack)
  if (text === undefined) throw new Error('a pack is an object')
  return text
}

const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The SHA-256 a pack has where it is published as it stands, in hex. */
export const fingerprintOf = (pack: Pack): string => sha256Of(textOf(pack))

/** Whether two programmes ask the same, whatever the order of their policies. */
function sameSay(a: ProgrammeWanted, b: ProgrammeWanted): boolean {
  return (
    a.daysAllowed === b.daysAllowed &&
    a.passMark === b.passMark &&
    a.renewal === b.renewal &&
    [...a.policies].sort().join('\n') === [...b.policies].sort().join('\n')
  )
}

/** How many days a policy is past its review date; negative where days are left, null where it names none. */
export function reviewDaysLate(pack: Pack, day: string): number | null {
  const { nextReviewOn } = pack.policy.status
  return nextReviewOn === undefined ? null : daysBetween(nextReviewOn, day)
}
