/** MT940 and MT942: statements made of fields, read message by message. */
import { readAmount } from './exact-amount.ts'
import { readMessages, type MtField, type MtMessage } from './mt-fields.ts'
import { readRemittance, type Remittance } from './mt-remittance.ts'
import { accountOfField, readBalance, readLine, type MtLine } from './mt-values.ts'
import type { Notes } from './notes.ts'
import { given, referenceOf } from './references.ts'
import { createTally, isInformationOnly } from './statement-controls.ts'
import {
  UnreadableStatement,
  type CurrencyCode,
  type CurrencyExchange,
  type Detail,
  type Entry,
  type StatedTotals,
  type StatementBalance,
  type StatementCharge,
  type StatementFormat,
  type StatementHead,
  type StatementPart,
} from './statement.ts'

/** Says whether text is MT940 or MT942: a field 20, and one of those that only statements have. */
export const isMt = (text: string): boolean =>
  /(^|\n|\r|\{4:):20:/.test(text) && /(^|\n|\r):(25P?|28C?|60[FM]?|61):/.test(text)

const zeroless = (digits: string | undefined): string | undefined => {
  const number = digits?.replace(/^0+/, '')
  return number === '' ? undefined : number
}

/** `/OCMT/EUR11,85//CHGS/EUR0,50/` of field 61: what was instructed, and what it cost. */
function supplementIn({ supplement }: MtLine): {
  charges: readonly StatementCharge[]
  exchange: CurrencyExchange | undefined
} {
  const told = (name: string) => {
    const [, currency = '', digits = ''] = new RegExp(`/${name}/([A-Z]{3})([\\d,]+)`).exec(supplement) ?? []
    const reading = readAmount(digits, currency, ',')
    return reading.ok ? { amountMinor: reading.amountMinor, currency } : undefined
  }
  const [instructed, charge] = [told('OCMT'), told('CHGS')]
  return {
    charges: charge ? [{ ...charge, amountMinor: -charge.amountMinor, isIncluded: undefined }] : [],
    exchange: instructed && { instructed },
  }
}

/** A line with its field 86 as an entry; the field's facts are its one detail. */
function entryOf(
  line: MtLine,
  signed: bigint,
  index: number,
  currency: CurrencyCode,
  status: Entry['status'],
  said: string | undefined,
): Entry {
  const { charges, exchange } = supplementIn(line)
  const remittance: Remittance | undefined = said === undefined ? undefined : readRemittance(said)
  const isOther = line.supplement !== '' && charges.length === 0 && exchange === undefined
  const returned = remittance?.returned ?? (line.type.endsWith('RTI') ? {} : undefined)
  const detail: Detail | undefined = remittance && {
    index: 0,
    amountMinor: signed,
    currency,
    references: remittance.references,
    creditorReferences: remittance.creditorReferences,
    text: remittance.text,
    counterparty: remittance.counterparty,
    ...given('returned', returned),
    charges: [],
  }
  const code = [line.type, remittance?.code].filter((one) => one !== undefined && one !== '').join('+')
  return {
    index,
    amountMinor: signed,
    currency,
    status,
    isReversal: line.isReversal,
    bookedOn: line.bookedOn,
    valueOn: line.valueOn,
    ...given('servicerReference', referenceOf(line.servicerReference)),
    ...given('entryReference', referenceOf(line.ownerReference)),
    transactionCode: given('proprietary', code === '' ? undefined : code),
    batches: [],
    charges,
    ...given('exchange', exchange),
    text: isOther ? line.supplement : '',
    details: detail ? [detail] : [],
  }
}

/** A message holds one statement; where a closing balance is followed by a new beginning, several. */
function statementsOf({ fields }: MtMessage): readonly (readonly MtField[])[] {
  const statements: MtField[][] = [[]]
  let isClosed = false
  for (const field of fields) {
    if (isClosed && /^(25P?|28C?|60[FM]?)$/.test(field.tag)) {
      statements.push(fields.filter(({ tag }) => tag === '20').slice(0, 1))
      isClosed = false
    }
    if (field.tag.startsWith('62')) isClosed = true
    statements.at(-1)?.push(field)
  }
  return statements
}

function statedIn(fields: readonly MtField[]): StatedTotals | undefined {
  const side = (tag: string) => {
    const found = /^(\d{1,5})([A-Z]{3})([\d,]+)$/.exec(
      fields.find((field) => field.tag === tag)?.value.trim() ?? '',
    )
    const sum = found && readAmount(found[3] ?? '', found[2] ?? '', ',')
    return found && sum?.ok ? { count: Number(found[1]), sumMinor: sum.amountMinor } : undefined
  }
  const [debit, credit] = [side('90D'), side('90C')]
  if (!debit && !credit) return undefined
  return {
    ...given('debitCount', debit?.count),
    ...given('debitSumMinor', debit?.sumMinor),
    ...given('creditCount', credit?.count),
    ...given('creditSumMinor', credit?.sumMinor),
  }
}

const messageIdOf = (fields: readonly MtField[]): string =>
  referenceOf(fields.find(({ tag }) => tag === '20')?.value.split('\n')[0]) ?? ''

/** What a statement's own fields say: head, balances, and what is wrong with these. */
function frameOf(fields: readonly MtField[], index: number, notes: Notes) {
  const value = (pattern: RegExp): MtField | undefined => fields.find(({ tag }) => pattern.test(tag))
  const faults: string[] = []
  const balance = (pattern: RegExp, name: string): StatementBalance | undefined => {
    const field = value(pattern)
    if (!field) return undefined
    const reading = readBalance(field.tag, field.value)
    if (reading.fault !== undefined) {
      notes.warn('amount', `The ${name} balance ${reading.fault}.`, { statement: index })
      faults.push(`The ${name} balance ${reading.fault}.`)
    }
    if (reading.balance) notes.meet(reading.balance.currency)
    if (reading.balance && reading.balance.on === undefined)
      notes.warn('date', `The ${name} balance has a date that is no day of the calendar.`, {
        statement: index,
      })
    return reading.balance
  }
  const opening = balance(/^60[FM]?$/, 'opening')
  const closing = balance(/^62[FM]?$/, 'closing')
  const floor = /^[A-Z]{3}/.exec(value(/^34F$/)?.value ?? '')?.[0]
  const currency = opening?.currency ?? closing?.currency ?? floor ?? ''
  const [sequence, page] = /^\s*(\d+)(?:\/(\d+))?/.exec(value(/^28C?$/)?.value ?? '')?.slice(1) ?? []
  const account = value(/^25P?$/)
  const messageId = messageIdOf(fields)
  const number = accountOfField(account?.value ?? '', currency)
  if (number === '') notes.warn('format', `Statement ${index + 1} names no account.`, { statement: index })
  const head: StatementHead = {
    index,
    messageId,
    account: number,
    ...given('servicerBic', account?.tag === '25P' ? account.value.split('\n')[1]?.trim() : undefined),
    statementId: messageId,
    sequence: zeroless(sequence),
    page: page === undefined ? undefined : Number(page),
    isLastPage: closing && !closing.isIntermediate,
    currency,
    from: opening?.on,
    to: closing?.on,
    isCopy: false,
  }
  return { head, opening, closing, faults }
}

const formatOf = ({ type, fields }: MtMessage): StatementFormat => {
  const hasBalances = fields.some(({ tag }) => /^6[02]/.test(tag))
  const isIntraday = fields.some(({ tag }) => /^(34F|13D|90[CD])$/.test(tag))
  return type === '942' || (type === undefined && !hasBalances && isIntraday) ? 'mt942' : 'mt940'
}

/**
 * Reads a file of MT940 or MT942 messages; the first one says what the file is.
 * @throws UnreadableStatement where no message is in it.
 */
export function* readMt(text: string, notes: Notes): Generator<StatementPart> {
  let file: { format: StatementFormat; messageId: string } | undefined
  let [index, isWarned] = [0, false]
  for (const message of readMessages(text)) {
    const format = formatOf(message)
    file ??= { format, messageId: messageIdOf(message.fields) }
    if (isInformationOnly(format) && !isWarned) {
      isWarned = true
      notes.warn('information-only', 'An MT942 is for information only: all of its entries are pending.')
    }
    for (const fields of statementsOf(message)) {
      yield* readStatement(fields, message, format, index, notes)
      index += 1
    }
  }
  if (!file)
    throw new UnreadableStatement(
      'The file begins like an MT940 but holds no whole message (:20:, :25:, :28C:).',
    )
  const { format, messageId } = file
  yield {
    kind: 'file',
    file: { format, message: format, messageId, currencies: notes.currencies(), warnings: notes.warnings() },
  }
}

function* readStatement(
  fields: readonly MtField[],
  { isWhole }: MtMessage,
  format: StatementFormat,
  index: number,
  notes: Notes,
): Generator<StatementPart> {
  notes.countLine()
  const { head, opening, closing, faults } = frameOf(fields, index, notes)
  const tally = createTally(format, index, notes)
  yield { kind: 'opened', head }
  for (const [at, { tag, value }] of fields.entries()) {
    if (tag !== '61') continue
    notes.countLine()
    const line = tally.lines()
    const refuse = (fault: string): void =>
      tally.refuse({ index: line, code: 'amount', message: `Entry ${line + 1} ${fault}.` })
    const read = readLine(value, head.currency)
    if (!read) refuse('is no statement line (:61:) that can be read')
    else if (!read.amount.ok) refuse(`has an amount that ${read.amount.message}`)
    else {
      if (read.isDateWrong)
        notes.warn('date', `Entry ${line + 1} has a date that is no day of the calendar.`, {
          statement: index,
          entry: line,
        })
      const said: string[] = []
      for (let next = at + 1; next < fields.length; next += 1) {
        const { tag: further, value: words } = fields[next] ?? { tag: '', value: '' }
        if (further === '86') said.push(words)
        else if (further !== 'NS') break
      }
      const isPending = isInformationOnly(format) || read.isExpected
      const entry = entryOf(
        read,
        read.amount.amountMinor * read.sign,
        line,
        head.currency,
        isPending ? 'pending' : 'booked',
        said.length > 0 ? said.join('\n') : undefined,
      )
      tally.add(entry)
      yield { kind: 'entry', entry }
    }
  }
  if (!isWhole) {
    faults.push('The message ends before its last line (-}).')
    notes.warn('format', `Statement ${index + 1} ends before its last line (-}); the file may be cut off.`, {
      statement: index,
    })
  }
  yield {
    kind: 'closed',
    summary: tally.close(head, { opening, closing, ...given('stated', statedIn(fields)), faults }),
  }
}
