/** What the billing service does with bills and money: each step, its money and its notice in one entry of the books. */
import { createHash, randomBytes } from 'node:crypto'
import { addMoney, compareMoney, isZero, money } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import type { CallbackRow } from '../deliveries.ts'
import { toJson } from '../web-server.ts'
import { newBillNumber } from './bill-number.ts'
import type { BillRow, Books, Channel, MovementRow } from './books.ts'
import { netOf, settlementFile } from './settlement-file.ts'
import { changeOut, readBill, refusal } from './wire.ts'
import type { CreateBill } from './wire.ts'

const hourMs = 3_600_000
/** In hundredths of a percent of what was paid. */
const feeRates = { mobile: 100n, branch: 50n, card: 150n } as const satisfies Record<Channel, bigint>

const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`
const isOpen = ({ status }: BillRow): boolean => status === 'ISSUED' || status === 'IN_PROGRESS'
/** Why a bill that is not open does not change any more. */
const closed: Readonly<Record<string, string>> = {
  CANCELLED: 'already-cancelled',
  EXPIRED: 'already-expired',
}
const refusalOf = ({ status }: BillRow) => refusal(closed[status] ?? 'already-paid')

/** What becomes of the notice about a step. `wrong-amount`: it tells of one minor unit more than came. */
export type NoticeMode = 'once' | 'lost' | 'late' | 'twice' | 'wrong-amount'
/** What a channel collects, where that is not the total of the bill. */
export type Collection = { readonly amount?: Money; readonly notice?: NoticeMode }

export type Billing = ReturnType<typeof createBilling>

/** Returns the service over its books. `onNotice` hears of each notice once it is in the books. */
export function createBilling(options: {
  readonly books: Books
  readonly now: () => Date
  readonly lateMs: number
  readonly onNotice: (id: string) => void
}) {
  const { books, now, lateMs, onNotice } = options

  const noticeOf = ({ noticeUrl, holdsNotices }: BillRow, body: unknown, mode: NoticeMode): CallbackRow => ({
    id: newId('ntc'),
    url: noticeUrl,
    body: toJson(body),
    state: mode === 'lost' || holdsNotices ? 'held' : 'waiting',
    dueAt: new Date(now().getTime() + (mode === 'late' ? lateMs : 0)).toISOString(),
    wanted: mode === 'twice' ? 2 : 1,
    deliveries: [],
  })

  /** Writes a bill's next state, the money that moved and the notice about it, all or nothing. */
  function move(
    row: BillRow,
    change: Partial<BillRow>,
    more: { readonly movement?: MovementRow; readonly mode?: NoticeMode | undefined } = {},
  ): BillRow {
    const { movement, mode = 'once' } = more
    const bill = { ...row, ...change, updatedAt: now().toISOString() }
    const told =
      mode === 'wrong-amount' ? { ...bill, paid: addMoney(bill.paid, money(1n, bill.paid.currency)) } : bill
    const notice = noticeOf(bill, { biller: row.biller, changes: [changeOut(told, newId('chg'))] }, mode)
    books.commit({ bill, notice, ...(movement ? { movement } : {}) })
    onNotice(notice.id)
    return bill
  }

  /** Returns the bill, expired where its time is over. @throws HttpRefusal 404. */
  function bill(number: string): BillRow {
    const row = books.bills.get(number)
    if (!row) throw refusal('unknown-bill')
    return isOpen(row) && row.expiresAt <= now().toISOString() ? move(row, { status: 'EXPIRED' }) : row
  }

  function collect(number: string, channel: Channel, { amount, notice }: Collection = {}): BillRow {
    const row = bill(number)
    const taken = amount ?? row.total
    if (taken.currency !== row.total.currency) throw refusal('currency-not-offered')
    const fee = money((taken.amountMinor * feeRates[channel]) / 10_000n, taken.currency)
    const movement: MovementRow = {
      ...{ id: newId('pmt'), bill: number, biller: row.biller, kind: 'payment' },
      ...{ channel, amount: taken, fee, at: now().toISOString() },
    }
    return move(row, { status: 'PAID', paid: addMoney(row.paid, taken) }, { movement, mode: notice })
  }

  /** Pays out the movements, which are of one biller and one currency. */
  function payOut(movements: readonly MovementRow[], { biller, amount }: MovementRow): void {
    const sequence = books.settlements.length + 1
    const at = now().toISOString()
    const day = at.slice(0, 10).replaceAll('-', '')
    const { currency } = amount
    const id = `stl_${day}_${sequence}`
    const payout = `NBS${day}P${String(sequence).padStart(4, '0')}`
    const net = netOf(movements, currency)
    const rows = movements.flatMap((one) => {
      const of = books.bills.get(one.bill)
      return of ? [{ ...one, of }] : []
    })
    const file = settlementFile({ id, sequence, biller, reference: payout, at, movements: rows }, net)
    const settlement = { id, sequence, biller, payout, net, file, at }
    const name = `${biller}-${day}-${currency}-${sequence}.xml`
    books.commit({ settlement: { ...settlement, name, movements: movements.map((one) => one.id) } })
  }

  /** Pays out what `isDue` of all that was not paid out yet. */
  function settle(isDue: (movement: MovementRow) => boolean): void {
    const groups = new Map<string, MovementRow[]>()
    for (const movement of books.unsettled().filter(isDue)) {
      const key = `${movement.biller} ${movement.amount.currency}`
      groups.set(key, [...(groups.get(key) ?? []), movement])
    }
    for (const group of groups.values()) if (group[0]) payOut(group, group[0])
  }

  return {
    bill,
    byReference: (biller: string, reference: string): BillRow[] =>
      books.billsOfReference(biller, reference).map(({ number }) => bill(number)),

    /** Does what is due by the clock: bills expire, and the days before today are paid out. */
    doWhatIsDue(): void {
      for (const number of books.bills.keys()) bill(number)
      const today = now().toISOString().slice(0, 10)
      settle(({ at }) => at.slice(0, 10) < today)
    },

    /** Returns the bill and whether the key was new. The same key does nothing twice. */
    create(biller: string, request: CreateBill, idempotencyKey: string): { row: BillRow; isNew: boolean } {
      const fingerprint = createHash('sha256').update(toJson(request)).digest('hex')
      const known = books.billOfKey(biller, idempotencyKey)
      if (known && known.fingerprint !== fingerprint) throw refusal('idempotency-key-reused')
      if (known) return { row: bill(known.number), isNew: false }
      const { total, items } = readBill(request)
      if (books.billsOfReference(biller, request.reference).length > 0) throw refusal('reference-used')
      const at = now()
      const none = money(0n, total.currency)
      let number = newBillNumber()
      while (books.bills.has(number)) number = newBillNumber()
      const row: BillRow = {
        number,
        biller,
        reference: request.reference,
        invoice: request.invoice,
        creditorReference: request.creditor_reference,
        status: 'ISSUED',
        total,
        paid: none,
        reversed: none,
        items: [...items],
        description: request.description,
        language: request.language,
        returnUrl: request.return_url,
        noticeUrl: request.notice_url,
        idempotencyKey,
        fingerprint,
        createdAt: at.toISOString(),
        updatedAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + request.valid_hours * hourMs).toISOString(),
        holdsNotices: false,
      }
      books.commit({ bill: row })
      return { row, isNew: true }
    },

    /** A payer has begun by a channel that asks again. @throws HttpRefusal 409 for a bill that is not open. */
    begin(number: string): BillRow {
      const row = bill(number)
      if (row.status === 'IN_PROGRESS') return row
      if (!isOpen(row)) throw refusalOf(row)
      return move(row, { status: 'IN_PROGRESS' })
    },

    /** The payer who had begun goes back. */
    giveUp(number: string): BillRow {
      const row = bill(number)
      return row.status === 'IN_PROGRESS' ? move(row, { status: 'ISSUED' }) : row
    },

    /** A payer pays an open bill. @throws HttpRefusal 409, or 422 for a part of it. */
    pay(number: string, channel: Channel, amount: Money): BillRow {
      const row = bill(number)
      if (!isOpen(row)) throw refusalOf(row)
      if (amount.currency !== row.total.currency || compareMoney(amount, row.total) !== 0)
        throw refusal('part-payment')
      return collect(number, channel)
    },

    /** Money that a channel took whatever the service says: late, twice, or another sum. */
    collect,

    /** @throws HttpRefusal 404, or 409 where it is too late. */
    cancel(biller: string, number: string): BillRow {
      const row = bill(number)
      if (row.biller !== biller) throw refusal('unknown-bill')
      if (row.status === 'CANCELLED') return row
      if (row.status === 'IN_PROGRESS') throw refusal('in-progress')
      if (!isOpen(row)) throw refusalOf(row)
      return move(row, { status: 'CANCELLED' })
    },

    /** Ends an open bill before its time. @throws HttpRefusal 409. */
    expire(number: string): BillRow {
      const row = bill(number)
      if (!isOpen(row)) throw refusalOf(row)
      return move(row, { status: 'EXPIRED', expiresAt: now().toISOString() })
    },

    /** The channel takes back all that came. @throws HttpRefusal 409 where nothing is left. */
    reverse(number: string): BillRow {
      const row = bill(number)
      const last = books.movementsOf(number).findLast(({ kind }) => kind === 'payment')
      const left = money(row.paid.amountMinor - row.reversed.amountMinor, row.paid.currency)
      if (!last || isZero(left)) throw refusal('not-paid')
      const movement: MovementRow = {
        ...{ id: newId('rev'), bill: number, biller: row.biller, kind: 'reversal', channel: last.channel },
        ...{ amount: left, fee: money(0n, left.currency), at: now().toISOString() },
      }
      return move(row, { status: 'REVERSED', reversed: row.paid }, { movement })
    },

    /** Gives a bill any status, also one that no document names; no money moves. */
    setStatus: (number: string, status: string): BillRow => move(bill(number), { status }),

    /** Has the notices about a bill from now on wait for somebody at the desk, or go out again. */
    holdNotices(number: string, holdsNotices: boolean): BillRow {
      const row = { ...bill(number), holdsNotices }
      books.commit({ bill: row })
      return row
    },

    /** Returns a held copy of a notice: the same words under an id of its own. @throws HttpRefusal 404. */
    copyNotice(id: string): CallbackRow {
      const original = books.notices.get(id)
      if (!original) throw refusal('unknown-notice')
      const notice: CallbackRow = {
        ...{ id: newId('ntc'), url: original.url, body: original.body, copyOf: id },
        ...{ state: 'held', dueAt: now().toISOString(), wanted: 1, deliveries: [] },
      }
      books.commit({ notice })
      return notice
    },

    /** Sends one notice about several bills of one biller as they stand; `extra` items are put in between as they are. */
    tell(numbers: readonly string[], extra: readonly unknown[] = []): CallbackRow {
      const [first, ...rest] = numbers.map(bill)
      if (!first) throw refusal('malformed')
      const changes = [
        changeOut(first, newId('chg')),
        ...extra,
        ...rest.map((row) => changeOut(row, newId('chg'))),
      ]
      const notice = noticeOf(first, { biller: first.biller, changes }, 'once')
      books.commit({ notice })
      onNotice(notice.id)
      return notice
    },

    /** Pays out everything that was not paid out yet. */
    closeDay(): void {
      settle(() => true)
    },
  }
}
