import { asCode } from '../base32.ts'
import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Induction, Signature } from '../induction/service.ts'
import { ruleShown } from '../induction/shown.ts'
import type { Ledger } from '../ledger/service.ts'
import { isNameTyped } from '../people/names.ts'
import { audiencesKnown, type Person } from '../people/service.ts'
import { bySection, rulesFor, statementOnPaper } from '../policies/concerns.ts'
import type { Audience } from '../policies/format.ts'
import type { Policies, PolicyVersion } from '../policies/service.ts'
import { dayInWords, dayOf } from '../time.ts'
import { declared, questionsFor, undertaken } from './answers.ts'
import type { School } from '../school/service.ts'
import type { paperContract } from './contract.ts'
import { createRecording } from './recording.ts'
import type { Signatures } from './service.ts'
import { isSheetCode, sheetCode } from './sheet-code.ts'

interface Parts {
  ledger: Ledger
  policies: Policies
  induction: Induction
  signatures: Signatures
  school: School
}

/** A sheet for one person to sign. */
interface Sheet {
  person: Person
  version: PolicyVersion
  audiences: Audience[]
  code: string
}

/** Every set of audiences that a sheet may be for. */
const AUDIENCES: Audience[][] = [
  ['staff'],
  ['volunteer'],
  ['governor'],
  ['staff', 'volunteer'],
  ['staff', 'governor'],
  ['volunteer', 'governor'],
  ['staff', 'volunteer', 'governor'],
]

/**
 * The administrator's calls on signatures on paper, for somebody who cannot come to the PC: the sheet that is printed,
 * its entry once it is signed, and the entry's withdrawal. What is entered is a kind of its own wherever it stands.
 */
