/** Opens the records in a folder, says how that went, and holds them until it is ended. */
import { openDatabase } from '../../../src-main/database/open.ts'
import { LanyardError } from '../../../src-main/errors.ts'

try {
  const database = openDatabase(process.argv[2]!, { create: true })
  console.log('opened')
  setInterval(() => database.open, 1_000) // a database that nobody can reach is closed
} catch (error) {
  console.log(error instanceof LanyardError ? error.code : String(error))
}
