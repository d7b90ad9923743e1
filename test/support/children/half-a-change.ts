/** Writes far more than the cache holds, so that it reaches the file, and does not commit. */
import { openDatabase } from '../../../src-main/database/open.ts'

const database = openDatabase(process.argv[2]!, { create: true })
database.pragma('cache_size = 5')
database.exec('BEGIN IMMEDIATE')
const insert = database.prepare('INSERT INTO setting (key, value) VALUES (?, ?)')
for (let i = 0; i < 500; i++) insert.run(`${i}`, 'x'.repeat(5_000))
console.log('written, not committed')
setInterval(() => database.open, 1_000)
