/** Every driver of this package passes the kit, against a fake that shares no code with it. */
import { describe, expect, test } from 'vitest'
import { startBankSide as bankTransfer } from '../../../mocks/src/bank-sides/bank-transfer.ts'
import { startBankSide as billingGateway } from '../../../mocks/src/bank-sides/billing-gateway.ts'
import { startBankSide as cardGateway } from '../../../mocks/src/bank-sides/card-gateway.ts'
import { startBankSide as counter } from '../../../mocks/src/bank-sides/counter.ts'
import { startBankSide as depositAccount } from '../../../mocks/src/bank-sides/deposit-account.ts'
import { driverById, drivers } from '../drivers.ts'
import type { StartBankSide } from './bank-side.ts'
import { kitCases } from './cases.ts'
import { runCases } from './run-cases.ts'

const sides = {
  'card-gateway': cardGateway,
  'billing-gateway': billingGateway,
  'bank-transfer': bankTransfer,
  'deposit-account': depositAccount,
  counter,
} as const satisfies Record<string, StartBankSide>

/** At least as many cases apply to each: a manifest that promises less does not pass more easily. */
const applicable = {
  'card-gateway': 86,
  'billing-gateway': 88,
  'bank-transfer': 37,
  'deposit-account': 31,
  counter: 24,
} as const satisfies Record<keyof typeof sides, number>

const isOurs = (id: string): id is keyof typeof sides => Object.hasOwn(sides, id)

test('every driver has a bank side', () =>
  expect(Object.keys(drivers).toSorted()).toEqual(Object.keys(sides).toSorted()))

describe('the kit', () => {
  test.each(Object.keys(sides).filter(isOurs))(
    'finds no fault in the driver %s',
    async (id) => {
      const results = await runCases({
        factory: driverById(id),
        startBankSide: sides[id],
        seed: 20_331,
        cases: kitCases,
      })
      expect(results.flatMap((one) => (one.outcome === 'failed' ? [`${one.id}: ${one.why}`] : []))).toEqual(
        [],
      )
      expect(results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThanOrEqual(
        applicable[id],
      )
    },
    60_000,
  )
})
