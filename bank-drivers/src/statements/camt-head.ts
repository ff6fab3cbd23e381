/** The head of a camt statement: group header, pages, account, balances, totals. */
import { all, at, textAt, type CamtElement } from './camt-element.ts'
import { accountIn, amountIn, bicIn, dayIn, dayOf, signOf } from './camt-values.ts'
import { readAmount } from './exact-amount.ts'
import type { Notes } from './notes.ts'
import { given } from './references.ts'
import type { CurrencyCode, StatedTotals, StatementBalance, StatementHead } from './statement.ts'

/** A running number; banks that do not number write zeros. */
const sequenceOf = (text: string | undefined): string | undefined => {
  const number = text?.replace(/^0+/, '')
  return number === '' ? undefined : number
}

/** Some banks put the code into the place of their own ones. */
const balanceType = (balance: CamtElement): string | undefined =>
  textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? textAt(balance, 'Tp', 'CdOrPrtry', 'Prtry')

type Balance = StatementBalance & { readonly type: string }

function balancesIn(statement: CamtElement, index: number, notes: Notes): readonly Balance[] {
  return all(statement, 'Bal').flatMap((balance): Balance[] => {
    const type = balanceType(balance) ?? ''
    const [written, sign] = [at(balance, 'Amt'), signOf(balance)]
    const amount = written && amountIn(written)
    if (!written || !amount?.ok || !sign) {
      const fault = amount?.ok === false ? amount.message : 'is missing, or is neither credit nor debit'
      notes.warn(amount?.ok === false ? amount.code : 'amount', `A balance (${type}) ${fault}.`, {
        statement: index,
      })
      return []
    }
    return [
      {
        type,
        amountMinor: amount.amountMinor * sign,
        currency: written.currency ?? '',
        on: dayIn(at(balance, 'Dt')),
        isIntermediate: type === 'ITBD' || textAt(balance, 'Tp', 'SubTp', 'Cd') === 'INTM',
      },
    ]
  })
}

/** Opening is OPBD, else the previous closing (PRCD); closing is CLBD; a page may have ITBD in their place. */
export function openingAndClosing(
  statement: CamtElement,
  index: number,
  notes: Notes,
): { opening: StatementBalance | undefined; closing: StatementBalance | undefined } {
  const balances = balancesIn(statement, index, notes)
  const currency = textAt(statement, 'Acct', 'Ccy')
  const of = (type: string): readonly Balance[] => {
    const found = balances.filter((balance) => balance.type === type)
    const inCurrency = found.filter((balance) => balance.currency === currency)
    return inCurrency.length > 0 ? inCurrency : found
  }
  const interim = of('ITBD')
  const closed = of('CLBD').at(-1)
  const opened = of('OPBD')[0] ?? of('PRCD')[0]
  const opening = opened ?? (closed || interim.length > 1 ? interim[0] : undefined)
  const closing = closed ?? (opened || interim.length > 1 ? interim.at(-1) : undefined)
  const plain = (balance: Balance | undefined): StatementBalance | undefined =>
    balance && {
      amountMinor: balance.amountMinor,
      currency: balance.currency,
      on: balance.on,
      isIntermediate: balance.isIntermediate,
    }
  return { opening: plain(opening), closing: plain(closing) }
}

/** Returns what `TxsSummry` says of the entries, undefined where it says nothing. */
export function statedTotalsIn(statement: CamtElement, currency: CurrencyCode): StatedTotals | undefined {
  const summary = at(statement, 'TxsSummry')
  if (!summary) return undefined
  const count = (name: string): number | undefined => {
    const text = textAt(summary, name, 'NbOfNtries') ?? ''
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined
  }
  const sum = (name: string): bigint | undefined => {
    const reading = readAmount(textAt(summary, name, 'Sum') ?? '', currency)
    return reading.ok ? reading.amountMinor : undefined
  }
  return {
    ...given('count', count('TtlNtries')),
    ...given('sumMinor', sum('TtlNtries')),
    ...given('creditCount', count('TtlCdtNtries')),
    ...given('creditSumMinor', sum('TtlCdtNtries')),
    ...given('debitCount', count('TtlDbtNtries')),
    ...given('debitSumMinor', sum('TtlDbtNtries')),
  }
}

/** Reads the head from what stands before the first entry; `entry` gives the currency where nothing else does. */
export function readHead(
  statement: CamtElement,
  index: number,
  header: CamtElement | undefined,
  entry: CamtElement | undefined,
  notes: Notes,
): StatementHead {
  const account = at(statement, 'Acct')
  const paging = at(statement, 'StmtPgntn') ?? at(statement, 'NtfctnPgntn') ?? at(statement, 'RptPgntn')
  const pages = paging ?? at(header, 'MsgPgntn')
  const [page, isLast] = [textAt(pages, 'PgNb'), textAt(pages, 'LastPgInd')]
  const period = at(statement, 'FrToDt')
  const balanceOf = (type: string): CamtElement | undefined =>
    all(statement, 'Bal').find((one) => balanceType(one) === type)
  const [opening, closing] = [balanceOf('OPBD') ?? balanceOf('PRCD'), balanceOf('CLBD')]
  const number = accountIn(account)
  if (number === undefined)
    notes.warn('format', `Statement ${index + 1} names no account.`, { statement: index })
  return {
    index,
    messageId: textAt(header, 'MsgId') ?? '',
    account: number ?? '',
    ...given('accountOwner', textAt(account, 'Ownr', 'Nm') ?? textAt(account, 'Ownr', 'Pty', 'Nm')),
    ...given('servicerBic', bicIn(at(account, 'Svcr'))),
    statementId: textAt(statement, 'Id') ?? '',
    sequence: sequenceOf(textAt(statement, 'ElctrncSeqNb') ?? textAt(statement, 'LglSeqNb')),
    page: page !== undefined && /^\d{1,9}$/.test(page) ? Number(page) : undefined,
    isLastPage: isLast === undefined ? undefined : isLast === 'true' || isLast === '1',
    currency:
      textAt(account, 'Ccy') ??
      at(opening, 'Amt')?.currency ??
      at(closing, 'Amt')?.currency ??
      at(entry, 'Amt')?.currency ??
      '',
    from: dayOf(textAt(period, 'FrDtTm') ?? textAt(period, 'FrDt')) ?? dayIn(at(opening, 'Dt')),
    to: dayOf(textAt(period, 'ToDtTm') ?? textAt(period, 'ToDt')) ?? dayIn(at(closing, 'Dt')),
    isCopy: textAt(statement, 'CpyDplctInd') !== undefined,
  }
}
