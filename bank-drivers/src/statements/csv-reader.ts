/** Bank statements as CSV, read by an office's mapping; a row that cannot be read costs that row, and is told. */
import type { PlainDate } from '@lodge/shared-types'
import type { CsvMapping } from './csv-mapping.ts'
import { readRows } from './csv-records.ts'
import { dayOfCell, readCell } from './csv-values.ts'
import type { Notes } from './notes.ts'
import { accountOf, structuredReferenceOf, given, referenceOf } from './references.ts'
import { createTally, type Tally } from './statement-controls.ts'
import {
  UnreadableStatement,
  type CurrencyCode,
  type Entry,
  type StatementBalance,
  type StatementHead,
  type StatementPart,
  type UnreadLine,
} from './statement.ts'

/** Rows above the header: names, periods, balances in prose. */
const mostPreamble = 50

type Columns = CsvMapping['columns']
type ColumnName = Exclude<keyof Columns, 'text'>
type Cells = { readonly of: (name: ColumnName) => string | undefined; readonly text: string }

const known = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()
const textColumns = ({ text }: Columns): readonly string[] => (text === undefined ? [] : [text].flat())

const namesIn = (columns: Columns): readonly string[] =>
  Object.values(columns)
    .flat()
    .filter((name) => name !== undefined)

/** Returns where each name of the mapping stands in a row, undefined where the row is not the header. */
function readHeader(cells: readonly string[], columns: Columns): ReadonlyMap<string, number> | undefined {
  const header = cells.map(known)
  const places = namesIn(columns).map((name): [string, number] => [name, header.indexOf(known(name))])
  return places.every(([, place]) => place >= 0) ? new Map(places) : undefined
}

function cellsOf(row: readonly string[], places: ReadonlyMap<string, number>, columns: Columns): Cells {
  const cell = (name: string): string | undefined => {
    const text = row[places.get(name) ?? -1]?.trim()
    return text === '' ? undefined : text
  }
  return {
    of: (name) => {
      const column = columns[name]
      return column === undefined ? undefined : cell(column)
    },
    text: textColumns(columns)
      .flatMap((name) => cell(name) ?? [])
      .join('\n'),
  }
}

type Signed = { ok: true; amountMinor: bigint } | { ok: false; code: UnreadLine['code']; message: string }

/** One column with a sign or a direction, or two columns of which exactly one holds an amount. */
function amountOf(cells: Cells, currency: CurrencyCode, mapping: CsvMapping): Signed {
  const fault = (message: string): Signed => ({ ok: false, code: 'amount', message })
  const [debit, credit, single] = [cells.of('debit'), cells.of('credit'), cells.of('amount')]
  if (mapping.columns.amount !== undefined) {
    if (single === undefined) return fault('has no amount')
    const reading = readCell(single, currency, mapping)
    if (!reading.ok) return { ...reading, message: `has an amount that ${reading.message}` }
    const said = cells.of('direction')?.toLowerCase()
    if (mapping.direction === undefined)
      return { ok: true, amountMinor: reading.isNegative ? -reading.amountMinor : reading.amountMinor }
    const means = (words: readonly string[]): boolean => words.some((word) => word.toLowerCase() === said)
    const [isIn, isOut] = [means(mapping.direction.credit), means(mapping.direction.debit)]
    if (isIn === isOut) return fault('does not say whether it came in or went out')
    if (isIn && reading.isNegative) return fault('came in by its direction and went out by its sign')
    return { ok: true, amountMinor: isIn ? reading.amountMinor : -reading.amountMinor }
  }
  const [out, come] = [debit, credit].map((cell) =>
    cell === undefined ? undefined : readCell(cell, currency, mapping),
  )
  const broken = [out, come].find((one) => one?.ok === false)
  if (broken?.ok === false) return { ...broken, message: `has an amount that ${broken.message}` }
  const isThere = (one: typeof out): boolean => one?.ok === true && one.amountMinor !== 0n
  if (isThere(out) && isThere(come)) return fault('has both a debit and a credit')
  if (!out && !come) return fault('has neither a debit nor a credit')
  if (come?.ok && come.isNegative && come.amountMinor !== 0n) return fault('has a credit below zero')
  return {
    ok: true,
    amountMinor: isThere(out) && out?.ok ? -out.amountMinor : come?.ok ? come.amountMinor : 0n,
  }
}

