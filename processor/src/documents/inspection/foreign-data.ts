/** Data that does not belong to a document: behind its end, or an archive anywhere in it. It would make one file two. */
import { refuse, type Refusal } from './refusals.ts'

/** Bytes behind the end that are let pass; blanks and zero bytes, which programs use as padding, do not count. */
const maxTrailingBytes = 16
const padding = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20])

/** Returns a refusal where more than padding stands behind `end`, the offset of the first byte after the document. */
export function refuseTrailingData(content: Buffer, end: number): Refusal | undefined {
  let last = content.length
  while (last > end && padding.has(content[last - 1] ?? -1)) last -= 1
  const bytes = last - end
  return bytes > maxTrailingBytes ? refuse('trailing-data', { bytes }) : undefined
}

const zipEnd = Buffer.from('PK\x05\x06', 'latin1')
const zipEntry = Buffer.from('PK\x01\x02', 'latin1')
const zip64Locator = Buffer.from('PK\x06\x07', 'latin1')
// Four given bytes turn up by chance once in 4 GB; the cap keeps a file full of them from costing time.
const maxChanceHits = 32
const otherArchives = [
  { found: 'RAR', signature: Buffer.from('Rar!\x1a\x07', 'latin1') },
  { found: '7z', signature: Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1') },
]

/**
 * Returns a refusal where the content also opens as an archive. A ZIP is found by its end record, as unpackers do (APPNOTE 4.3.16),
 * and counts when the record points to a central directory, so that four chance bytes of a compressed image do not.
 */
export function refuseHiddenArchive(content: Buffer): Refusal | undefined {
  let hits = 0
  for (let at = content.indexOf(zipEnd); at !== -1; at = content.indexOf(zipEnd, at + 4)) {
    if (at + 22 > content.length) break
    hits += 1
    const directory = at - content.readUInt32LE(at + 12)
    const hasDirectory =
      directory >= 0 && directory < at && content.subarray(directory, directory + 4).equals(zipEntry)
    const isZip64 = at >= 20 && content.subarray(at - 20, at - 16).equals(zip64Locator)
    if (hasDirectory || isZip64 || hits > maxChanceHits) return refuse('hidden-content', { found: 'ZIP' })
  }
  const other = otherArchives.find(({ signature }) => content.includes(signature))
  return other && refuse('hidden-content', { found: other.found })
}

/** Returns a refusal where an image would also open as a PDF: readers take a PDF header anywhere in the first 1,024 bytes. */
export function refuseHiddenPdf(content: Buffer): Refusal | undefined {
  return content.subarray(0, 1024).includes('%PDF-') ? refuse('hidden-content', { found: 'PDF' }) : undefined
}
