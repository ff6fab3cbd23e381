/** Writes the file of a payout: camt.054.001.08, one notification, one entry, each payment a detail with its fee. */
import { formatAmount, money } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { escapeHtml } from '../web-server.ts'
import type { BillRow, MovementRow } from './books.ts'

export type Payout = {
  readonly id: string
  readonly sequence: number
  readonly biller: string
  readonly reference: string
  readonly at: string
  /** What came in and went back, of one biller in one currency. */
  readonly movements: readonly (MovementRow & { readonly of: BillRow })[]
}

const sign = ({ kind }: MovementRow): bigint => (kind === 'payment' ? 1n : -1n)

/** Returns what reaches the biller's account: gross less fees, less what went back. */
export const netOf = (movements: readonly MovementRow[], currency: Money['currency']): Money =>
  money(
    movements.reduce((sum, one) => sum + sign(one) * one.amount.amountMinor - one.fee.amountMinor, 0n),
    currency,
  )

const tag = (name: string, inner: string): string => `<${name}>${inner}</${name}>`
const text = (name: string, words: string): string => tag(name, escapeHtml(words))
const amountTag = (name: string, { amountMinor, currency }: Money): string =>
  `<${name} Ccy="${currency}">${formatAmount(money(amountMinor < 0n ? -amountMinor : amountMinor, currency))}</${name}>`
const side = (isIn: boolean): string => text('CdtDbtInd', isIn ? 'CRDT' : 'DBIT')

const code = (family: string, sub: string): string =>
  tag('BkTxCd', tag('Domn', text('Cd', 'PMNT') + tag('Fmly', text('Cd', family) + text('SubFmlyCd', sub))))

function detail(movement: Payout['movements'][number]): string {
  const { id, kind, channel, amount, fee, of } = movement
  const isIn = kind === 'payment'
  const references = text('AcctSvcrRef', id) + text('InstrId', of.invoice) + text('EndToEndId', of.number)
  const charge =
    fee.amountMinor > 0n
      ? tag('Chrgs', tag('Rcrd', amountTag('Amt', fee) + side(false) + text('ChrgInclInd', 'false')))
      : ''
  const remittance = tag(
    'RmtInf',
    text('Ustrd', of.description) +
      tag(
        'Strd',
        tag(
          'CdtrRefInf',
          tag('Tp', tag('CdOrPrtry', text('Cd', 'SCOR'))) + text('Ref', of.creditorReference),
        ),
      ),
  )
  const returned = isIn
    ? ''
    : tag('RtrInf', tag('Rsn', text('Cd', 'NARR')) + text('AddtlInf', `Taken back by the channel ${channel}`))
  return tag(
    'TxDtls',
    tag('Refs', references) +
      amountTag('Amt', amount) +
      side(isIn) +
      charge +
      remittance +
      returned +
      text('AddtlTxInf', of.reference),
  )
}

/** Returns the file's text. The movements are all of `payout.biller` and of one currency. */
export function settlementFile(payout: Payout, net: Money): string {
  const { id, sequence, biller, reference, at, movements } = payout
  const day = at.slice(0, 10)
  const batch = tag(
    'Btch',
    text('MsgId', reference) +
      text('NbOfTxs', String(movements.length)) +
      amountTag('TtlAmt', net) +
      side(net.amountMinor >= 0n),
  )
  const entry = tag(
    'Ntry',
    text('NtryRef', '1') +
      amountTag('Amt', net) +
      side(net.amountMinor >= 0n) +
      tag('Sts', text('Cd', 'BOOK')) +
      tag('BookgDt', text('Dt', day)) +
      tag('ValDt', text('Dt', day)) +
      text('AcctSvcrRef', reference) +
      code('RCDT', 'ATXN') +
      tag('NtryDtls', batch + movements.map(detail).join('')),
  )
  const account = tag('Acct', tag('Id', tag('Othr', text('Id', `NBS-${biller}`))) + text('Ccy', net.currency))
  const notification = tag(
    'Ntfctn',
    text('Id', id) + text('ElctrncSeqNb', String(sequence)) + text('CreDtTm', at) + account + entry,
  )
  const head = tag('GrpHdr', text('MsgId', id) + text('CreDtTm', at))
  const message = tag('BkToCstmrDbtCdtNtfctn', head + notification)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">${message}</Document>\n`
}
