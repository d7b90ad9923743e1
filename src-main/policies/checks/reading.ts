/** How long a pack takes: the words that a reader sees, at the pace of somebody who reads to understand. Pure. */
import { pagesFor, rulesFor, scenariosFor } from '../concerns.ts'
import type { Audience, Block, Inline, Pack, Rule, Scenario, Step } from '../format.ts'

/** Words a minute; adults read plain prose at 238 on average (Brysbaert, J. Memory and Language 109, 2019). */
export const PACE = 200

/** The texts that stand on a page, in order: each paragraph, heading and entry of a list, and what its rule cards say. */
export function textsOn(body: readonly Block[], rules: readonly Rule[]): string[] {
  return body.flatMap((block): string[] => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return [inlineText(block.children)]
      case 'list':
        return block.items.flatMap((item) => textsOn(item, rules))
      case 'rules':
        return rules.filter((rule) => block.rules.includes(rule.id)).flatMap(textsOfRule)
      default:
        return textsOn(block.children, rules)
    }
  })
}

const textsOfRule = ({ text, why, consequence }: Rule): string[] => [text, why ?? [], consequence ?? []].flat()

const inlineText = (parts: readonly Inline[]): string =>
  parts.map((part) => (part.type === 'text' ? part.value : inlineText(part.children))).join('')

/** How many words there are in `texts`; a word with a hyphen or an apostrophe is one. */
export function countWords(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+(?:[-'’.:@][\p{L}\p{N}]+)*/gu)?.length ?? 0), 0)
}

/** Minutes to read the pages of an audience, each once, with the rule cards that concern it. */
export function minutesToRead(pack: Pack, audience: Audience): number {
  const rules = rulesFor(pack, [audience])
  const texts = pagesFor(pack, [audience]).flatMap(({ title, body }) => [title, ...textsOn(body, rules)])
  return countWords(texts) / PACE
}

/** Minutes to play the scenarios of an audience, each once. */
export function minutesToPlay(pack: Pack, audience: Audience): number {
  return scenariosFor(pack, [audience]).reduce((sum, scenario) => sum + wordsPlayed(scenario), 0) / PACE
}

/**
 * The words of one play, on average over the ways through it. Kept simple: each choice of a step is as likely as any
 * other, one is taken (with `pick: all`, too) and its feedback read; and nothing comes back to be played again.
 */
function wordsPlayed({ title, start, steps }: Scenario): number {
  const known = new Map<string, number>()

  function wordsFrom(id: string | undefined): number {
    const step = id !== undefined && Object.hasOwn(steps, id) ? steps[id] : undefined
    if (id === undefined || !step) return 0
    if (!known.has(id)) {
      known.set(id, 0) // a faulty scenario may lead back here
      known.set(id, wordsOfStep(step))
    }
    return known.get(id)!
  }

  function wordsOfStep({ text, choices, next }: Step): number {
    const after = choices.map((choice) => countWords([choice.feedback]) + wordsFrom(choice.next))
    const mean = after.reduce((sum, words) => sum + words, 0) / choices.length
    return countWords([text, ...choices.map((choice) => choice.text)]) + mean + wordsFrom(next)
  }

  return countWords([title]) + wordsFrom(start)
}
