/** Reads the seal of a PDF: whether it is whole, by which certificate, and since when. For the verification page. */
import { createHash, X509Certificate } from 'node:crypto'
import { verifyDigest } from './signature/cades.ts'

export interface SealVerdict {
  /** The signature is mathematically good and the bytes it covers are unchanged. */
  valid: boolean
  /** It covers the file from the first byte to the last: nothing was added behind it. */
  wholeDocument: boolean
  /** Why the seal is not good; absent when `valid` and `wholeDocument`. */
  reason?: string
  /** Common name in the signer's certificate. */
  signer?: string
  /** SHA-256 of the certificate, hexadecimal: compare it with the office's published keys before trusting `signer`. */
  certificateSha256?: string
  certificateValidFrom?: Date
  certificateValidTo?: Date
  /** As the signer claims it. */
  signedAt?: Date
}

/** Checks the last signature of a PDF. Never throws for bad input: the verdict says what is wrong. */
export function verifySignedPdf(pdf: Uint8Array): SealVerdict {
  const source = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const text = source.toString('latin1')
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)]
  const last = ranges.at(-1)
  if (!last) return { valid: false, wholeDocument: false, reason: 'The file carries no signature.' }
  const [gapStart = 0, gapEnd = 0, tailLength = 0] = last.slice(1).map(Number)
  const hex = /^<([0-9a-fA-F]+)>$/.exec(text.slice(gapStart, gapEnd))?.[1]
  if (hex === undefined || gapEnd + tailLength > source.length) {
    return {
      valid: false,
      wholeDocument: false,
      reason: 'The signed ranges of the file do not fit its signature.',
    }
  }
  const digest = createHash('sha256')
    .update(source.subarray(0, gapStart))
    .update(source.subarray(gapEnd, gapEnd + tailLength))
    .digest()
  const verdict = verifyDigest(Buffer.from(hex, 'hex'), digest)
  const wholeDocument = gapEnd + tailLength === source.length
  const signedAt = claimedTime(text.slice(gapEnd, gapEnd + 400))
  const reason = !verdict.valid
    ? verdict.reason
    : wholeDocument
      ? undefined
      : 'Something was added to the file after it was signed.'
  return {
    valid: verdict.valid,
    wholeDocument,
    ...(reason === undefined ? {} : { reason }),
    ...(verdict.certificate ? describe(verdict.certificate) : {}),
    ...(signedAt ? { signedAt } : {}),
  }
}

function describe(certificate: X509Certificate): Partial<SealVerdict> {
  const signer = signerName(certificate)
  return {
    ...(signer === undefined ? {} : { signer }),
    certificateSha256: createHash('sha256').update(certificate.raw).digest('hex'),
    certificateValidFrom: certificate.validFromDate,
    certificateValidTo: certificate.validToDate,
  }
}

/** The common name of a certificate's subject. */
export function signerName(certificate: X509Certificate): string | undefined {
  const name: unknown = certificate.toLegacyObject().subject.CN
  return typeof name === 'string' ? name : undefined
}

function claimedTime(dictionary: string): Date | undefined {
  const found = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(dictionary)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second] = found
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}
