/** For tests: documents written byte by byte, so that each can carry exactly one fault. */
import { crc32, deflateSync } from 'node:zlib'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const joined = (...parts: readonly (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin1(part) : part)))

/** Returns a PDF stream object with this dictionary content and these (already encoded) bytes. */
export const pdfStream = (dictionary: string, data: Buffer) =>
  joined(`<< ${dictionary} /Length ${data.length} >>\nstream\n`, data, '\nendstream')

/** What stands behind the entries of the catalogue and of the only page, and further objects, numbered from 4. */
export type PdfParts = {
  readonly catalog?: string
  readonly page?: string
  readonly objects?: readonly (string | Buffer)[]
}

function writeObjects({ catalog = '', page = '', objects = [] }: PdfParts) {
  const bodies = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] ${page} >>`,
    ...objects,
  ]
  let written = latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
  const offsets = bodies.map((body, index) => {
    const offset = written.length
    written = joined(written, `${index + 1} 0 obj\n`, body, '\nendobj\n')
    return offset
  })
  return { written, offsets }
}

/** Returns a one-page PDF with a classic cross-reference table. */
export function pdfOf(parts: PdfParts = {}): Buffer {
  const { written, offsets } = writeObjects(parts)
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = offsets.length + 1
  return joined(
    written,
    `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${written.length}\n%%EOF\n`,
  )
}

/** Returns the bytes packed by Flate twice, which gains a factor of up to 300,000, and the PDF filters that unpack them. */
function packTwice(bytes: Buffer) {
  const packed = deflateSync(deflateSync(bytes, { level: 9 }), { level: 9 })
  return { filters: '/Filter [/FlateDecode /FlateDecode]', packed }
}

/**
 * Returns a one-page PDF whose catalogue opens a last object that exists only inside a compressed object stream. The object stream
 * and the compressed cross-reference table can be padded with this many bytes.
 */
export function pdfWithHiddenObject(hidden: string, { objectPadding = 0, tablePadding = 0 } = {}): Buffer {
  const objectStream = packTwice(joined('5 0 ', hidden, Buffer.alloc(objectPadding, ' ')))
  const { written, offsets } = writeObjects({
    catalog: '/OpenAction 5 0 R',
    objects: [pdfStream(`/Type /ObjStm /N 1 /First 4 ${objectStream.filters}`, objectStream.packed)],
  })
  const rows = [[0, 0], ...offsets.map((offset) => [1, offset]), [2, 4], [1, written.length]].map(
    ([kind = 0, field = 0]) => {
      const row = Buffer.alloc(6)
      row.writeUInt8(kind, 0)
      row.writeUInt32BE(field, 1)
      return row
    },
  )
  const table = packTwice(Buffer.concat([...rows, Buffer.alloc(tablePadding)]))
  const dictionary = `/Type /XRef /Size ${rows.length} /W [1 4 1] /Root 1 0 R ${table.filters}`
  return joined(
    written,
    '6 0 obj\n',
    pdfStream(dictionary, table.packed),
    `\nendobj\nstartxref\n${written.length}\n%%EOF\n`,
  )
}

/** Returns a PDF of under 1,000 bytes whose page content unpacks, by two filters, to this many zero bytes. */
export function pdfBomb(unpackedBytes: number): Buffer {
  const packed = deflateSync(deflateSync(Buffer.alloc(unpackedBytes), { level: 9 }), { level: 9 })
  return pdfOf({
    page: '/Contents 4 0 R',
    objects: [pdfStream('/Filter [/FlateDecode /FlateDecode]', packed)],
  })
}

/** Returns one PNG chunk. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = joined(type, data)
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return joined(frame.subarray(0, 4), body, frame.subarray(4))
}

/** Returns a black-and-white PNG that is valid to its last row; `extra` chunks stand before the pixels. */
export function pngOf(widthPx: number, heightPx: number, extra: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.writeUInt8(1, 8)
  const rows = Buffer.alloc((Math.ceil(widthPx / 8) + 1) * heightPx)
  return joined(
    '\x89PNG\r\n\x1a\n',
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  )
}

/** Returns a ZIP with one stored file of this name, and this comment at its end; offsets count from `at`, where it will stand. */
export function zipOf(name: string, text: string, { comment = '', at = 0 } = {}): Buffer {
  const data = latin1(text)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt32LE(crc32(data), 10)
  common.writeUInt32LE(data.length, 14)
  common.writeUInt32LE(data.length, 18)
  common.writeUInt16LE(name.length, 22)
  const local = joined('PK\x03\x04', common, name, data)
  const place = Buffer.alloc(14)
  place.writeUInt32LE(at, 10)
  const entry = joined('PK\x01\x02\x14\x00', common, place, name)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(entry.length, 8)
  end.writeUInt32LE(at + local.length, 12)
  end.writeUInt16LE(comment.length, 16)
  return joined(local, entry, 'PK\x05\x06', end, comment)
}

/** Returns the parts as one file. */
export const oneFile = joined
