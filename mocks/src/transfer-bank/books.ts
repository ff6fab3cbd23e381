/** What the bank has booked and published: lines on accounts, always in sets that add up to nothing, and files for clients. */
import { addMoney, money, moneySchema, sumMoney } from '@lodge/shared-types'
import type { Currency, Money } from '@lodge/shared-types'
import { z } from 'zod'
import { openJournal } from '../journal.ts'
import type { BankClient } from './accounts.ts'

const partySchema = z.object({ name: z.string(), account: z.string(), bic: z.string() })

export const lineSchema = z.object({
  /** The bank's reference. Lines of one account with the same `entry` are details of one entry. */
  id: z.string(),
  entry: z.string(),
  at: z.string(),
  account: z.string(),
  /** Positive came in, negative went out. */
  amount: moneySchema,
  kind: z.enum(['transfer', 'return', 'reversal', 'charge', 'interest']),
  counterparty: partySchema.nullable(),
  /** What the payer gave as structured reference, and in their own words. */
  reference: z.string().nullable(),
  text: z.string(),
  endToEndId: z.string().nullable(),
  /** Taken by a bank on the way: `amount` is what was left of `instructed`. */
  deducted: moneySchema.nullable(),
  instructed: moneySchema.nullable(),
  /** Why it came back, and which line it takes back. */
  reason: z.string().nullable(),
  original: z.string().nullable(),
})
export type Line = z.infer<typeof lineSchema>

/** A statement inside a file: the lines of an account up to number `upTo` (of all lines of the bank). */
const coveredSchema = z.object({
  account: z.string(),
  sequence: z.number().int(),
  upTo: z.number().int(),
  closing: moneySchema,
})

export const publishedSchema = z.object({
  id: z.string(),
  client: z.string(),
  kind: z.enum(['statement', 'notification']),
  format: z.string(),
  name: z.string(),
  at: z.string(),
  xml: z.string(),
  covers: z.array(coveredSchema),
})
export type Published = z.infer<typeof publishedSchema>
export type PublishedKind = Published['kind']
export type Covered = z.infer<typeof coveredSchema>

const entrySchema = z.object({
  /** The payer's order, so that a form that is sent twice is one transfer. */
  order: z.string().optional(),
  lines: z.array(lineSchema).optional(),
  file: publishedSchema.optional(),
})

export type TransferBooks = {
  readonly lines: readonly Line[]
  readonly files: readonly Published[]
  readonly linesOfOrder: (order: string) => readonly Line[] | undefined
  readonly balanceOf: (account: string, currency: Currency) => Money
  /** Returns where the account's last file of this kind ended. */
  readonly covered: (kind: PublishedKind, account: string) => Covered | undefined
  /** @throws Error for lines that do not add up to nothing: a defect of the bank. */
  readonly book: (lines: readonly Line[], order?: string) => void
  readonly publish: (file: Published) => void
  readonly close: () => void
}

/** Opens the books in `dataDir`, or in memory only; clients begin with their opening balances. */
export function openTransferBooks(clients: readonly BankClient[], dataDir?: string): TransferBooks {
  const lines: Line[] = []
  const files: Published[] = []
  const orders = new Map<string, readonly Line[]>()
  const balances = new Map<string, Money>()
  const covered = new Map<string, Covered>()
  const nameOf = (account: string, currency: Currency) => `${account} ${currency}`
  for (const { accounts } of clients)
    for (const { account, currency, openingMinor } of accounts)
      balances.set(nameOf(account, currency), money(openingMinor, currency))

  const balanceOf = (account: string, currency: Currency): Money =>
    balances.get(nameOf(account, currency)) ?? money(0n, currency)

  const journal = openJournal(dataDir, 'transfer-bank.jsonl', entrySchema, (entry) => {
    for (const line of entry.lines ?? []) {
      const { currency } = line.amount
      lines.push(line)
      balances.set(nameOf(line.account, currency), addMoney(balanceOf(line.account, currency), line.amount))
    }
    if (entry.order !== undefined) orders.set(entry.order, entry.lines ?? [])
    if (entry.file) {
      files.push(entry.file)
      for (const one of entry.file.covers) covered.set(`${entry.file.kind} ${one.account}`, one)
    }
  })

  return {
    lines,
    files,
    linesOfOrder: (order) => orders.get(order),
    balanceOf,
    covered: (kind, account) => covered.get(`${kind} ${account}`),
    book(set, order) {
      const currency = set[0]?.amount.currency
      if (
        currency === undefined ||
        sumMoney(
          set.map(({ amount }) => amount),
          currency,
        ).amountMinor !== 0n
      )
        throw new Error('The bank was about to book lines that do not add up to nothing.')
      journal.append({ lines: [...set], ...(order === undefined ? {} : { order }) })
    },
    publish: (file) => journal.append({ file }),
    close: () => journal.close(),
  }
}
