/** A payment as the payer sees it: what they do next, and what is to be said of it. */
import type { AttemptStatus, Localized, Money, PlainDate, TransferSlip } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import type { PayingWords } from '../../messages/paying.en.ts'

/** A QR code as a path: `size` modules a side, without the quiet zone. */
export type QrPicture = { size: number; path: string }

/** What the payer does next. Addresses have been looked at: they are web addresses and nothing that runs here. */
export type NextAct =
  | { kind: 'redirect'; url: string }
  | { kind: 'transfer'; slip: TransferSlip; qr: QrPicture | null }
  | { kind: 'bill'; billNumber: string; payUrl: string | null; payBy: Date | null }
  | { kind: 'desk'; reference: string; payBy: Date | null }

/** To whom a slip pays, and by which reference. */
export type SlipPayee = Omit<TransferSlip, 'amount' | 'qrText'>

export type ShownAttempt = {
  attemptId: string
  orderId: string
  /** Undefined for a way that the office has no more. */
  method: Localized | undefined
  status: AttemptStatus
  answer: 'successful' | 'failed' | 'awaiting-confirmation'
  amount: Money
  /** What is still to come of it: all, or the rest after a part. */
  toPay: Money
  /** What has come of it and not gone back; null for none. */
  arrived: Money | null
  createdAt: Date
  act: NextAct | null
  /** The bank's answer was lost: the same attempt can be taken up again. */
  lacksBankPage: boolean
  mayCancel: boolean
}

/** What has moved on the way back to the payer. */
export type ShownRefund = {
  refundId: string
  amount: Money
  way: keyof PayingWords['refunds']['ways']
  state: keyof PayingWords['refunds']['states']
  createdAt: Date
}

/** An order's last day to pay, and the days of the office's calendar until then; below zero once it has passed. */
export type Due = { payBy: PlainDate; daysLeft: number }

const said = {
  'partially-funded': 'part',
  review: 'review',
  unknown: 'unknown',
  cancelled: 'cancelled',
  expired: 'expired',
  'succeeded-late': 'late',
  'partially-refunded': 'refundedPart',
  refunded: 'refunded',
  returned: 'returned',
  'charged-back': 'chargedBack',
  created: null,
  submitting: null,
  'action-required': null,
  'awaiting-funds': null,
  pending: null,
  succeeded: null,
  settled: null,
  failed: null,
} as const satisfies Record<AttemptStatus, keyof PayingWords['standing'] | null>

/** Returns what is to be said of a payment beside its answer; undefined where the answer says all. */
export function standingOf(
  words: PayingWords['standing'],
  { status, arrived }: Pick<ShownAttempt, 'status' | 'arrived'>,
): string | undefined {
  const key = said[status]
  if (key === null) return undefined
  if (key === 'part') return arrived === null ? undefined : words.part(amountInText(arrived))
  return words[key]
}
