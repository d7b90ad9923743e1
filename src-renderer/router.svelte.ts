import type { Access, Role } from '../src-main/calls.ts'

/** Every place in the window, and who may stand there. The first that fits is taken; screens.ts says what is shown. */
export const PLACES = {
  '/': 'anyone',
  '/set-up': 'anyone',
  '/sign-in': 'anyone',
  '/sign-in/:role': 'anyone',
  '/recover': 'anyone',
  '/restore': 'anyone',
  '/help': 'anyone',
  '/about': 'anyone',
  '/choose-pin': 'newcomer',
  '/change-pin': 'learner',
  '/induction': 'learner',
  '/induction/:versionId/page/what-changed': 'learner',
  '/induction/:versionId/page/:pageId': 'learner',
  '/induction/:versionId/scenario/:scenarioId': 'learner',
  '/induction/:versionId/result': 'learner',
  '/induction/:versionId/rules': 'learner',
  '/induction/:versionId/sign': 'learner',
  '/receipt/:acknowledgementId': 'learner',
  '/certificate': 'learner',
  '/report': 'governor',
  '/report/evidence': 'governor',
  '/report/notice': 'administrator',
  '/report/printed': 'governor',
  '/report/:asAt': 'governor',
  '/report/:asAt/paper/:names/:audience/:policyId': 'governor',
  '/report/:asAt/behind/:behind/:audience/:policyId': 'governor',
  '/record': 'governor',
  '/policies': 'governor',
  '/policies/compare': 'governor',
  '/policies/compare/:topicId': 'governor',
  '/policies/versions/:versionId': 'governor',
  '/policies/:policyId': 'governor',
  '/policies/:policyId/rules': 'governor',
  '/policies/:policyId/versions': 'governor',
  '/policies/:policyId/publish': 'administrator',
  '/programmes': 'governor',
  '/programmes/:audience': 'administrator',
  '/accounts': 'governor',
  '/accounts/as-at/:asAt': 'governor',
  '/accounts/add': 'administrator',
  '/accounts/:accountId': 'governor',
  '/accounts/:accountId/edit': 'administrator',
  '/declarations': 'administrator',
  '/declarations/:acknowledgementId/:declarationId': 'administrator',
  '/reminders': 'administrator',
  '/reminders/letters': 'administrator',
  '/reminders/slips': 'administrator',
  '/reminders/list': 'administrator',
  '/reminders/calendar': 'administrator',
  '/reminders/email': 'administrator',
  '/backup': 'administrator',
  '/settings': 'administrator',
  '/settings/name': 'administrator',
  '/settings/logo': 'administrator',
  '/settings/contacts': 'administrator',
  '/settings/retention': 'administrator',
  '/settings/renewal': 'administrator',
  '/settings/erasure': 'administrator',
  '/settings/passphrase': 'governor',
  '/settings/governors-passphrase': 'administrator',
  '/settings/recovery-sheet': 'administrator',
  '/people': 'administrator',
  '/people/add': 'administrator',
  '/people/import': 'administrator',
  '/people/pins': 'administrator',
  '/people/:personId': 'administrator',
  '/people/:personId/edit': 'administrator',
  '/people/:personId/bring-back': 'administrator',
  '/people/:personId/roles/add': 'administrator',
  '/people/:personId/roles/:appointmentId': 'administrator',
  '/people/:personId/signed/:acknowledgementId': 'administrator',
  '/people/:personId/sheet/:policyId': 'administrator',
  '/people/:personId/paper': 'administrator',
  '/people/:personId/certificate': 'administrator',
  '/people/:personId/record': 'administrator',
  '/people/:personId/erase': 'administrator',
} as const satisfies Record<string, Access>
export type Path = keyof typeof PLACES

/** The names in a path: `/people/:personId` has `personId`. */
export type Params<P extends string> = P extends `${infer Head}/${infer Rest}`
  ? Params<Head> & Params<Rest>
  : P extends `:${infer Name}`
    ? Record<Name, string>
    : Record<never, string>

export interface Location {
  path: Path
  params: Record<string, string>
}

/** The link to a place. */
export const href = <P extends Path>(
  path: P,
  ...[params]: keyof Params<P> extends never ? [] : [params: Params<P>]
): string =>
  '#' + path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent((params as Record<string, string>)[name] ?? ''))

const HOMES = {
  anyone: '/',
  newcomer: '/choose-pin',
  learner: '/induction',
  governor: '/report',
  administrator: '/people',
} as const satisfies Record<Role, Path>

/** The link to where somebody begins: the way back from a place that is open to all. The first screen would sign them out. */
export const home = (role: Role): string => href(HOMES[role])

/** Where a hash leads; the first screen where it leads nowhere. */
export function locate(hash: string): Location {
  const parts = hash.replace(/^#/, '').split('/')
  for (const path of Object.keys(PLACES) as Path[]) {
    const names = path.split('/')
    if (names.length !== parts.length) continue
    const fits = names.every((name, at) => (name.startsWith(':') ? parts[at] !== '' : name === parts[at]))
    if (!fits) continue
    const named = names.flatMap((name, at) => (name.startsWith(':') ? [[name.slice(1), decode(parts[at] ?? '')]] : []))
    return { path, params: Object.fromEntries(named) }
  }
  return { path: '/', params: {} }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a stray per cent sign
  }
}

let hash = $state(window.location.hash)

/** The hash as it stands. */
export const here = (): string => hash

/** Goes to a place. `replace` leaves no way back to the one before. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) window.location.replace(to)
  else window.location.hash = to
  hash = to // at once: the window's own word comes later
}

/**
 * Follows the window's hash. Each entry of the history is stamped with the sitting it was made in (`sitting` answers the
 * present one), so that Back never leads one person to where another has been: such an entry leads to the first screen.
 */
export function follow(sitting: () => number): () => void {
  const stamp = () => history.replaceState({ sitting: sitting() }, '')
  const moved = () => {
    const made = (history.state as { sitting?: number } | null)?.sitting
    const astray = made !== undefined && made !== sitting() && locate(window.location.hash).path !== '/'
    if (astray) return go('#/', { replace: true })
    stamp()
    hash = window.location.hash
  }
  stamp()
  window.addEventListener('hashchange', moved)
  return () => window.removeEventListener('hashchange', moved)
}
