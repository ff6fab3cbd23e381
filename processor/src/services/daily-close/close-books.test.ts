/** What a day of the books comes to, and what makes it red. */
import { chainStart, money, type Money } from '@lodge/shared-types'
import { describe, expect, test } from 'vitest'
import type { Row } from '../../store/rows.ts'
import { closeBooks, type DayFacts } from './close-books.ts'
import { closeCsv, closeModel } from './close-document.ts'
import { renderDocument } from '../../receipts/render-document.ts'

const eur = (amountMinor: bigint): Money => money(amountMinor, 'EUR')
const account = 'XB01'

const entry = (causedBy: string, ...lines: [string, bigint][]): DayFacts['entries'][number] => ({
  at: new Date('2026-11-20T10:00:00Z'),
  causedBy,
  lines: lines.map(([name, amountMinor]) => ({ account: name, amountMinor, currency: 'EUR' })),
})

/** A transfer of 520.00 for an order, one of 9.99 that nobody knows, 100.00 for a deposit less a fee of 2.50, on 1,000.00. */
const aDay = (wish: Partial<DayFacts> = {}): DayFacts => ({
  day: '2026-11-20',
  previous: undefined,
  entries: [
    entry('opening', [`account:${account}`, 100_000n], ['opening', -100_000n]),
    entry('confirmed', ['bank:bank-transfer', 52_000n], ['order:o1', -52_000n]),
    entry('l1', [`account:${account}`, 52_000n], ['bank:bank-transfer', -52_000n]),
    entry('l2', [`account:${account}`, 999n], ['suspense:l2', -999n]),
    entry('l3', [`account:${account}`, 10_000n], ['deposit:a', -10_000n]),
    entry('l4', [`account:${account}`, -250n], ['bank-fees', 250n]),
  ],
  lines: [
    { _id: 'l1', rule: 'reference-exact', amount: eur(52_000n) },
    { _id: 'l2', rule: 'none', amount: eur(999n) },
    { _id: 'l3', rule: 'deposit-reference', amount: eur(10_000n) },
    { _id: 'l4', rule: 'bank-fee', amount: eur(-250n) },
  ],
  suspense: [{ lineId: 'l2', amount: eur(999n), bookedOn: '2026-11-17' }],
  statements: [{ account, currency: 'EUR', closings: [{ amountMinor: 162_749n, on: '2026-11-20' }] }],
  missing: [],
  refused: [],
  waiting: [],
  succeededNotSettled: [{ currency: 'EUR', count: 2, amountMinor: 104_000n }],
  settledNotSucceeded: [],
  refundsInFlight: [],
  deposits: { rows: [eur(10_000n)], bookedSince: [] },
  cashTaken: [],
  ...wish,
})

const sealed = (facts: DayFacts, seq = 1): Row<'dailyCloses'> => ({
  ...{ _id: `o|${facts.day}`, officeId: 'o', day: facts.day, seq, by: 'processor:payments' },
  ...{ from: null, until: new Date('2026-11-20T22:00:00Z'), closedAt: new Date('2026-11-20T22:05:00Z') },
  ...{ prevHash: chainStart, hash: 'f'.repeat(64) },
  ...closeBooks(facts),
})
const codes = (facts: DayFacts) => closeBooks(facts).reasons.map(({ code, subject }) => `${code} ${subject}`)

test('a day that balances is green, with its figures', () => {
  const { verdict, currencies, reasons, entries } = closeBooks(aDay())
  expect({ verdict, reasons, entries }).toEqual({ verdict: 'green', reasons: [], entries: 6 })
  const [closed] = currencies
  expect(closed).toMatchObject({
    ...{ currency: 'EUR', openingMinor: 100_000n, inMinor: 62_999n, outMinor: -250n, closingMinor: 162_749n },
    ...{ feesMinor: 250n, depositsMinor: 10_000n, zeroProofMinor: 0n },
    succeededNotSettled: { count: 2, amountMinor: 104_000n },
  })
  expect(closed?.suspense.map(({ count }) => count)).toEqual([0, 1, 0, 0])
  expect(closed?.balances.map(({ account: name }) => name)).toEqual([
    `account:${account}`,
    'bank-fees',
    'bank:bank-transfer',
    'deposit:*',
    'opening',
    'order:*',
    'suspense:*',
  ])
})

test('the next day begins with what this one ended with, whatever is booked then', () => {
  const previous = sealed(aDay())
  const next = closeBooks(
    aDay({
      ...{
        day: '2026-11-21',
        previous,
        lines: [],
        entries: [entry('p', ['suspense:l2', 999n], ['other', -999n])],
      },
      suspense: [],
    }),
  )
  expect(next.verdict).toBe('green')
  expect(next.currencies[0]).toMatchObject({
    openingMinor: 162_749n,
    closingMinor: 162_749n,
    zeroProofMinor: 0n,
  })
  expect(next.currencies[0]?.balances).toContainEqual({ account: 'suspense:*', amountMinor: 0n })
})

describe('a day is red', () => {
  const { entries } = aDay()
  test.each<[string, Partial<DayFacts>, string[]]>([
    [
      'where the journal does not sum to zero',
      { entries: [...entries, entry('x', ['order:o2', -1n])] },
      ['journal-not-zero EUR'],
    ],
    [
      'where the account is not where its statement ends',
      { statements: [{ account, currency: 'EUR', closings: [{ amountMinor: 162_748n, on: null }] }] },
      [`account-not-statement ${account}`],
    ],
    ['where suspense is not its lines', { suspense: [] }, ['suspense-not-lines EUR']],
    [
      'where deposits are not what payers have',
      { deposits: { rows: [eur(10_000n)], bookedSince: [eur(1n)] } },
      ['deposits-not-rows EUR'],
    ],
    [
      'where statements are missing, refused or not applied',
      { missing: ['s1'], refused: ['s2'], waiting: ['s3'] },
      ['statement-missing s1', 'statement-refused s2', 'lines-waiting s3'],
    ],
  ])('%s', (_, wish, expected) => {
    expect(codes(aDay(wish))).toEqual(expected)
    expect(closeBooks(aDay(wish)).verdict).toBe('red')
  })
})

test('a second statement of the day may be the one at which the books are', () => {
  const closings = [
    { amountMinor: 1n, on: '2026-11-20' },
    { amountMinor: 162_749n, on: '2026-11-20' },
  ]
  expect(codes(aDay({ statements: [{ account, currency: 'EUR', closings }] }))).toEqual([])
})

test('its documents say the same from the same row, byte for byte, and numbers stay numbers', async () => {
  const close = sealed(aDay({ waiting: ['=cmd()'] }))
  const issuedBy = (language: 'en' | 'ar') => ({
    office: { name: 'Office', address: 'Street 1', url: 'https://office.example', timeZone: 'Europe/Sofia' },
    language,
  })
  for (const language of ['en', 'ar'] as const) {
    const [one, two] = await Promise.all(
      [1, 2].map(() => renderDocument(closeModel(close, issuedBy(language)))),
    )
    expect(one?.warnings).toEqual([])
    expect(Buffer.compare(one?.bytes ?? new Uint8Array(), two?.bytes ?? new Uint8Array(1))).toBe(0)
  }
  const csv = closeCsv(close)
  expect(csv).toContain('out,XB01,EUR,,-2.50\r\n')
  expect(csv).toContain("reason,lines-waiting,'=cmd(),")
})
