/** The page about each place, by how the place begins; of several the longest. The rest leads to the list. */
const ABOUT: Record<string, string> = {
  '/sign-in': 'first-time',
  '/sign-in/:role': 'pins',
  '/recover': 'pins',
  '/restore': 'restore',
  '/choose-pin': 'first-time',
  '/change-pin': 'first-time',
  '/induction': 'learning',
  '/induction/:versionId/sign': 'signing',
  '/receipt': 'signing',
  '/certificate': 'other-papers',
  '/report': 'report',
  '/report/evidence': 'other-papers',
  '/report/notice': 'other-papers',
  '/report/printed': 'record',
  '/record': 'record',
  '/policies': 'policies',
  '/policies/versions': 'versions',
  '/policies/:policyId/versions': 'versions',
  '/policies/:policyId/publish': 'versions',
  '/programmes': 'programmes',
  '/accounts': 'accounts',
  '/set-up': 'set-up',
  '/people': 'people',
  '/people/import': 'import',
  '/people/pins': 'pins',
  '/people/:personId/sheet': 'paper',
  '/people/:personId/paper': 'paper',
  '/people/:personId/certificate': 'other-papers',
  '/people/:personId/record': 'other-papers',
  '/people/:personId/erase': 'erasing',
  '/reminders': 'reminders',
  '/declarations': 'declarations',
  '/backup': 'backup',
  '/settings': 'settings',
  '/settings/erasure': 'erasing',
  '/settings/passphrase': 'pins',
  '/settings/governors-passphrase': 'pins',
  '/settings/recovery-sheet': 'pins',
}

/** Takes a place of the router; gives the id of the page that explains it, where one does. */
export const helpAbout = (path: string): string | undefined =>
  ABOUT[
    Object.keys(ABOUT)
      .filter((start) => path === start || path.startsWith(`${start}/`))
      .sort((a, b) => b.length - a.length)[0] ?? ''
  ]
