/** The billing service's books: bills, what came in and went back, payouts and notices, rebuilt from one journal. */
import { moneySchema } from '@lodge/shared-types'
import { z } from 'zod'
import { callbackRowSchema } from '../deliveries.ts'
import type { CallbackRow } from '../deliveries.ts'
import { openJournal } from '../journal.ts'

export const channels = ['mobile', 'branch', 'card'] as const
export const channelSchema = z.enum(channels)
export type Channel = z.infer<typeof channelSchema>

const billRowSchema = z.object({
  number: z.string(),
  biller: z.string(),
  reference: z.string(),
  invoice: z.string(),
  creditorReference: z.string(),
  status: z.string(),
  total: moneySchema,
  paid: moneySchema,
  reversed: moneySchema,
  items: z.array(z.object({ label: z.string(), amount: moneySchema })),
  description: z.string(),
  language: z.string(),
  returnUrl: z.string(),
  noticeUrl: z.string(),
  idempotencyKey: z.string(),
  fingerprint: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string(),
  /** New notices about it wait for somebody at the desk to send them. */
  holdsNotices: z.boolean(),
})
export type BillRow = z.infer<typeof billRowSchema>

/** Money that a channel brought for a bill, or took back. `amount` is positive. */
const movementRowSchema = z.object({
  id: z.string(),
  bill: z.string(),
  biller: z.string(),
  kind: z.enum(['payment', 'reversal']),
  channel: channelSchema,
  amount: moneySchema,
  fee: moneySchema,
  at: z.string(),
})
export type MovementRow = z.infer<typeof movementRowSchema>

const settlementRowSchema = z.object({
  id: z.string(),
  sequence: z.number().int(),
  biller: z.string(),
  name: z.string(),
  payout: z.string(),
  /** What reaches the biller's account; negative where more went back than came. */
  net: moneySchema,
  movements: z.array(z.string()),
  file: z.string(),
  at: z.string(),
})
export type SettlementRow = z.infer<typeof settlementRowSchema>

const entrySchema = z.object({
  bill: billRowSchema.optional(),
  movement: movementRowSchema.optional(),
  notice: callbackRowSchema.optional(),
  settlement: settlementRowSchema.optional(),
})
type BookEntry = z.infer<typeof entrySchema>

const noticeSchema = z.object({ changes: z.array(z.unknown()) })
const changeSchema = z.object({ bill: z.object({ bill_number: z.string() }) })

/** Returns the numbers of the bills that a notice speaks of. */
export const billsIn = ({ body }: CallbackRow): string[] =>
  (noticeSchema.safeParse(JSON.parse(body)).data?.changes ?? []).flatMap(
    (change) => changeSchema.safeParse(change).data?.bill.bill_number ?? [],
  )

export type Books = {
  readonly bills: ReadonlyMap<string, BillRow>
  readonly movements: ReadonlyMap<string, MovementRow>
  readonly notices: ReadonlyMap<string, CallbackRow>
  readonly settlements: readonly SettlementRow[]
  readonly billOfKey: (biller: string, idempotencyKey: string) => BillRow | undefined
  readonly billsOfReference: (biller: string, reference: string) => readonly BillRow[]
  readonly movementsOf: (bill: string) => readonly MovementRow[]
  /** Returns what was not paid out yet, oldest first. */
  readonly unsettled: () => readonly MovementRow[]
  /** Returns the notices about a bill, oldest first. */
  readonly noticesOf: (bill: string) => readonly CallbackRow[]
  /** Keeps what changes together, all or nothing. */
  readonly commit: (entry: BookEntry) => void
  readonly close: () => void
}

/** Opens the books in `dataDir`, or in memory only. @throws ZodError when the journal was written by something else. */
export function openBooks(dataDir?: string): Books {
  const bills = new Map<string, BillRow>()
  const movements = new Map<string, MovementRow>()
  const unsettled = new Map<string, MovementRow>()
  const notices = new Map<string, CallbackRow>()
  const settlements: SettlementRow[] = []
  const numberOf = { key: new Map<string, string>(), reference: new Map<string, string[]>() }
  const noticesAbout = new Map<string, string[]>()

  const journal = openJournal(dataDir, 'billing.jsonl', entrySchema, (entry) => {
    const { bill, movement, notice, settlement } = entry
    if (bill && !bills.has(bill.number)) {
      const reference = `${bill.biller} ${bill.reference}`
      numberOf.key.set(`${bill.biller} ${bill.idempotencyKey}`, bill.number)
      numberOf.reference.set(reference, [...(numberOf.reference.get(reference) ?? []), bill.number])
    }
    if (bill) bills.set(bill.number, bill)
    if (movement) movements.set(movement.id, movement)
    if (movement) unsettled.set(movement.id, movement)
    if (notice && !notices.has(notice.id))
      for (const number of new Set(billsIn(notice)))
        noticesAbout.set(number, [...(noticesAbout.get(number) ?? []), notice.id])
    if (notice) notices.set(notice.id, notice)
    if (settlement) settlements.push(settlement)
    for (const id of settlement?.movements ?? []) unsettled.delete(id)
  })

  return {
    bills,
    movements,
    notices,
    settlements,
    billOfKey: (biller, key) => bills.get(numberOf.key.get(`${biller} ${key}`) ?? ''),
    billsOfReference: (biller, reference) =>
      (numberOf.reference.get(`${biller} ${reference}`) ?? []).flatMap((number) => bills.get(number) ?? []),
    movementsOf: (number) => [...movements.values()].filter(({ bill }) => bill === number),
    unsettled: () => [...unsettled.values()],
    noticesOf: (number) => (noticesAbout.get(number) ?? []).flatMap((id) => notices.get(id) ?? []),
    commit: journal.append,
    close: journal.close,
  }
}
