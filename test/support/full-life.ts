/** Somebody who has done everything at a school that there is to do. */
import { NO_PAPERS, type Papers, type SavedFile } from '../../src-main/hosts/host.ts'
import { openSchool, waive, type School, type TestPerson } from './app.ts'
import { packSource, visits, visitsRevised } from './fixture-pack.ts'
import { enterPaper, filledIn, toSignature, wrongAtFirst } from './learner.ts'
import { major, publish } from './versions.ts'

/** A clock that no two readings of agree: whatever is left out of the record is missed by its instant. */
function ticking(school: School): School {
  const { now } = school.clock
  let read = 0
  school.clock.now = () => new Date(now().getTime() + read++)
  return school
}

/** Somebody with something in every table that there is for a person. */
export async function fullLife(): Promise<{ school: School; ada: TestPerson; files: SavedFile[] }> {
  const files: SavedFile[] = []
  const papers: Papers = { ...NO_PAPERS, saveFile: async (file) => `/there/${(files.push(file), file.name)}.json` }
  const packs = packSource(visits)
  const school = ticking(await openSchool({ packs, papers }))
  const { administrator, clock } = school
  const ada = await school.addPerson('Ada Fern', ['staff', 'volunteer'], { note: 'Cook' })
  const { personId } = ada
  await waive(school, personId, { reason: 'Her mother is ill', by: 'Head of year' })
  const { assignments } = await administrator.call('people.get', { personId })
  await administrator.call('induction.endWaiver', { waiverId: assignments[0]!.waiver!.id, by: 'Deputy head' })
  await waive(school, personId, { reason: 'On a course', until: '2026-10-31' })
  const learner = await school.signIn(ada)
  const choose = wrongAtFirst({ school }, (id) => id === 'a-picture')
  await toSignature(learner, school.versionId, choose)
  const filled = await filledIn(learner, school.versionId, ada)
  const declarations = filled.declarations.map(({ id }) => ({ id, answer: 'yes' as const, detail: 'My niece Zoë' }))
  const { acknowledgementId } = await learner.call('acknowledgements.sign', { ...filled, declarations })
  await administrator.call('declarations.decide', {
    ...{ acknowledgementId, declarationId: 'family', seen: 0 },
    ...{ decision: 'agreed-with-conditions', note: 'Not in her class', decidedBy: 'Safeguarding lead' },
    decidedOn: '2026-09-01',
  })
  await administrator.call('people.change', { personId, name: 'Ada Moss', note: 'Head cook', reference: 'A17', email: 'ada@school.example' }) // prettier-ignore
  await administrator.call('people.appoint', {
    personId,
    audience: 'governor',
    from: '2026-09-20',
    until: '2027-09-19',
  })
  packs.put(visitsRevised)
  await publish(school, major({ inForceOn: '2026-09-02' }))
  clock.set('2026-09-03T08:00:00Z')
  clock.now = (
    (now) => () =>
      new Date(now().getTime() + tick++)
  )(clock.now)
  let tick = 0
  const paper = await enterPaper(school, { ...ada, name: 'Ada Moss' })
  await administrator.call('acknowledgements.withdrawPaper', { acknowledgementId: paper, reason: 'A blurred copy', by: 'Clerk' }) // prettier-ignore
  await school.visitor().refused('access.signInLearner', { personId, pin: '000111' })
  await administrator.call('people.leave', { personId, on: '2026-12-18' })
  await administrator.call('people.takeBackLeaving', { personId })
  await administrator.call('people.leave', { personId, on: '2027-02-28' })
  await administrator.call('access.issuePin', { personId })
  return { school, ada, files }
}
