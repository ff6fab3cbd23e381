/** What a payer is shown of payments: ways on that nothing foreign can get into, and what is left to pay. */
import { creditorReferenceOf, epcQrText, ibanOf, money, type NextAction } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { qrCodeOf } from '../../edge/qr-code.server.ts'
import { shownAttempts } from './shown-payments.server.ts'

const euro = (minor: bigint) => money(minor, 'EUR')
const payee = {
  creditorName: 'Borovia Patent Office',
  creditorAccount: ibanOf('BG', 'BNBG96611020345678'),
  bic: 'BNBGBGSF',
  creditorReference: creditorReferenceOf('INV-2026-000123'),
}
const textOf = (amount: ReturnType<typeof euro>) =>
  epcQrText({ ...payee, name: payee.creditorName, account: payee.creditorAccount, amount })
const transfer: NextAction = {
  kind: 'transfer',
  slip: {
    ...payee,
    bankName: null,
    amount: euro(520_00n),
    payBy: '2026-12-04',
    qrText: textOf(euro(520_00n)),
  },
}

type Attempts = Parameters<typeof shownAttempts>[0]['attempts']
const shown = (
  status: Attempts[number]['status'],
  nextAction: NextAction | null,
  { missing = euro(520_00n), mayAct = true, mayCancel = true } = {},
) => {
  const attempt: Attempts[number] = {
    ...{ attemptId: 'a1', orderId: 'o1', driverId: 'gone', status, nextAction, reason: null },
    ...{ amount: euro(520_00n), createdAt: new Date(0), lacksBankPage: false },
    ...{ expiresAt: null, arrived: null, mayCancel },
  }
  const order = {
    ...{ orderId: 'o1', orderNumber: 'INV-1', total: euro(520_00n), received: euro(0n), credit: euro(0n) },
    ...{ status: 'open', agreed: true, missing, back: euro(0n), payBy: null },
  } as const
  const [one] = shownAttempts({ attempts: [attempt], orders: [order] }, { methods: [], mayAct })
  if (!one) throw new Error('no attempt')
  return one
}

test('an address that is no web address is never a way on', () => {
  const script = 'javascript:alert(1)'
  expect(shown('action-required', { kind: 'redirect', url: script }).act).toBeNull()
  const bill = { kind: 'bill', billNumber: '1', payUrl: script, payBy: null } as const
  expect(shown('awaiting-funds', bill).act).toEqual({ ...bill, payUrl: null })
})

test('a slip has the code of its amount, and after a part that of the rest', () => {
  const codeOf = (amount: bigint) => qrCodeOf(textOf(euro(amount)) ?? '')
  const whole = shown('awaiting-funds', transfer)
  expect([whole.toPay, whole.act]).toMatchObject([euro(520_00n), { qr: codeOf(520_00n) }])
  const part = shown('partially-funded', transfer, { missing: euro(320_00n) })
  expect([part.toPay, part.act]).toMatchObject([euro(320_00n), { qr: codeOf(320_00n) }])
  expect(codeOf(520_00n)).not.toEqual(codeOf(320_00n))
})

test('a payment ends at its payer’s wish where that can be done, and for nobody else', () => {
  const may = (wish: { mayAct: boolean; mayCancel: boolean }) =>
    shown('awaiting-funds', transfer, wish).mayCancel
  expect(may({ mayAct: true, mayCancel: true })).toBe(true)
  expect(may({ mayAct: false, mayCancel: true })).toBe(false)
  expect(may({ mayAct: true, mayCancel: false })).toBe(false)
})

test('what has ended asks for nothing any more', () => {
  for (const status of ['cancelled', 'expired', 'succeeded', 'review'] as const)
    expect(shown(status, transfer).act).toBeNull()
})
