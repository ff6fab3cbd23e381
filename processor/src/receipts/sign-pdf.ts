/** Seals a PDF of the office with a PAdES baseline B-B signature, as an incremental update behind the unsigned bytes. */
import { createHash, createPrivateKey, KeyObject, X509Certificate, type webcrypto } from 'node:crypto'
import {
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  type PDFArray,
  type PDFRef,
} from '@cantoo/pdf-lib'
import { signDigest } from './signature/cades.ts'
import { signerName } from './verify-signed-pdf.ts'

/** Room for the signature: certificates of a chain of three and an RSA 4096 signature fit well. */
const reservedBytes = 12_288
/** Stands for offsets that are known only when the file is written; as long as any of them can be. */
const unknownOffset = 9_999_999_999

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
 * Throws when the file is no PDF with a plain cross-reference table, when it is signed already, or when key and
 * certificate do not belong together.
 */
export async function signPdf(pdf: Uint8Array, options: SealOptions): Promise<Uint8Array<ArrayBuffer>> {
  const file = await openToSign(pdf)
  const { byteRange, contents } = addSeal(file, options)
  const signed = Buffer.from(await file.save({ useObjectStreams: false }))
  const gapStart = signed.indexOf(contents.toString(), pdf.length)
  const gapEnd = gapStart + contents.sizeInBytes()
  const range = `[0 ${gapStart} ${gapEnd} ${signed.length - gapEnd}]`
  const rangeAt = signed.indexOf(byteRange.toString(), pdf.length)
  signed.write(range.padEnd(byteRange.sizeInBytes()), rangeAt, 'latin1')

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

/** Reads a file so that saving it appends to its bytes. */
async function openToSign(pdf: Uint8Array): Promise<PDFDocument> {
  const file = await PDFDocument.load(pdf, {
    forIncrementalUpdate: true,
    updateMetadata: false,
    throwOnInvalidObject: true,
  }).catch((cause: unknown) => {
    throw new Error(notOurs, { cause })
  })
  if (file.context.pdfFileDetails.useObjectStreams || file.getPageCount() === 0) throw new Error(notOurs)
  const flags = file.catalog.AcroForm()?.lookupMaybe(PDFName.of('SigFlags'), PDFNumber)?.asNumber() ?? 0
  if (flags & signaturesExist) throw new Error('This PDF is signed already; it can be signed only once.')
  return file
}

const notOurs =
  'Only a PDF as the document renderer of the office writes it can be signed; this one has another structure.'
/** Bits of /SigFlags (ISO 32000-1, 12.7.2). */
const signaturesExist = 1
const appendOnly = 2
/** Annotation flags Print and Locked (ISO 32000-1, 12.5.3). */
const printedAndLocked = 4 | 128

/** Adds signature and field; the two values returned keep room in the file for what is known only later. */
function addSeal(file: PDFDocument, options: SealOptions): { byteRange: PDFArray; contents: PDFHexString } {
  const { context, catalog } = file
  const byteRange = context.obj([0, unknownOffset, unknownOffset, unknownOffset])
  const contents = PDFHexString.of('0'.repeat(2 * reservedBytes))
  const signer = signerName(new X509Certificate(options.certificatePem)) ?? ''
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: byteRange,
      Contents: contents,
      M: PDFString.fromDate(options.signedAt),
      Reason: PDFHexString.fromText(options.reason),
      Location: PDFHexString.fromText(options.location),
      Name: PDFHexString.fromText(signer),
      Reference: [
        {
          Type: 'SigRef',
          TransformMethod: 'DocMDP',
          TransformParams: { Type: 'TransformParams', P: 1, V: '1.2' },
        },
      ],
    }),
  )
  const field = addField(file, signature)
  const form = catalog.getOrCreateAcroForm()
  form.addField(field)
  form.dict.set(PDFName.of('SigFlags'), PDFNumber.of(signaturesExist | appendOnly))
  catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }))
  return { byteRange, contents }
}

/** The form field of the signature, which is at the same time an invisible annotation of the first page. */
function addField(file: PDFDocument, signature: PDFRef): PDFRef {
  const { context } = file
  const { node, ref } = file.getPage(0)
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of('OfficeSeal'),
      V: signature,
      Rect: [0, 0, 0, 0],
      F: printedAndLocked,
      P: ref,
    }),
  )
  // Not `node.addAnnot`: on a page read from a file it would wrap the content, and a seal must leave that alone.
  const annotations = node.Annots()
  if (annotations) annotations.push(field)
  else node.set(PDFName.Annots, context.obj([field]))
  return field
}
