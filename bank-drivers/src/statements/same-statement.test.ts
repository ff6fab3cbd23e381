/** What is true of any statement: amounts survive exactly, and a format does not change what a statement says. */
import { addDays } from '@lodge/shared-types'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asCamt, asMt940, aStatement, type MadeUpEntry, type MadeUpStatement } from './a-statement.ts'
import { readAmount, writeAmount } from './exact-amount.ts'
import { lineIdentities } from './statement-identity.ts'
import { readStatements } from './read-statements.ts'
import type { Statement } from './statement.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const only = (text: string): Statement => readStatements(bytes(text)).statements[0]!

const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'DEM', 'UYW')
const minor = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n })
/** Words that no dialect of field 86 takes for its own signs. */
const words = fc
  .array(fc.constantFrom('Fees', 'D-2026-17', 'Müller', 'a', '12,50', '(3)', 'ÅÄÖ'), {
    minLength: 1,
    maxLength: 9,
  })
  .map((list) => list.join(' '))
const reference = fc.stringMatching(/^[A-Z1-9][A-Z0-9]{5,15}$/).map((text) => `X${text}`)
const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2025-01-01', days))

const entry: fc.Arbitrary<MadeUpEntry> = fc
  .record({
    amountMinor: minor.filter((amount) => amount !== 0n),
    bookedOn: day,
    valueAfter: fc.integer({ min: -40, max: 40 }),
    isReversal: fc.boolean(),
    text: words,
    name: words.map((text) => text.slice(0, 27).trim()),
    account: fc.constantFrom('DE02120300000000202051', 'NL91ABNA0417164300'),
    bic: fc.constantFrom('BYLADEM1001', 'ABNANL2A'),
    servicerReference: fc.option(reference, { nil: undefined }),
    endToEndId: fc.option(reference, { nil: undefined }),
  })
  .map(({ servicerReference, endToEndId, ...rest }) => ({
    ...rest,
    ...(servicerReference === undefined ? {} : { servicerReference }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
  }))
const statement: fc.Arbitrary<MadeUpStatement> = fc.record({
  account: fc.constant(aStatement().account),
  currency,
  openingMinor: minor,
  day,
  entries: fc.array(entry, { maxLength: 6 }),
})

/** All of an entry but the bank's own codes, which each format has in its own words. */
const said = ({ entries }: Statement) => entries.map(({ transactionCode: _, ...rest }) => rest)

describe('amounts', () => {
  test('every amount is read back as it was written, with a point or a comma', () =>
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const amountMinor = amount < 0n ? -amount : amount
        const text = writeAmount({ amountMinor, currency: code }).replace(/ .*$/, '')
        expect(readAmount(text, code)).toEqual({ ok: true, amountMinor })
        expect(readAmount(`00${text.replace('.', ',')}`, code, ',')).toEqual({ ok: true, amountMinor })
      }),
    ))

  test('zeros behind the decimals change nothing, and any other digit is refused', () =>
    fc.assert(
      fc.property(minor, currency, fc.integer({ min: 1, max: 5 }), (amount, code, more) => {
        const amountMinor = amount < 0n ? -amount : amount
        const text = writeAmount({ amountMinor, currency: code }).replace(/ .*$/, '')
        const pointed = text.includes('.') ? text : `${text}.`
        expect(readAmount(pointed + '0'.repeat(more), code)).toEqual({ ok: true, amountMinor })
        expect(readAmount(`${pointed}${'0'.repeat(more - 1)}1`, code)).toMatchObject({
          ok: false,
          code: 'amount',
        })
      }),
    ))

  test.each(['', '.', '-1', '1e3', '1,50', '1.000,00', '0x10', 'NaN', '1 000', '٥', '9'.repeat(30)])(
    '"%s" is no amount of euros',
    (text) => expect(readAmount(text, 'EUR').ok).toBe(false),
  )

  test.each(['EURO', 'XYZ', '', 'eur'])('"%s" is no currency', (code) =>
    expect(readAmount('1', code)).toMatchObject({ ok: false, code: 'currency' }),
  )
})

test('a statement says the same as camt.053 of three versions and as MT940, and adds up in each', () =>
  fc.assert(
    fc.property(statement, (made) => {
      const newest = only(asCamt(made, { version: '08' }))
      expect(newest.controls).toMatchObject({ verdict: 'ok', mayApply: true, why: [] })
      expect(newest.entries.map(({ amountMinor }) => amountMinor)).toEqual(
        made.entries.map(({ amountMinor }) => amountMinor),
      )
      for (const other of [asCamt(made, { version: '02' }), asCamt(made, { version: '04' }), asMt940(made)]) {
        const read = only(other)
        expect(said(read)).toEqual(said(newest))
        expect(read.controls.verdict).toBe('ok')
        expect([read.opening?.amountMinor, read.closing?.amountMinor]).toEqual([
          newest.opening?.amountMinor,
          newest.closing?.amountMinor,
        ])
      }
    }),
    { numRuns: 60 },
  ))

test('a statement whose closing balance is off by one unit is never applied', () =>
  fc.assert(
    fc.property(statement, fc.constantFrom(1n, -1n), (made, by) => {
      const wrong = asCamt(made).replace(
        /(<Cd>CLBD<\/Cd>.*?>)[^<]*(<\/Amt><CdtDbtInd>)[A-Z]{4}/s,
        (_, before: string, after: string) => {
          const closing =
            made.entries.reduce((sum, { amountMinor }) => sum + amountMinor, made.openingMinor) + by
          const text = writeAmount({
            amountMinor: closing < 0n ? -closing : closing,
            currency: made.currency,
          })
          return `${before}${text.replace(/ .*$/, '')}${after}${closing < 0n ? 'DBIT' : 'CRDT'}`
        },
      )
      const { controls } = only(wrong)
      expect(controls).toMatchObject({ verdict: 'off', differenceMinor: -by, mayApply: false })
    }),
    { numRuns: 40 },
  ))

test('no two lines of a statement share an identity, and reading it again gives the same ones', () =>
  fc.assert(
    fc.property(statement, (made) => {
      const twice = only(asCamt({ ...made, entries: [...made.entries, ...made.entries] }))
      const identities = lineIdentities(twice)
      expect(new Set(identities).size).toBe(twice.entries.length)
      expect(lineIdentities(only(asCamt({ ...made, entries: [...made.entries, ...made.entries] })))).toEqual(
        identities,
      )
      expect(identities.slice(0, made.entries.length)).toEqual(lineIdentities(only(asCamt(made))))
    }),
    { numRuns: 40 },
  ))
