/** Writes the objects of a PDF 1.7 file: the smallest writer that the office's documents need, and deterministic. */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** The number of an object; written as `12 0 R`. */
export type ObjectNumber = number

export interface PdfWriter {
  /** Reserves a number for an object that is written later. */
  reserve: () => ObjectNumber
  /** Writes an object, under a reserved number if one is given. */
  add: (body: string, number?: ObjectNumber) => ObjectNumber
  /** Writes a stream; `packed` says that the data are already encoded as the entries (with /Filter) state. */
  addStream: (
    entries: string,
    data: Uint8Array,
    options?: { packed?: boolean; number?: ObjectNumber },
  ) => ObjectNumber
  /** Ends the file and returns it. The file's /ID is the hash of its content, so equal input gives equal bytes. */
  finish: (root: ObjectNumber, info: ObjectNumber) => Uint8Array<ArrayBuffer>
}

/** Starts an empty file. */
export function pdfWriter(): PdfWriter {
  const chunks: Buffer[] = []
  const offsets: number[] = []
  let length = 0
  let lastNumber = 0
  const push = (bytes: Buffer) => {
    chunks.push(bytes)
    length += bytes.length
  }
  const write = (text: string) => push(Buffer.from(text, 'latin1'))
  const reserve = () => ++lastNumber
  const begin = (number: ObjectNumber) => {
    offsets[number] = length
    write(`${number} 0 obj\n`)
  }

  // The second line marks the file as binary for transfer programs (ISO 32000-1, 7.5.2).
  write('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
  return {
    reserve,
    add(body, number = reserve()) {
      begin(number)
      write(`${body}\nendobj\n`)
      return number
    },
    addStream(entries, data, { packed = false, number = reserve() } = {}) {
      const content = packed ? data : deflateSync(data)
      begin(number)
      write(`<< ${entries}${packed ? '' : ' /Filter /FlateDecode'} /Length ${content.length} >>\nstream\n`)
      push(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
      write('\nendstream\nendobj\n')
      return number
    },
    finish(root, info) {
      const digest = createHash('sha256')
      for (const chunk of chunks) digest.update(chunk)
      const id = digest.digest('hex').slice(0, 32)
      const start = length
      const entries = Array.from({ length: lastNumber }, (_, index) => crossReference(offsets[index + 1]))
      write(`xref\n0 ${lastNumber + 1}\n0000000000 65535 f \n${entries.join('')}`)
      write(
        `trailer\n<< /Size ${lastNumber + 1} /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] >>\n`,
      )
      write(`startxref\n${start}\n%%EOF\n`)
      return new Uint8Array(Buffer.concat(chunks, length))
    },
  }
}

function crossReference(offset: number | undefined): string {
  if (offset === undefined) throw new Error('A PDF object was reserved but never written.')
  return `${String(offset).padStart(10, '0')} 00000 n \n`
}

/** A text string of any script (ISO 32000-1, 7.9.2.2): UTF-16 with a byte order mark, in hexadecimal. */
export function pdfText(text: string): string {
  return `<feff${utf16Hex(text)}>`
}

/** UTF-16BE in hexadecimal, without a byte order mark. */
export function utf16Hex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

/** A date string in UTC (ISO 32000-1, 7.9.4): `D:20260305120709Z`. */
export function pdfDate(instant: Date): string {
  return `(D:${instant.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z)`
}

/** A number as PDF likes it: short, without an exponent. */
export function pdfNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
