/** The seal on a document, as poppler and this package's own check see it. */
import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, webcrypto } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, test } from 'vitest'
import { filingReceipt } from './filing-documents.ts'
import { makeOfficeCertificate, type OfficeKey } from './office-certificate.ts'
import { reportOf } from './test-support/poppler.ts'
import { anEnglishFiling } from './test-support/receipt-examples.ts'
import { renderDocument } from './render-document.ts'
import { signPdf, type SealOptions } from './sign-pdf.ts'
import { verifySignedPdf } from './verify-signed-pdf.ts'

const signedAt = new Date('2026-03-06T08:00:00Z')
let office: OfficeKey
let unsigned: Uint8Array
let signed: Uint8Array

const seal = (changes: Partial<SealOptions> = {}): SealOptions => ({
  privateKey: office.privateKeyPem,
  certificatePem: office.certificatePem,
  signedAt,
  reason: 'Filing receipt ES-T-2026-1147',
  location: 'Port Esper',
  ...changes,
})

beforeAll(async () => {
  office = await makeOfficeCertificate({
    officeName: 'Office of Esperia – مكتب',
    country: 'BG',
    now: new Date('2026-01-01T00:00:00Z'),
  })
  unsigned = (await renderDocument(filingReceipt(anEnglishFiling(), signedAt))).bytes
  signed = await signPdf(unsigned, seal())
})

const withChangedByte = (bytes: Uint8Array, at: number) =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
const withAppended = (bytes: Uint8Array, text: string) => Buffer.concat([bytes, Buffer.from(text)])

