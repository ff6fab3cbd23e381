/** Manifests: what they must hold, and that a bank's status always means something. */
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  driverById,
  driverManifestSchema,
  driverOutcomeSchema,
  drivers,
  outcomeOf,
  refundOutcomeOf,
} from './index.ts'
import { openCardGateway } from '../test-stand.ts'

const { manifest } = driverById('card-gateway')

describe.each(Object.entries(drivers))('driver %s', (id, factory) => {
  test('has a valid manifest under its own id', () => {
    expect(driverManifestSchema.safeParse(factory.manifest).error).toBeUndefined()
    expect(factory.manifest.id).toBe(id)
  })

  test('can describe its configuration to a form', () => {
    expect(
      z.toJSONSchema(factory.manifest.configSchema, { io: 'input', unrepresentable: 'any' }),
    ).toHaveProperty('properties')
  })

  test('gives every text that a bank may send as status an outcome, unknown unless it is mapped', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '')),
        (status) => {
          const outcome = driverOutcomeSchema.parse(outcomeOf(factory.manifest, status))
          expect(Object.hasOwn(factory.manifest.statuses, status) || outcome === 'unknown').toBe(true)
          expect(refundOutcomeOf(factory.manifest, `no-${status}`)).toBe('unknown')
        },
      ),
    )
  })
})

test.each(['card-gateway', 'bank-transfer', 'deposit-account', 'counter'])(
  'the driver %s maps exactly the statuses that its wire document names',
  (id) => {
    const text = fs.readFileSync(path.join(import.meta.dirname, `../../docs/wire/${id}.md`), 'utf8')
    const rows = text.split('\n').filter((line) => /^\| `[A-Z_-]+`/.test(line))
    const documented = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_-]+)`/g)].map((m) => m[1]),
    )
    expect(documented.toSorted()).toEqual(Object.keys(driverById(id).manifest.statuses).toSorted())
  },
)

describe('the card gateway', () => {
  test('offers what it declares, and nothing more', () => {
    const driver = openCardGateway('https://bank.example')
    expect([driver.cancel, driver.refund, driver.queryRefund].every((one) => typeof one === 'function')).toBe(
      true,
    )
    expect([driver.fetchSettlements, driver.parseSettlement]).toEqual([undefined, undefined])
    expect(Object.isFrozen(driver)).toBe(true)
  })
})

describe('a manifest is refused', () => {
  test.each([
    ['without an English name', { displayName: { ar: 'بطاقة' } }],
    ['that says callbacks but not how', { callbacks: undefined }],
    ['whose callback secret is not declared', { secrets: ['api-key'] }],
    [
      'that proves callbacks by a shared key and names none',
      { callbacks: { ...manifest.callbacks, authentication: { scheme: 'hmac-sha256', headers: [] } } },
    ],
    ['in which nothing means that money came', { statuses: { NEW: 'pending' } }],
    ['with an outcome that nobody knows', { statuses: { ...manifest.statuses, ODD: 'perhaps' } }],
    ['without currencies', { currencies: {} }],
    ['with a currency that nobody knows', { currencies: { XXX: { minMinor: 1n, maxMinor: 2n } } }],
    ['with limits upside down', { currencies: { EUR: { minMinor: 2n, maxMinor: 1n } } }],
    ['with a member that nobody knows', { extra: true }],
    ['that keeps to the books of the office and has secrets', { kind: 'deposit' }],
  ])('%s', (_what, change) => {
    expect(driverManifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false)
  })
})

test('a driver that does not exist is named, with those that do', () => {
  expect(() => driverById('no-bank')).toThrow(
    `There is no payment driver "no-bank"; there are: ${Object.keys(drivers).join(', ')}.`,
  )
  expect(() => driverById('constructor')).toThrow()
})
