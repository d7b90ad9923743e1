import type { Input, Output } from '../src-main/contract.ts'
import { formatNumber } from './format.ts'
import type { Fault } from './work.svelte.ts'

export type Asked = Pick<Output<'acknowledgements.form'>, 'declarations' | 'undertakings'>

const LONGEST = 2000 // characters; the same is checked again where it is kept

/** What a signer answers and agrees to, as it is filled in. `untick`: what is said of a box that is left empty. */
export class Answers {
  readonly #asked: Asked
  readonly #untick: string
  readonly chosen = $state<Record<string, 'yes' | 'no'>>({})
  readonly details = $state<Record<string, string>>({})
  agreed = $state.raw<string[]>([])

  constructor(asked: Asked, untick: string) {
    this.#asked = asked
    this.#untick = untick
  }

  agree(id: string, on: boolean): void {
    this.agreed = on ? [...this.agreed, id] : this.agreed.filter((one) => one !== id)
  }

  /** What is missing is said before anything is sent; whether it is right is the program's to say. */
  missing(): Fault[] {
    return [
      ...this.#asked.declarations.flatMap(({ id, question }) => this.#missingFrom(id, question)),
      ...this.#asked.undertakings
        .filter(({ id }) => !this.agreed.includes(id))
        .map(({ id }) => ({ field: `undertaking-${id}`, message: this.#untick })),
    ]
  }

  #missingFrom(id: string, question: string): Fault[] {
    if (!this.chosen[id]) return [{ field: `declaration-${id}`, message: `Answer yes or no: ${question}` }]
    if (this.chosen[id] === 'no') return []
    const { length } = (this.details[id] ?? '').trim()
    if (length === 0) return [{ field: `detail-${id}`, message: `Say a little more: ${question}` }]
    if (length <= LONGEST) return []
    const words = `Use at most ${formatNumber(LONGEST)} characters; there are ${formatNumber(length)}`
    return [{ field: `detail-${id}`, message: words }]
  }

  /** As it is sent. */
  given(): Pick<Input<'acknowledgements.sign'>, 'declarations' | 'undertakings'> {
    const declarations = this.#asked.declarations.map(({ id }) => {
      const answer = this.chosen[id] ?? 'no'
      return { id, answer, detail: answer === 'yes' ? (this.details[id] ?? '') : '' }
    })
    return { declarations, undertakings: this.agreed }
  }
}
