/** Work in a thread of its own: it ends when it is to end, whatever holds the thread. */
import { execFileSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inThread } from '../../../src-main/backup/in-thread.ts'
import { ownFolder } from '../../support/app.ts'

const program = '../../test/support/children/held-open'

/** A named pipe: whoever opens it to read waits until the end of the test. */
function pipe(): string {
  const file = join(ownFolder(), 'pipe')
  execFileSync('mkfifo', [file])
  onTestFinished(() => void openSync(file, 'r+')) // for good: the thread may come to it only then
  return file
}

describe.skipIf(process.platform === 'win32')('a thread that cannot be ended', () => {
  test('is not waited for once the patience is over', async () => {
    const answers: string[] = []
    const take = (answer: string): void => void answers.push(answer)
    expect(await inThread({ program, given: pipe(), take, onTurn: () => {}, patience: 1000 })).toBe(null)
    expect(answers).toEqual(['here'])
  })

  test('is not waited for once somebody has stopped the work', async () => {
    let isHere = false
    const onTurn = (): void => {
      if (isHere) throw new Error('stopped')
    }
    const work = inThread({ program, given: pipe(), take: () => (isHere = true), onTurn })
    await expect(work).rejects.toThrow('stopped')
  })
})

test('what a thread fails with is given', async () => {
  const failed = await inThread({ program, given: join(ownFolder(), 'nowhere'), take: () => {}, onTurn: () => {} })
  expect(failed).toMatchObject({ code: 'ENOENT' })
})

test('what taking an answer throws ends the work', async () => {
  const take = (): void => {
    throw new Error('not that')
  }
  const work = inThread({ program, given: join(ownFolder(), 'nowhere'), take, onTurn: () => {} })
  await expect(work).rejects.toThrow('not that')
})
