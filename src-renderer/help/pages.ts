import type { Component } from 'svelte'
import Accounts from './Accounts.svelte'
import Again from './Again.svelte'
import Backup from './Backup.svelte'
import Declarations from './Declarations.svelte'
import Erasing from './Erasing.svelte'
import FirstTime from './FirstTime.svelte'
import Import from './Import.svelte'
import Learning from './Learning.svelte'
import OtherPapers from './OtherPapers.svelte'
import Paper from './Paper.svelte'
import People from './People.svelte'
import Pins from './Pins.svelte'
import Policies from './Policies.svelte'
import Programmes from './Programmes.svelte'
import Reminders from './Reminders.svelte'
import Report from './Report.svelte'
import Restore from './Restore.svelte'
import SetUp from './SetUp.svelte'
import Settings from './Settings.svelte'
import Signing from './Signing.svelte'
import Trust from './Trust.svelte'
import Versions from './Versions.svelte'

/** One journey, explained. */
export interface HelpPage {
  id: string
  title: string
  content: Component
}

/** Every page of the help, by who needs it, in the order in which they do. */
export const HELP: { who: string; pages: HelpPage[] }[] = [
  {
    who: 'Your own induction',
    pages: [
      { id: 'first-time', title: 'Your first time: find your name and choose a PIN', content: FirstTime },
      { id: 'learning', title: 'Read the pages and work through the scenarios', content: Learning },
      { id: 'signing', title: 'Declare, sign, and keep your receipt', content: Signing },
      { id: 'again', title: 'When you are asked to sign again', content: Again },
    ],
  },
  {
    who: 'For governors',
    pages: [
      { id: 'report', title: 'Read and print the report', content: Report },
      { id: 'other-papers', title: 'Certificates, training records and other papers', content: OtherPapers },
      { id: 'record', title: 'What the record proves', content: Trust },
      { id: 'policies', title: 'Look into policies and compare them', content: Policies },
      { id: 'accounts', title: 'The register of official accounts', content: Accounts },
    ],
  },
  {
    who: 'For whoever looks after the records',
    pages: [
      { id: 'set-up', title: 'Set up the school', content: SetUp },
      { id: 'people', title: 'Add people and keep the list', content: People },
      { id: 'import', title: 'Bring people in from another system', content: Import },
      { id: 'pins', title: 'Lost PINs and passphrases', content: Pins },
      { id: 'programmes', title: 'Say who is asked for what, and waive it', content: Programmes },
      { id: 'versions', title: 'Publish a new version of a policy', content: Versions },
      { id: 'paper', title: 'When somebody signs on paper', content: Paper },
      { id: 'reminders', title: 'Remind who is due or late', content: Reminders },
      { id: 'declarations', title: 'Deal with a declaration', content: Declarations },
      { id: 'backup', title: 'Back up the records', content: Backup },
      { id: 'restore', title: 'Restore a backup, and damaged records', content: Restore },
      { id: 'settings', title: 'The school’s name, contacts and rules', content: Settings },
      { id: 'erasing', title: 'Erase what is held on people who have left', content: Erasing },
    ],
  },
]

export const helpPage = (id: string): HelpPage | undefined =>
  HELP.flatMap(({ pages }) => pages).find((page) => page.id === id)
