/** To whom money goes that is paid into a deposit: only where the office sees it by the deposit's reference. */
import { creditorReferenceOf, money } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { payeeOf } from './shown-deposits.server.ts'

type Office = Parameters<typeof payeeOf>[0]
const account = (name: string, payTo: string | null): Office['reconciliation']['accounts'][number] => ({
  ...{ account: name, currency: 'BGN', payTo, settles: [] },
})
const office: Office = {
  name: { en: 'Borovia Patent Office', ar: 'مكتب بوروفيا' },
  reconciliation: {
    accounts: [account('CARDS', null), account('FEES', 'bank-transfer')],
    ...{ ignore: [], partial: 'take', over: 'credit', suspenseDays: 5 },
  },
}
const creditorReference = creditorReferenceOf('D-2026-000001')
const deposit = { creditorReference, balance: money(0n, 'BGN') }

test('money is paid into the account that payers are asked to use, with the deposit’s own reference', () =>
  expect(payeeOf(office, deposit)).toMatchObject({
    creditorName: 'Borovia Patent Office',
    creditorAccount: 'FEES',
    creditorReference,
  }))

test('without an account in the currency, or without a reference, nobody is sent to a bank', () => {
  expect(payeeOf(office, { ...deposit, balance: money(0n, 'EUR') })).toBeNull()
  expect(payeeOf(office, { ...deposit, creditorReference: null })).toBeNull()
})
