/** How one bank's CSV is to be read: which column is what, and how amounts and dates are written in it. */
import { z } from 'zod'

const column = z.string().trim().min(1).max(200)
const words = z.array(column).min(1).max(50)

/** Names of columns as the header row has them; capitals and blanks around do not matter. */
const columnsSchema = z.strictObject({
  bookedOn: column,
  valueOn: column.optional(),
  /** One column with a sign, or `debit` and `credit`; a debit counts as taken whether or not it has a minus. */
  amount: column.optional(),
  debit: column.optional(),
  credit: column.optional(),
  /** Says which way an amount without a sign went; see `direction`. */
  direction: column.optional(),
  currency: column.optional(),
  /** The account of the statement, where a file holds several. */
  account: column.optional(),
  /** The balance after each line: with it the file proves itself. */
  balance: column.optional(),
  status: column.optional(),
  transactionCode: column.optional(),
  servicerReference: column.optional(),
  entryReference: column.optional(),
  endToEndId: column.optional(),
  mandateId: column.optional(),
  creditorReference: column.optional(),
  /** One column, or several whose words are joined. */
  text: z.union([column, words]).optional(),
  counterpartyName: column.optional(),
  counterpartyAccount: column.optional(),
  counterpartyBic: column.optional(),
})

export const csvDateFormats = [
  'YYYY-MM-DD',
  'YYYYMMDD',
  'YYYY/MM/DD',
  'DD.MM.YYYY',
  'DD.MM.YY',
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'MM/DD/YYYY',
] as const
export type CsvDateFormat = (typeof csvDateFormats)[number]

/** A mapping as an office keeps it for one bank. */
export const csvMappingSchema = z
  .strictObject({
    delimiter: z.enum([',', ';', '\t', '|']),
    /** Overrules what the bytes tell; a byte order mark overrules it. */
    encoding: z
      .enum(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-2', 'utf-16le', 'utf-16be'])
      .optional(),
    decimal: z.enum([',', '.']),
    /** Between thousands; a blank stands for every kind of blank. */
    thousands: z.enum([',', '.', ' ', "'"]).optional(),
    dateFormat: z.enum(csvDateFormats),
    /** Of every line, where no column says it. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Use an ISO 4217 currency code, such as EUR.')
      .optional(),
    account: column.optional(),
    columns: columnsSchema,
    direction: z.strictObject({ credit: words, debit: words }).optional(),
    /** Words of the status column that mean booked; every other line is pending. */
    booked: words.optional(),
    /** Rows whose first cell begins with one of these words are no lines, such as totals below the table. */
    notLines: words.optional(),
  })
  .superRefine(({ columns, currency, account, decimal, thousands, direction, booked }, context) => {
    const say = (message: string, ...path: string[]): void =>
      context.addIssue({ code: 'custom', path, message })
    if ((columns.amount === undefined) === (columns.debit === undefined || columns.credit === undefined))
      say('Name either the column of the amount, or both those of debit and credit.', 'columns')
    if (currency === undefined && columns.currency === undefined)
      say('Say the currency, or name the column that does.', 'currency')
    if (account === undefined && columns.account === undefined)
      say('Say the account, or name the column that does.', 'account')
    if (decimal === thousands) say('Decimals and thousands cannot have the same mark.', 'thousands')
    if ((columns.direction === undefined) !== (direction === undefined))
      say(
        'A column of the direction needs the words for credit and debit, and these need the column.',
        'direction',
      )
    if ((columns.status === undefined) !== (booked === undefined))
      say('A column of the status needs the words for booked, and these need the column.', 'booked')
  })
export type CsvMapping = z.infer<typeof csvMappingSchema>
