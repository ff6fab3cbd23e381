/** Money that a second person decides about: a refund, a payment in review, cash to be given back, a line of a statement. */
import { Link } from '@remix-run/react'
import type { Money as Amount } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { cashWords } from '../../../messages/cash.ts'
import { moneyWords } from '../../../messages/money.ts'
import { paymentReasonIn } from '../../../messages/payment-reasons.ts'
import { statementsWords } from '../../../messages/statements.ts'
import type { CashTaking, MatchTarget, OpenLine, Review } from '../../../money-shapes.ts'
import { Money } from '../../money.tsx'
import { Section } from '../../page-header.tsx'
import { Facts } from '../../table.tsx'
import { LineFacts } from './line-facts.tsx'
import styles from './money.module.css'
import type { ShownRefund } from './refund-table.tsx'
import { Moment } from './moment.tsx'
import { SignedMoney } from './signed-money.tsx'

export type MoneySubject =
  | { kind: 'refund'; refund: ShownRefund & { from: 'order' | 'deposit' | 'suspense' } }
  | {
      kind: 'payment-review'
      review: Review
      decision: 'take' | 'refund' | 'nothing-came' | 'keep'
      /** As it was when the decision was proposed. */
      suspense: readonly Amount[]
    }
  | { kind: 'cash-void'; taking: CashTaking; cashier: string }
  | {
      kind: 'match'
      line: OpenLine
      target: MatchTarget
      /** The order that the money is to be for. */
      order: { orderId: string; orderNumber: string; total: Amount; received: Amount } | null
    }

type Of<Kind extends MoneySubject['kind']> = Extract<MoneySubject, { kind: Kind }>

/** Leads to a page of money; a registrar who decides sees no more of them than this. */
const MoneyLink = ({ to, children }: { to: string | undefined; children: ReactNode }) =>
  to === undefined ? <>{children}</> : <Link to={to}>{children}</Link>

type Props<Subject extends MoneySubject> = {
  subject: Subject
  /** The desk's address of money; undefined for whoever has no business there. */
  base: string | undefined
}

export function MoneyToApprove({ subject, base }: Props<MoneySubject>) {
  switch (subject.kind) {
    case 'refund':
      return <RefundToApprove subject={subject} base={base} />
    case 'payment-review':
      return <ReviewToApprove subject={subject} base={base} />
    case 'cash-void':
      return <VoidToApprove subject={subject} base={base} />
    case 'match':
      return <MatchToApprove subject={subject} base={base} />
  }
}

function RefundToApprove({ subject: { refund }, base }: Props<Of<'refund'>>) {
  const words = useWordsOf(moneyWords)
  const { amount, way, from, orderId, orderNumber } = refund
  return (
    <Section title={words.approve.refund}>
      <Facts
        facts={[
          { name: words.refunds.amount, value: <Money amount={amount} /> },
          { name: words.refunds.way, value: words.refunds.ways[way] },
          { name: words.refunds.from, value: words.refunds.froms[from] },
          {
            name: words.refunds.order,
            value: (
              <MoneyLink to={base && `${base}/orders/${orderId}`}>
                <bdi className="number">{orderNumber}</bdi>
              </MoneyLink>
            ),
          },
        ]}
      />
      {base && (
        <p>
          <Link to={`${base}/refunds/${refund._id}`}>{words.approve.toRefund}</Link>
        </p>
      )}
    </Section>
  )
}

function ReviewToApprove({ subject: { review, decision, suspense }, base }: Props<Of<'payment-review'>>) {
  const words = useWordsOf(moneyWords)
  const language = useLanguage()
  const { attemptId, amount, missing, reason } = review
  return (
    <Section title={words.approve.review}>
      <Facts
        facts={[
          { name: words.approve.decision, value: words.reviews.decisions[decision] },
          { name: words.reviews.why, value: <bdi>{paymentReasonIn(reason, language)}</bdi> },
          { name: words.reviews.asked, value: <Money amount={amount} /> },
          {
            name: words.approve.suspense,
            value:
              suspense.length === 0 ? (
                words.reviews.nothingArrived
              ) : (
                <span className={styles.what}>
                  {suspense.map((one) => (
                    <SignedMoney key={one.currency} amount={one} />
                  ))}
                </span>
              ),
          },
          { name: words.orders.missing, value: <Money amount={missing} /> },
        ]}
      />
      {base && (
        <p>
          <Link to={`${base}/reviews/${attemptId}`}>{words.approve.toReview}</Link>
        </p>
      )}
    </Section>
  )
}

function VoidToApprove({ subject: { taking, cashier }, base }: Props<Of<'cash-void'>>) {
  const words = useWordsOf(moneyWords)
  const cash = useWordsOf(cashWords)
  const { receiptNumber, amount, means, chequeNumber, about, orderId, at } = taking
  return (
    <Section title={words.approve.void}>
      <Facts
        facts={[
          { name: words.approve.receipt, value: <bdi className="number">{receiptNumber}</bdi> },
          { name: cash.amount, value: <Money amount={amount} /> },
          {
            name: cash.means,
            value: chequeNumber === null ? cash.take.meanings[means] : cash.cheque(chequeNumber),
          },
          {
            name: cash.about,
            value: (
              <MoneyLink to={base && orderId !== null ? `${base}/orders/${orderId}` : undefined}>
                <bdi className="number">{about}</bdi>
              </MoneyLink>
            ),
          },
          { name: words.approve.taken, value: <Moment at={at} /> },
          { name: words.approve.by, value: <bdi>{cashier}</bdi> },
        ]}
      />
    </Section>
  )
}

function MatchToApprove({ subject: { line, target, order }, base }: Props<Of<'match'>>) {
  const words = useWordsOf(statementsWords)
  const { targets } = words.line
  const orders = useWordsOf(moneyWords).orders
  const inWords = (): string => {
    switch (target.kind) {
      case 'order':
        return targets.order(order?.orderNumber ?? target.orderId)
      case 'deposit':
        return targets.deposit(target.accountId)
      case 'send-back':
      case 'bank-fee':
      case 'other':
        return targets[target.kind]
    }
  }
  return (
    <Section title={words.approve.title}>
      <Facts
        facts={[
          {
            name: words.approve.target,
            value: (
              <MoneyLink to={base && order ? `${base}/orders/${order.orderId}` : undefined}>
                {inWords()}
              </MoneyLink>
            ),
          },
          ...(order
            ? [
                { name: orders.total, value: <Money amount={order.total} /> },
                { name: orders.received, value: <Money amount={order.received} /> },
              ]
            : []),
        ]}
      />
      <h3>{words.approve.line}</h3>
      <LineFacts line={line} isLinked={base !== undefined} />
    </Section>
  )
}
