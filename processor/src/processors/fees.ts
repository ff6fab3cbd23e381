/** Fees: says what the money that moved amounts to for its order, and brings what nobody can explain before people. */
import {
  foldDossier,
  formatMoney,
  idOfStream,
  missingOf,
  placedOf,
  streamOf,
  type PaymentEvent,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { linesOfPayment } from '../services/money/journal-lines.ts'
import { isPaymentEvent, newsOfOrder, orderIdOf } from '../services/money/order-news.ts'
import { orderRowOf } from '../services/money/record-payment.ts'
import { callFinance, releaseFinance } from '../services/money/finance-tasks.ts'
import { overdueTask, reviewTask } from '../services/money/task-kinds.ts'
import type { Handling, Processor } from '../work/processor.ts'

/** Books an event from before the books were kept together with it; every later one is booked already. */
async function bookOld(
  { office, session, profile, at, history }: Handling,
  event: PaymentEvent,
): Promise<void> {
  const { officeId, eventId, seq, data } = event
  if (data.placed || !data.moved) return
  if (await office.store.journal.one({ officeId, causedBy: eventId }, { session })) return
  const before = foldDossier(history.filter((one) => one.seq < seq))
  const lines = linesOfPayment(event, placedOf(before, event), before.submission?.accountId ?? 'unknown')
  if (lines.length > 0)
    office.store.journal.add(
      [{ _id: uuidv7(), officeId: profile.id, at, causedBy: eventId, text: event.type, lines }],
      session,
    )
}

/** Calls finance to money in review, and to money that a bank took back: that is owed again. */
function callForMoney({ office, session, profile, at, history }: Handling, event: PaymentEvent): void {
  const { orderId, attemptId, amount, moved, reason, status } = event.data
  const { orders, attempts } = foldDossier(history)
  const order = orders.find((one) => one.orderId === orderId)
  const isStill = attempts.some((one) => one.attemptId === attemptId && one.status === 'review')
  const call = (kind: string, what: string): void => {
    callFinance(office, session, {
      ...{ officeId: profile.id, kind, stream: event.stream, about: attemptId, causedBy: event.eventId, at },
      subject: `${order?.orderNumber ?? orderId}: ${what}`,
    })
  }
  if (status === 'review' && isStill) {
    const came = moved ? `; ${formatMoney(moved)} came and is kept in suspense` : ''
    call(
      reviewTask,
      `the payment ${attemptId} of ${formatMoney(amount)} is in review (${reason ?? 'no reason'})${came}.`,
    )
  }
  const isTakenBack = event.type === 'payment.charged-back' || event.type === 'payment.returned'
  if (isTakenBack && moved && order)
    call(
      'alarm',
      `${formatMoney(moved)} of the payment ${attemptId} was taken back (${status}); the order owes ${formatMoney(missingOf(order))}.`,
    )
}

export const fees: Processor = {
  name: 'fees',
  takes: 'each',
  async handle([event], handling) {
    const { office, profile, session, history } = handling
    if (isPaymentEvent(event)) {
      await bookOld(handling, event)
      callForMoney(handling, event)
    }
    const orderId = orderIdOf(event)
    if (orderId === undefined) return
    const decided = newsOfOrder(event, history, profile.paymentCountsAt)
    if (decided.some(({ type }) => type === 'order.paid'))
      await releaseFinance(office, session, {
        ...{ officeId: profile.id, kind: overdueTask, about: orderId, at: handling.at },
      })
    const said = await handling.append(streamOf('dossier', idOfStream(event.stream)), decided)
    // The row shows the order as it is now, whatever the event in hand was about.
    const row = orderRowOf([...history, ...said], orderId)
    if (row)
      await office.store.orders.update({ _id: orderId, officeId: profile.id }, { $set: row }, { session })
  },
}
