/** What a dossier owes: every line with its rule, the sums, and the one act that is due now. */
import {
  isZero,
  type FeeLine,
  type Localized,
  type Money as Amount,
  type OrderStatus,
} from '@lodge/shared-types'
import { amountInText } from '../amounts.ts'
import { useOfficeWords, useWordsOf } from '../language.tsx'
import { payingWords } from '../messages/paying.ts'
import { Button } from './button.tsx'
import { FeeTable } from './fee-table.tsx'
import { Money } from './money.tsx'
import { Notice } from './notice.tsx'
import { OrderQuote, quoteSums, type Quote } from './order-quote.tsx'
import styles from './order-panel.module.css'
import type { Due, ShownAttempt } from './paying/attempt.ts'
import { PayBy } from './paying/pay-by.tsx'
import { UnderWay } from './paying/under-way.tsx'
import { WaysToPay } from './paying/ways-to-pay.tsx'
import { waysFor, type Deposit, type Method } from './paying/ways.ts'
import { SecureForm } from './secure-form.tsx'

export type PanelOrder = {
  orderId: string
  orderNumber: string
  lines: readonly FeeLine[]
  total: Amount
  received: Amount
  /** What of that was over, and went into the payer's deposit. */
  credit: Amount
  /** What went back to the payer, or was taken back by a bank. */
  back: Amount
  /** What is still to pay; zero when more has come than is owed. */
  missing: Amount
  status: OrderStatus
  agreed: boolean
  /** Null where there is no last day to pay. */
  due: Due | null
}

type Props = {
  order: PanelOrder
  /** The ways to pay that the office offers. */
  methods: readonly Method[]
  /** What the payer has paid in beforehand. */
  deposits: readonly Deposit[]
  /** The page of those. */
  depositsAt: string
  office: { name: Localized; address: Localized }
  /** The attempt whose outcome is awaited. */
  underWay: ShownAttempt | undefined
  /** What the agent was quoted, while the office's total waits for agreement. */
  quote: Quote | undefined
  /** The online number of each request by its id, where there are several. */
  names: ReadonlyMap<string, string>
  /** Whether the visitor is of the account that owes. */
  mayAct: boolean
  keys: { agree: string; pay: string }
}

/** Whether money is still wanted; it may be there a moment before the order says so. */
export const isOwing = ({ status, missing }: PanelOrder): boolean =>
  (status === 'open' || status === 'part-paid') && !isZero(missing)

/** The one act that is due: agree, do what the payment under way asks for, or pay by one of the office's ways. */
function Acts({ order, methods, deposits, depositsAt, office, underWay, mayAct, keys }: Props) {
  const words = useOfficeWords()
  const { orderId, total, agreed, missing } = order
  if (!mayAct || !isOwing(order)) return null
  if (!agreed)
    return (
      <Notice meaning="attention" title={words.dossier.agreeTitle}>
        <p>{words.dossier.agreeLead}</p>
        <SecureForm
          idempotencyKey={keys.agree}
          fields={{ act: 'agree', orderId, total: `${total.amountMinor} ${total.currency}` }}
        >
          <Button>{words.dossier.agree(amountInText(total))}</Button>
        </SecureForm>
      </Notice>
    )
  if (underWay) return <UnderWay attempt={underWay} office={office} />
  return (
    <WaysToPay
      order={order}
      missing={missing}
      ways={waysFor(methods, deposits, missing)}
      payKey={keys.pay}
      depositsAt={depositsAt}
    />
  )
}

export function OrderPanel(props: Props) {
  const words = useOfficeWords()
  const paying = useWordsOf(payingWords)
  const { order, quote, names } = props
  const { total, received, credit, back, missing, due } = order
  const { currency } = total
  const caption = `${words.dossier.order} ${order.orderNumber}`
  if (quote?.lines && !order.agreed && quote.total.currency === currency)
    return (
      <div className={styles.panel}>
        <OrderQuote caption={caption} quote={quote} lines={order.lines} total={total} names={names} />
        <Acts {...props} />
      </div>
    )
  const sum = (name: string, amount: Amount) =>
    isZero(amount) ? [] : [{ name, amount: <Money amount={amount} /> }]
  return (
    <div className={styles.panel}>
      <FeeTable
        caption={caption}
        isCaptionSeen
        lines={order.lines}
        currency={currency}
        requestOf={({ requestId }) => names.get(requestId ?? '')}
        sums={[
          ...(quote && !order.agreed
            ? quoteSums(words.dossier, { quote, total })
            : [{ name: words.dossier.total, amount: <Money amount={total} /> }]),
          ...sum(words.dossier.received, received),
          ...sum(paying.sums.credit, credit),
          ...sum(paying.sums.back, back),
          ...(isZero(received) || !isOwing(order) ? [] : sum(words.dossier.missing, missing)),
          ...(due && isOwing(order) ? [{ name: paying.due.label, amount: <PayBy due={due} /> }] : []),
        ]}
      />
      <Acts {...props} />
    </div>
  )
}