describe('a sealed document', () => {
  test('is valid and signed as a whole for poppler, with subfilter, signer and time', async () => {
    const report = await reportOf('pdfsig', signed)
    expect(report).toContain('Signature is Valid')
    expect(report).toMatch(/^ {2}- Total document signed$/m)
    expect(report).toContain('ETSI.CAdES.detached')
    expect(report).toContain('Signer Certificate Common Name: Office of Esperia – مكتب')
    expect(report).toContain('SHA-256')
  })

  test('begins with the unsigned document, unchanged', () => {
    expect(Buffer.compare(signed.subarray(0, unsigned.length), unsigned)).toBe(0)
  })

  test('is valid for the office’s own check, which names signer, certificate and time', () => {
    expect(verifySignedPdf(signed)).toMatchObject({
      valid: true,
      wholeDocument: true,
      signer: 'Office of Esperia – مكتب',
      signedAt,
    })
    expect(verifySignedPdf(signed).certificateSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(verifySignedPdf(signed).reason).toBeUndefined()
  })

  test('with one byte changed anywhere is refused by poppler and by the office', async () => {
    for (const at of [20, 2_000, unsigned.length - 30, signed.length - 20]) {
      const changed = withChangedByte(signed, at)
      expect(verifySignedPdf(changed).valid && verifySignedPdf(changed).wholeDocument).toBe(false)
    }
    expect(await reportOf('pdfsig', withChangedByte(signed, 2_000))).toContain('Digest Mismatch')
  })

  test('with bytes appended is not whole, though its signature stays good', async () => {
    const longer = withAppended(signed, '\n1 0 obj\n<< >>\nendobj\n%%EOF\n')
    expect(verifySignedPdf(longer)).toMatchObject({ valid: true, wholeDocument: false })
    const report = await reportOf('pdfsig', longer)
    expect(report).toContain('Not total document signed')
    expect(report).not.toMatch(/^ {2}- Total document signed$/m)
  })

  test('is a CAdES signature for OpenSSL too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lodge-seal-'))
    try {
      const text = Buffer.from(signed).toString('latin1')
      const [, start, end] = /\/ByteRange \[0 (\d+) (\d+) \d+\]/.exec(text) ?? []
      const [from, to] = [Number(start), Number(end)]
      writeFileSync(join(folder, 'content'), Buffer.concat([signed.subarray(0, from), signed.subarray(to)]))
      writeFileSync(join(folder, 'signature'), Buffer.from(text.slice(from + 1, to - 1), 'hex'))
      writeFileSync(join(folder, 'certificate'), office.certificatePem)
      const args =
        'cms -verify -cades -binary -inform DER -in signature -content content -CAfile certificate -purpose any'
      // The certificate counts from 2026-01-01; the check must not depend on today's date.
      execFileSync('openssl', [...args.split(' '), '-no_check_time', '-out', 'out'], {
        cwd: folder,
        stdio: 'pipe',
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('cannot be sealed a second time', async () => {
    await expect(signPdf(signed, seal())).rejects.toThrow('signed already')
  })
})

describe('keys', () => {
  test('a key that does not belong to the certificate is refused before anything is signed', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    await expect(signPdf(unsigned, seal({ privateKey }))).rejects.toThrow(
      'does not belong to this private key',
    )
  })

  test('of RSA 1024 or Ed25519 are refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lodge-weak-'))
    try {
      for (const algorithm of ['rsa:1024', 'ed25519']) {
        const args = `req -x509 -newkey ${algorithm} -nodes -keyout key.pem -out certificate.pem -subj /CN=weak`
        execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'pipe' })
        const [privateKey, certificatePem] = ['key.pem', 'certificate.pem'].map((name) =>
          readFileSync(join(folder, name), 'utf8'),
        )
        const sealing = signPdf(unsigned, seal({ privateKey: privateKey!, certificatePem: certificatePem! }))
        await expect(sealing).rejects.toThrow('this key is neither')
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('may be a KeyObject, a CryptoKey or PEM', async () => {
    const keyObject = createPrivateKey(office.privateKeyPem)
    const pkcs8 = keyObject.export({ type: 'pkcs8', format: 'der' })
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const cryptoKey = await webcrypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, true, [
      'sign',
    ])
    for (const privateKey of [keyObject, cryptoKey, office.privateKeyPem]) {
      expect(verifySignedPdf(await signPdf(unsigned, seal({ privateKey })))).toMatchObject({ valid: true })
    }
  })

  test('of RSA 2048 seal as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lodge-rsa-'))
    try {
      const args =
        'req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 3650 -subj /CN=RSA'
      execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'pipe' })
      const read = (name: string) => readFileSync(join(folder, name), 'utf8')
      const sealed = await signPdf(
        unsigned,
        seal({ privateKey: read('key.pem'), certificatePem: read('certificate.pem') }),
      )
      expect(verifySignedPdf(sealed)).toMatchObject({ valid: true, wholeDocument: true, signer: 'RSA' })
      expect(await reportOf('pdfsig', sealed)).toContain('Signature is Valid')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('files that are no sealed document', () => {
  test('get a verdict in words, never an exception', () => {
    const nonsense = '/ByteRange [0 10 20 9999999999] <zz>'
    for (const bytes of [
      unsigned,
      Buffer.alloc(0),
      Buffer.from(nonsense),
      Buffer.from('/ByteRange [0 3 7 1]   <00> '),
    ]) {
      const verdict = verifySignedPdf(bytes)
      expect(verdict.valid).toBe(false)
      expect(verdict.reason).toMatch(/\.$/)
    }
  })

  test('a PDF of another program is refused for sealing with a plain sentence', async () => {
    await expect(signPdf(Buffer.from('%PDF-1.4\n%%EOF\n'), seal())).rejects.toThrow(
      'document renderer of the office',
    )
  })

  test('a PDF with a form, a link and many pages of its own is sealed, and keeps them', async () => {
    const file = await PDFDocument.create({ updateMetadata: false })
    const pages = Array.from({ length: 150 }, () => file.addPage())
    const annotations = file.context.obj([
      file.context.register(file.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9] })),
    ])
    pages[0]!.node.set(PDFName.Annots, file.context.register(annotations))
    file.getForm().createTextField('agent').addToPage(pages[0]!)
    const sealed = await signPdf(await file.save({ useObjectStreams: false }), seal())
    expect(verifySignedPdf(sealed)).toMatchObject({ valid: true, wholeDocument: true })
    expect(await reportOf('pdfsig', sealed)).toMatch(/Total document signed[^]*Signature is Valid/)
    const reread = await PDFDocument.load(sealed)
    expect(reread.getForm().getFieldMaybe('agent')).toBeDefined()
    expect(reread.getPage(0).node.Annots()?.size()).toBe(3)
    expect(reread.getPageCount()).toBe(150)
  })

  test('a PDF whose objects lie in compressed streams, and an encrypted one, are refused for sealing', async () => {
    const compressed = await PDFDocument.create()
    compressed.addPage()
    const encrypted = await PDFDocument.create()
    encrypted.addPage()
    encrypted.encrypt({ ownerPassword: 'owner', userPassword: 'user' })
    for (const file of [
      await compressed.save({ useObjectStreams: true }),
      await encrypted.save({ useObjectStreams: false }),
    ]) {
      await expect(signPdf(file, seal())).rejects.toThrow('document renderer of the office')
    }
  })
})
