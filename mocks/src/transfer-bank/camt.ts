/** The bank's files in ISO 20022: end-of-day statements (camt.053.001.08) and notifications during the day (camt.054.001.08). */
import { formatAmount, money, parseIban } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { bankBic } from './accounts.ts'
import type { ClientAccount, Party } from './accounts.ts'
import type { Line, PublishedKind } from './books.ts'
import { el, xmlDocument } from './xml.ts'
import type { Xml } from './xml.ts'

/** One account's part of a file. */
export type StatementPart = {
  readonly account: ClientAccount
  readonly sequence: number
  readonly from: string
  readonly to: string
  readonly opening: Money
  readonly closing: Money
  readonly lines: readonly Line[]
}
export type CamtFile = {
  readonly kind: PublishedKind
  readonly messageId: string
  readonly at: string
  readonly parts: readonly StatementPart[]
}

const shapes = {
  statement: { format: 'camt.053.001.08', root: 'BkToCstmrStmt', part: 'Stmt' },
  notification: { format: 'camt.054.001.08', root: 'BkToCstmrDbtCdtNtfctn', part: 'Ntfctn' },
} as const satisfies Record<PublishedKind, object>

export const formatOf = (kind: PublishedKind): string => shapes[kind].format

const sumOf = (lines: readonly Line[], zero: Money): Money =>
  money(
    lines.reduce((total, { amount }) => total + amount.amountMinor, 0n),
    zero.currency,
  )
const unsigned = ({ amountMinor, currency }: Money): Money =>
  money(amountMinor < 0n ? -amountMinor : amountMinor, currency)
const amountIn = (name: string, amount: Money): Xml =>
  el(name, formatAmount(unsigned(amount)), { Ccy: amount.currency })
const sideOf = ({ amountMinor }: Money): Xml => el('CdtDbtInd', amountMinor < 0n ? 'DBIT' : 'CRDT')
const accountId = (account: string): Xml =>
  el('Id', parseIban(account) === undefined ? el('Othr', el('Id', account)) : el('IBAN', account))
const dayOf = (instant: string): string => instant.slice(0, 10)

/** Bank transaction codes: family and subfamily in the domain of payments, by direction. */
const codes = {
  transfer: { in: ['RCDT', 'ESCT'], out: ['ICDT', 'ESCT'] },
  return: { in: ['ICDT', 'RRTN'], out: ['RCDT', 'RRTN'] },
  reversal: { in: ['ICDT', 'ESCT'], out: ['RCDT', 'ESCT'] },
  charge: { in: ['RCDT', 'CHRG'], out: ['RCDT', 'CHRG'] },
  interest: { in: ['MCOP', 'INTR'], out: ['MDOP', 'INTR'] },
} as const satisfies Record<Line['kind'], Record<'in' | 'out', readonly [string, string]>>

function codeOf({ kind, amount }: Line): Xml {
  const [family, subfamily] = codes[kind][amount.amountMinor < 0n ? 'out' : 'in']
  const fmly = el('Fmly', [el('Cd', family), el('SubFmlyCd', subfamily)])
  return el('BkTxCd', el('Domn', [el('Cd', 'PMNT'), fmly]))
}

/** The payer of what came in, the payee of what went out: seen from the account. */
function parties({ amount }: Line, { name, account, bic }: Party): Xml[] {
  const role = amount.amountMinor < 0n ? 'Cdtr' : 'Dbtr'
  return [
    el('RltdPties', [el(role, el('Pty', el('Nm', name))), el(`${role}Acct`, accountId(account))]),
    el('RltdAgts', el(`${role}Agt`, el('FinInstnId', el('BICFI', bic)))),
  ]
}

const remittance = ({ reference, text }: Line): Xml => {
  const kind = el('Tp', [el('CdOrPrtry', el('Cd', 'SCOR')), el('Issr', 'ISO')])
  const structured =
    reference === null ? undefined : el('Strd', el('CdtrRefInf', [kind, el('Ref', reference)]))
  return el('RmtInf', [el('Ustrd', text.slice(0, 140)), structured])
}

