import type { Component } from 'svelte'
import type { Params, Path } from './router.svelte.ts'
import FirstScreen from './screens/FirstScreen.svelte'

type Screens = { [P in Path]: () => Promise<{ default: Component<Params<P>> }> }

/** What stands at each place. All but the first screen come when they are asked for, so that the window opens at once. */
const screens: Screens = {
  '/': () => Promise.resolve({ default: FirstScreen }),
  '/set-up': () => import('./screens/administrator/SetUp.svelte'),
  '/sign-in': () => import('./screens/learner/SignIn.svelte'),
  '/sign-in/:role': () => import('./screens/SignInPassphrase.svelte'),
  '/recover': () => import('./screens/Recover.svelte'),
  '/induction': () => import('./screens/learner/MyInduction.svelte'),
  '/induction/:versionId/page/:pageId': () => import('./screens/learner/ModulePage.svelte'),
  '/induction/:versionId/scenario/:scenarioId': () => import('./screens/learner/Scenario.svelte'),
  '/induction/:versionId/result': () => import('./screens/learner/Result.svelte'),
  '/induction/:versionId/rules': () => import('./screens/learner/Rules.svelte'),
  '/induction/:versionId/sign': () => import('./screens/learner/Sign.svelte'),
  '/receipt/:acknowledgementId': () => import('./screens/learner/Receipt.svelte'),
  '/report': () => import('./screens/governor/Report.svelte'),
  '/report/:asAt': () => import('./screens/governor/Report.svelte'),
  '/policies': () => import('./screens/governor/policies/Policies.svelte'),
  '/policies/compare': () => import('./screens/governor/policies/Compare.svelte'),
  '/policies/compare/:topicId': () => import('./screens/governor/policies/CompareTopic.svelte'),
  '/policies/:policyId': () => import('./screens/governor/policies/Policy.svelte'),
  '/policies/:policyId/rules': () => import('./screens/governor/policies/PolicyRules.svelte'),
  '/recovery-sheet': () => import('./screens/administrator/RenewRecovery.svelte'),
  '/people': () => import('./screens/administrator/People.svelte'),
  '/people/add': () => import('./screens/administrator/AddPerson.svelte'),
  '/people/:personId': () => import('./screens/administrator/Person.svelte'),
}

/** The screen of a place, which takes the place's params. */
export const screenAt = async (path: Path): Promise<Component<Record<string, string>>> =>
  (await screens[path]()).default as Component<Record<string, string>>
