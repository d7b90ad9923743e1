import type { ZodType } from 'zod'
import type { Access, Caller, CallSpec, Calls, Role, Session } from './calls.ts'
import { LanyardError, type ErrorCode, type ErrorData } from './errors.ts'
import type { Answer, Door } from './hosts/host.ts'
import type { Clock } from './time.ts'
import type { Turns } from './database/turns.ts'

type AnyHandler = (input: unknown, caller: Caller) => unknown

interface Options {
  contract: Calls
  handlers: object
  /** Puts what the database or the disk threw in plain words; gives back anything else as it is. */
  inWords?: (error: unknown) => unknown
  /** Output is parsed in tests: a screen may rely on the contract. */
  checkOutput?: boolean
  /** Told of an error nobody foresaw. */
  onUnexpected?: (error: unknown) => void
  /** Told of each call that the contract has, when it is answered: the error's code, if any, and how many ms it took. */
  onAnswered?: (name: string, code: ErrorCode | null, ms: number) => void
  /** Who is signed in from the start; nobody, as a rule. */
  signedIn?: Session
  /** How long a sitting lasts without a sign of life; for ever where it is not said. */
  idle?: { clock: Clock; minutes(): number }
  /** Lets a call in when it is its turn; at once, where nothing is said. */
  beside?: Turns['beside']
  /** Whether there are whole records of a school. There are, where nothing is said. */
  hasRecords?: () => boolean
}

/** The window ends an idle sitting to the second. Main, which hears of a sign of life now and then, gives it this long more, in minutes. */
const IDLE_MARGIN = 1

/**
 * The only door into the program. It knows who is signed in, looks up a call among the contract's own, asks whether
 * this session may make it, parses the input, runs it, and answers errors as data. Access is decided here and only here.
 */
export function createDispatch({
  contract,
  handlers,
  inWords = (e) => e,
  checkOutput = false,
  onUnexpected = () => {},
  onAnswered = () => {},
  signedIn,
  idle,
  beside = (call) => call(),
  hasRecords = () => true,
}: Options) {
  let session: Session = signedIn ?? { role: 'anyone' }
  let lastCall = idle?.clock.now().getTime() ?? 0

  /** Nobody is signed in any more where nobody has been there for too long. Every call is a sign of life. */
  function endIdleSitting({ clock, minutes }: NonNullable<Options['idle']>): void {
    const now = clock.now().getTime()
    const isOver = now - lastCall > (minutes() + IDLE_MARGIN) * 60_000
    if (isOver && session.role !== 'anyone') session = { role: 'anyone' }
    lastCall = now // a clock put back counts anew from there
  }

  /** For one call: who comes in is let in only where nobody else came or went while the call was at work. */
  const becoming =
    (asked: Session) =>
    (next: Session): void => {
      if (session !== asked)
        throw new LanyardError(
          'not-signed-in',
          'Somebody else has come or gone meanwhile. Sign in again; nothing was lost.',
        )
      session = next
    }

  async function run(name: unknown, input: unknown): Promise<unknown> {
    const spec = typeof name === 'string' && Object.hasOwn(contract, name) ? contract[name] : undefined
    const handler =
      typeof name === 'string' && Object.hasOwn(handlers, name)
        ? (handlers as Record<string, AnyHandler>)[name]
        : undefined
    if (!spec || !handler) throw new LanyardError('unknown-call', 'Lanyard knows no such call.')
    if (idle) endIdleSitting(idle)
    if (!spec.whileNoRecords || hasRecords()) refuseOthers(spec, session)
    const value = await handler(parsed(spec.input, input), { session, become: becoming(session) })
    return checkOutput ? spec.output.parse(value) : value
  }

  const door: Door = async (name, input) => {
    const began = performance.now()
    const answer = await answered(name, input)
    if (typeof name === 'string' && Object.hasOwn(contract, name))
      onAnswered(name, answer.ok ? null : answer.error.code, performance.now() - began)
    return answer
  }

  async function answered(name: unknown, input: unknown): Promise<Answer> {
    try {
      const isAtOnce = typeof name === 'string' && Object.hasOwn(contract, name) && contract[name]!.atOnce
      const value = isAtOnce ? await run(name, input) : await beside(() => run(name, input))
      return { ok: true, value }
    } catch (error) {
      const known = inWords(error)
      if (known instanceof LanyardError) return { ok: false, error: asData(known) }
      onUnexpected(error)
      const message =
        'Something went wrong inside Lanyard. What was saved before is kept. Try again; if it goes wrong once more, ask for help.'
      return { ok: false, error: { code: 'internal', message } }
    }
  }

  return { door }
}

function refuseOthers({ access }: CallSpec, { role }: Session): void {
  if (mayCall(access, role)) return
  if (role === 'anyone') throw new LanyardError('not-signed-in', 'Sign in to go on. What you did before is saved.')
  if (role === 'newcomer' && access === 'learner')
    throw new LanyardError('pin-not-chosen', 'Choose a PIN of your own first: the school office has seen this one.')
  throw new LanyardError('not-allowed', 'That is not open to you. Sign in as somebody who may.')
}

/** An administrator may also make a governor's calls. */
export function mayCall(access: Access, role: Role): boolean {
  if (access === 'anyone') return true
  if (access === 'signed-in') return role !== 'anyone'
  return access === role || (access === 'governor' && role === 'administrator')
}

function parsed(schema: ZodType, input: unknown): unknown {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const field = issue.path.map(String).join('.')
  // The library's own words are for programmers.
  const words = /^(Too (big|small)|Invalid|Unrecognized)/.test(issue.message)
    ? 'That is too long, too short or not of the kind that is asked for. Nothing was changed'
    : issue.message
  throw new LanyardError('invalid-input', words, field || undefined)
}

function asData({ code, message, field }: LanyardError): ErrorData {
  return field === undefined ? { code, message } : { code, message, field }
}
