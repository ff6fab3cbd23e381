/** What was owed and paid for a dossier, or for the one that a file came in: each order with its lines, and each attempt with every state that it took. */
import {
  foldDossier,
  ProblemError,
  streamOf,
  type Actor,
  type AttemptStatus,
  type DomainEvent,
  type FeeLine,
  type Localized,
  type Money,
  type OrderStatus,
  type PaymentEvent,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { paymentMethods } from './payment-methods.ts'
import { isStaff } from './views.ts'

export type PaymentStep = {
  eventId: string
  status: AttemptStatus
  at: Date
  /** When the bank says that it happened; null when it said no time. */
  bankAt: Date | null
  /** Money that moved with it; null when none did. */
  moved: Money | null
  reason: string | null
}

export type StaffAttempt = {
  attemptId: string
  /** The office's name for the way of paying; null for one that it offers no more. */
  method: Localized | null
  driverId: string
  status: AttemptStatus
  amount: Money
  bankReference: string | null
  createdAt: Date
  steps: PaymentStep[]
}

export type StaffOrder = {
  orderId: string
  orderNumber: string
  tariffVersion: string
  lines: readonly FeeLine[]
  total: Money
  received: Money
  credit: Money
  status: OrderStatus
  openedAt: Date
  paidAt: Date | null
  attempts: StaffAttempt[]
}

export type FilePayments = {
  dossierId: string
  submissionNumber: string
  receivedAt: Date | null
  /** The requests of the dossier by their online id: the fees of one file are often a part of an order. */
  requests: { requestId: string; onlineId: string; isThisFile: boolean }[]
  orders: StaffOrder[]
}

const isPayment = (event: DomainEvent): event is PaymentEvent => event.type.startsWith('payment.')

const stepOf = ({ eventId, at, data }: PaymentEvent): PaymentStep => {
  const { status, bankAt, moved, reason } = data
  return { eventId, status, at, bankAt, moved, reason }
}

type Parts = Pick<Office, 'store' | 'profiles' | 'drivers'>

/**
 * Returns the orders of the dossier that the file came in, for staff.
 * @throws ProblemError `not-found` for others than staff, and for a file of another office.
 */
export async function filePayments(office: Parts, actor: Actor, fileId: string): Promise<FilePayments> {
  const { officeId } = actor
  const file = isStaff(actor) ? await office.store.files.one({ _id: fileId, officeId }) : undefined
  if (!file) throw new ProblemError('not-found', 'There is no such file at this office.')
  const history = await readStream(office.store, officeId, streamOf('dossier', file.dossierId))
  return paymentsOfDossier(office, {
    officeId,
    dossierId: file.dossierId,
    history,
    ofRequest: file.requestId,
  })
}

/** Returns the orders of a dossier with its history; `ofRequest` is the request of the file that is looked at. */
export async function paymentsOfDossier(
  office: Parts,
  {
    officeId,
    dossierId,
    history,
    ofRequest,
  }: { officeId: string; dossierId: string; history: readonly DomainEvent[]; ofRequest?: string },
): Promise<FilePayments> {
  const { store } = office
  const [orders, attempts] = await Promise.all([
    store.orders.many({ officeId, dossierId }),
    store.attempts.many({ officeId, dossierId }),
  ])
  const { submission } = foldDossier(history)
  const methods = paymentMethods(office, officeId)
  const steps = history.filter(isPayment)
  const shownAttempt = ({ _id, driverId, status, amount, bankReference, createdAt }: Row<'attempts'>) => ({
    ...{ attemptId: _id, driverId, status, amount, bankReference, createdAt },
    method: methods.find((one) => one.driverId === driverId)?.displayName ?? null,
    steps: steps.filter(({ data }) => data.attemptId === _id).map(stepOf),
  })
  return {
    dossierId,
    submissionNumber: submission?.submissionNumber ?? '',
    receivedAt: submission?.receivedAt ?? null,
    requests: (submission?.requests ?? []).map(({ requestId, onlineId }) => ({
      requestId,
      onlineId,
      isThisFile: requestId === ofRequest,
    })),
    orders: orders
      .toSorted((one, other) => one.openedAt.getTime() - other.openedAt.getTime())
      .map(
        ({ _id, orderNumber, tariffVersion, lines, total, received, credit, status, openedAt, paidAt }) => ({
          ...{
            orderId: _id,
            orderNumber,
            tariffVersion,
            lines,
            total,
            received,
            credit,
            status,
            openedAt,
            paidAt,
          },
          attempts: attempts
            .filter(({ orderId }) => orderId === _id)
            .toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
            .map(shownAttempt),
        }),
      ),
  }
}
