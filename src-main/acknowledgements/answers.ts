/** What a signer answers and agrees to, as they were asked. Pure. */
import { LanyardError } from '../errors.ts'
import type { Audience, Pack } from '../policies/format.ts'
import type { Declared } from './store.ts'

export interface Given {
  declarations: { id: string; answer: 'yes' | 'no'; detail: string }[]
  undertakings: string[]
}

/** What is asked of these audiences: declarations or undertakings. */
export const askedOf = <Item extends { audiences: Audience[] }>(
  items: readonly Item[],
  audiences: readonly Audience[],
): Item[] => items.filter((item) => item.audiences.some((one) => audiences.includes(one)))

/** The declarations and undertakings that stand before these audiences. */
export const questionsFor = ({ signOff }: Pack, audiences: readonly Audience[]) => ({
  declarations: askedOf(signOff.declarations, audiences).map(({ id, question, detail, hint }) => ({
    id,
    question,
    detail,
    hint: hint ?? null,
  })),
  undertakings: askedOf(signOff.undertakings, audiences).map(({ id, text }) => ({ id, text })),
})

/** What was declared. Throws LanyardError `invalid-input` where a question has no answer, or a "yes" no detail. */
export function declared(pack: Pack, audiences: readonly Audience[], given: Given['declarations']): Declared[] {
  return askedOf(pack.signOff.declarations, audiences).map(({ id, question, detail: label }) => {
    const found = given.filter((one) => one.id === id)
    const answer = found[0]
    if (!answer || found.length > 1)
      throw new LanyardError('invalid-input', `Answer yes or no: ${question}`, `declaration-${id}`)
    const detail = answer.answer === 'yes' ? answer.detail.trim() : ''
    if (answer.answer === 'yes' && detail === '') throw new LanyardError('invalid-input', `${label}`, `detail-${id}`)
    return { id, question, answer: answer.answer, detail }
  })
}

/** The texts that were agreed to one by one. Throws LanyardError `invalid-input` where one was not. */
export function undertaken(pack: Pack, audiences: readonly Audience[], given: readonly string[]): string[] {
  return askedOf(pack.signOff.undertakings, audiences).map(({ id, text }) => {
    if (!given.includes(id)) throw new LanyardError('invalid-input', `Tick this to sign: ${text}`, `undertaking-${id}`)
    return text
  })
}