function detail(line: Line): Xml {
  const { id, amount, endToEndId, instructed, deducted, counterparty, reason } = line
  const charge =
    deducted &&
    el('Rcrd', [
      amountIn('Amt', deducted),
      el('CdtDbtInd', 'DBIT'),
      el('ChrgInclInd', 'true'),
      el('Br', 'SHAR'),
    ])
  return el('TxDtls', [
    el('Refs', [el('AcctSvcrRef', id), el('EndToEndId', endToEndId ?? 'NOTPROVIDED'), el('TxId', `TX${id}`)]),
    amountIn('Amt', amount),
    sideOf(amount),
    el('AmtDtls', instructed ? el('InstdAmt', amountIn('Amt', instructed)) : undefined),
    codeOf(line),
    el('Chrgs', charge ?? undefined),
    ...(counterparty ? parties(line, counterparty) : []),
    remittance(line),
    el('RtrInf', reason === null ? undefined : el('Rsn', el('Cd', reason))),
  ])
}

/** One entry: a line by itself, or the details of a batch. */
function entry(lines: readonly Line[], zero: Money): Xml {
  const [first] = lines
  if (!first) return { xml: '' }
  const total = sumOf(lines, zero)
  const batch =
    lines.length > 1
      ? el('Btch', [el('NbOfTxs', String(lines.length)), amountIn('TtlAmt', total), sideOf(total)])
      : undefined
  return el('Ntry', [
    el('NtryRef', first.entry),
    amountIn('Amt', total),
    sideOf(total),
    el('RvslInd', first.kind === 'reversal' ? 'true' : undefined),
    el('Sts', el('Cd', 'BOOK')),
    el('BookgDt', el('Dt', dayOf(first.at))),
    el('ValDt', el('Dt', dayOf(first.at))),
    el('AcctSvcrRef', first.entry),
    codeOf(first),
    el('NtryDtls', [batch, lines.map(detail)]),
  ])
}

/** Returns the lines of each entry together, in the order of their first lines. */
function byEntry(lines: readonly Line[]): readonly (readonly Line[])[] {
  const entries = new Map<string, Line[]>()
  for (const line of lines) entries.set(line.entry, [...(entries.get(line.entry) ?? []), line])
  return [...entries.values()]
}

function totals(entries: readonly (readonly Line[])[], zero: Money): Xml {
  const sums = entries.map((lines) => sumOf(lines, zero))
  const total = (name: string, of: readonly Money[]): Xml => {
    const sum = of.reduce((all, one) => all + unsigned(one).amountMinor, 0n)
    return el(name, [el('NbOfNtries', String(of.length)), el('Sum', formatAmount(money(sum, zero.currency)))])
  }
  return el('TxsSummry', [
    total('TtlNtries', sums),
    total(
      'TtlCdtNtries',
      sums.filter(({ amountMinor }) => amountMinor >= 0n),
    ),
    total(
      'TtlDbtNtries',
      sums.filter(({ amountMinor }) => amountMinor < 0n),
    ),
  ])
}

const balance = (code: 'OPBD' | 'CLBD', amount: Money, day: string): Xml =>
  el('Bal', [
    el('Tp', el('CdOrPrtry', el('Cd', code))),
    amountIn('Amt', amount),
    sideOf(amount),
    el('Dt', el('Dt', day)),
  ])

function part(kind: PublishedKind, at: string, messageId: string, one: StatementPart): Xml {
  const { account, sequence, from, to, opening, closing, lines } = one
  const entries = byEntry(lines)
  const balances = [balance('OPBD', opening, dayOf(from)), balance('CLBD', closing, dayOf(to))]
  return el(shapes[kind].part, [
    el('Id', `${messageId}-${account.account.slice(-8)}`),
    el('ElctrncSeqNb', String(sequence)),
    el('CreDtTm', at),
    el('FrToDt', [el('FrDtTm', from), el('ToDtTm', to)]),
    el('Acct', [
      accountId(account.account),
      el('Ccy', account.currency),
      el('Ownr', el('Nm', account.name)),
      el('Svcr', el('FinInstnId', el('BICFI', bankBic))),
    ]),
    ...(kind === 'statement' ? balances : []),
    totals(entries, opening),
    ...entries.map((of) => entry(of, opening)),
  ])
}

/** Returns the file's text. */
export function writeCamt({ kind, messageId, at, parts }: CamtFile): string {
  const { format, root } = shapes[kind]
  const paging = el('MsgPgntn', [el('PgNb', '1'), el('LastPgInd', 'true')])
  return xmlDocument(`urn:iso:std:iso:20022:tech:xsd:${format}`, [
    el(root, [
      el('GrpHdr', [el('MsgId', messageId), el('CreDtTm', at), paging]),
      ...parts.map((one) => part(kind, at, messageId, one)),
    ]),
  ])
}
