/** Values that mean the same wherever they stand in a camt message: amounts, signs, dates, codes, agents. */
import { isPlainDate, type PlainDate } from '@lodge/shared-types'
import { all, at, textAt, type CamtElement } from './camt-element.ts'
import { readAmount, type AmountReading } from './exact-amount.ts'
import { accountOf, given } from './references.ts'
import type { BankTransactionCode, CurrencyExchange, StatementCharge, StatementMoney } from './statement.ts'

export type Sign = 1n | -1n

/** Returns the sign of a `CdtDbtInd`: credit comes in. */
export function signOf(element: CamtElement | undefined): Sign | undefined {
  const indicator = textAt(element, 'CdtDbtInd')
  return indicator === 'CRDT' ? 1n : indicator === 'DBIT' ? -1n : undefined
}

/** Reads an element such as `<Amt Ccy="EUR">8.85</Amt>`, without a sign. */
export const amountIn = (element: CamtElement): AmountReading =>
  readAmount(element.text, element.currency ?? '')

/** Returns the amount of an element with `sign`; undefined where there is none that can be used. */
export function moneyIn(element: CamtElement | undefined, sign: Sign = 1n): StatementMoney | undefined {
  if (!element) return undefined
  const reading = amountIn(element)
  return reading.ok
    ? { amountMinor: reading.amountMinor * sign, currency: element.currency ?? '' }
    : undefined
}

/** Returns the day of a `Dt` or `DtTm` as it is written, without a change of zone. */
export function dayIn(element: CamtElement | undefined): PlainDate | undefined {
  const day = (textAt(element, 'Dt') ?? textAt(element, 'DtTm') ?? '').slice(0, 10)
  return isPlainDate(day) ? day : undefined
}

/** Returns the day with which a date and time begins. */
export function dayOf(text: string | undefined): PlainDate | undefined {
  const day = text?.slice(0, 10) ?? ''
  return isPlainDate(day) ? day : undefined
}

/** Returns an account's IBAN, else the bank's own number. */
export const accountIn = (account: CamtElement | undefined): string | undefined =>
  accountOf(
    textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id') ?? textAt(account, 'Id', 'BBAN'),
  )

/** Returns an agent's BIC: `BICFI` since version 04, `BIC` before. */
export const bicIn = (agent: CamtElement | undefined): string | undefined =>
  textAt(agent, 'FinInstnId', 'BICFI') ?? textAt(agent, 'FinInstnId', 'BIC')

/** Returns a bank transaction code (`BkTxCd`); empty where there is none. */
export function transactionCodeIn(code: CamtElement | undefined): BankTransactionCode {
  const domain = at(code, 'Domn')
  const iso = [textAt(domain, 'Cd'), textAt(domain, 'Fmly', 'Cd'), textAt(domain, 'Fmly', 'SubFmlyCd')]
    .filter((part) => part !== undefined)
    .join('-')
  return {
    ...given('iso', iso === '' ? undefined : iso),
    ...given('proprietary', textAt(code, 'Prtry', 'Cd')),
    ...given('issuer', textAt(code, 'Prtry', 'Issr')),
  }
}

/** Returns the charges of an entry or a detail: repeated `Chrgs` with amounts up to version 03, `Chrgs/Rcrd` since. */
export function chargesIn(element: CamtElement): readonly StatementCharge[] {
  return all(element, 'Chrgs').flatMap((charges) => {
    const records = all(charges, 'Rcrd')
    return (records.length > 0 ? records : [charges]).flatMap((record): StatementCharge[] => {
      const amount = at(record, 'Amt')
      // A charge is taken from us unless the bank says that it is given back.
      const money = moneyIn(amount ?? at(record, 'TtlChrgsAndTaxAmt'), signOf(record) ?? -1n)
      const included = textAt(record, 'ChrgInclInd')
      return money
        ? [
            {
              ...money,
              isIncluded: included === undefined ? undefined : included === 'true' || included === '1',
              ...given('code', textAt(record, 'Tp', 'Cd') ?? textAt(record, 'Tp', 'Prtry', 'Id')),
            },
          ]
        : []
    })
  })
}

/** Returns the exchange told in `AmtDtls`; undefined where there is none. */
export function exchangeIn(details: CamtElement | undefined): CurrencyExchange | undefined {
  const exchange = ['TxAmt', 'InstdAmt', 'CntrValAmt']
    .map((name) => at(details, name, 'CcyXchg'))
    .find((one) => one !== undefined)
  if (!exchange) return undefined
  return {
    ...given('source', textAt(exchange, 'SrcCcy')),
    ...given('target', textAt(exchange, 'TrgtCcy')),
    ...given('unitCurrency', textAt(exchange, 'UnitCcy')),
    ...given('rate', textAt(exchange, 'XchgRate')),
    ...given('instructed', moneyIn(at(details, 'InstdAmt', 'Amt'))),
  }
}
