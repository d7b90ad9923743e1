import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { backupAmong } from '../../../src-main/backup/opened-file.ts'

const FOLDER = resolve('/home/ann')

test.each([
  [['/opt/lanyard', '/media/stick/a b.lanyard'], '/media/stick/a b.lanyard'],
  [['.', '--data', 'x', 'Downloads/A.LANYARD'], '/home/ann/Downloads/A.LANYARD'],
  [['--file=x.lanyard', '-x.lanyard', 'lanyard'], undefined],
  [['a.lanyard', 'b.lanyard'], '/home/ann/a.lanyard'],
  [[], undefined],
])('%j', (args, found) => expect(backupAmong(args, FOLDER)).toBe(found && resolve(found)))
