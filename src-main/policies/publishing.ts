import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Assignment, Induction } from '../induction/service.ts'
import { inSlices } from '../slices.ts'
import { addDays, dayInWords, dayOf } from '../time.ts'
import type { Pack } from './format.ts'
import { FARTHEST, fingerprintOf, type Policies, type PolicyVersion, type VersionWanted } from './service.ts'
import { bindsOtherwise, textChanges } from './text-changes.ts'
import type { Newer, PublishWanted, VersionPreview, versionsContract } from './versions-contract.ts'

interface Parts {
  policies: Policies
  induction: Induction
  /** The id of the school that was set up. */
  schoolId(): string | undefined
}

type Calls = 'policies.newer' | 'policies.toPublish' | 'policies.previewVersion' | 'policies.publish'

/** The calls on texts of the content folder that are not published yet: what they change, whom that touches, and doing it. */
export function publishingHandlers(
  { clock, database }: Context,
  { policies, induction, schoolId }: Parts,
): Pick<Handlers<typeof versionsContract>, Calls> {
  const today = () => dayOf(clock.now())

  /** The school's packs in the content folder; those with something wrong in them are not among them. */
  async function inFolder(): Promise<Pack[]> {
    const id = schoolId()
    return (await policies.installed(id)).packs.filter(({ school }) => school.id === id)
  }

  /** Throws LanyardError `pack-faulty` where the folder has no such pack that can be used. */
  async function packOf(policyId: string): Promise<Pack> {
    const pack = (await inFolder()).find(({ policy }) => policy.id === policyId)
    if (pack) return pack
    throw new LanyardError(
      'pack-faulty',
      'There is no text of that policy on this computer that can be used. The Policies screen says what is wrong with it. Nothing was published',
    )
  }

  const last = (policyId: string): PolicyVersion | undefined => policies.versionsOf(policyId).at(-1)

  /** A text beside the version that it would follow; undefined where it has been published. */
  function newerThanPublished(pack: Pack): Newer | undefined {
    const { id, title, version } = pack.policy
    const fingerprint = fingerprintOf(pack)
    const published = policies.versionsOf(id)
    if (published.some(({ sha256 }) => sha256 === fingerprint)) return undefined
    const before = published.at(-1)
    const changes = before ? textChanges(policies.packOf(before.id), pack) : null
    return {
      ...{ policyId: id, title, version, fingerprint },
      since: before ? { version: before.version, inForceOn: before.inForceOn } : null,
      changes,
      bindsOtherwise: changes !== null && bindsOtherwise(changes),
      labelTaken: published.some((one) => one.version === version),
    }
  }

  /**
   * What is wanted, once nothing speaks against it. Throws LanyardError: `text-changed` where the folder's text is not
   * the one that was looked at, `already-published`, `label-taken`, and `invalid-input` for all that can be typed otherwise.
   */
  function checked(pack: Pack, wanted: PublishWanted): VersionWanted {
    const { title, version } = pack.policy
    const newer = newerThanPublished(pack)
    if (!newer) throw alreadyPublished(pack)
    if (newer.fingerprint !== wanted.fingerprint)
      throw new LanyardError(
        'text-changed',
        `The text of ${title} on this computer has changed since you looked at it. Nothing was published. Go back and look at it again`,
      )
    if (newer.labelTaken)
      throw new LanyardError(
        'label-taken',
        `A version ${version} of ${title} has been published already, with another text. Nothing was published. Give the new text another “version” in its policy.yaml, then come back`,
      )
    if ((wanted.kind === 'first') !== (newer.since === null))
      throw wrong('A policy’s first version is neither minor nor major; those that follow are one of the two', 'kind')
    const { inForceOn } = wanted
    checkDay(inForceOn, newer.since)
    if (wanted.kind !== 'major') {
      if (wanted.kind === 'minor' && !wanted.nobodyAgain && newer.bindsOtherwise)
        throw wrong(
          'Rules that bind somebody differ. Tick that nobody has to sign again, or make it a major version',
          'nobodyAgain',
        )
      return { kind: wanted.kind, inForceOn, mustSign: [], signBy: null }
    }
    const { mustSign, signBy } = wanted
    if (mustSign.some((audience) => !pack.policy.audiences.includes(audience)))
      throw wrong('The policy does not speak to one of them. Choose from the list', 'mustSign')
    if (signBy < inForceOn)
      throw wrong(
        `${dayInWords(signBy)} is before the day it is in force from. Give ${dayInWords(inForceOn)} or a later day`,
        'signBy',
      )
    if (signBy > addDays(inForceOn, FARTHEST)) throw tooFar(signBy, 'signBy')
    return { kind: 'major', inForceOn, mustSign: pack.policy.audiences.filter((one) => mustSign.includes(one)), signBy }
  }

  function alreadyPublished(pack: Pack): LanyardError {
    const { id, title } = pack.policy
    const same = policies.versionsOf(id).findLast(({ sha256 }) => sha256 === fingerprintOf(pack))!
    const isLast = same.id === last(id)!.id
    const words = isLast
      ? `This text of ${title} is published already, as version ${same.version}. There is nothing to do`
      : `This is the text of version ${same.version} of ${title}, and another has followed it. To go back to it, give it a “version” of its own in its policy.yaml`
    return new LanyardError('already-published', words)
  }

  function checkDay(inForceOn: string, since: Newer['since']): void {
    if (inForceOn < today()) throw wrong(`${dayInWords(inForceOn)} is past: give today or a later day`, 'inForceOn')
    if (inForceOn > addDays(today(), FARTHEST)) throw tooFar(inForceOn, 'inForceOn')
    // Its changes are those since that version: before it, it would be undone by the older text.
    if (since && inForceOn < since.inForceOn)
      throw wrong(
        `Version ${since.version} comes on ${dayInWords(since.inForceOn)}. Give that day or a later one`,
        'inForceOn',
      )
  }

  /** Whom it touches on the day it is in force from, as far as is known today. */
  async function preview(pack: Pack, wanted: PublishWanted): Promise<VersionPreview> {
    const { id: policyId, version } = pack.policy
    const next = { id: '', policyId, version, publishedAt: '', sha256: '', ...checked(pack, wanted) }
    const before = policies.versions()
    // It comes last of those from its day.
    const after = [...before, next].sort((a, b) => (a.inForceOn < b.inForceOn ? -1 : a.inForceOn > b.inForceOn ? 1 : 0))
    const day = next.inForceOn
    const standings = induction.everyoneTwice({ day, versions: before }, { day, versions: after })
    const people: VersionPreview['people'] = []
    const touched = { again: 0, underWay: 0, toSign: 0, stay: 0, waived: 0 }
    const ofPolicy = (assignments: readonly Assignment[]) => assignments.find((one) => one.policyId === policyId)
    await inSlices(standings, ({ was: earlier, is: { person, assignments } }) => {
      const was = ofPolicy(earlier)
      const is = ofPolicy(assignments)
      if (!is) return
      if (is.status === 'waived') return void touched.waived++
      if (is.status === 'complete') return void touched.stay++
      const how = was?.status === 'complete' ? 'again' : was?.status === 'in-progress' ? 'under-way' : 'to-sign'
      touched[how === 'again' ? 'again' : how === 'under-way' ? 'underWay' : 'toSign']++
      const { id, name, note } = person
      people.push({ id, name, note, how, dueOn: is.dueOn })
    })
    return {
      touched,
      people: people.sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1)),
      replaces:
        before.findLast((one) => one.policyId === policyId && one.inForceOn === next.inForceOn)?.version ?? null,
    }
  }

  return {
    async 'policies.newer'() {
      const shown = policies.versions().filter(({ inForceOn }) => inForceOn > today())
      return {
        newer: (await inFolder()).flatMap((pack) => newerThanPublished(pack) ?? []),
        toCome: shown.map(({ id, policyId, version, kind, inForceOn }) => {
          const { title } = policies.packOf(id).policy
          return { policyId, title, versionId: id, version, kind, inForceOn }
        }),
      }
    },

    async 'policies.toPublish'({ policyId }) {
      const pack = await packOf(policyId)
      const newer = newerThanPublished(pack)
      if (!newer) throw alreadyPublished(pack)
      const { since } = newer
      return {
        ...newer,
        audiences: pack.policy.audiences,
        contacts: pack.school.contacts,
        rules: pack.rules.length,
        pages: pack.module.pages.length,
        scenarios: pack.scenarios.length,
        earliest: since && since.inForceOn > today() ? since.inForceOn : today(),
      }
    },

    'policies.previewVersion': async (wanted) => preview(await packOf(wanted.policyId), wanted),

    async 'policies.publish'(wanted) {
      const pack = await packOf(wanted.policyId)
      const at = clock.now().toISOString()
      const { id } = database.transaction(() => policies.publish(pack, checked(pack, wanted), at)).immediate()
      return { versionId: id }
    },
  }
}

const wrong = (words: string, field: string): LanyardError => new LanyardError('invalid-input', words, field)
const tooFar = (day: string, field: string): LanyardError =>
  wrong(`Check the year: ${dayInWords(day)} is too far away`, field)
