/** Detached CAdES signatures as PAdES baseline B-B asks for them (ETSI EN 319 122-1, EN 319 142-1). */
import { createHash, createPublicKey, sign, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import { oids } from './signature-oids.ts'

/**
 * Signs a SHA-256 digest. The signed attributes are content type, message digest and signing-certificate-v2; the time of
 * signing stands in the PDF's signature dictionary, because PAdES forbids the CMS attribute (EN 319 142-1, 6.3).
 * In: an ECDSA P-256 or RSA private key, its certificate first in the chain (PEM). Out: ContentInfo, DER.
 */
export async function signDigest(
  digest: Uint8Array,
  privateKey: KeyObject,
  certificatesPem: readonly string[],
): Promise<Uint8Array> {
  const chain = certificatesPem.map((pem) => new X509Certificate(pem))
  const signer = chain[0]
  if (!signer) throw new Error('A signature needs the certificate of its key.')
  if (!signer.checkPrivateKey(privateKey)) {
    throw new Error(
      'The certificate does not belong to this private key. Give the certificate made for the key.',
    )
  }
  const certificates = chain.map((certificate) => pkijs.Certificate.fromBER(certificate.raw))
  const own = certificates[0]
  if (!own) throw new Error('A signature needs the certificate of its key.')
  const attributes = [
    attribute(oids.contentType, new asn1.ObjectIdentifier({ value: oids.data })),
    attribute(oids.messageDigest, new asn1.OctetString({ valueHex: new Uint8Array(digest).buffer })),
    attribute(oids.signingCertificateV2, signingCertificate(signer)),
  ].sort((a, b) => Buffer.compare(Buffer.from(a.toSchema().toBER()), Buffer.from(b.toSchema().toBER())))
  const signedAttributes = new asn1.Set({ value: attributes.map((one) => one.toSchema()) }).toBER()

  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [sha256Algorithm()],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oids.data }),
    certificates,
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
        digestAlgorithm: sha256Algorithm(),
        signatureAlgorithm: signatureAlgorithmOf(privateKey),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
        signature: new asn1.OctetString({
          valueHex: new Uint8Array(await signOffThread('sha256', Buffer.from(signedAttributes), privateKey))
            .buffer,
        }),
      }),
    ],
  })
  const content = new pkijs.ContentInfo({ contentType: oids.signedData, content: signedData.toSchema(true) })
  return new Uint8Array(content.toSchema().toBER())
}

const signOffThread = promisify(sign)

function signatureAlgorithmOf(key: KeyObject): pkijs.AlgorithmIdentifier {
  if (key.asymmetricKeyType === 'ec')
    return new pkijs.AlgorithmIdentifier({ algorithmId: oids.ecdsaWithSha256 })
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType === 'rsa' && bits >= 2048) {
    return new pkijs.AlgorithmIdentifier({
      algorithmId: oids.rsaWithSha256,
      algorithmParams: new asn1.Null(),
    })
  }
  throw new Error(
    'The office seals with an ECDSA key or an RSA key of 2048 bits and more; this key is neither.',
  )
}

function attribute(type: string, value: asn1.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] })
}

function sha256Algorithm(): pkijs.AlgorithmIdentifier {
  return new pkijs.AlgorithmIdentifier({ algorithmId: oids.sha256 })
}

/** ESSCertIDv2 with its default hash, SHA-256 (RFC 5035): binds the signature to this one certificate. */
function signingCertificate(certificate: X509Certificate): asn1.Sequence {
  const certificateHash = new asn1.OctetString({ valueHex: certificateDigest(certificate) })
  const essCertId = new asn1.Sequence({ value: [certificateHash] })
  return new asn1.Sequence({ value: [new asn1.Sequence({ value: [essCertId] })] })
}

function certificateDigest(certificate: X509Certificate): ArrayBuffer {
  return new Uint8Array(createHash('sha256').update(certificate.raw).digest()).buffer
}

export type DigestVerdict =
  | { valid: true; certificate: X509Certificate }
  | { valid: false; reason: string; certificate?: X509Certificate }

/**
 * Checks a detached signature over a SHA-256 digest: that the digest is the signed one, that the signature is by the key
 * of the certificate inside, and that this certificate is the one the signer bound. Whether to trust the certificate is
 * the caller's to say.
 */
export function verifyDigest(signature: Uint8Array, digest: Uint8Array): DigestVerdict {
  let signedData: pkijs.SignedData
  try {
    const content = pkijs.ContentInfo.fromBER(derOnly(signature))
    if (content.contentType !== oids.signedData)
      return refused('The signature is not a CMS SignedData structure.')
    signedData = new pkijs.SignedData({ schema: content.content })
  } catch {
    return refused('The signature cannot be read.')
  }
  const info = signedData.signerInfos[0]
  if (!info || signedData.signerInfos.length !== 1)
    return refused('The signature does not have exactly one signer.')
  if (info.digestAlgorithm.algorithmId !== oids.sha256)
    return refused('The digest of the signature is not SHA-256.')
  const certificate = signerCertificate(signedData, info)
  if (!certificate) return refused('The certificate of the signer is missing.')

  const attributes = info.signedAttrs?.attributes ?? []
  const value = (type: string) => attributes.filter((one) => one.type === type).flatMap(attributeValues)
  const [stated] = value(oids.messageDigest)
  if (!(stated instanceof asn1.OctetString) || !sameBytes(stated.valueBlock.valueHexView, digest)) {
    return refused('The content is not what was signed.', certificate)
  }
  const [bound] = value(oids.signingCertificateV2)
  const expected = Buffer.from(signingCertificate(certificate).toBER())
  if (!bound || !sameBytes(Buffer.from(bound.toBER()), expected)) {
    return refused('The signature is not bound to its certificate (signing-certificate-v2).', certificate)
  }
  // The attributes are signed as a SET OF, not under the tag that they carry inside the structure (RFC 5652, 5.4).
  const signed = Buffer.from(new asn1.Set({ value: attributes.map((one) => one.toSchema()) }).toBER())
  const key = createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' }))
  const isGood = verify('sha256', signed, key, info.signature.valueBlock.valueHexView)
  return isGood
    ? { valid: true, certificate }
    : refused('The signature was not made by the key of its certificate.', certificate)
}

function refused(reason: string, certificate?: X509Certificate): DigestVerdict {
  return { valid: false, reason, ...(certificate ? { certificate } : {}) }
}

/** Drops the zeros with which a PDF fills the room reserved for the signature. */
function derOnly(padded: Uint8Array): Uint8Array<ArrayBuffer> {
  const parsed = asn1.fromBER(new Uint8Array(padded).buffer)
  if (parsed.offset === -1) throw new Error('This is not DER.')
  return new Uint8Array(padded.slice(0, parsed.offset))
}

function attributeValues(one: pkijs.Attribute): asn1.BaseBlock[] {
  const values: unknown[] = one.values
  return values.filter((value): value is asn1.BaseBlock => value instanceof asn1.BaseBlock)
}

function signerCertificate(
  signedData: pkijs.SignedData,
  info: pkijs.SignerInfo,
): X509Certificate | undefined {
  const sid: unknown = info.sid
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return undefined
  const found = signedData.certificates?.find(
    (one) =>
      one instanceof pkijs.Certificate &&
      one.serialNumber.isEqual(sid.serialNumber) &&
      one.issuer.isEqual(sid.issuer),
  )
  if (!(found instanceof pkijs.Certificate)) return undefined
  return new X509Certificate(Buffer.from(found.toSchema().toBER()))
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
