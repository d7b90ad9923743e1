/** Opens a sealed backup by docs/backup.md alone: it shares no line with the program. */
import { createDecipheriv, scryptSync } from 'node:crypto'

/** Takes a sealed backup's bytes and its passphrase; gives the database's bytes. Throws where they are not as sealed. */
export function openSealed(file: Buffer, passphrase: string): Buffer {
  const magicEnd = file.indexOf('\n') + 1
  if (file.toString('latin1', 0, magicEnd) !== 'LANYARD-SEALED-1\n') throw new Error('not a sealed backup')
  const headerEnd = file.indexOf('\n', magicEnd) + 1
  const header = JSON.parse(file.toString('utf8', magicEnd, headerEnd))
  const { n: N, r, p } = header
  const key = scryptSync(passphrase.normalize('NFC'), Buffer.from(header.salt, 'hex'), 32, { N, r, p, maxmem: 2 ** 30 })

  const open = (sealed: Buffer, number: number, kind: number): Buffer => {
    const nonce = Buffer.from(number.toString(16).padStart(22, '0') + kind.toString(16).padStart(2, '0'), 'hex')
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    decipher.setAAD(file.subarray(0, headerEnd))
    decipher.setAuthTag(sealed.subarray(sealed.length - 16))
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - 16)), decipher.final()])
  }

  open(file.subarray(headerEnd, headerEnd + 16), 0, 2)
  const parts: Buffer[] = []
  const length = header.piece + 16
  for (let at = headerEnd + 16; at < file.length; at += length)
    parts.push(open(file.subarray(at, at + length), parts.length, at + length < file.length ? 0 : 1))
  if (parts.length === 0) throw new Error('nothing in it')
  return Buffer.concat(parts)
}