/** The lines of one account and currency. */
type Ledger = {
  readonly account: string
  readonly currency: CurrencyCode
  readonly tally: Tally
  readonly entries: Entry[]
  /** The balance after each booked entry, undefined where its cell is empty. */
  readonly balances: (bigint | undefined)[]
}

/**
 * The balances of rows that ascend or descend in time prove the lines between them.
 * `isBroken`: in neither order does each balance follow from the one before it.
 */
function balancesOf({ entries, balances, currency }: Ledger): {
  opening: StatementBalance | undefined
  closing: StatementBalance | undefined
  isBroken: boolean
} {
  const booked = entries.filter(({ status }) => status === 'booked')
  const rows = booked.flatMap(({ amountMinor, bookedOn }, at) => {
    const balance = balances[at]
    return balance === undefined ? [] : [{ amountMinor, bookedOn, balance }]
  })
  if (rows.length === 0 || rows.length < booked.length)
    return { opening: undefined, closing: undefined, isBroken: false }
  const follows = (list: typeof rows): boolean =>
    list.every((row, at) => at === 0 || (list[at - 1]?.balance ?? 0n) + row.amountMinor === row.balance)
  const latestFirst = rows.toReversed()
  const isAscending = follows(rows)
  const chain = isAscending || !follows(latestFirst) ? rows : latestFirst
  const [first, last] = [chain[0], chain.at(-1)]
  const balance = (amountMinor: bigint, on: PlainDate | undefined): StatementBalance => ({
    amountMinor,
    currency,
    on,
    isIntermediate: false,
  })
  return {
    opening: first && balance(first.balance - first.amountMinor, first.bookedOn),
    closing: last && balance(last.balance, last.bookedOn),
    isBroken: !follows(chain),
  }
}

/**
 * Reads CSV text by a mapping: a statement for each account and currency, in the order of their first lines.
 * @throws UnreadableStatement where no row holds the names of the mapping's columns.
 */
