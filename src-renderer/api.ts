import type { CallName, Input, Output } from '../src-main/contract.ts'
import type { ErrorCode, ErrorData } from '../src-main/errors.ts'
import type { Bridge } from '../src-main/hosts/host.ts'

declare global {
  interface Window {
    lanyard: Bridge
  }
}

/** What the program refused or could not do, in words for the person. `field` names the input it is about. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor({ code, message, field }: ErrorData) {
    super(message)
    this.code = code
    this.field = field
  }
}

let signedOut: () => void = () => {}

/** `listener` runs when a call is refused because nobody is signed in any more. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener
}

/** Makes one call of the contract and gives its answer. Throws ApiError where it is refused or fails. */
export async function call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
  // The bridge clones its input, which fails on Svelte's proxies; every input is plain JSON.
  const plain: unknown = JSON.parse(JSON.stringify(input))
  const answer = await window.lanyard.call(name, plain)
  if (answer.ok) return answer.value as Output<Name>
  if (answer.error.code === 'not-signed-in') signedOut()
  throw new ApiError(answer.error)
}
