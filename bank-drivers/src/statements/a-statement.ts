/** Made-up statements for tests, written as camt of any version and as MT940. */
import { addDays } from '@lodge/shared-types'
import { writeAmount } from './exact-amount.ts'

export type MadeUpEntry = {
  amountMinor: bigint
  bookedOn: string
  /** Days from booking to value; MT940 writes no years for both, so a few. */
  valueAfter: number
  isReversal: boolean
  servicerReference?: string
  endToEndId?: string
  text: string
  name: string
  account: string
  bic: string
}
export type MadeUpStatement = {
  account: string
  currency: string
  openingMinor: bigint
  day: string
  entries: readonly MadeUpEntry[]
}

/** Returns an entry of which only `given` matters. */
export const anEntry = (given: Partial<MadeUpEntry> = {}): MadeUpEntry => ({
  amountMinor: 52_000n,
  bookedOn: '2026-03-02',
  valueAfter: 0,
  isReversal: false,
  servicerReference: '2026030200017',
  endToEndId: 'E2E-1',
  text: 'Trade mark fees D-2026-17',
  name: 'Ada Applicant',
  account: 'DE02120300000000202051',
  bic: 'BYLADEM1001',
  ...given,
})

/** Returns a statement of which only `given` matters. */
export const aStatement = (given: Partial<MadeUpStatement> = {}): MadeUpStatement => ({
  account: 'DE89370400440532013000',
  currency: 'EUR',
  openingMinor: 100_000n,
  day: '2026-03-02',
  entries: [anEntry()],
  ...given,
})

const size = (amountMinor: bigint): bigint => (amountMinor < 0n ? -amountMinor : amountMinor)
const decimal = (amountMinor: bigint, currency: string): string =>
  writeAmount({ amountMinor: size(amountMinor), currency }).replace(/ .*$/, '')
const closingOf = ({ openingMinor, entries }: MadeUpStatement): bigint =>
  entries.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const element = (name: string, content: string | undefined): string =>
  content === undefined ? '' : `<${name}>${content}</${name}>`

