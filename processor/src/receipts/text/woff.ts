/** Unpacks a WOFF 1.0 font into the plain TrueType file inside it (https://www.w3.org/TR/WOFF/). */
import { inflateSync } from 'node:zlib'

const headerSize = 44
const directoryEntrySize = 20

/**
 * Returns the sfnt (TrueType or OpenType) bytes of a WOFF file.
 * Throws when the bytes are not WOFF 1.0 or a table does not unpack to its stated length.
 */
export function unpackWoff(woff: Uint8Array): Uint8Array {
  const source = Buffer.from(woff.buffer, woff.byteOffset, woff.byteLength)
  if (source.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This file is not a WOFF 1.0 font.')
  const count = source.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = headerSize + index * directoryEntrySize
    return {
      tag: source.readUInt32BE(at),
      offset: source.readUInt32BE(at + 4),
      packedLength: source.readUInt32BE(at + 8),
      length: source.readUInt32BE(at + 12),
      checksum: source.readUInt32BE(at + 16),
    }
  })

  const directoryEnd = 12 + 16 * count
  const size = tables.reduce((sum, table) => sum + align4(table.length), directoryEnd)
  const sfnt = Buffer.alloc(size)
  source.copy(sfnt, 0, 4, 8)
  sfnt.writeUInt16BE(count, 4)
  const entrySelector = Math.floor(Math.log2(count))
  sfnt.writeUInt16BE(16 << entrySelector, 6)
  sfnt.writeUInt16BE(entrySelector, 8)
  sfnt.writeUInt16BE(16 * count - (16 << entrySelector), 10)

  let offset = directoryEnd
  for (const [index, table] of tables.entries()) {
    const packed = source.subarray(table.offset, table.offset + table.packedLength)
    const plain = table.packedLength < table.length ? inflateSync(packed) : packed
    if (plain.length !== table.length) throw new Error('A table of the WOFF font is damaged.')
    const at = 12 + 16 * index
    sfnt.writeUInt32BE(table.tag, at)
    sfnt.writeUInt32BE(table.checksum, at + 4)
    sfnt.writeUInt32BE(offset, at + 8)
    sfnt.writeUInt32BE(table.length, at + 12)
    plain.copy(sfnt, offset)
    offset += align4(table.length)
  }
  return sfnt
}

function align4(length: number): number {
  return (length + 3) & ~3
}
