/** What a day of the office's books comes to, counted from the journal and what was known at its end. Pure. */
import { isCurrency, type Currency, type Money, type PlainDate } from '@lodge/shared-types'
import type { MatchRule } from '../../domain/matching/matching-terms.ts'
import type { Row } from '../../store/rows.ts'
import type { ClosedCurrency } from '../../store/statement-rows.ts'
import { bankFeesAccount, officeAccount, openingAccount } from '../reconciliation/line-journal.ts'
import { ageGroups, ageOf, groupOf } from '../reconciliation/suspense-ages.ts'

type Close = Row<'dailyCloses'>
export type RedReason = Close['reasons'][number]

export type CurrencyTally = { currency: Currency; count: number; amountMinor: bigint }

export type DayFacts = {
  day: PlainDate
  /** The close before this one; undefined for the first. */
  previous: Close | undefined
  /** Every entry booked after the close before this one, up to the end of this one. */
  entries: readonly Pick<Row<'journal'>, 'at' | 'causedBy' | 'lines'>[]
  /** Lines of statements that were applied in that time, by their id. */
  lines: readonly { _id: string; rule: MatchRule | null; amount: Money }[]
  /** What was in suspense by its own line at the end. */
  suspense: readonly { lineId: string; amount: Money; bookedOn: PlainDate | null }[]
  /** The last statement of each account. */
  statements: readonly {
    account: string
    currency: Currency
    closings: readonly { amountMinor: bigint; on: PlainDate | null }[]
  }[]
  /** Statements without the one before them, those refused since the last close, and lines that wait: each by what people call it. */
  missing: readonly string[]
  refused: readonly string[]
  waiting: readonly string[]
  succeededNotSettled: readonly CurrencyTally[]
  settledNotSucceeded: readonly CurrencyTally[]
  refundsInFlight: readonly CurrencyTally[]
  /** What the rows of deposits hold, and what was booked to deposits after the end: together what the journal must hold. */
  deposits: { rows: readonly Money[]; bookedSince: readonly Money[] }
  cashTaken: readonly CurrencyTally[]
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n)
const ofCurrency = (amounts: readonly Money[], currency: Currency): bigint[] =>
  amounts.filter((one) => one.currency === currency).map((one) => one.amountMinor)
const tallyOf = (amounts: readonly bigint[]) => ({ count: amounts.length, amountMinor: sum(amounts) })
const tallyIn = (tallies: readonly CurrencyTally[], currency: Currency) => {
  const own = tallies.filter((one) => one.currency === currency)
  return {
    count: own.reduce((total, { count }) => total + count, 0),
    amountMinor: sum(own.map(({ amountMinor }) => amountMinor)),
  }
}

/** Accounts of one kind are one line of the trial balance, but for those that people know by name. */
function balanceName(account: string): string {
  const [kind = '', ...rest] = account.split(':')
  return kind === 'account' || kind === 'bank' ? account : rest.length > 0 ? `${kind}:*` : kind
}

type Balance = { account: string; amountMinor: bigint }
/** `isOpening`: it tells what stood there before the first statement, so nothing moved. */
type Booked = Balance & { isOpening: boolean }

function balancesAfter(previous: readonly Balance[], booked: readonly Balance[]): Balance[] {
  const sums = new Map(previous.map(({ account, amountMinor }) => [account, amountMinor]))
  for (const { account, amountMinor } of booked) {
    const name = balanceName(account)
    sums.set(name, (sums.get(name) ?? 0n) + amountMinor)
  }
  return [...sums]
    .map(([account, amountMinor]) => ({ account, amountMinor }))
    .sort((a, b) => (a.account < b.account ? -1 : 1))
}

const bankPrefix = officeAccount('')

function accountsOf(
  facts: DayFacts,
  currency: Currency,
  booked: readonly Booked[],
  previous: ClosedCurrency | undefined,
) {
  const shown = facts.statements.filter((one) => one.currency === currency)
  const names = new Set([
    ...shown.map(({ account }) => account),
    ...booked
      .filter(({ account }) => account.startsWith(bankPrefix))
      .map(({ account }) => account.slice(bankPrefix.length)),
    ...(previous?.accounts ?? []).map(({ account }) => account),
  ])
  return [...names].sort().map((account) => {
    const own = booked.filter((one) => one.account === officeAccount(account))
    const amounts = own.filter(({ isOpening }) => !isOpening).map((one) => one.amountMinor)
    const before = previous?.accounts.find((one) => one.account === account)?.closingMinor ?? 0n
    const openingMinor = before + sum(own.filter(({ isOpening }) => isOpening).map((one) => one.amountMinor))
    const inMinor = sum(amounts.filter((one) => one > 0n))
    const outMinor = sum(amounts.filter((one) => one < 0n))
    const closingMinor = openingMinor + inMinor + outMinor
    const closings = shown.find((one) => one.account === account)?.closings ?? []
    // Several statements may end on one day; it is enough that the books are where one of them ends.
    const statement = closings.find((one) => one.amountMinor === closingMinor) ?? closings[0]
    return {
      ...{ account, openingMinor, inMinor, outMinor, closingMinor },
      statementMinor: statement?.amountMinor ?? null,
      statementOn: statement?.on ?? null,
    }
  })
}

