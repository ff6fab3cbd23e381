/** The payments of a dossier as the payer sees them: ways on that have been looked at, QR codes drawn, days counted. */
import {
  attemptAnswerOf,
  daysBetween,
  epcQrText,
  missingOf,
  money,
  plainDateIn,
  type AttemptStatus,
  type Money,
  type NextAction,
  type PlainDate,
} from '@lodge/shared-types'
import type { DossierPage } from '@lodge/processor'
import { z } from 'zod'
import type { Due, NextAct, ShownAttempt } from '../../components/paying/attempt.ts'
import type { Method } from '../../components/paying/ways.ts'
import { qrCodeOf } from '../../edge/qr-code.server.ts'

/** A page outside the portal is a web address and nothing that runs here. */
export const webAddressSchema = z.url({ protocol: /^https?$/ })

/** States in which the payer has something left to do. */
const waiting: readonly AttemptStatus[] = ['action-required', 'awaiting-funds', 'partially-funded']

/** Returns what the payer does next; null where they only wait, or where the address is none. */
function actOf(status: AttemptStatus, nextAction: NextAction | null, toPay: Money): NextAct | null {
  if (nextAction === null || !waiting.includes(status)) return null
  switch (nextAction.kind) {
    case 'redirect': {
      const { data: url } = webAddressSchema.safeParse(nextAction.url)
      return url === undefined || status !== 'action-required' ? null : { kind: 'redirect', url }
    }
    case 'transfer': {
      const { slip } = nextAction
      const { creditorName: name, creditorAccount: account, bic, creditorReference } = slip
      // After a part the code asks for the rest; where the driver made none, there is none for the rest either.
      const text = slip.qrText && epcQrText({ name, account, bic, amount: toPay, creditorReference })
      return { kind: 'transfer', slip, qr: text ? qrCodeOf(text) : null }
    }
    case 'bill':
      return { ...nextAction, payUrl: webAddressSchema.safeParse(nextAction.payUrl).data ?? null }
    case 'desk':
      return nextAction
  }
}

type View = Pick<DossierPage, 'attempts'> & { orders: readonly { orderId: string; missing: Money }[] }

/** Returns the payments of a dossier, the oldest first. `mayAct`: whoever looks is of the account that pays. */
export function shownAttempts(
  { attempts, orders }: View,
  { methods, mayAct }: { methods: readonly Method[]; mayAct: boolean },
): ShownAttempt[] {
  return attempts.map((attempt) => {
    const { attemptId, orderId, driverId, status, amount, createdAt, nextAction, arrived, lacksBankPage } =
      attempt
    const missing = orders.find((order) => order.orderId === orderId)?.missing ?? amount
    const toPay = status === 'partially-funded' ? missing : amount
    return {
      ...{ attemptId, orderId, status, amount, toPay, arrived, createdAt, lacksBankPage },
      method: methods.find((method) => method.driverId === driverId)?.displayName,
      answer: attemptAnswerOf[status],
      act: actOf(status, nextAction, toPay),
      mayCancel: mayAct && attempt.mayCancel,
    }
  })
}

type OrderOfView = DossierPage['orders'][number]

/** Returns an order with what it lacks and what went back of it, also from a view from before they were kept. */
export function moneyOf<O extends OrderOfView>(order: O) {
  const zero = money(0n, order.total.currency)
  const { missing = missingOf({ ...order, takenBack: zero, refunded: zero, wasPaid: false }), back = zero } =
    order
  return { ...order, missing, back }
}

/** Returns an order's last day to pay with the days until then at the office; null where there is none. */
export const dueOf = (payBy: PlainDate | null, timeZone: string): Due | null =>
  payBy === null ? null : { payBy, daysLeft: daysBetween(plainDateIn(timeZone, new Date()), payBy) }
