import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { ICONS, iconFiles } from '../../../packaging/icons.ts'

test('the icons are what lanyard.svg gives: after a change of it, run node packaging/icons.ts', async () => {
  const files = await iconFiles()
  expect(readdirSync(ICONS).sort()).toEqual([...files.keys()].sort())
  for (const [name, bytes] of files) expect(readFileSync(join(ICONS, name)).equals(bytes), name).toBe(true)
})

test('a picture in each container is where, and as large as, its entry says', () => {
  const ico = readFileSync(join(ICONS, 'icon.ico'))
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1])
  const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) =>
    ico.subarray(6 + 16 * index, 22 + 16 * index),
  )
  const sides = entries.map((entry) => {
    const { width, height } = PNG.sync.read(
      ico.subarray(entry.readUInt32LE(12), entry.readUInt32LE(12) + entry.readUInt32LE(8)),
    )
    expect([entry[0], entry[1]]).toEqual([width % 256, height % 256])
    return width
  })
  expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256])

  const icns = readFileSync(join(ICONS, 'icon.icns'))
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  const found: [string, number][] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    found.push([
      icns.toString('latin1', at, at + 4),
      PNG.sync.read(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))).width,
    ])
  expect(found).toContainEqual(['ic10', 1024])
  expect(found).toHaveLength(10)
})
