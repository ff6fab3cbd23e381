/** Seals a PDF of the office with a PAdES baseline B-B signature, as an incremental update behind the unsigned bytes. */
import { createHash, createPrivateKey, KeyObject, X509Certificate, type webcrypto } from 'node:crypto'
import { signDigest } from './cades.ts'
import { pdfDate, pdfText } from './pdf-writer.ts'
import { signerName } from './verify-signed-pdf.ts'

/** Room for the signature: certificates of a chain of three and an RSA 4096 signature fit well. */
const reservedBytes = 12_288
const byteRangeRoom = '[0 0000000000 0000000000 0000000000]'

export interface SealOptions {
  /** ECDSA P-256 or RSA of 2048 bits and more; a KeyObject, a CryptoKey, or PKCS #8 in PEM (fit for `postMessage`). */
  privateKey: KeyObject | webcrypto.CryptoKey | string
  certificatePem: string
  /** Certificates between the office's own and the root, nearest first. */
  chainPem?: readonly string[]
  signedAt: Date
  reason: string
  location: string
}

/**
 * Returns the signed file; the input is its unchanged beginning. The signature covers every byte but its own room, and
 * certifies that no change is allowed (DocMDP, P 1).
 * Throws when the PDF was not written by this module's renderer, or when key and certificate do not belong together.
 */
export async function signPdf(pdf: Uint8Array, options: SealOptions): Promise<Uint8Array<ArrayBuffer>> {
  const source = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const update = signatureUpdate(source, options)
  const signed = Buffer.concat([source, update.bytes])
  const gapStart = source.length + update.contentsAt
  const gapEnd = gapStart + 2 * reservedBytes + 2
  const ranges = [gapStart, gapEnd, signed.length - gapEnd].map((value) => String(value).padStart(10, '0'))
  signed.write(`[0 ${ranges.join(' ')}]`, source.length + update.byteRangeAt, 'latin1')

  const digest = createHash('sha256')
    .update(signed.subarray(0, gapStart))
    .update(signed.subarray(gapEnd))
    .digest()
  const signature = await signDigest(digest, keyObject(options.privateKey), [
    options.certificatePem,
    ...(options.chainPem ?? []),
  ])
  if (signature.length > reservedBytes) {
    throw new Error(
      `The signature takes ${signature.length} bytes, more than the ${reservedBytes} reserved for it.`,
    )
  }
  signed.write(Buffer.from(signature).toString('hex'), gapStart + 1, 'latin1')
  return new Uint8Array(signed)
}

function keyObject(key: SealOptions['privateKey']): KeyObject {
  if (typeof key === 'string') return createPrivateKey(key)
  return key instanceof KeyObject ? key : KeyObject.from(key)
}

/** The new objects: signature, field, and the catalog and first page that now refer to them. */
function signatureUpdate(
  source: Buffer,
  options: SealOptions,
): { bytes: Buffer; contentsAt: number; byteRangeAt: number } {
  const { size, root, info, id, start } = readTrailer(source)
  const catalog = readObject(source, start, root)
  const firstPage = findFirstPage(source, start, catalog)
  const page = readObject(source, start, firstPage)
  if (catalog.includes('/AcroForm'))
    throw new Error('This PDF is signed already; it can be signed only once.')
  const [signature, field] = [size, size + 1]
  const contents = `<${'0'.repeat(2 * reservedBytes)}>`
  const objects: [number, string][] = [
    [
      root,
      extend(
        catalog,
        `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >> /Perms << /DocMDP ${signature} 0 R >>`,
      ),
    ],
    [
      firstPage,
      page.includes('/Annots [')
        ? page.replace('/Annots [', `/Annots [${field} 0 R `)
        : extend(page, `/Annots [${field} 0 R]`),
    ],
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ${byteRangeRoom} ` +
        `/Contents ${contents} /M ${pdfDate(options.signedAt)} /Reason ${pdfText(options.reason)} ` +
        `/Location ${pdfText(options.location)} /Name ${pdfText(signerName(new X509Certificate(options.certificatePem)) ?? '')} ` +
        `/Reference [<< /Type /SigRef /TransformMethod /DocMDP ` +
        `/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>`,
    ],
    [
      field,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (OfficeSeal) /V ${signature} 0 R ` +
        `/Rect [0 0 0 0] /F 132 /P ${firstPage} 0 R >>`,
    ],
  ]
  let text = ''
  const offsets = objects.map(([number, body]) => {
    const offset = source.length + text.length
    text += `${number} 0 obj\n${body}\nendobj\n`
    return [number, offset] as const
  })
  const table = offsets
    .map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    .join('')
  const xref = source.length + text.length
  text += `xref\n${table}trailer\n<< /Size ${size + 2} /Root ${root} 0 R /Info ${info} 0 R /ID ${id} /Prev ${start} >>\n`
  text += `startxref\n${xref}\n%%EOF\n`
  return {
    bytes: Buffer.from(text, 'latin1'),
    contentsAt: text.indexOf(contents),
    byteRangeAt: text.indexOf(byteRangeRoom),
  }
}

const notOurs =
  'Only a PDF written by the document renderer of the office can be signed; this one has another structure.'

function readTrailer(source: Buffer): {
  size: number
  root: number
  info: number
  id: string
  start: number
} {
  const tail = source.toString('latin1', Math.max(0, source.length - 400))
  const found =
    /trailer\n<< \/Size (\d+) \/Root (\d+) 0 R \/Info (\d+) 0 R \/ID (\[<\w+> <\w+>\]) >>\nstartxref\n(\d+)\n%%EOF\n$/.exec(
      tail,
    )
  if (!found)
    throw new Error(
      tail.includes('/Prev') ? 'This PDF is signed already; it can be signed only once.' : notOurs,
    )
  const [, size, root, info, id = '', start] = found
  return { size: Number(size), root: Number(root), info: Number(info), id, start: Number(start) }
}

/** The body of an object, found through the cross-reference table (one section, 20 bytes an entry). */
function readObject(source: Buffer, xref: number, number: number): string {
  const tableStart = source.indexOf('\n', source.indexOf('\n', xref) + 1) + 1
  const entry = source.toString('latin1', tableStart + 20 * number, tableStart + 20 * number + 10)
  const offset = Number(entry)
  const end = source.indexOf('\nendobj', offset)
  const head = `${number} 0 obj\n`
  const text = source.toString('latin1', offset, end)
  if (end === -1 || !text.startsWith(head)) throw new Error(notOurs)
  return text.slice(head.length)
}

function findFirstPage(source: Buffer, xref: number, catalog: string): number {
  const pages = /\/Pages (\d+) 0 R/.exec(catalog)?.[1]
  if (!pages) throw new Error(notOurs)
  const first = /\/Kids \[(\d+) 0 R/.exec(readObject(source, xref, Number(pages)))?.[1]
  if (!first) throw new Error(notOurs)
  return Number(first)
}

function extend(dictionary: string, entries: string): string {
  return dictionary.replace(/ >>$/, ` ${entries} >>`)
}
