/** Gathers what the documents about a dossier say: from its history, its orders and its submission as it was taken in. */
import {
  acknowledgementSchema,
  addMoney,
  citationIn,
  feeNameIn,
  compareMoney,
  formatAmount,
  formatMoney,
  isApplication,
  isZero,
  money,
  documentWords,
  nameOf,
  plainDateIn,
  streamOf,
  submissionBodySchema,
  subtractMoney,
  textIn,
  type DomainEvent,
  type FeeLine,
  type Language,
  type Money,
  type OrderStatus,
  type Request,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { AcknowledgementData, InvoiceData } from '../receipts/dossier-documents.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { paymentMethods } from './payment-methods.ts'
import { titleWithSubject } from './request-titles.ts'

type Parts = Pick<Office, 'store' | 'env' | 'profiles' | 'drivers'>
type Order = Row<'orders'>
type Submission = Row<'submissions'>

const requestsOf = ({ bodyJson }: Submission): readonly Request[] =>
  submissionBodySchema.parse(JSON.parse(bodyJson)).requests

/** The language of a dossier's sealed documents: that of its first request. */
export const languageOfSubmission = (submission: Submission): Language =>
  requestsOf(submission)[0]?.language ?? 'en'

async function submissionOf({ store }: Parts, officeId: string, dossierId: string): Promise<Submission> {
  const submission = await store.submissions.one({ officeId, dossierId })
  if (!submission) throw new Error(`The submission of dossier ${dossierId} is missing`)
  return submission
}

function issuedBy({ profiles, env }: Parts, officeId: string, language: Language) {
  const { name, address, timeZone } = profiles.of(officeId)
  const url = `${env.PUBLIC_ORIGIN}/o/${officeId}`
  return {
    office: { name: textIn(name, language), address: textIn(address, language), url, timeZone },
    language,
  }
}

/** Returns what the readable acknowledgement of a dossier says: the very claims that were signed. */
export async function acknowledgementData(
  office: Parts,
  officeId: string,
  dossierId: string,
): Promise<AcknowledgementData> {
  const submission = await submissionOf(office, officeId, dossierId)
  const [, claims = ''] = submission.acknowledgementJws.split('.')
  const signed = acknowledgementSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()))
  const requests = requestsOf(submission)
  const language = languageOfSubmission(submission)
  return {
    ...issuedBy(office, officeId, language),
    submissionNumber: signed.submissionNumber,
    orderNumber: signed.order.orderNumber,
    total: formatMoney(signed.order.total),
    receivedAt: submission.receivedAt,
    clockDoubt: signed.clockDoubt,
    bodySha256: signed.bodySha256,
    requests: signed.requests.map(({ requestId, onlineId, documents }) => {
      const request = requests.find((one) => one.requestId === requestId)
      return {
        onlineId,
        title: request ? titleWithSubject(request, office.profiles.of(officeId), language) : '',
        documents: documents.map(({ role, sha256, bytes }) => {
          const named = request?.documents.find((one) => one.sha256 === sha256 && one.role === role)
          return {
            role: named ? documentWords[language][named.role] : role,
            sha256,
            bytes,
            name: named?.fileName ?? '',
          }
        }),
      }
    }),
    keysUrl: `${office.env.PUBLIC_ORIGIN}/o/${officeId}/.well-known/jwks.json`,
  }
}

const stateOf = {
  open: 'unpaid',
  'part-paid': 'partPaid',
  paid: 'paidInFull',
  'part-refunded': 'paidInFull',
  refunded: 'refundedState',
  cancelled: 'cancelledState',
} as const satisfies Record<OrderStatus, InvoiceData['state']>

