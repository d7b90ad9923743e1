/** Records that were begun with an earlier text of a pack of the content folder: what the folder has is newer. */
import { buildExample } from '../../src-main/example/build.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { packSource } from './fixture-pack.ts'

/** What the earlier text says otherwise. */
export const EARLIER = {
  version: '1.2',
  /** A rule for staff and volunteers that is in other words now. */
  changed: {
    id: 'ask-before-answering-a-leaver',
    text: 'If a pupil who left recently gets in touch on social media, tell the headteacher before you answer.',
  },
  /** A rule that is not there any more. */
  dropped: 'Tell the school office which social media you use.',
}

/** A text as it may have been before: one rule in other words, one more, another review date and page title. */
export function earlierText(pack: Pack): Pack {
  const { version, changed, dropped } = EARLIER
  const [first] = pack.rules
  return {
    ...pack,
    policy: { ...pack.policy, version, status: { ...pack.policy.status, nextReviewOn: '2026-05-08' } },
    rules: [
      ...pack.rules.map((rule) => (rule.id === changed.id ? { ...rule, text: changed.text } : rule)),
      { ...first!, id: 'tell-the-office', force: 'should', audiences: ['staff'], text: dropped },
    ],
  }
}

/** A school with forty people and a year of history under the earlier text, in a folder. */
export const buildEarlier = (folder: string, pack: Pack, today: string): Promise<void> =>
  buildExample({ folder, packs: packSource(earlierText(pack)), schoolId: pack.school.id, today })
