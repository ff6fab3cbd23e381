/** Which drivers an office may name, and whom it offers them. */
import { expect, test } from 'vitest'
import { faultsOfDrivers, isOffered } from './payment-drivers.ts'

const faults = (mode: 'online' | 'offline' | 'both' | 'none', drivers: string[]): string[] =>
  faultsOfDrivers({ payments: { mode, drivers, payWithin: null } }).map(({ path }) => path)

test('the mode says which ways of paying an agent is offered', () => {
  expect([isOffered('both', 'redirect'), isOffered('both', 'counter')]).toEqual([true, true])
  expect([isOffered('online', 'deposit'), isOffered('online', 'reference')]).toEqual([true, false])
  expect([isOffered('offline', 'counter'), isOffered('offline', 'billing-gateway')]).toEqual([true, false])
  expect([isOffered('none', 'counter'), isOffered('none', 'redirect')]).toEqual([false, false])
})

test.each([
  ['a driver that there is not', 'both', ['card-gateway', 'no-such'], ['payments.drivers.1']],
  ['an office of the desk alone without a desk', 'none', ['card-gateway'], ['payments.mode']],
  ['an online office with nothing online', 'online', ['counter'], ['payments.mode']],
  ['a way that nobody is offered', 'online', ['card-gateway', 'bank-transfer'], ['payments.drivers.1']],
  ['a card at an office of the desk alone', 'none', ['counter', 'card-gateway'], ['payments.drivers.1']],
] as const)('refuses %s', (_, mode, drivers, paths) => expect(faults(mode, [...drivers])).toEqual(paths))

test('takes the desk beside every mode', () => {
  for (const mode of ['online', 'offline', 'both'] as const)
    expect(
      faults(mode, mode === 'offline' ? ['counter', 'bank-transfer'] : ['card-gateway', 'counter']),
    ).toEqual([])
  expect(faults('none', ['counter'])).toEqual([])
})
