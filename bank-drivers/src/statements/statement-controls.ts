/** The controls of a statement, counted entry by entry: whether it adds up, and whether it may be applied. */
import { writeAmount } from './exact-amount.ts'
import type { Notes } from './notes.ts'
import { given } from './references.ts'
import type {
  Entry,
  StatedTotals,
  StatementBalance,
  StatementControls,
  StatementFormat,
  StatementHead,
  StatementSummary,
  UnreadLine,
} from './statement.ts'

/** `balances`: opening and closing are proof. `details`: no balances, never money of its own. `nothing`: information only. */
const proofOf = {
  'camt.053': 'balances',
  mt940: 'balances',
  csv: 'balances-if-any',
  'camt.054': 'details',
  'camt.052': 'nothing',
  mt942: 'nothing',
} as const satisfies Record<StatementFormat, string>

/** Whether only a later message moves the money that this format tells of. */
export const isInformationOnly = (format: StatementFormat): boolean => proofOf[format] === 'nothing'

export type Tally = {
  readonly add: (entry: Entry) => void
  readonly refuse: (line: UnreadLine) => void
  /** How many lines came in so far: the index of the next one. */
  readonly lines: () => number
  /** Makes the summary; `faults` are further reasons, one sentence each, not to apply the statement. */
  readonly close: (head: StatementHead, found: Found) => StatementSummary
}
export type Found = {
  readonly opening: StatementBalance | undefined
  readonly closing: StatementBalance | undefined
  readonly stated?: StatedTotals
  readonly faults?: readonly string[]
}

/** Lines that could not be read are counted all, and kept as far as a person reads. */
const mostUnread = 1000

type Side = { count: number; sumMinor: bigint }
const side = (): Side => ({ count: 0, sumMinor: 0n })
const put = (on: Side, amountMinor: bigint): void => {
  on.count += 1
  on.sumMinor += amountMinor
}

/** Returns whether a detail's own amounts come to that of its entry, with or without charges; undefined where it cannot be told. */
function addsUp({ amountMinor, currency, details, charges }: Entry): boolean | undefined {
  if (details.length === 0) return undefined
  let [sum, taken] = [0n, 0n]
  for (const detail of details) {
    if (detail.amountMinor === undefined || detail.currency !== currency) return undefined
    sum += detail.amountMinor
    for (const charge of detail.charges)
      if (charge.currency === currency && charge.isIncluded !== true) taken += charge.amountMinor
  }
  const ofEntry = charges.reduce(
    (total, one) => total + (one.currency === currency ? one.amountMinor : 0n),
    0n,
  )
  return [sum, sum + taken, sum + ofEntry].includes(amountMinor)
}

/** Returns a tally for one statement of a file in `format`; what does not add up is noted as a warning too. */
export function createTally(format: StatementFormat, statement: number, notes: Notes): Tally {
  const [all, credits, debits, booked] = [side(), side(), side(), side()]
  const [bookedIn, bookedOut] = [side(), side()]
  const unread: UnreadLine[] = []
  const detailsOff: number[] = []
  const currencies = new Set<string>()
  let [details, unknown, refused] = [0, 0, 0]

  const add = (entry: Entry): void => {
    const { amountMinor, index } = entry
    const isIn = amountMinor >= 0n
    put(all, isIn ? amountMinor : -amountMinor)
    put(isIn ? credits : debits, isIn ? amountMinor : -amountMinor)
    currencies.add(entry.currency)
    details += entry.details.length
    if (entry.status === 'unknown') unknown += 1
    if (entry.status === 'booked') {
      put(booked, amountMinor)
      put(isIn ? bookedIn : bookedOut, amountMinor)
    }
    if (addsUp(entry) === false) {
      detailsOff.push(index)
      notes.warn('details-off', `The details of entry ${index + 1} do not add up to its amount.`, {
        statement,
        entry: index,
      })
    }
  }

  /** What the statement says of its entries, against them: all, or the booked ones alone. */
  const totalsOff = (stated: StatedTotals): boolean => {
    const agrees = (count: number | undefined, sum: bigint | undefined, ...found: readonly Side[]): boolean =>
      found.some(
        (one) =>
          (count === undefined || count === one.count) &&
          (sum === undefined || sum === (one.sumMinor < 0n ? -one.sumMinor : one.sumMinor)),
      )
    const bookedGross = { count: booked.count, sumMinor: bookedIn.sumMinor - bookedOut.sumMinor }
    return !(
      agrees(stated.count, stated.sumMinor, all, bookedGross) &&
      agrees(stated.creditCount, stated.creditSumMinor, credits, bookedIn) &&
      agrees(stated.debitCount, stated.debitSumMinor, debits, bookedOut)
    )
  }

  const close = (head: StatementHead, { opening, closing, stated, faults = [] }: Found): StatementSummary => {
    const proof = proofOf[format]
    const hasBalances = (proof === 'balances' || proof === 'balances-if-any') && opening && closing
    const difference = hasBalances ? opening.amountMinor + booked.sumMinor - closing.amountMinor : undefined
    const others = [...currencies, ...[opening, closing].flatMap((one) => one?.currency ?? [])].filter(
      (currency) => currency !== head.currency,
    )
    const verdict =
      difference === undefined
        ? 'unknown'
        : difference === 0n && refused === 0 && faults.length === 0
          ? 'ok'
          : 'off'
    const why = [...faults]
    if (proof === 'nothing')
      why.push('The message is for information only; the statement of the day follows.')
    if (refused > 0) why.push(`${refused} of its lines cannot be read.`)
    if (unknown > 0) why.push(`${unknown} of its entries have a status that is not known.`)
    if (others.length > 0)
      why.push(`It mixes currencies: ${[...new Set([head.currency, ...others])].sort().join(', ')}.`)
    if (proof === 'balances' && !hasBalances)
      why.push(`It has no ${opening ? 'closing' : 'opening'} balance, so nothing proves that it is whole.`)
    if (difference !== undefined && difference !== 0n) {
      const off = writeAmount({ amountMinor: difference, currency: head.currency })
      why.push(`Opening balance and booked entries differ from the closing balance by ${off}.`)
    }
    if (verdict === 'off')
      notes.warn('balance-off', `Statement ${statement + 1} does not add up to its closing balance.`, {
        statement,
      })
    if (stated && totalsOff(stated)) {
      const off = 'are not as many, or do not come to as much, as it says itself.'
      why.push(`Its entries ${off}`)
      notes.warn('totals-off', `The entries of statement ${statement + 1} ${off}`, { statement })
    }
    const controls: StatementControls = {
      verdict,
      ...given('differenceMinor', difference),
      creditMinor: bookedIn.sumMinor,
      debitMinor: bookedOut.sumMinor,
      entries: all.count + refused,
      booked: booked.count,
      details,
      ...given('stated', stated),
      detailsOff,
      mayApply: why.length === 0,
      why,
    }
    return { ...head, opening, closing, unread, controls }
  }

  return {
    add,
    refuse: (line) => {
      refused += 1
      if (refused <= mostUnread) unread.push(line)
      notes.warn(line.code, line.message, { statement, entry: line.index })
    },
    lines: () => all.count + refused,
    close,
  }
}