/** What differs between the versions that tests read: where status, parties, BIC and the detail's amount stand. */
const dialect = (version: string) => {
  const number = Number(version)
  return {
    status: (code: string) => (number >= 7 ? `<Sts><Cd>${code}</Cd></Sts>` : `<Sts>${code}</Sts>`),
    party: (name: string) => (number >= 8 ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`),
    bic: number >= 4 ? 'BICFI' : 'BIC',
    amount: (written: string, indicator: string) =>
      number >= 4
        ? `${written}<CdtDbtInd>${indicator}</CdtDbtInd>`
        : `<AmtDtls><TxAmt>${written}</TxAmt></AmtDtls>`,
  }
}

/** Returns one `Ntry`. */
export function camtEntry(entry: MadeUpEntry, currency: string, version = '08'): string {
  const { status, party, bic, amount } = dialect(version)
  const indicator = entry.amountMinor < 0n ? 'DBIT' : 'CRDT'
  // A reversal keeps the parties of what it takes back.
  const side = entry.amountMinor < 0n !== entry.isReversal ? 'Cdtr' : 'Dbtr'
  const written = `<Amt Ccy="${currency}">${decimal(entry.amountMinor, currency)}</Amt>`
  return [
    `<Ntry>${written}<CdtDbtInd>${indicator}</CdtDbtInd>`,
    entry.isReversal ? '<RvslInd>true</RvslInd>' : '',
    status('BOOK'),
    `<BookgDt><Dt>${entry.bookedOn}</Dt></BookgDt><ValDt><Dt>${addDays(entry.bookedOn, entry.valueAfter)}</Dt></ValDt>`,
    element('AcctSvcrRef', entry.servicerReference),
    `<BkTxCd/><NtryDtls><TxDtls><Refs>${element('EndToEndId', entry.endToEndId ?? 'NOTPROVIDED')}</Refs>`,
    amount(written, indicator),
    `<RltdPties><${side}>${party(escaped(entry.name))}</${side}>`,
    `<${side}Acct><Id><IBAN>${entry.account}</IBAN></Id></${side}Acct></RltdPties>`,
    `<RltdAgts><${side}Agt><FinInstnId><${bic}>${entry.bic}</${bic}></FinInstnId></${side}Agt></RltdAgts>`,
    `<RmtInf><Ustrd>${escaped(entry.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  ].join('')
}

/** Returns one `Bal`. */
export const camtBalance = (type: string, amountMinor: bigint, currency: string, day: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${decimal(amountMinor, currency)}</Amt>` +
  `<CdtDbtInd>${amountMinor < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`

const messages = {
  '052': ['BkToCstmrAcctRpt', 'Rpt'],
  '053': ['BkToCstmrStmt', 'Stmt'],
  '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
} as const

/** Returns a whole camt file around the inside of one or more statements. */
export function camtFile(
  statements: readonly string[],
  { message = '053', version = '08' }: { message?: keyof typeof messages; version?: string } = {},
): string {
  const [root, name] = messages[message]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${message}.001.${version}"><${root}>`,
    '<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-02T23:00:00+01:00</CreDtTm></GrpHdr>',
    ...statements.map((inside) => `<${name}>${inside}</${name}>`),
    `</${root}></Document>`,
  ].join('\n')
}

/** Returns the head of a statement: id, number, account. */
export const camtHead = ({ account, currency }: MadeUpStatement): string =>
  '<Id>S-1</Id><ElctrncSeqNb>42</ElctrncSeqNb><CreDtTm>2026-03-02T23:00:00+01:00</CreDtTm>' +
  `<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`

/** Returns a made-up statement as camt. */
export function asCamt(
  made: MadeUpStatement,
  of: { message?: keyof typeof messages; version?: string } = {},
): string {
  const { currency, openingMinor, day, entries } = made
  const balances = [
    camtBalance('OPBD', openingMinor, currency, day),
    camtBalance('CLBD', closingOf(made), currency, day),
  ]
  const lines = entries.map((entry) => camtEntry(entry, currency, of.version ?? '08'))
  return camtFile([[camtHead(made), ...(of.message === '054' ? [] : balances), ...lines].join('\n')], of)
}

const comma = (amountMinor: bigint, currency: string): string => {
  const text = decimal(amountMinor, currency).replace('.', ',')
  return text.includes(',') ? text : `${text},`
}
const six = (day: string): string => day.slice(2).replaceAll('-', '')

/** SWIFT cuts a field after 65 characters, wherever that is. */
const wrapped = (text: string): string => text.replaceAll(/.{65}(?=.)/g, '$&\r\n')

/** Returns a made-up statement as MT940, its field 86 in the German dialect. */
export function asMt940(made: MadeUpStatement): string {
  const { account, currency, openingMinor, day, entries } = made
  const balance = (tag: string, amountMinor: bigint): string =>
    `:${tag}:${amountMinor < 0n ? 'D' : 'C'}${six(day)}${currency}${comma(amountMinor, currency)}`
  const line = (entry: MadeUpEntry): string[] => {
    const mark = entry.isReversal
      ? entry.amountMinor < 0n
        ? 'RC'
        : 'RD'
      : entry.amountMinor < 0n
        ? 'D'
        : 'C'
    const booked = entry.bookedOn.slice(5).replace('-', '')
    const reference = entry.servicerReference === undefined ? '' : `//${entry.servicerReference}`
    const words = [`EREF+${entry.endToEndId ?? 'NOTPROVIDED'}`, `SVWZ+${entry.text}`]
    return [
      `:61:${six(addDays(entry.bookedOn, entry.valueAfter))}${booked}${mark}${comma(entry.amountMinor, currency)}NTRFNONREF${reference}`,
      `:86:${wrapped(`166?00CREDIT?20${words.join('?21')}?30${entry.bic}?31${entry.account}?32${entry.name}`)}`,
    ]
  }
  return [
    '{1:F01BYLADEM1AXXX0000000000}{2:I940BYLADEM1XXXXN}{4:',
    ':20:M-1',
    `:25:${account}`,
    ':28C:42/1',
    balance('60F', openingMinor),
    ...entries.flatMap(line),
    balance('62F', closingOf(made)),
    '-}',
    '',
  ].join('\r\n')
}
