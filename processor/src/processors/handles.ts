/** Which events each processor handles: the queue's bindings, the consumer's filter and the sweeper's measure. */
import { eventTypes, isMessageEvent, type EventType, type ProcessorName } from '@lodge/shared-types'

/** Payment events with which no money moves: there is nothing to book. */
const moneyless: readonly EventType[] = [
  'payment.started',
  'payment.awaited',
  'payment.failed',
  'payment.cancelled',
  'payment.expired',
]
const paymentEvents = eventTypes.filter((type) => type.startsWith('payment.') && !moneyless.includes(type))

export const handledEvents: Readonly<Record<ProcessorName, readonly EventType[]>> = {
  reception: ['dossier.submitted', 'order.paid'],
  fees: ['order.opened', 'order.agreed', 'order.overridden', ...paymentEvents],
  payments: [],
  examination: ['file.received', 'request.attached', 'request.decided', 'file.acted'],
  notification: eventTypes.filter(isMessageEvent),
  status: eventTypes,
}
