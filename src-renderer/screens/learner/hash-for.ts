import type { Place } from '../../../src-main/induction/contract.ts'
import { href } from '../../router.svelte.ts'

/** The link to where a learner goes next in the induction for one policy version. */
export function hashFor(place: Place, versionId: string): string {
  switch (place.at) {
    case 'page':
      return href('/induction/:versionId/page/:pageId', { versionId, pageId: place.pageId })
    case 'scenario':
      return href('/induction/:versionId/scenario/:scenarioId', { versionId, scenarioId: place.scenarioId })
    case 'result':
      return href('/induction/:versionId/result', { versionId })
    case 'sign':
      return href('/induction/:versionId/sign', { versionId })
    case 'receipt':
      return href('/receipt/:acknowledgementId', { acknowledgementId: place.acknowledgementId })
  }
}
