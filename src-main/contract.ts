import type { z } from 'zod'
import { accessContract } from './access/contract.ts'
import { accountsContract } from './accounts/contract.ts'
import { acknowledgementsContract, declarationsContract, paperContract } from './acknowledgements/contract.ts'
import { backupContract } from './backup/contract.ts'
import { restoreContract } from './backup/restore-contract.ts'
import { erasureContract } from './erasure/contract.ts'
import { inductionContract, waiversContract } from './induction/contract.ts'
import { papersContract } from './papers/contract.ts'
import { peopleContract } from './people/contract.ts'
import { importingContract } from './people/importing/contract.ts'
import { policiesContract, programmesContract } from './policies/contract.ts'
import { versionsContract } from './policies/versions-contract.ts'
import { programContract } from './program/contract.ts'
import { remindersContract } from './reminders/contract.ts'
import { reportsContract } from './reports/contract.ts'
import { exportsContract } from './reports/exports-contract.ts'
import { witnessContract } from './reports/witness-contract.ts'
import { schoolContract } from './school/contract.ts'
import { verificationContract } from './verification/contract.ts'
import { workContract } from './work/contract.ts'

/** Every call the window can make. A feature adds its own in its contract.ts. */
export const contract = {
  ...programContract,
  ...restoreContract,
  ...accessContract,
  ...peopleContract,
  ...importingContract,
  ...policiesContract,
  ...programmesContract,
  ...versionsContract,
  ...accountsContract,
  ...inductionContract,
  ...waiversContract,
  ...acknowledgementsContract,
  ...paperContract,
  ...declarationsContract,
  ...erasureContract,
  ...remindersContract,
  ...reportsContract,
  ...exportsContract,
  ...witnessContract,
  ...schoolContract,
  ...papersContract,
  ...backupContract,
  ...verificationContract,
  ...workContract,
} as const

export type Contract = typeof contract
export type CallName = keyof Contract
export type Input<Name extends CallName> = z.input<Contract[Name]['input']>
export type Output<Name extends CallName> = z.output<Contract[Name]['output']>
