/**
 * What an SVG file may hold to become a logo. The drawing is made into pixels by a library that runs nothing and fetches
 * nothing, so that this is no guard of the window: it refuses, in words, what would be left out of the picture unsaid,
 * and what no drawing needs. Pure.
 */
import { LanyardError } from '../errors.ts'

const INSTEAD = 'Ask whoever made it for a PNG, or for an SVG without it'

const refused = (words: string) => new LanyardError('invalid-input', words, 'file')

const REFUSALS: { pattern: RegExp; words: string }[] = [
  { pattern: /<!ENTITY/i, words: `That SVG defines abbreviations of its own (entities). ${INSTEAD}` },
  {
    pattern: /<(?:[\w.-]+:)?(?:script|handler|listener)[\s/>]|<[^>]*\son[a-z]+\s*=/i,
    words: `There is a script in that SVG. A logo needs none, and Lanyard runs none. ${INSTEAD}`,
  },
  {
    pattern: /<(?:[\w.-]+:)?(?:foreignObject|iframe|audio|video|canvas|embed|object)[\s/>]/i,
    words: `There is a piece of a web page in that SVG, which cannot be drawn. ${INSTEAD}`,
  },
  {
    pattern: /<(?:[\w.-]+:)?(?:image|feImage)[\s/>]/i,
    words: `There is a photo or another picture inside that SVG, which is not drawn. ${INSTEAD}`,
  },
  {
    pattern: /<(?:[\w.-]+:)?(?:text|tspan|textPath|tref)[\s/>]/i,
    words:
      'There is text in that SVG, whose typeface Lanyard may not have. Ask whoever made it for a PNG, or for an SVG with its text turned into outlines',
  },
  {
    pattern: /\s(?:[\w.-]+:)?(?:href|src)\s*=(?!\s*["']\s*#)|url\(\s*["']?\s*(?!["'#\s])|@import|<\?xml-stylesheet/i,
    words: `That SVG wants something from outside itself, and Lanyard fetches nothing. ${INSTEAD}`,
  },
]

/**
 * Takes the bytes of a file; gives the SVG's text, or null where it is none.
 * Throws LanyardError `invalid-input` where it holds what is not to be drawn.
 */
export function svgIn(bytes: Buffer): string | null {
  const text = asText(bytes)
  if (text === null || !isSvg(text)) return null
  const seen = text.replace(/<!--.*?-->/gs, '').replace(/&(?:quot|apos);/g, '"')
  for (const { pattern, words } of REFUSALS) if (pattern.test(seen)) throw refused(words)
  return text
}

function asText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The first element is <svg>; before it stand at most declarations and comments. */
const isSvg = (text: string): boolean =>
  /^\s*<(?:\w+:)?svg[\s/>]/.test(
    text.slice(0, HEAD).replace(/<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^[>]*(?:\[.*?\]\s*)?>/gs, ''),
  )
const HEAD = 20_000 // characters
