/** What the program is made of, from the bill of materials that it was built with (packaging/bill.ts). */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'

interface Listed {
  'bom-ref': string
  name: string
  version: string
  description?: string
  licenses: { license: { id: string; text?: { content: string } } }[]
  components?: Listed[]
}

/** One thing that is shipped. */
export interface Part {
  ref: string
  name: string
  version: string
  licence: string
}

export type MadeOf = ReturnType<typeof madeOfIn>

/** Reads the bill of the program in `folder` when it is first asked for. Throws LanyardError `internal` where there is none. */
export function madeOfIn(folder: string) {
  let read: Promise<Map<string, Part & { text: string }>> | undefined

  async function parts() {
    const text = await readFile(join(folder, 'out/made-of.cdx.json'), 'utf8').catch(() => {
      throw new LanyardError(
        'internal',
        'The list of what Lanyard is made of is not there. Make it with: npm run build',
      )
    })
    const { metadata, components } = JSON.parse(text) as { metadata: { component: Listed }; components: Listed[] }
    const own = { ...metadata.component, name: 'Lanyard' }
    return new Map([own, ...components].flatMap(flat).map((part) => [part.ref, part]))
  }

  const known = () => (read ??= parts().catch((error) => ((read = undefined), Promise.reject(error as Error))))

  return {
    /** Lanyard itself first, then what it runs on, then its libraries by name. */
    list: async (): Promise<Part[]> => [...(await known()).values()].map(({ text: _, ...part }) => part),
    /** The whole text of a part's licence, or where it stands. Throws LanyardError `unknown-item`. */
    async licence(ref: string): Promise<string> {
      const part = (await known()).get(ref)
      if (!part) throw new LanyardError('unknown-item', 'Lanyard is not made of that.')
      return part.text
    },
  }
}

/** A part, and those that it has inside it. */
function flat(listed: Listed): (Part & { text: string })[] {
  const { 'bom-ref': ref, name, version, licenses, description = '', components = [] } = listed
  const { id, text } = licenses[0]!.license
  const part = { ref, name, version, licence: id, text: text?.content ?? description }
  return [part, ...components.flatMap(flat)]
}
