import { canonicalJson, type Acknowledgement } from '@lodge/shared-types'
import { beforeAll, expect, test } from 'vitest'
import { anAcknowledgement } from './test-stand.ts'
import { readSigned } from './verify-acknowledgement.ts'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
let pair: CryptoKeyPair
let keys: Parameters<typeof readSigned>[1]

beforeAll(async () => {
  pair = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  keys = [{ kid: 'borovia-1', kty: 'EC', crv: 'P-256', x, y }]
})

const base64url = (text: string): string => Buffer.from(text).toString('base64url')
const rightHeader = { alg: 'ES256', kid: 'borovia-1', typ: 'lodge-acknowledgement+jws' }

async function signed(claims: Acknowledgement, header: Record<string, string> = rightHeader) {
  const text = `${base64url(JSON.stringify(header))}.${base64url(canonicalJson(claims))}`
  const signature = await crypto.subtle.sign(ecdsa, pair.privateKey, Buffer.from(text))
  return `${text}.${Buffer.from(signature).toString('base64url')}`
}

test('what the office has signed is read back, amounts and letters included', async () => {
  const claims = anAcknowledgement({ iss: 'Ведомство / مكتب' })
  expect(await readSigned(await signed(claims), keys)).toEqual(claims)
})

test('one changed claim is noticed', async () => {
  const jws = await signed(anAcknowledgement())
  const forged = canonicalJson(anAcknowledgement({ submissionNumber: 'S-2' }))
  const [header, , signature] = jws.split('.')
  await expect(readSigned(`${header}.${base64url(forged)}.${signature}`, keys)).rejects.toThrow('signature')
})

test.each([
  ['no algorithm', { ...rightHeader, alg: 'none' }],
  ['another algorithm', { ...rightHeader, alg: 'HS256' }],
  ['another kind of signed text', { ...rightHeader, typ: 'JWT' }],
  ['a key that is not the office’s', { ...rightHeader, kid: 'borovia-2' }],
])('%s is not accepted', async (_, header) => {
  await expect(readSigned(await signed(anAcknowledgement(), header), keys)).rejects.toThrow()
})

test.each([
  ['no signature', (jws: string) => jws.split('.').slice(0, 2).join('.')],
  ['a fourth part', (jws: string) => `${jws}.more`],
  ['nothing at all', () => ''],
])('%s is not accepted', async (_, change) => {
  await expect(readSigned(change(await signed(anAcknowledgement())), keys)).rejects.toThrow()
})
