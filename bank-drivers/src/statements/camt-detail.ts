/** `TxDtls` of camt.052, 053 and 054: one payment inside an entry. */
import { all, at, textAt, type CamtElement } from './camt-element.ts'
import {
  accountIn,
  amountIn,
  bicIn,
  chargesIn,
  exchangeIn,
  signOf,
  transactionCodeIn,
  type Sign,
} from './camt-values.ts'
import { accountOf, structuredReferenceOf, given, referenceOf } from './references.ts'
import type {
  BankTransactionCode,
  Counterparty,
  CurrencyCode,
  Detail,
  PaymentReferences,
  ReturnReason,
} from './statement.ts'

type Side = 'Dbtr' | 'Cdtr'

/** What a detail takes from its entry. `isOnly`: the entry has no other. */
export type DetailOf = {
  readonly sign: Sign
  readonly amountMinor: bigint
  readonly currency: CurrencyCode
  readonly account: string
  readonly isReversal: boolean
  readonly isOnly: boolean
}

/** A detail that waits for its entry to be read. */
export type PendingDetail = (index: number, entry: DetailOf) => Detail

/** Returns the name of a party: inside `Pty` since version 08, or that of an agent in its place. */
const nameIn = (party: CamtElement | undefined): string | undefined =>
  textAt(party, 'Nm') ??
  textAt(party, 'Pty', 'Nm') ??
  textAt(party, 'Agt', 'FinInstnId', 'Nm') ??
  textAt(party, 'FinInstnId', 'Nm')

function partyIn(details: CamtElement, side: Side): Counterparty {
  const [parties, agents] = [at(details, 'RltdPties'), at(details, 'RltdAgts')]
  const account = at(parties, `${side}Acct`)
  return {
    ...given('name', nameIn(at(parties, side)) ?? textAt(account, 'Nm')),
    ...given('ultimateName', nameIn(at(parties, `Ultmt${side}`))),
    ...given('account', accountIn(account)),
    ...given('bic', bicIn(at(agents, `${side}Agt`))),
  }
}

/** A debit goes to the creditor, a credit comes from the debtor; a reversal keeps the parties of the original. */
function counterpartyIn(details: CamtElement, sign: Sign, { account, isReversal }: DetailOf): Counterparty {
  const isToCreditor = sign < 0n !== isReversal
  const [first, second] = isToCreditor
    ? [partyIn(details, 'Cdtr'), partyIn(details, 'Dbtr')]
    : [partyIn(details, 'Dbtr'), partyIn(details, 'Cdtr')]
  const isOurs = (party: Counterparty): boolean =>
    party.account !== undefined && accountOf(party.account) === account
  const isNobody = Object.keys(first).length === 0
  return (isNobody || isOurs(first)) && !isOurs(second) ? second : first
}

function referencesIn(refs: CamtElement | undefined): PaymentReferences {
  const reference = (name: string): string | undefined => referenceOf(textAt(refs, name))
  return {
    ...given('endToEndId', reference('EndToEndId')),
    ...given('transactionId', reference('TxId')),
    ...given('instructionId', reference('InstrId')),
    ...given('paymentInformationId', reference('PmtInfId')),
    ...given('messageId', reference('MsgId')),
    ...given('mandateId', reference('MndtId')),
    ...given('chequeNumber', reference('ChqNb')),
    ...given('clearingReference', reference('ClrSysRef')),
    ...given('servicerReference', reference('AcctSvcrRef')),
    ...given('uetr', reference('UETR')?.toLowerCase()),
  }
}

function returnIn(details: CamtElement): ReturnReason | undefined {
  const returned = at(details, 'RtrInf')
  if (!returned) return undefined
  const reason = at(returned, 'Rsn')
  const said = all(returned, 'AddtlInf').map(wordsOf)
  const proprietary = textAt(reason, 'Prtry')
  // Banks put ISO 20022 reason codes into the place of their own ones.
  const isCode = proprietary !== undefined && /^[A-Z]{2}\d{2}$/.test(proprietary)
  const text = [isCode ? undefined : proprietary, ...said]
    .filter((one) => one !== undefined && one !== '')
    .join('\n')
  const original: BankTransactionCode = transactionCodeIn(at(returned, 'OrgnlBkTxCd'))
  return {
    ...given('code', textAt(reason, 'Cd') ?? (isCode ? proprietary : undefined)),
    ...given('text', text === '' ? undefined : text),
    ...given('originalTransactionCode', Object.keys(original).length > 0 ? original : undefined),
  }
}

/** Indented files break words into lines that the payer never wrote. */
const wordsOf = ({ text }: CamtElement): string => text.replaceAll(/\s+/g, ' ').trim()

/** What the payer wrote; where he wrote nothing, what the bank says of the payment. */
function textIn(details: CamtElement): string {
  const remittance = at(details, 'RmtInf')
  const written = all(remittance, 'Ustrd').map(wordsOf)
  const besides = all(remittance, 'Strd').flatMap((one) => all(one, 'AddtlRmtInf').map(wordsOf))
  const words = [...written, ...besides].filter((one) => one !== '')
  if (words.length > 0) return words.join('\n')
  const besidesThose = at(details, 'AddtlTxInf')
  return besidesThose ? wordsOf(besidesThose) : ''
}

const creditorReferencesIn = (details: CamtElement): readonly string[] =>
  all(at(details, 'RmtInf'), 'Strd').flatMap((one) =>
    all(one, 'CdtrRefInf').flatMap(
      (info) => structuredReferenceOf(textAt(info, 'Ref') ?? textAt(info, 'CdtrRef')) ?? [],
    ),
  )

/**
 * The amount stands in `Amt` since version 04, in `AmtDtls` before; of those, what is in the entry's currency is what
 * moved on the account. An entry's only detail is the entry.
 */
function amountOf(
  details: CamtElement,
  entry: DetailOf,
  sign: Sign,
): Pick<Detail, 'amountMinor' | 'currency'> {
  const told = at(details, 'AmtDtls')
  const candidates = [
    at(details, 'Amt'),
    ...['TxAmt', 'CntrValAmt', 'InstdAmt'].map((name) => at(told, name, 'Amt')),
  ].filter((one) => one !== undefined)
  const inCurrency = candidates.find(({ currency }) => currency === entry.currency)
  if (!inCurrency && entry.isOnly) return { amountMinor: entry.amountMinor, currency: entry.currency }
  const chosen = inCurrency ?? candidates[0]
  if (!chosen) return { amountMinor: undefined, currency: entry.currency }
  const reading = amountIn(chosen)
  return {
    amountMinor: reading.ok ? reading.amountMinor * sign : undefined,
    currency: chosen.currency ?? '',
  }
}

/** Reads a `TxDtls`; it becomes a detail when its entry's own amount and sign are known, whatever their order in the file. */
export function readDetail(details: CamtElement): PendingDetail {
  const code = transactionCodeIn(at(details, 'BkTxCd'))
  const facts = {
    references: referencesIn(at(details, 'Refs')),
    creditorReferences: creditorReferencesIn(details),
    text: textIn(details),
    ...given('returned', returnIn(details)),
    ...given('transactionCode', Object.keys(code).length > 0 ? code : undefined),
    charges: chargesIn(details),
    ...given('exchange', exchangeIn(at(details, 'AmtDtls'))),
  }
  return (index, entry) => {
    const sign = signOf(details) ?? entry.sign
    return {
      index,
      ...amountOf(details, entry, sign),
      ...facts,
      counterparty: counterpartyIn(details, sign, entry),
    }
  }
}
