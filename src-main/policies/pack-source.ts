import type { InstalledPacks, PackSource } from './service.ts'

/** The packs of the content folder. What reads them is loaded when it is first needed, which is seldom. */
export function packsIn(contentFolder: string): PackSource {
  return {
    async schools() {
      const { readSchools } = await import('./content/schools.ts')
      return readSchools(contentFolder)
    },
    async packsOf(schoolId) {
      const [{ listPacks }, { loadPack }] = await Promise.all([
        import('./content/schools.ts'),
        import('./content/load-pack.ts'),
      ])
      return listPacks(contentFolder)
        .filter(({ id }) => id.startsWith(`${schoolId}/`))
        .map(({ id }) => loadPack(contentFolder, id))
    },
    async installed(schoolId): Promise<InstalledPacks> {
      const { readInstalled } = await import('./content/installed.ts')
      return readInstalled(contentFolder, schoolId)
    },
  }
}
