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
  '/help': () => import('./screens/Guide.svelte'),
  '/choose-pin': () => import('./screens/learner/ChoosePin.svelte'),
  '/change-pin': () => import('./screens/learner/ChangePin.svelte'),
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
  '/policies/versions/:versionId': () => import('./screens/governor/policies/Version.svelte'),
  '/policies/:policyId': () => import('./screens/governor/policies/Policy.svelte'),
  '/policies/:policyId/rules': () => import('./screens/governor/policies/PolicyRules.svelte'),
  '/policies/:policyId/versions': () => import('./screens/governor/policies/PolicyVersions.svelte'),
  '/policies/:policyId/publish': () => import('./screens/administrator/publishing/Publish.svelte'),
  '/programmes': () => import('./screens/governor/policies/Programmes.svelte'),
  '/programmes/:audience': () => import('./screens/administrator/ProgrammeChange.svelte'),
  '/accounts': () => import('./screens/governor/accounts/Accounts.svelte'),
  '/accounts/as-at/:asAt': () => import('./screens/governor/accounts/Accounts.svelte'),
  '/accounts/add': () => import('./screens/administrator/accounts/AddAccount.svelte'),
  '/accounts/:accountId': () => import('./screens/governor/accounts/Account.svelte'),
  '/accounts/:accountId/edit': () => import('./screens/administrator/accounts/EditAccount.svelte'),
  '/declarations': () => import('./screens/administrator/Declarations.svelte'),
  '/declarations/:acknowledgementId/:declarationId': () => import('./screens/administrator/Declaration.svelte'),
  '/reminders': () => import('./screens/administrator/reminders/Reminders.svelte'),
  '/reminders/letters': () => import('./screens/administrator/reminders/Letters.svelte'),
  '/reminders/slips': () => import('./screens/administrator/reminders/Slips.svelte'),
  '/reminders/list': () => import('./screens/administrator/reminders/MeetingList.svelte'),
  '/reminders/calendar': () => import('./screens/administrator/reminders/Calendar.svelte'),
  '/reminders/email': () => import('./screens/administrator/reminders/Email.svelte'),
  '/settings': () => import('./screens/administrator/Settings.svelte'),
  '/settings/passphrase': () => import('./screens/ChangePassphrase.svelte'),
  '/settings/governors-passphrase': () => import('./screens/administrator/SettingsGovernors.svelte'),
  '/settings/recovery-sheet': () => import('./screens/administrator/RenewRecovery.svelte'),
  '/people': () => import('./screens/administrator/People.svelte'),
  '/people/add': () => import('./screens/administrator/AddPerson.svelte'),
  '/people/import': () => import('./screens/administrator/importing/Import.svelte'),
  '/people/pins': () => import('./screens/administrator/GivePins.svelte'),
  '/people/:personId': () => import('./screens/administrator/Person.svelte'),
  '/people/:personId/edit': () => import('./screens/administrator/EditPerson.svelte'),
  '/people/:personId/bring-back': () => import('./screens/administrator/BringBack.svelte'),
  '/people/:personId/roles/add': () => import('./screens/administrator/AddAppointment.svelte'),
  '/people/:personId/roles/:appointmentId': () => import('./screens/administrator/PersonAppointment.svelte'),
  '/people/:personId/signed/:acknowledgementId': () => import('./screens/administrator/PersonSignature.svelte'),
  '/people/:personId/sheet/:policyId': () => import('./screens/administrator/paper/SheetToSign.svelte'),
  '/people/:personId/paper': () => import('./screens/administrator/paper/EnterPaper.svelte'),
}

/** The screen of a place, which takes the place's params. */
export const screenAt = async (path: Path): Promise<Component<Record<string, string>>> =>
  (await screens[path]()).default as Component<Record<string, string>>
