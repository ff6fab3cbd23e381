/** Makes a self-signed certificate and key for an office's seal: for demonstrations and tests, not for production. */
import { createHash, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'
import { oids } from './signature/signature-oids.ts'

export interface OfficeKey {
  /** PKCS #8, PEM. */
  privateKeyPem: string
  /** X.509 version 3, PEM. */
  certificatePem: string
}

/**
 * Makes an ECDSA P-256 key and its certificate.
 * In: the office's name (CN and O), ISO 3166-1 alpha-2 country, the time from which it counts, and for how many years.
 */
export async function makeOfficeCertificate(options: {
  officeName: string
  country: string
  now: Date
  validYears?: number
}): Promise<OfficeKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  const publicDer = publicKey.export({ type: 'spki', format: 'der' })
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(publicDer)
  // A positive serial number of 16 bytes taken from the fresh key is as unique as the key (RFC 5280, 4.1.2.2).
  const serial = createHash('sha256').update(publicDer).digest().subarray(0, 16)
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0)
  certificate.serialNumber = new asn1.Integer({ valueHex: new Uint8Array(serial).buffer })
  certificate.issuer = distinguishedName(options)
  certificate.subject = distinguishedName(options)
  certificate.notBefore.value = options.now
  certificate.notAfter.value = yearsLater(options.now, options.validYears ?? 5)
  certificate.extensions = [
    extension(oids.basicConstraints, true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    extension(oids.keyUsage, true, keyUsageSealing()),
    extension(oids.subjectKeyIdentifier, false, new asn1.OctetString({ valueHex: sha1(publicDer) })),
  ]

  certificate.signature.algorithmId = oids.ecdsaWithSha256
  certificate.signatureAlgorithm.algorithmId = oids.ecdsaWithSha256
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER())
  certificate.signatureValue = new asn1.BitString({
    valueHex: new Uint8Array(sign('sha256', certificate.tbsView, privateKey)).buffer,
  })
  const der = Buffer.from(certificate.toSchema(true).toBER())
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** C, O and CN, each a relative name of its own; pkijs alone would lump them into one. */
function distinguishedName(options: {
  officeName: string
  country: string
}): pkijs.RelativeDistinguishedNames {
  const part = (type: string, value: asn1.BaseBlock) =>
    new asn1.Set({
      value: [new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: type }), value] })],
    })
  const name = new asn1.Sequence({
    value: [
      part(oids.countryName, new asn1.PrintableString({ value: options.country })),
      part(oids.organizationName, new asn1.Utf8String({ value: options.officeName })),
      part(oids.commonName, new asn1.Utf8String({ value: options.officeName })),
    ],
  })
  return pkijs.RelativeDistinguishedNames.fromBER(name.toBER())
}

function extension(extnID: string, critical: boolean, value: asn1.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() })
}

/** digitalSignature (bit 0) and nonRepudiation (bit 1), RFC 5280, 4.2.1.3. */
function keyUsageSealing(): asn1.BitString {
  return new asn1.BitString({ valueHex: new Uint8Array([0b1100_0000]).buffer, unusedBits: 6 })
}

/** RFC 5280, 4.2.1.2 names keys by SHA-1; nothing rests on its strength. */
function sha1(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(createHash('sha1').update(bytes).digest()).buffer
}

function yearsLater(from: Date, years: number): Date {
  const later = new Date(from)
  later.setUTCFullYear(from.getUTCFullYear() + years)
  return later
}
