import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What a PDF is, as poppler's tools see it. */
export function readPdf(path: string): {
  a4: boolean
  tagged: boolean
  pages: number
  title: string
  text: string
  alternatives: string[]
} {
  const info = execFileSync('pdfinfo', [path], { encoding: 'utf8' })
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(info)?.[1] ?? ''
  return {
    a4: field('Page size').includes('A4'),
    tagged: field('Tagged') === 'yes',
    pages: Number(field('Pages')),
    title: field('Title'),
    /** What its pictures say to whoever cannot see them. */
    alternatives: [...readFileSync(path, 'latin1').matchAll(/\/Alt \(([^)]*)\)/g)].map((found) => found[1]!),
    text: execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }),
  }
}
