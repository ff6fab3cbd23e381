/** What was owed and paid for a file: each order with its lines and sums, and each payment with every state that it took. */
import type { FilePayments, PaymentStep, StaffAttempt, StaffOrder } from '@lodge/processor'
import { isZero, money, subtractMoney, textIn } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { amountInWords } from '../../../amounts.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { paymentReasonIn } from '../../../messages/payment-reasons.ts'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { instantInWords } from '../../../office-time.ts'
import { FeeTable } from '../../fee-table.tsx'
import { Money } from '../../money.tsx'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'

export const meaningOfOrder = {
  open: 'attention',
  'part-paid': 'attention',
  paid: 'good',
  'part-refunded': 'info',
  refunded: 'info',
  cancelled: 'info',
} as const satisfies Record<StaffOrder['status'], Meaning>

const meaningOfAttempt = {
  created: 'info',
  submitting: 'info',
  'action-required': 'info',
  'awaiting-funds': 'attention',
  'partially-funded': 'attention',
  pending: 'info',
  succeeded: 'good',
  'succeeded-late': 'good',
  failed: 'wrong',
  cancelled: 'info',
  expired: 'info',
  unknown: 'attention',
  review: 'attention',
  settled: 'good',
  'partially-refunded': 'info',
  refunded: 'info',
  returned: 'wrong',
  'charged-back': 'wrong',
} as const satisfies Record<StaffAttempt['status'], Meaning>

/** Returns what is still owed: the total less what has come and is not the payer's credit. */
function missingOf({ total, received, credit, status }: StaffOrder) {
  const missing = subtractMoney(total, subtractMoney(received, credit))
  return status === 'cancelled' || missing.amountMinor < 0n ? money(0n, total.currency) : missing
}

function Steps({
  steps,
  timeZone,
  caption,
}: {
  steps: readonly PaymentStep[]
  timeZone: string
  caption: string
}) {
  const words = useWordsOf(staffFileWords).payments
  const office = useOfficeWords()
  const language = useLanguage()
  const moment = (at: Date | null) =>
    at === null ? '–' : <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, office)}</time>
  return (
    <Table
      caption={caption}
      isDense
      rows={steps}
      keyOf={({ eventId }) => eventId}
      columns={[
        {
          head: words.state,
          cell: ({ status, reason }) => (
            <div className={styles.what}>
              <span>{words.attemptStates[status]}</span>
              {reason !== null && <bdi className={styles.soft}>{paymentReasonIn(reason, language)}</bdi>}
            </div>
          ),
        },
        { head: words.at, cell: ({ at }) => moment(at) },
        { head: words.bankAt, cell: ({ bankAt }) => moment(bankAt) },
        { head: words.moved, cell: ({ moved }) => (moved ? <Money amount={moved} /> : '–'), isNumber: true },
      ]}
    />
  )
}

function Attempt({ attempt, timeZone }: { attempt: StaffAttempt; timeZone: string }) {
  const words = useWordsOf(staffFileWords).payments
  const office = useOfficeWords()
  const language = useLanguage()
  const { method, amount, status, bankReference, steps } = attempt
  const name = words.attempt(
    method ? textIn(method, language) : office.dossier.otherMethod,
    amountInWords(amount),
  )
  return (
    <li className={styles.attempt}>
      <p className={styles.line}>
        <strong>{name}</strong>
        <StatusTag meaning={meaningOfAttempt[status]}>{words.attemptStates[status]}</StatusTag>
        {bankReference !== null && <span className={styles.soft}>{words.bankReference(bankReference)}</span>}
      </p>
      {steps.length > 0 && <Steps steps={steps} timeZone={timeZone} caption={name} />}
    </li>
  )
}

/** One order with its lines, sums and payments; `children` stand below its sums. */
export function Order({
  order,
  payments,
  timeZone,
  children,
}: {
  order: StaffOrder
  payments: Pick<FilePayments, 'requests'>
  timeZone: string
  children?: ReactNode
}) {
  const words = useWordsOf(staffFileWords).payments
  const office = useOfficeWords()
  const { orderNumber, status, openedAt, paidAt, lines, total, received, credit, tariffVersion, attempts } =
    order
  const names = new Map(
    payments.requests.map(({ requestId, onlineId, isThisFile }) => [
      requestId,
      isThisFile ? `${onlineId} · ${words.thisFile}` : onlineId,
    ]),
  )
  const caption = words.order(orderNumber)
  const missing = missingOf(order)
  return (
    <Section title={caption}>
      <p className={styles.line}>
        <StatusTag meaning={meaningOfOrder[status]}>{words.states[status]}</StatusTag>
        <span className={styles.soft}>{words.opened(instantInWords(openedAt, timeZone, office))}</span>
        {paidAt && (
          <span className={styles.soft}>{words.paid(instantInWords(paidAt, timeZone, office))}</span>
        )}
        <span className={styles.soft}>{words.tariff(tariffVersion)}</span>
      </p>
      <FeeTable
        caption={caption}
        lines={lines}
        currency={total.currency}
        requestOf={({ requestId }) => (names.size > 1 ? names.get(requestId ?? '') : undefined)}
        sums={[
          { name: words.total, amount: <Money amount={total} /> },
          { name: words.received, amount: <Money amount={received} /> },
          ...(isZero(missing) ? [] : [{ name: words.missing, amount: <Money amount={missing} /> }]),
          ...(isZero(credit) ? [] : [{ name: words.credit, amount: <Money amount={credit} /> }]),
        ]}
      />
      {children}
      <h3>{words.attempts}</h3>
      {attempts.length === 0 ? (
        <p className={styles.soft}>{words.noAttempt}</p>
      ) : (
        <ol className={styles.attempts}>
          {attempts.map((attempt) => (
            <Attempt key={attempt.attemptId} attempt={attempt} timeZone={timeZone} />
          ))}
        </ol>
      )}
    </Section>
  )
}

export function PaymentsPart({ payments, timeZone }: { payments: FilePayments; timeZone: string }) {
  const words = useWordsOf(staffFileWords).payments
  const office = useOfficeWords()
  const { submissionNumber, receivedAt, orders } = payments
  return (
    <>
      <p className={styles.soft}>
        {words.lead(submissionNumber)}
        {receivedAt && ` · ${words.receivedAt(instantInWords(receivedAt, timeZone, office))}`}
      </p>
      {orders.length === 0 && <p>{words.empty}</p>}
      {orders.map((order) => (
        <Order key={order.orderId} {...{ order, payments, timeZone }} />
      ))}
    </>
  )
}
