/** Field 86 of MT940 in its three dialects: `?20` to `?63` of German banks, `/TAG/` of SWIFT and the Netherlands, and free text. */
import { accountOf, structuredReferenceOf, given, referenceOf } from './references.ts'
import type { Counterparty, PaymentReferences, ReturnReason } from './statement.ts'

export type Remittance = {
  /** The bank's own code of the business (GVC), such as `166`. */
  readonly code?: string
  readonly references: PaymentReferences
  readonly creditorReferences: readonly string[]
  readonly text: string
  readonly counterparty: Counterparty
  readonly returned?: ReturnReason
}

const bare = (text: string): Remittance => ({
  references: {},
  creditorReferences: [],
  text,
  counterparty: {},
})

/** A line that is full (65 characters in SWIFT) was cut for its length and goes on; another one ended where it does. */
const unwrapped = (value: string): string =>
  value.replaceAll(/(.*)\n/g, (_, line: string) => (line.length >= 60 ? line : `${line}\n`))

const filled = (text: string | undefined): string | undefined => {
  const words = text?.trim()
  return words === '' ? undefined : words
}

/** German business codes of money that comes back: returned debits (108, 109) and returned transfers (159). */
const returnCodes: ReadonlySet<string> = new Set(['108', '109', '159'])
const sepaTag = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|RREF|PURP|IBAN|BIC)\+/

/** Returns what stands behind each tag such as `EREF+`; what stands before the first one is the text. */
function sepaTagsOf(text: string): ReadonlyMap<string, string> {
  const [before = '', ...rest] = text.split(sepaTag)
  const tags = new Map<string, string>([['', before]])
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const [name, value] = [rest[at] ?? '', rest[at + 1] ?? '']
    tags.set(name, `${tags.get(name) ?? ''}${value}`.trim())
  }
  return tags
}

/**
 * `166?00GUTSCHRIFT?20EREF+…?30BIC?31account?32name`: the separator is the bank's, lines are cut anywhere, and subfields
 * only ascend (so a "?20" inside somebody's words is none).
 */
function readSubfields(value: string): Remittance | undefined {
  const joined = value.replaceAll('\n', '')
  const start = /^\s*(\d{3})\s?([^A-Za-z0-9\s])(?=\d\d)/.exec(joined)
  if (!start) return undefined
  const [whole, code = '', separator = ''] = start
  const fields = new Map<number, string>()
  let last = -1
  for (const piece of joined.slice(whole.length).split(separator)) {
    const number = /^\d\d/.test(piece) ? Number(piece.slice(0, 2)) : -1
    if (number > last) {
      fields.set(number, piece.slice(2))
      last = number
    } else fields.set(last, `${fields.get(last) ?? ''}${separator}${piece}`)
  }
  const between = (from: number, to: number): string =>
    [...fields]
      .filter(([number]) => number >= from && number <= to)
      .map(([, text]) => text)
      .join('')
  const tags = sepaTagsOf(between(20, 29) + between(60, 63))
  const text = [tags.get(''), tags.get('SVWZ')].flatMap((one) => filled(one) ?? []).join('\n')
  const isReturn = returnCodes.has(code) || tags.has('RREF')
  return {
    code,
    references: {
      ...given('endToEndId', referenceOf(tags.get('EREF'))),
      ...given('instructionId', referenceOf(tags.get('KREF'))),
      ...given('mandateId', referenceOf(tags.get('MREF'))),
    },
    creditorReferences: [],
    text: text === '' ? (filled(fields.get(0)) ?? '') : text,
    counterparty: {
      ...given('name', filled(`${fields.get(32) ?? ''}${fields.get(33) ?? ''}`)),
      ...given('ultimateName', filled(tags.get('ABWA') ?? tags.get('ABWE'))),
      ...given('account', accountOf(fields.get(38) ?? fields.get(31) ?? tags.get('IBAN'))),
      ...given('bic', filled(fields.get(30) ?? tags.get('BIC'))),
    },
    ...given('returned', isReturn ? { ...given('code', filled(fields.get(34))) } : undefined),
  }
}

const slashTag =
  /(?:^|\n\s*|(?<=[^/\s])|(?<=\/)|\s)\/(TRTP|IBAN|BIC|NAME|REMI|EREF|CSID|MARF|ORDP|BENM|ADDR|ISDT|PREF|RTRN|CNTP|PURP|ULTB|ULTD|ULTC|SVCL|TR|BO|IREF|NRTX|ACCT|ID|TYPE|ORCR|CDTRREF|UETR)\//

/** `/TRTP/SEPA OVERBOEKING/IBAN/…/NAME/…/REMI/…/EREF/…`; `/CNTP/account/bic/name///` and `/REMI/STRD/CUR/reference/`. */
function readSlashes(value: string): Remittance | undefined {
  const pieces = unwrapped(value).trim().split(slashTag)
  if (pieces.length < 3 || (pieces[0] ?? '').trim() !== '') {
    if (!/^\/[A-Z]{2,8}\//.test(value.trim())) return undefined
  }
  const tags = new Map<string, string>()
  for (let at = 1; at + 1 < pieces.length; at += 2) {
    const [name, words] = [pieces[at] ?? '', (pieces[at + 1] ?? '').trim()]
    if (!tags.has(name)) tags.set(name, words)
  }
  const plain = (name: string): string | undefined =>
    filled(tags.get(name)?.replaceAll('\n', '').replace(/\/+$/, ''))
  const [account, bic, name] = (tags.get('CNTP') ?? '').replaceAll('\n', '').split('/')
  const remittance = tags.get('REMI') ?? ''
  const structured = /^STRD\/(?:CUR|ISO)\/([^/]*)/.exec(remittance.replaceAll('\n', ''))?.[1]
  const text = remittance
    .replace(/^USTD\/\/?/, '')
    .replace(/\/+$/, '')
    .trim()
  const party = plain('NAME') ?? plain('ORDP') ?? plain('BENM') ?? filled(name)
  return {
    references: {
      ...given('endToEndId', referenceOf(plain('EREF'))),
      ...given('paymentInformationId', referenceOf(plain('PREF'))),
      ...given('mandateId', referenceOf(plain('MARF'))),
      ...given('instructionId', referenceOf(plain('IREF'))),
      ...given('uetr', referenceOf(plain('UETR'))?.toLowerCase()),
    },
    creditorReferences: [structuredReferenceOf(structured)].filter((one) => one !== undefined),
    text:
      structured === undefined
        ? text === '' && !tags.has('REMI')
          ? (filled(unwrapped(value)) ?? '')
          : text
        : '',
    counterparty: {
      ...given('name', party),
      ...given('ultimateName', plain('ULTD') ?? plain('ULTB') ?? plain('ULTC')),
      ...given('account', accountOf(plain('IBAN') ?? plain('ACCT') ?? account)),
      ...given('bic', filled(plain('BIC') ?? bic)),
    },
    ...given('returned', tags.has('RTRN') ? { ...given('code', plain('RTRN')) } : undefined),
  }
}

/** SWIFT gives the field 390 characters, banks take a few thousand; what is longer is nobody's structure. */
const longest = 20_000

/** Reads field 86 of an entry; lines are joined by a line feed. */
export const readRemittance = (value: string): Remittance =>
  value.length > longest ? bare(value.trim()) : readStructured(value)

const readStructured = (value: string): Remittance =>
  readSubfields(value) ?? readSlashes(value) ?? bare(filled(unwrapped(value)) ?? '')
