/** Finds where an image ends by walking its parts: what a decoder ignores behind that point is foreign data. */

/** Returns the offset after the PNG's IEND chunk (PNG specification, 5.3), or undefined where it is not reached. */
export function endOfPng(content: Buffer): number | undefined {
  let at = 8
  while (at + 12 <= content.length) {
    const isLast = content.toString('latin1', at + 4, at + 8) === 'IEND'
    at += 12 + content.readUInt32BE(at)
    if (isLast) return at <= content.length ? at : undefined
  }
  return undefined
}

const EOI = 0xd9
const SOS = 0xda
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7

/** Returns the offset after the JPEG's end marker EOI (ITU-T T.81, annex B), or undefined where it is not reached. */
export function endOfJpeg(content: Buffer): number | undefined {
  let at = 2
  while (at + 2 <= content.length) {
    if (content[at] !== 0xff) return undefined
    const marker = content[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker === EOI) return at + 2
    else if (marker === 0x01 || isRestart(marker)) at += 2
    else {
      if (at + 4 > content.length) return undefined
      at += 2 + content.readUInt16BE(at + 2)
      if (marker === SOS) at = endOfScan(content, at)
    }
  }
  return undefined
}

/** Returns the offset of the first marker that ends the compressed data from `from`; the length of the content where none does. */
function endOfScan(content: Buffer, from: number): number {
  for (let at = content.indexOf(0xff, from); at !== -1; at = content.indexOf(0xff, at + 2)) {
    const next = content[at + 1] ?? 0
    if (next !== 0 && !isRestart(next)) return at
  }
  return content.length
}
