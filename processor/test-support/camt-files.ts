/** Bank files as tests need them: camt.053 and camt.054 of an account, written plainly. */
import { creditorReferenceOf, currencyExponents, type Currency, type PlainDate } from '@lodge/shared-types'

/** Of Borovia, by its profile. */
export const testAccount = 'BG28RIVB91551000000001'

export type CamtPayment = {
  /** Minor units, signed. */
  minor: bigint
  servicer?: string
  endToEnd?: string
  reference?: string
  text?: string
  payer?: string
  payerAccount?: string
  /** What was kept of it, above zero. */
  chargeMinor?: bigint
  returned?: string
}
export type CamtEntry = Omit<CamtPayment, 'endToEnd' | 'reference' | 'text'> &
  Pick<CamtPayment, 'endToEnd' | 'reference' | 'text'> & {
    code?: string
    payments?: readonly CamtPayment[]
  }

export type CamtWish = {
  account?: string
  currency?: Currency
  id: string
  messageId?: string
  sequence?: number
  on: PlainDate
  openingMinor: bigint
  /** Else opening and entries come to it. */
  closingMinor?: bigint
  entries: readonly CamtEntry[]
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function decimal(minor: bigint, currency: Currency): string {
  const exponent = currencyExponents[currency]
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  const at = digits.length - exponent
  return exponent === 0 ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`
}

const indicator = (minor: bigint): string => `<CdtDbtInd>${minor < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`

function paymentXml(payment: CamtPayment, currency: Currency, withAmount: boolean): string {
  const { minor, servicer, endToEnd, reference, text, payer, payerAccount, chargeMinor, returned } = payment
  const side = minor < 0n ? 'Cdtr' : 'Dbtr'
  return [
    '<TxDtls><Refs>',
    servicer === undefined ? '' : `<AcctSvcrRef>${escape(servicer)}</AcctSvcrRef>`,
    `<EndToEndId>${escape(endToEnd ?? 'NOTPROVIDED')}</EndToEndId></Refs>`,
    withAmount ? `<Amt Ccy="${currency}">${decimal(minor, currency)}</Amt>${indicator(minor)}` : '',
    chargeMinor === undefined
      ? ''
      : `<Chrgs><Rcrd><Amt Ccy="${currency}">${decimal(chargeMinor, currency)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>false</ChrgInclInd></Rcrd></Chrgs>`,
    payer === undefined && payerAccount === undefined
      ? ''
      : `<RltdPties><${side}><Pty><Nm>${escape(payer ?? 'Payer')}</Nm></Pty></${side}>${payerAccount === undefined ? '' : `<${side}Acct><Id><IBAN>${payerAccount}</IBAN></Id></${side}Acct>`}</RltdPties>`,
    reference === undefined && text === undefined
      ? ''
      : `<RmtInf>${text === undefined ? '' : `<Ustrd>${escape(text)}</Ustrd>`}${reference === undefined ? '' : `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd>`}</RmtInf>`,
    returned === undefined ? '' : `<RtrInf><Rsn><Cd>${returned}</Cd></Rsn></RtrInf>`,
    '</TxDtls>',
  ].join('')
}

function entryXml(entry: CamtEntry, on: PlainDate, currency: Currency): string {
  const { minor, servicer, code = 'PMNT-RCDT-ESCT', payments } = entry
  const [domain = '', family = '', sub = ''] = code.split('-')
  const details = payments ?? [{ ...entry, chargeMinor: entry.chargeMinor }]
  return [
    `<Ntry><Amt Ccy="${currency}">${decimal(minor, currency)}</Amt>${indicator(minor)}<Sts><Cd>BOOK</Cd></Sts>`,
    `<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt>`,
    servicer === undefined ? '' : `<AcctSvcrRef>${escape(servicer)}</AcctSvcrRef>`,
    `<BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${sub}</SubFmlyCd></Fmly></Domn></BkTxCd>`,
    `<NtryDtls>${details
      .map(({ chargeMinor, ...one }) =>
        paymentXml(
          { ...one, ...(chargeMinor === undefined ? {} : { chargeMinor }) },
          currency,
          payments !== undefined,
        ),
      )
      .join('')}</NtryDtls></Ntry>`,
  ].join('')
}

const balanceXml = (code: string, minor: bigint, on: PlainDate, currency: Currency): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${decimal(minor, currency)}</Amt>${indicator(minor)}<Dt><Dt>${on}</Dt></Dt></Bal>`

const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml)

/** Returns a camt.053.001.08 of one statement. */
export function camt053(wish: CamtWish): Uint8Array {
  const { account = testAccount, currency = 'BGN', id, messageId = `MSG-${id}`, sequence, on } = wish
  const { openingMinor, entries } = wish
  const closing = wish.closingMinor ?? entries.reduce((sum, { minor }) => sum + minor, openingMinor)
  return bytesOf(
    [
      '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
      `<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>${on}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>${id}</Id>`,
      sequence === undefined ? '' : `<ElctrncSeqNb>${sequence}</ElctrncSeqNb>`,
      `<CreDtTm>${on}T20:00:00</CreDtTm><FrToDt><FrDtTm>${on}T00:00:00</FrDtTm><ToDtTm>${on}T23:59:59</ToDtTm></FrToDt>`,
      `<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
      balanceXml('OPBD', openingMinor, on, currency),
      balanceXml('CLBD', closing, on, currency),
      ...entries.map((entry) => entryXml(entry, on, currency)),
      '</Stmt></BkToCstmrStmt></Document>',
    ].join(''),
  )
}

/** Returns a camt.054.001.08 of one notification; it has no balances. */
export function camt054(wish: Omit<CamtWish, 'openingMinor' | 'closingMinor'>): Uint8Array {
  const { account = testAccount, currency = 'BGN', id, messageId = `MSG-${id}`, on, entries } = wish
  return bytesOf(
    [
      '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>',
      `<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>${on}T20:00:00</CreDtTm></GrpHdr><Ntfctn><Id>${id}</Id><CreDtTm>${on}T20:00:00</CreDtTm>`,
      `<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
      ...entries.map((entry) => entryXml(entry, on, currency)),
      '</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>',
    ].join(''),
  )
}

export const orderReference = (orderNumber: string): string => creditorReferenceOf(orderNumber)
