/** What an EPC QR code holds, and for which payments there is none. */
import { describe, expect, test } from 'vitest'
import { creditorReferenceOf } from './creditor-reference.ts'
import { epcQrText, type EpcTransfer } from './epc-qr.ts'
import { formatIban, ibanOf, parseIban } from './iban.ts'
import { money } from './money.ts'

/** The guideline's own example, with the references it shows. */
const example: EpcTransfer = {
  name: 'Franz Mustermänn',
  account: 'DE71 1102 2033 0123 4567 89',
  bic: 'BHBLDEHHXXX',
  amount: money(12_30, 'EUR'),
  creditorReference: 'RF18 5390 0754 7034',
}

test('the example of the guideline comes out line by line, and ends with its last element', () => {
  expect(epcQrText(example)?.split('\n')).toEqual([
    'BCD',
    '002',
    '1',
    'SCT',
    'BHBLDEHHXXX',
    'Franz Mustermänn',
    'DE71110220330123456789',
    'EUR12.30',
    '',
    'RF18539007547034',
  ])
})

test('a BIC may be missing where the account is in the Economic Area: its line stays, empty', () => {
  const text = epcQrText({ ...example, name: 'Red Cross of Belgium', account: 'BE72000000001616', bic: null })
  expect(text).toContain('SCT\n\nRed Cross of Belgium\nBE72000000001616\n')
})

test.each([
  [1n, 'EUR0.01'],
  [1_00n, 'EUR1.00'],
  [99_999_999_999n, 'EUR999999999.99'],
])('%d cents are written as %s', (cents, written) => {
  expect(epcQrText({ ...example, amount: money(cents, 'EUR') })).toContain(`\n${written}\n`)
})

test('the longest name in a script of three bytes a letter fits into the code', () => {
  const longest = {
    name: '標'.repeat(70),
    account: 'MT31MALT01100000000000000000123',
    amount: money(99_999_999_999n, 'EUR'),
  }
  const text = epcQrText({ ...example, ...longest, creditorReference: creditorReferenceOf('9'.repeat(21)) })
  expect(new TextEncoder().encode(text ?? 'x'.repeat(400)).length).toBeLessThanOrEqual(331)
})

test('a Swiss account has one with its BIC', () => {
  const account = 'CH9300762011623852957'
  expect(epcQrText({ ...example, account })).toContain(account)
  expect(epcQrText({ ...example, account, bic: null })).toBeNull()
})

describe('there is none', () => {
  test.each<[string, Partial<EpcTransfer>]>([
    ['in another currency', { amount: money(12_30, 'BGN') }],
    ['for nothing', { amount: money(0, 'EUR') }],
    ['for more than the scheme carries', { amount: money(100_000_000_000n, 'EUR') }],
    ['for an account without an IBAN', { account: '0123456789' }],
    ['for an IBAN with a wrong digit', { account: 'DE72110220330123456789' }],
    ['for an IBAN outside the area', { account: 'KW81CBKU0000000000001234560101' }],
    ['for a reference with a wrong digit', { creditorReference: 'RF19539007547034' }],
    ['for a name that is too long', { name: 'x'.repeat(71) }],
    ['for a name of blanks', { name: ' \n ' }],
  ])('%s', (_what, change) => {
    expect(epcQrText({ ...example, ...change })).toBeNull()
  })
})

describe('an IBAN', () => {
  test('is read whatever blanks and small letters it has, and shown in groups of four', () => {
    expect(parseIban(' gb82 west 1234 5698 7654 32')).toBe('GB82WEST12345698765432')
    expect(formatIban('GB82WEST12345698765432')).toBe('GB82 WEST 1234 5698 7654 32')
  })

  test('with two digits changed round is none', () => {
    expect(parseIban('GB82WEST12345698765423')).toBeUndefined()
  })

  test('gets its check digits from country and account', () => {
    expect(ibanOf('GB', 'WEST12345698765432')).toBe('GB82WEST12345698765432')
  })
})
