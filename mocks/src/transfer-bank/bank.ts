/** What the bank does: books transfers, batches, pay-outs and returns, charges for them. */
import { addMoney, isZero, money, subtractMoney } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { bankBic, bankName } from './accounts.ts'
import type { BankClient, ClientAccount, Party } from './accounts.ts'
import type { Line, TransferBooks } from './books.ts'
import { createPublisher } from './publisher.ts'
import { refusal } from './refusals.ts'

export type Fee = {
  readonly amount: Money
  /** `deducted`: less arrives. `separate`: all arrives, and the account is charged. */
  readonly how: 'deducted' | 'separate'
}

export type TransferOrder = {
  readonly from: Party
  /** An account of a client. */
  readonly to: string
  readonly amount: Money
  readonly reference?: string | null
  readonly text?: string
  readonly endToEndId?: string | null
  readonly fee?: Fee
  /** The payer's own name for the order: the same again books nothing. */
  readonly order?: string
}

export type PayOut = {
  readonly from: string
  readonly to: Party
  readonly amount: Money
  readonly reference?: string | null
  readonly text?: string
  readonly endToEndId?: string | null
}

export type TransferBank = ReturnType<typeof createTransferBank>

type Draft = Pick<Line, 'account' | 'amount' | 'counterparty'> & Partial<Omit<Line, 'id' | 'at'>>

/** Accounts of the bank itself: what it earns, and what it holds with other banks. */
const fees = 'bank:fees'
const itself: Party = { name: bankName, account: fees, bic: bankBic }

const minus = ({ amountMinor, currency }: Money): Money => money(-amountMinor, currency)

