/** What the page of an account's deposits shows: balances, the movements that are asked for, and the slip that pays money in. */
import {
  currencyExponents,
  epcQrText,
  formatAmount,
  money,
  parseAmount,
  ProblemError,
  textIn,
  type Currency,
  type Money,
  type OfficeProfile,
} from '@lodge/shared-types'
import type { OfficeServices } from '@lodge/processor'
import type { SlipPayee } from '../../components/paying/attempt.ts'
import { officeOf, type Args } from '../../edge/answers.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { qrCodeOf } from '../../edge/qr-code.server.ts'
import { payingWords } from '../../messages/paying.ts'
import { daysAsked, depositAsked, payerOf, type Days } from './deposit-asked.server.ts'

type Deposit = Awaited<ReturnType<OfficeServices['depositsOf']>>[number]

/** Returns the amount that was typed, with or without blanks and commas between groups; null for what is none above zero. */
function amountTyped(text: string, currency: Currency): Money | null {
  const digits = text.replace(/(?<=\d)[\s\u202f,](?=\d{3}(?!\d))/g, '')
  try {
    const amount = parseAmount(digits, currency)
    return amount.amountMinor > 0n ? amount : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Returns the days that the address asks for, or null where they go backwards: the page says so. */
function daysOf(request: Request): Days | null {
  try {
    return daysAsked(request)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid') return null
    throw error
  }
}

/** Returns the page that the address asks for, else the last one: what moved last is what a person looks for. */
async function movementsOf(args: Args, currency: Currency, days: Days) {
  const { services } = args.context
  const { actor } = payerOf(args)
  const isAsked = new URL(args.request.url).searchParams.has('page')
  const first = await services.depositMovements(actor, { currency, ...days, page: pageNumber(args.request) })
  const last = Math.ceil(first.total / first.pageSize)
  return isAsked || last <= 1 ? first : services.depositMovements(actor, { currency, ...days, page: last })
}

/**
 * Returns to whom a transfer into a deposit goes: the account of the office whose statements show what came with the deposit's
 * reference. Null where the office has none in the currency, or the deposit has no reference yet.
 */
export function payeeOf(
  { name, reconciliation }: Pick<OfficeProfile, 'name' | 'reconciliation'>,
  { creditorReference, balance: { currency } }: Pick<Deposit, 'creditorReference' | 'balance'>,
): SlipPayee | null {
  const account = reconciliation.accounts.find((one) => one.payTo !== null && one.currency === currency)
  if (!account || creditorReference === null) return null
  return {
    // The name that its bank knows; banks take seventy characters.
    creditorName: textIn(name, 'en').slice(0, 70),
    creditorAccount: account.account,
    bic: null,
    bankName: null,
    creditorReference,
    payBy: null,
  }
}

/** How money is paid into a deposit, with the amount that the address asks for. */
function topUpOf(args: Args, deposit: Deposit) {
  const { currency } = deposit.balance
  const typed = (new URL(args.request.url).searchParams.get('amount') ?? '').trim().slice(0, 40)
  const amount = typed === '' ? null : amountTyped(typed, currency)
  const slip = payeeOf(officeOf(args), deposit)
  const text =
    slip && amount
      ? epcQrText({ ...slip, name: slip.creditorName, account: slip.creditorAccount, amount })
      : null
  return {
    slip,
    amount,
    qr: text === null ? null : qrCodeOf(text),
    wrong: typed !== '' && amount === null ? typed : null,
    example: formatAmount(money(250n * 10n ** BigInt(currencyExponents[currency]), currency)),
  }
}

/** @throws ProblemError not-signed-in; not-found for those who have no account. */
export async function shownDeposits(args: Args) {
  const { request } = args
  const { services, language } = args.context
  const { actor } = payerOf(args)
  const deposits = await services.depositsOf(actor, {})
  const asked = depositAsked(request, deposits)
  const { title } = payingWords[language].deposits
  const takesDeposits = services.paymentMethods(officeOf(args).id).some(({ kind }) => kind === 'deposit')
  if (!asked)
    return {
      ...{ title, deposits: [], chosen: null },
      mayOpen: takesDeposits ? officeOf(args).currency : null,
    }
  const { number, balance } = asked
  const { currency } = balance
  const days = daysOf(request)
  const { searchParams } = new URL(request.url)
  return {
    title,
    mayOpen: null,
    deposits: deposits.map((deposit) => ({ number: deposit.number, balance: deposit.balance })),
    chosen: {
      ...{ number, balance, currency },
      from: searchParams.get('from') || undefined,
      to: searchParams.get('to') || undefined,
      movements: days && (await movementsOf(args, currency, days)),
      topUp: topUpOf(args, asked),
    },
  }
}