/** Lines by request, in the order of the requests; what is about the whole dossier comes last. */
function groupsOf({ lines, total }: Order, names: ReadonlyMap<string, string>, language: Language) {
  const amountOf = (amountMinor: bigint): string => formatAmount(money(amountMinor, total.currency))
  const groups = Map.groupBy(lines, ({ requestId }) => requestId)
  return [...names.keys(), null].flatMap((requestId) => {
    const own: readonly FeeLine[] = groups.get(requestId) ?? []
    if (own.length === 0) return []
    return [
      {
        request: requestId === null ? null : (names.get(requestId) ?? ''),
        lines: own.map((line) => ({
          label: feeNameIn(line, language),
          rule: citationIn(line, language),
          quantity: String(line.quantity),
          unit: amountOf(line.unitMinor),
          amount: amountOf(line.amountMinor),
        })),
        sum: amountOf(own.reduce((sum, line) => sum + line.amountMinor, 0n)),
      },
    ]
  })
}

/** Money that was confirmed for the order, with the bank's own reference. */
function paymentsOf(
  history: readonly DomainEvent[],
  attempts: readonly Row<'attempts'>[],
  orderId: string,
  nameOfMethod: (driverId: string) => string,
): InvoiceData['payments'] {
  return history.flatMap((event) => {
    if (event.type !== 'payment.confirmed' && event.type !== 'payment.part-funded') return []
    const { moved, bankAt, knownAt, driverId, attemptId } = event.data
    if (event.data.orderId !== orderId || !moved) return []
    const bankReference = attempts.find(({ _id }) => _id === attemptId)?.bankReference ?? ''
    return [
      { at: bankAt ?? knownAt, method: nameOfMethod(driverId), bankReference, amount: formatAmount(moved) },
    ]
  })
}

/** Who is asked to pay: the agent of the first request, else its first applicant. */
function payerOf(request: Request | undefined, account: string): InvoiceData['payer'] {
  const person =
    request && isApplication(request) ? (request.agent?.person ?? request.applicants[0]) : undefined
  if (!person) return { name: account, lines: [], account }
  const { lines, city, postalCode, country } = person.address
  const place = [postalCode, city].filter(Boolean).join(' ')
  return { name: nameOf(person), lines: [[...lines, place, country].join(', '), person.email], account }
}

/** Returns what the invoice and the payment receipt of an order say in `language`, as it stands now. */
export async function invoiceData(office: Parts, order: Order, language: Language): Promise<InvoiceData> {
  const { store, profiles } = office
  const { officeId, dossierId, _id: orderId, total, received, credit, status, orderNumber } = order
  const [submission, attempts, history] = await Promise.all([
    submissionOf(office, officeId, dossierId),
    store.attempts.many({ officeId, orderId }),
    readStream(store, officeId, streamOf('dossier', dossierId)),
  ])
  const user = await store.users.one({ _id: submission.userId, officeId })
  const facts = history.find((event) => event.type === 'dossier.submitted')?.data.requests ?? []
  const requests = requestsOf(submission)
  const names = new Map(
    requests.map((request) => {
      const onlineId = facts.find(({ requestId }) => requestId === request.requestId)?.onlineId ?? ''
      return [
        request.requestId,
        `${onlineId} · ${titleWithSubject(request, profiles.of(officeId), language)}`,
      ]
    }),
  )
  const methods = paymentMethods(office, officeId)
  const nameOfMethod = (driverId: string): string => {
    const method = methods.find((one) => one.driverId === driverId)
    return method ? textIn(method.displayName, language) : driverId
  }
  const told = (amount: Money): string | null => (isZero(amount) ? null : formatMoney(amount))
  const missing = subtractMoney(addMoney(total, credit), received)
  const isOwing = status === 'open' || status === 'part-paid'
  return {
    ...issuedBy(office, officeId, language),
    orderNumber,
    submissionNumber: submission.submissionNumber,
    currency: total.currency,
    issuedAt: order.openedAt,
    payer: payerOf(requests[0], user?.displayName ?? order.accountId),
    groups: groupsOf(order, names, language),
    total: formatMoney(total),
    state: stateOf[status],
    paidOn: order.paidAt ? plainDateIn(profiles.of(officeId).timeZone, order.paidAt) : null,
    received: told(received),
    stillToPay: isOwing && compareMoney(missing, money(0n, total.currency)) > 0 ? formatMoney(missing) : null,
    credit: told(credit),
    payments: paymentsOf(history, attempts, orderId, nameOfMethod),
  }
}
