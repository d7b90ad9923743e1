import { createAccess } from './access/service.ts'
import { accountsHandlers } from './accounts/handlers.ts'
import { createAccounts } from './accounts/service.ts'
import { createDeclarations } from './acknowledgements/declarations.ts'
import { paperHandlers } from './acknowledgements/paper.ts'
import { createAcknowledgements, createSignatures } from './acknowledgements/service.ts'
import { createBackups } from './backup/service.ts'
import type { Handlers } from './calls.ts'
import type { Context } from './context.ts'
import type { Contract } from './contract.ts'
import { createErasing } from './erasure/service.ts'
import type { Papers } from './hosts/host.ts'
import { inductionHandlers } from './induction/lessons.ts'
import { createInduction } from './induction/service.ts'
import { waiversHandlers } from './induction/waivers.ts'
import { createLedger } from './ledger/service.ts'
import { papersHandlers } from './papers/handlers.ts'
import { peopleHandlers } from './people/handlers.ts'
import { importingHandlers } from './people/importing/handlers.ts'
import { createPeople } from './people/service.ts'
import { policiesHandlers } from './policies/handlers.ts'
import { programmesHandlers } from './policies/programmes.ts'
import { publishingHandlers } from './policies/publishing.ts'
import { createPolicies, type PackSource } from './policies/service.ts'
import { versionsHandlers } from './policies/versions.ts'
import { createReminders } from './reminders/service.ts'
import { createExports } from './reports/exports.ts'
import { createReports } from './reports/service.ts'
import { schoolHandlers } from './school/handlers.ts'
import { createSchool } from './school/service.ts'
import { createVerification } from './verification/service.ts'
import { createTurns } from './database/turns.ts'
import { createWorks, type Works } from './work/service.ts'

export interface AppParts {
  context: Context
  packs: PackSource
  papers: Papers
  /** Long work that the window watches: the program's, where there is more than these records. */
  works?: Works
}

export type App = ReturnType<typeof createApp>

/** Every service over one database, wired. No window and no Electron in here. */
export function createApp({ context, packs, papers, works = createWorks() }: AppParts) {
  const turns = createTurns(context.database)
  const ledger = createLedger(context)
  const policies = createPolicies(context, { ledger, packs })
  const access = createAccess(context, { ledger, policies })
  const school = createSchool(context, { ledger, access, policies })
  const people = createPeople(context, { ledger, access })
  const signatures = createSignatures(context)
  const induction = createInduction(context, { people, policies, signatures })
  const acknowledgements = createAcknowledgements(context, { ledger, access, policies, induction, signatures, school })
  const declarations = createDeclarations(context, { ledger, people, policies, signatures })
  const accounts = createAccounts(context, { ledger })
  const erasing = createErasing(context, { access, ledger, people, school, signatures, turns, works })
  const reminders = createReminders(context, { induction, people, policies, ledger, papers, school })
  const verification = createVerification(context, { ledger })
  const backups = createBackups(context, { access, ledger, turns, works, papers, verification })
  const reports = createReports(context, {
    backups,
    ledger,
    people,
    policies,
    induction,
    signatures,
    school,
    verification,
    works,
  })
  const exported = createExports({ ledger, papers, people, policies, reports, works })

  const handlers: Omit<Handlers<Contract>, `${'program' | 'restore'}.${string}`> = {
    ...access.handlers(people, works),
    ...peopleHandlers({ access, erasing, people, induction, ledger, policies, signatures }),
    ...importingHandlers(context, { people, turns, works, papers }),
    ...policiesHandlers(context, { policies, papers, school }),
    ...programmesHandlers(context, { policies, induction }),
    ...publishingHandlers(context, { policies, induction, schoolId: () => access.school()?.id }),
    ...versionsHandlers(context, { policies, signatures }),
    ...accountsHandlers(context, { accounts, ledger, policies, papers, school }),
    ...inductionHandlers(context, { induction, ledger, policies, school }),
    ...waiversHandlers(context, { induction, ledger }),
    ...acknowledgements.handlers(),
    ...paperHandlers(context, { ledger, policies, induction, signatures, school }),
    ...declarations.handlers(),
    ...erasing.handlers(),
    ...reminders.handlers(),
    ...reports.handlers(),
    ...exported.handlers(),
    ...schoolHandlers({ school, ledger }),
    ...backups.handlers(),
    ...verification.handlers({ works }),
    ...works.handlers(),
    ...papersHandlers(context, {
      access,
      erasing,
      induction,
      ledger,
      people,
      policies,
      school,
      signatures,
      works,
      papers,
    }),
  }

  return {
    context,
    turns,
    works,
    access,
    people,
    policies,
    induction,
    acknowledgements,
    backups,
    declarations,
    erasing,
    ledger,
    reports,
    exported,
    school,
    verification,
    handlers,
  }
}
