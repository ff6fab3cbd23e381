/** Which events each processor handles: the queue's bindings, the consumer's filter and the sweeper's measure. */
import { eventTypes, isMessageEvent, type EventType, type ProcessorName } from '@lodge/shared-types'

const paymentEvents = eventTypes.filter((type) => type.startsWith('payment.'))

export const handledEvents: Readonly<Record<ProcessorName, readonly EventType[]>> = {
  reception: ['dossier.submitted', 'order.paid'],
  fees: ['order.opened', 'order.agreed', ...paymentEvents],
  payments: [],
  examination: ['file.received', 'request.attached', 'file.acted'],
  notification: eventTypes.filter(isMessageEvent),
  status: eventTypes,
}
