import type { ZodType } from 'zod'
import type { Access, Caller, CallSpec, Calls, Session } from './calls.ts'
import { LanyardError, type ErrorData } from './errors.ts'
import type { Answer, Door } from './hosts/host.ts'

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
  /** Who is signed in from the start; nobody, as a rule. */
  signedIn?: Session
}

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
  signedIn,
}: Options) {
  let session: Session = signedIn ?? { role: 'anyone' }
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
    refuseOthers(spec, session)
    const value = await handler(parsed(spec.input, input), { session, become: becoming(session) })
    return checkOutput ? spec.output.parse(value) : value
  }

  const door: Door = async (name, input): Promise<Answer> => {
    try {
      return { ok: true, value: await run(name, input) }
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
  if (access === 'anyone' || mayCall(access, role)) return
  if (role === 'anyone') throw new LanyardError('not-signed-in', 'Sign in to go on. What you did before is saved.')
  throw new LanyardError('not-allowed', 'That is not open to you. Sign in as somebody who may.')
}

/** An administrator may also make a governor's calls. */
export function mayCall(access: Access, role: Session['role']): boolean {
  return access === 'anyone' || access === role || (access === 'governor' && role === 'administrator')
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