function currencyOf(facts: DayFacts, currency: Currency): ClosedCurrency {
  const before = facts.previous?.currencies.find((one) => one.currency === currency)
  const booked = facts.entries.flatMap(({ lines }): Booked[] => {
    const isOpening = lines.some(({ account }) => account === openingAccount)
    return lines.filter((line) => line.currency === currency).map((line) => ({ ...line, isOpening }))
  })
  const balances = balancesAfter(before?.balances ?? [], booked)
  const accounts = accountsOf(facts, currency, booked, before)
  const lines = facts.lines.filter(({ amount }) => amount.currency === currency)
  const rules = [...new Set(lines.map(({ rule }) => rule ?? 'none'))].sort()
  const suspense = facts.suspense.filter(({ amount }) => amount.currency === currency)
  const all = (member: 'openingMinor' | 'inMinor' | 'outMinor' | 'closingMinor') =>
    sum(accounts.map((one) => one[member]))
  return {
    currency,
    accounts,
    openingMinor: all('openingMinor'),
    inMinor: all('inMinor'),
    outMinor: all('outMinor'),
    closingMinor: all('closingMinor'),
    feesMinor: sum(booked.filter(({ account }) => account === bankFeesAccount).map((one) => one.amountMinor)),
    byRule: rules.map((rule) => {
      const own = lines.filter((one) => (one.rule ?? 'none') === rule).map(({ amount }) => amount.amountMinor)
      return {
        rule,
        count: own.length,
        inMinor: sum(own.filter((one) => one > 0n)),
        outMinor: sum(own.filter((one) => one < 0n)),
      }
    }),
    suspense: ageGroups.map((group) => ({
      ...group,
      ...tallyOf(
        suspense
          .filter(({ bookedOn }) => groupOf(ageOf(bookedOn, facts.day)) === group)
          .map(({ amount }) => amount.amountMinor),
      ),
    })),
    succeededNotSettled: tallyIn(facts.succeededNotSettled, currency),
    settledNotSucceeded: tallyIn(facts.settledNotSucceeded, currency),
    refundsInFlight: tallyIn(facts.refundsInFlight, currency),
    depositsMinor: -(balances.find(({ account }) => account === 'deposit:*')?.amountMinor ?? 0n),
    cashDesk: tallyIn(facts.cashTaken, currency),
    balances,
    zeroProofMinor: sum(balances.map((one) => one.amountMinor)),
  }
}

/** What of a currency does not balance. */
function reasonsOf(closed: ClosedCurrency, facts: DayFacts): RedReason[] {
  const { currency, accounts, balances, zeroProofMinor, suspense, depositsMinor } = closed
  const off = (code: RedReason['code'], subject: string, amountMinor: bigint): RedReason[] =>
    amountMinor === 0n ? [] : [{ code, subject, amount: { amountMinor, currency } }]
  const inSuspense = -(balances.find(({ account }) => account === 'suspense:*')?.amountMinor ?? 0n)
  const rows = sum(ofCurrency(facts.deposits.rows, currency))
  const since = sum(ofCurrency(facts.deposits.bookedSince, currency))
  return [
    ...off('journal-not-zero', currency, zeroProofMinor),
    ...accounts.flatMap(({ account, closingMinor, statementMinor }) =>
      statementMinor === null ? [] : off('account-not-statement', account, closingMinor - statementMinor),
    ),
    ...off('suspense-not-lines', currency, inSuspense - sum(suspense.map((one) => one.amountMinor))),
    ...off('deposits-not-rows', currency, depositsMinor + since - rows),
  ]
}

/**
 * Returns what a day comes to. It begins with what the day before ended with, so that what is booked later never changes a day that
 * was closed: it is part of the next one. Red where anything does not balance, with each reason.
 */
export function closeBooks(facts: DayFacts): Pick<Close, 'currencies' | 'reasons' | 'verdict' | 'entries'> {
  const named = [
    ...(facts.previous?.currencies ?? []).map(({ currency }) => currency),
    ...facts.entries.flatMap(({ lines }) => lines.map(({ currency }) => currency)),
    ...facts.statements.map(({ currency }) => currency),
  ]
  const currencies = [...new Set(named)]
    .filter(isCurrency)
    .sort()
    .map((currency) => currencyOf(facts, currency))
  const told = (code: RedReason['code'], subjects: readonly string[]): RedReason[] =>
    subjects.map((subject) => ({ code, subject, amount: null }))
  const reasons = [
    ...currencies.flatMap((closed) => reasonsOf(closed, facts)),
    ...told('statement-missing', facts.missing),
    ...told('statement-refused', facts.refused),
    ...told('lines-waiting', facts.waiting),
  ]
  return { currencies, reasons, verdict: reasons.length > 0 ? 'red' : 'green', entries: facts.entries.length }
}