/** Returns the bank over its books. Functions refuse with HttpRefusal and have then booked nothing. */
export function createTransferBank(parts: {
  readonly books: TransferBooks
  readonly clients: readonly BankClient[]
  readonly now: () => Date
}) {
  const { books, clients, now } = parts
  let serial = books.lines.length

  const findAccount = (account: string): ClientAccount | undefined =>
    clients.flatMap(({ accounts }) => accounts).find((one) => one.account === account)
  function accountFor(account: string, { amountMinor, currency }: Money): ClientAccount {
    const found = findAccount(account)
    if (!found) throw refusal('unknown-account')
    if (found.currency !== currency) throw refusal('other-currency')
    if (amountMinor <= 0n) throw refusal('amount-out-of-range')
    return found
  }
  const partyOf = ({ name, account }: ClientAccount): Party => ({ name, account, bic: bankBic })

  function written(draft: Draft, at: string): Line {
    serial += 1
    const id = `${at.slice(0, 10).replaceAll('-', '')}${String(serial).padStart(6, '0')}`
    return {
      kind: 'transfer',
      reference: null,
      text: '',
      endToEndId: null,
      deducted: null,
      instructed: null,
      reason: null,
      original: null,
      ...draft,
      id,
      at,
      entry: draft.entry ?? id,
    }
  }
  /** Books the drafts together and returns the lines of the account. */
  function book(account: string, drafts: readonly Draft[], order?: string): readonly Line[] {
    const at = now().toISOString()
    const lines = drafts.map((draft) => written(draft, at))
    books.book(lines, order)
    return lines.filter((line) => line.account === account)
  }

  function draftsOf(order: TransferOrder, entry?: string): Draft[] {
    const { to, amount, fee, reference = null, text = '', endToEndId = null } = order
    const { name, account, bic } = order.from
    const from: Party = { name, account, bic }
    const payee = partyOf(accountFor(to, amount))
    const words = { reference, text, endToEndId }
    const deducted = fee?.how === 'deducted' ? fee.amount : null
    const arrives = deducted ? subtractMoney(amount, deducted) : amount
    if (arrives.amountMinor <= 0n) throw refusal('amount-out-of-range')
    const charged = fee?.how === 'separate' ? fee.amount : null
    return [
      { account: from.account, amount: minus(amount), counterparty: payee, ...words },
      {
        account: to,
        amount: arrives,
        counterparty: from,
        ...words,
        deducted,
        instructed: deducted && amount,
        ...(entry === undefined ? {} : { entry }),
      },
      ...(charged
        ? [
            {
              account: to,
              amount: minus(charged),
              counterparty: itself,
              kind: 'charge' as const,
              text: 'Charges',
            },
          ]
        : []),
      ...(fee ? [{ account: fees, amount: fee.amount, counterparty: payee, kind: 'charge' as const }] : []),
    ]
  }

  function mirrored(line: Line, amount: Money, change: Partial<Draft>): Draft[] {
    const { account, counterparty, reference, text, endToEndId, id } = line
    const other = counterparty ?? itself
    const owner = findAccount(account)
    const words = { reference, text, endToEndId, original: id, ...change }
    return [
      { account, amount, counterparty: other, ...words },
      {
        account: other.account,
        amount: minus(amount),
        counterparty: owner ? partyOf(owner) : null,
        ...words,
      },
    ]
  }
  function lineToUndo(id: string): Line {
    const line = books.lines.find((one) => one.id === id)
    if (!line) throw refusal('not-found')
    const isUndone = books.lines.some(({ original, account }) => original === id && account === line.account)
    if (line.kind !== 'transfer' || isUndone || !findAccount(line.account)) throw refusal('not-returnable')
    return line
  }

  return {
    findAccount,

    /** Returns the lines on the payee's account; those of the first time where the order is known. */
    transfer(order: TransferOrder): readonly Line[] {
      const known = order.order === undefined ? undefined : books.linesOfOrder(order.order)
      return (
        known?.filter(({ account }) => account === order.to) ?? book(order.to, draftsOf(order), order.order)
      )
    },

    /** Books several transfers to one account as one entry. */
    batch(orders: readonly [TransferOrder, ...TransferOrder[]]): readonly Line[] {
      const [{ to }] = orders
      const entry = `B${String(serial + 1).padStart(9, '0')}`
      return book(
        to,
        orders.flatMap((order) => draftsOf({ ...order, to }, entry)),
      )
    },

    /** A client pays somebody. */
    payOut({ from, to, amount, reference = null, text = '', endToEndId = null }: PayOut): readonly Line[] {
      const owner = partyOf(accountFor(from, amount))
      const words = { reference, text, endToEndId }
      return book(from, [
        { account: from, amount: minus(amount), counterparty: to, ...words },
        { account: to.account, amount, counterparty: owner, ...words },
      ])
    },

    /** Sends the money of a client's line back where it came from, all of it or `part`, for a reason by ISO's list, such as AC04. */
    giveBack(id: string, { reason = 'AC04', part }: { reason?: string; part?: Money } = {}): readonly Line[] {
      const line = lineToUndo(id)
      const amount = part ? (line.amount.amountMinor > 0n ? minus(part) : part) : minus(line.amount)
      return book(line.account, mirrored(line, amount, { kind: 'return', reason }))
    },

    /** Takes a client's line back because the bank itself was wrong. */
    reverse(id: string): readonly Line[] {
      const line = lineToUndo(id)
      return book(line.account, mirrored(line, minus(line.amount), { kind: 'reversal' }))
    },

    /** Whatever else happens on an account: money that has nothing to do with any order of the office. */
    otherTraffic(account: string, count: number): readonly Line[] {
      const owner = findAccount(account)
      if (!owner) throw refusal('unknown-account')
      const { currency } = owner
      const elsewhere = (name: string): Party => ({ name, account: `elsewhere:${name}`, bic: 'CENTBGSF' })
      const kinds = [
        {
          amount: money(-1_250_00n, currency),
          counterparty: elsewhere('City Power'),
          text: 'Invoice 88213 electricity',
        },
        {
          amount: money(15_00n, currency),
          counterparty: elsewhere('M. Petrova'),
          text: 'copy of a certificate',
        },
        {
          amount: money(-3n, currency),
          counterparty: itself,
          kind: 'charge' as const,
          text: 'Account keeping',
        },
        { amount: money(7n, currency), counterparty: itself, kind: 'interest' as const, text: 'Interest' },
        { amount: money(240_00n, currency), counterparty: elsewhere('State Treasury'), text: 'NOTPROVIDED' },
      ]
      return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]).flatMap((draft) =>
        draft
          ? book(account, [
              { account, ...draft },
              {
                account: draft.counterparty.account,
                amount: minus(draft.amount),
                counterparty: partyOf(owner),
              },
            ])
          : [],
      )
    },

    publish: createPublisher(parts),

    /** Returns whether every account stands where its opening balance and its lines put it, and all lines add up to nothing. */
    isBalanced(): boolean {
      const currencies = new Set(books.lines.map(({ amount }) => amount.currency))
      return [...currencies].every((currency) =>
        isZero(
          books.lines
            .filter(({ amount }) => amount.currency === currency)
            .reduce((sum, { amount }) => addMoney(sum, amount), money(0n, currency)),
        ),
      )
    },
  }
}
