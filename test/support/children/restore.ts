/** Restores a backup over the records in a folder, and is gone in the middle of it: before the step that is named. */
import { UNTOLD, putInPlace } from '../../../src-main/backup/restoring.ts'
import { readBackup } from '../../../src-main/backup/read-backup.ts'
import { systemClock } from '../../../src-main/time.ts'

const [, , dataFolder = '', file = '', last] = process.argv
const backup = await readBackup({ file, passphrase: null, dataFolder })
if (last === 'after reading') endHere()
putInPlace(backup, {
  ...{ dataFolder, clock: systemClock, ...UNTOLD },
  onStep: (step) => {
    if (step === last) endHere()
  },
})
console.log('restored')

function endHere(): void {
  process.kill(process.pid, 'SIGKILL')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) // it comes a moment later
}