export function paperHandlers(
  context: Context,
  { ledger, policies, induction, signatures, school }: Parts,
): Handlers<typeof paperContract> {
  const { clock, database } = context
  const { store } = signatures
  const { today } = induction
  const record = createRecording(context, { ledger, signatures })

  function sheet(person: Person, version: PolicyVersion, audiences: Audience[]): Sheet {
    const code = sheetCode({ personId: person.id, fingerprint: version.sha256, audiences })
    return { person, version, audiences, code }
  }

  /** What is asked of the person for one policy, with signatures that are not in the record. */
  const assignment = (person: Person, policyId: string, further: readonly Signature[] = []) =>
    induction.assignmentsFor(person, today(), further).find((one) => one.policyId === policyId)

  function sheetToPrint(personId: string, policyId: string): Sheet {
    const person = induction.person(personId)
    const asked = assignment(person, policyId)
    if (!asked)
      throw new LanyardError('unknown-item', `This policy is not asked of ${person.name} today. Nothing was changed.`)
    if (asked.status === 'complete') throw alreadySigned(person)
    return sheet(
      person,
      policies.versions().find(({ id }) => id === asked.versionId)!,
      asked.audiences,
    )
  }

  /** The sheet of a code that was typed. Throws LanyardError `invalid-input` where the person has none with that code. */
  function sheetOf(personId: string, typed: string): Sheet {
    const person = induction.person(personId)
    const code = asCode(typed)
    if (!isSheetCode(code))
      throw wrongCode('Type the eight characters of the code again: this is no code that a sheet can have')
    const sheets = policies
      .versions()
      .flatMap((version) => AUDIENCES.map((audiences) => sheet(person, version, audiences)))
    const found = sheets.find((one) => one.code === code)
    if (!found)
      throw wrongCode(
        `This code stands on no sheet of ${person.name}: look whose name is on the sheet, and open their page`,
      )
    return found
  }

  /** Throws where the sheet, signed on a day, would leave open what it is for, or nothing of that is open. */
  function refuseUncounted(found: Sheet, signedOn: string): void {
    const { person, version, audiences } = found
    const concerns = (one: Audience): boolean => audiences.includes(one)
    const asked = assignment(person, version.policyId)
    if (!asked?.audiences.some(concerns))
      throw wrongCode(`What this sheet is for is not asked of ${person.name} any more. Nothing was changed`)
    if (!asked.open.some(concerns)) throw alreadySigned(person)
    const counts = (day: string): boolean =>
      !assignment(person, version.policyId, [asSignature(found, day)])?.open.some(concerns)
    if (!counts(today()))
      throw wrongCode(
        `This sheet is of version ${version.version}, and version ${asked.version} asks for a signature of its own. Print a new sheet`,
      )
    if (!counts(signedOn))
      throw new LanyardError(
        'invalid-input',
        `A signature of ${dayInWords(signedOn)} counts no more: since then the policy has asked for a new one. Print the sheet again and have it signed`,
        'signedOn',
      )
  }

  /** The sheet as if it were in the record, signed on a day. */
  const asSignature = ({ version, audiences }: Sheet, signedOn: string): Signature => ({
    id: '',
    versionId: version.id,
    audiences,
    signedAt: clock.now().toISOString(),
    paper: { signedOn, enteredBy: '', witnessedBy: '' },
    withdrawnAt: null,
  })

  /** Throws where nobody can have signed the sheet on that day. */
  function refuseWrongDay({ person, version }: Sheet, signedOn: string): void {
    const wrong = (words: string) => new LanyardError('invalid-input', words, 'signedOn')
    if (signedOn > today()) throw wrong(`${dayInWords(signedOn)} is still to come: give the day on the sheet`)
    if (signedOn < version.inForceOn)
      throw wrong(`This version is in force from ${dayInWords(version.inForceOn)}: give the day on the sheet`)
    // The sheet has the fingerprint of what was published, and stands for somebody on the roll.
    const printable = [dayOf(version.publishedAt), dayOf(person.addedAt)].sort().at(-1)!
    if (signedOn < printable)
      throw wrong(`There was no such sheet before ${dayInWords(printable)}: give the day on the sheet`)
  }

  /** One cannot witness one's own signature, nor enter it, nor witness what one enters. */
  function refuseOnePersonTwice(signer: string, witness: string, enterer: string): void {
    const differs = (name: string, from: string, field: string, words: string) => {
      if (isNameTyped(name, from)) throw new LanyardError('invalid-input', words, field)
    }
    differs(witness, signer, 'witnessName', 'Nobody witnesses their own signature: give the name of who saw it signed')
    differs(
      enterer,
      signer,
      'entererName',
      'Nobody enters their own sheet: ask somebody else in the office to enter it',
    )
    differs(enterer, witness, 'entererName', 'Whoever saw it signed does not enter it: ask somebody else in the office')
  }

  const shown = ({ person, version, audiences, code }: Sheet) => {
    const pack = policies.packOf(version.id)
    const { id, name, note, reference } = person
    return {
      person: { id, name, note, reference, audiences: audiencesKnown(person, today()) },
      policyTitle: pack.policy.title,
      version: version.version,
      audiences,
      statement: statementOnPaper(pack, audiences),
      ...questionsFor(pack, audiences),
      code,
    }
  }

  return {
    'acknowledgements.sheet'({ personId, policyId }) {
      const found = sheetToPrint(personId, policyId)
      const pack = policies.packOf(found.version.id)
      const rules = rulesFor(pack, found.audiences)
      const { name: schoolName, logo } = school.now()
      return {
        ...shown(found),
        schoolName,
        logo,
        fingerprint: found.version.sha256,
        printedOn: today(),
        consequence: pack.signOff.consequence ?? null,
        words: pack.policy.words ?? {},
        contacts: school.named(pack.school.contacts),
        sections: bySection(pack.policy, rules)
          .map((section) => ({ ...section, rules: section.rules.map(ruleShown) }))
          .filter((section) => section.rules.length > 0),
      }
    },

    'acknowledgements.paperForm'({ personId, code }) {
      const found = sheetOf(personId, code)
      refuseUncounted(found, today())
      return { ...shown(found), today: today() }
    },

    'acknowledgements.enterPaper': ({ personId, code, signedOn, name, ...given }) =>
      database
        .transaction(() => {
          const found = sheetOf(personId, code)
          const { person, version, audiences } = found
          const pack = policies.packOf(version.id)
          refuseWrongDay(found, signedOn)
          refuseUncounted(found, signedOn)
          const declarations = declared(pack, audiences, given.declarations)
          const undertakings = undertaken(pack, audiences, given.undertakings)
          if (!isNameTyped(name, person.name))
            throw new LanyardError(
              'name-differs',
              `The name on the sheet has to be the one the school has: ${person.name}. If it is another, print a new sheet`,
              'name',
            )
          refuseOnePersonTwice(person.name, given.witnessName, given.entererName)
          const acknowledgementId = record({
            ...{ person, version, pack, audiences, nameTyped: name, declarations, undertakings },
            statement: statementOnPaper(pack, audiences),
            paper: {
              signedOn,
              enteredBy: `${given.entererName}, ${given.entererRole}`,
              witnessedBy: `${given.witnessName}, ${given.witnessRole}`,
            },
            shown: { pages: [], scenarios: [], rules: rulesFor(pack, audiences).map(({ id }) => id) },
          })
          return { acknowledgementId }
        })
        .immediate(),

    'acknowledgements.withdrawPaper'({ acknowledgementId, reason, by }) {
      database
        .transaction(() => {
          const found = store.get(acknowledgementId)
          if (!found?.paper || found.withdrawnAt !== null)
            throw new LanyardError('unknown-item', 'There is no such signature on paper in force. Nothing was changed.')
          const { policy } = policies.packOf(found.versionId)
          const withdrawal = { acknowledgementId, reason, by, withdrawnAt: clock.now().toISOString() }
          const told = { ...withdrawal, policyTitle: policy.title, version: policy.version }
          const { seq } = ledger.append('acknowledgement.entry-withdrawn', found.personId, told, withdrawal.withdrawnAt)
          store.insertWithdrawal(seq, withdrawal)
        })
        .immediate()
      return {}
    },
  }
}

const wrongCode = (words: string): LanyardError => new LanyardError('invalid-input', words, 'code')

const alreadySigned = ({ name }: Person): LanyardError =>
  new LanyardError(
    'already-signed',
    `${name} has signed this policy already. That signature is kept. Nothing was changed.`,
  )
