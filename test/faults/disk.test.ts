import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../support/app.ts'
import { Disk, putFiles } from './disk.ts'

const note = (kind: string, inode: number, number: number, bytes: string | Buffer = ''): Buffer =>
  Buffer.concat([Buffer.from(`${kind} ${inode} ${number} ${Buffer.byteLength(bytes)}\n`), Buffer.from(bytes)])

const text = (bytes: Buffer | null | undefined): string | undefined => bytes?.toString('latin1')

/** A folder with one file of a thousand a's, and its disk. */
function withOneFile() {
  const folder = ownFolder()
  const file = join(folder, 'file')
  writeFileSync(file, 'a'.repeat(1_000))
  const [inode, ofFolder] = [statSync(file).ino, statSync(folder).ino]
  const disk = new Disk(folder)
  const after = (keeps: boolean, names = 0) => disk.afterLoss(() => keeps, names)
  return { folder, file, inode, ofFolder, disk, after }
}

test('what was written and not synced may be lost; what was synced is not', () => {
  const { file, inode, disk, after } = withOneFile()
  disk.tell(note('W', inode, 10, 'bb'))
  expect(text(after(false).get(file))).toBe('a'.repeat(1_000))
  expect(text(after(true).get(file))).toBe(`${'a'.repeat(10)}bb${'a'.repeat(988)}`)
  disk.tell(note('F', inode, 0))
  expect(text(after(false).get(file))).toBe(`${'a'.repeat(10)}bb${'a'.repeat(988)}`)
})

test('of one write each sector is kept or lost by itself, and a new length as well', () => {
  const { file, inode, disk } = withOneFile()
  disk.tell(note('W', inode, 0, 'b'.repeat(1_000)))
  const turns = [false, true]
  expect(text(disk.afterLoss(() => turns.shift()!, 0).get(file))).toBe('a'.repeat(512) + 'b'.repeat(488))
  disk.tell(Buffer.concat([note('T', inode, 3), note('W', inode, 5, 'c')]))
  expect(text(disk.now().get(file))).toBe('bbb\0\0c')
})

test('a new name is sure once its folder was synced, and names are kept in order', () => {
  const { folder, file, inode, ofFolder, disk, after } = withOneFile()
  const [made, renamed] = [join(folder, 'made'), join(folder, 'renamed')]
  disk.tell(Buffer.concat([note('C', 7, 0, made), note('W', 7, 0, 'new'), note('F', 7, 0)]))
  expect([...after(true).keys()]).toEqual([file])
  disk.tell(note('F', ofFolder, 0))
  expect(text(after(false).get(made))).toBe('new')
  disk.tell(Buffer.concat([note('R', 0, 0, `${made}\0${renamed}`), note('U', 0, 0, file), note('W', inode, 0, 'x')]))
  expect([...after(true, 0).keys()]).toEqual([file, made])
  expect([...after(true, 0.5).keys()]).toEqual([file, renamed])
  expect([...after(true, 1).keys()]).toEqual([renamed])
})

test('a folder is renamed with all that is in it, and put where it was', () => {
  const { folder, file, disk } = withOneFile()
  const [one, other] = [join(folder, 'one'), join(folder, 'other')]
  disk.tell(Buffer.concat([note('D', 7, 0, one), note('C', 8, 0, join(one, 'in')), note('W', 8, 0, 'here')]))
  disk.tell(note('R', 0, 0, `${one}\0${other}`))
  expect([...disk.now().keys()]).toEqual([file, other, join(other, 'in')])
  mkdirSync(join(folder, 'unrelated'))
  putFiles(disk.now())
  expect(readFileSync(join(other, 'in'), 'utf8')).toBe('here')
})

test('a last note that is cut short tells of nothing', () => {
  const { file, inode, disk } = withOneFile()
  disk.tell(note('W', inode, 0, 'bb').subarray(0, -1))
  expect(text(disk.now().get(file))).toBe('a'.repeat(1_000))
})