export function* readCsvStatements(
  text: string,
  mapping: CsvMapping,
  notes: Notes,
): Generator<StatementPart> {
  let places: ReadonlyMap<string, number> | undefined
  let preamble = 0
  const ledgers = new Map<string, Ledger>()
  let last: Ledger | undefined
  const ledgerOf = (account: string, currency: CurrencyCode): Ledger => {
    const key = `${account}\n${currency}`
    const found = ledgers.get(key)
    if (found) return found
    const made: Ledger = {
      account,
      currency,
      tally: createTally('csv', ledgers.size, notes),
      entries: [],
      balances: [],
    }
    ledgers.set(key, made)
    return made
  }

  for (const { row, cells: raw, isOpen } of readRows(text, mapping.delimiter)) {
    if (!places) {
      places = readHeader(raw, mapping.columns)
      preamble += 1
      if (!places && preamble > mostPreamble) break
      continue
    }
    if (mapping.notLines?.some((word) => raw[0]?.trim().startsWith(word))) continue
    notes.countLine()
    const cells = cellsOf(raw, places, mapping.columns)
    const currency = cells.of('currency')?.toUpperCase() ?? mapping.currency ?? ''
    const account = accountOf(cells.of('account') ?? mapping.account) ?? ''
    notes.meet(currency)
    const isCut = isOpen || raw.length < 2
    // A row too broken to say whose it is counts against the account before it.
    const ledger = isCut && last ? last : ledgerOf(account, currency)
    last = ledger
    const refuse = (code: UnreadLine['code'], fault: string): void =>
      ledger.tally.refuse({ index: ledger.tally.lines(), code, message: `Row ${row} ${fault}.` })
    if (isCut) {
      refuse('row', isOpen ? 'has a quotation mark that is never closed' : 'has no columns')
      continue
    }
    const amount = amountOf(cells, currency, mapping)
    if (!amount.ok) {
      refuse(amount.code, amount.message)
      continue
    }
    const days = [cells.of('bookedOn'), cells.of('valueOn')].map((cell) => ({
      cell,
      day: cell === undefined ? undefined : dayOfCell(cell, mapping.dateFormat),
    }))
    const [bookedOn, valueOn] = days
    if (days.some(({ cell, day }) => cell !== undefined && day === undefined) || !bookedOn?.day) {
      refuse('row', `has no day of the form ${mapping.dateFormat}`)
      continue
    }
    const index = ledger.tally.lines()
    const status = cells.of('status')?.toLowerCase()
    const isBooked =
      mapping.booked === undefined || mapping.booked.some((word) => word.toLowerCase() === status)
    const entry: Entry = {
      index,
      amountMinor: amount.amountMinor,
      currency,
      status: isBooked ? 'booked' : 'pending',
      isReversal: false,
      bookedOn: bookedOn.day,
      valueOn: valueOn?.day,
      ...given('servicerReference', referenceOf(cells.of('servicerReference'))),
      ...given('entryReference', referenceOf(cells.of('entryReference'))),
      transactionCode: given('proprietary', cells.of('transactionCode')),
      batches: [],
      charges: [],
      text: '',
      details: [
        {
          index: 0,
          amountMinor: amount.amountMinor,
          currency,
          references: {
            ...given('endToEndId', referenceOf(cells.of('endToEndId'))),
            ...given('mandateId', referenceOf(cells.of('mandateId'))),
          },
          creditorReferences: [structuredReferenceOf(cells.of('creditorReference'))].filter(
            (one) => one !== undefined,
          ),
          text: cells.text,
          counterparty: {
            ...given('name', cells.of('counterpartyName')),
            ...given('account', accountOf(cells.of('counterpartyAccount'))),
            ...given('bic', cells.of('counterpartyBic')),
          },
          charges: [],
        },
      ],
    }
    const balance = cells.of('balance')
    const after = balance === undefined ? undefined : readCell(balance, currency, mapping)
    if (after?.ok === false) {
      refuse('row', `has a balance that ${after.message}`)
      continue
    }
    ledger.tally.add(entry)
    ledger.entries.push(entry)
    if (isBooked)
      ledger.balances.push(
        after?.ok ? (after.isNegative ? -after.amountMinor : after.amountMinor) : undefined,
      )
  }
  if (!places)
    throw new UnreadableStatement(
      `No row of the file names all the columns of the mapping (${namesIn(mapping.columns).join(', ')}).`,
    )
  for (const [index, ledger] of [...ledgers.values()].entries()) yield* partsOf(ledger, index)
  if (ledgers.size === 0) notes.warn('format', 'The file has a header and no lines.')
  yield {
    kind: 'file',
    file: {
      format: 'csv',
      message: 'csv',
      messageId: '',
      currencies: notes.currencies(),
      warnings: notes.warnings(),
    },
  }
}

function* partsOf(ledger: Ledger, index: number): Generator<StatementPart> {
  const { account, currency, entries, tally } = ledger
  const days = entries.flatMap(({ bookedOn }) => bookedOn ?? []).sort()
  const head: StatementHead = {
    index,
    messageId: '',
    account,
    statementId: '',
    sequence: undefined,
    page: undefined,
    isLastPage: undefined,
    currency,
    from: days[0],
    to: days.at(-1),
    isCopy: false,
  }
  yield { kind: 'opened', head }
  for (const entry of entries) yield { kind: 'entry', entry }
  const { opening, closing, isBroken } = balancesOf(ledger)
  const faults = isBroken ? ['The balances of its rows do not follow from one another.'] : []
  yield { kind: 'closed', summary: tally.close(head, { opening, closing, faults }) }
}
