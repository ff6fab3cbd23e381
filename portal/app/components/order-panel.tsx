/** What a dossier owes: every line with its rule, the sums, and the one act that is due now. */
import {
  addMoney,
  compareMoney,
  isZero,
  money,
  subtractMoney,
  textIn,
  type FeeLine,
  type Localized,
  type Money as Amount,
  type OrderStatus,
} from '@lodge/shared-types'
import { amountInText } from '../amounts.ts'
import { useLanguage, useOfficeWords } from '../language.tsx'
import { Button } from './button.tsx'
import { BankLink } from './leaving-for-bank.tsx'
import { FeeTable } from './fee-table.tsx'
import { Money } from './money.tsx'
import { Notice } from './notice.tsx'
import { OrderQuote, quoteSums, type Quote } from './order-quote.tsx'
import styles from './order-panel.module.css'
import { SecureForm } from './secure-form.tsx'

export type PanelOrder = {
  orderId: string
  orderNumber: string
  lines: readonly FeeLine[]
  total: Amount
  received: Amount
  credit: Amount
  status: OrderStatus
  agreed: boolean
}

type Props = {
  order: PanelOrder
  /** The ways to pay that the office offers. */
  methods: readonly { driverId: string; displayName: Localized }[]
  /** The attempt whose outcome is awaited, with the bank's page where the payer can go on. */
  underWay: { attemptId: string; bankAddress: string | undefined; lacksBankPage: boolean } | undefined
  /** What the agent was quoted, while the office's total waits for agreement. */
  quote: Quote | undefined
  /** The online number of each request by its id, where there are several. */
  names: ReadonlyMap<string, string>
  /** Whether the visitor is of the account that owes. */
  mayAct: boolean
  keys: { agree: string; pay: string }
}

/** Returns what is still to pay; zero when more has come than is owed. */
export function missingOf({ total, received, credit }: PanelOrder): Amount {
  const missing = subtractMoney(total, subtractMoney(received, credit))
  return missing.amountMinor > 0n ? missing : money(0n, total.currency)
}

/** The one act that is due: agree, go on at the bank, take up a lost payment, or pay by one of the office's ways. */
function Acts({ order, methods, underWay, mayAct, keys }: Props) {
  const words = useOfficeWords()
  const { orderId, total, agreed, status } = order
  const missing = missingOf(order)
  // The money may be there a moment before the order says so.
  if (!mayAct || (status !== 'open' && status !== 'part-paid') || isZero(missing)) return null
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
  if (!underWay) return <Pay orderId={orderId} missing={missing} methods={methods} payKey={keys.pay} />
  if (underWay.bankAddress !== undefined)
    return (
      <div className={styles.acts}>
        <BankLink to={underWay.bankAddress} />
      </div>
    )
  if (!underWay.lacksBankPage) return null
  return (
    <SecureForm fields={{ act: 'resume', attemptId: underWay.attemptId }}>
      <Button>{words.dossier.resume}</Button>
    </SecureForm>
  )
}

type PayProps = Pick<Props, 'methods'> & { orderId: string; missing: Amount; payKey: string }

/** One way is one button; several are a choice and a button. */
function Pay({ orderId, missing, methods, payKey }: PayProps) {
  const words = useOfficeWords()
  const language = useLanguage()
  const [first, ...more] = methods
  if (!first) return null
  const pay = words.dossier.pay(amountInText(missing))
  if (more.length === 0)
    return (
      <div className={styles.acts}>
        <SecureForm
          idempotencyKey={payKey}
          fields={{ act: 'pay', orderId, driverId: first.driverId }}
          isInline
        >
          <Button>
            <span className={styles.pay}>
              <span>{pay}</span>
              <span className={styles.method}>{textIn(first.displayName, language)}</span>
            </span>
          </Button>
        </SecureForm>
      </div>
    )
  return (
    <SecureForm idempotencyKey={payKey} fields={{ act: 'pay', orderId }}>
      <fieldset className={styles.ways}>
        <legend>{words.dossier.howToPay}</legend>
        {methods.map(({ driverId, displayName }, index) => (
          <label key={driverId} className={styles.way}>
            <input type="radio" name="driverId" value={driverId} defaultChecked={index === 0} required />
            <span>{textIn(displayName, language)}</span>
          </label>
        ))}
      </fieldset>
      <Button>{pay}</Button>
    </SecureForm>
  )
}

export function OrderPanel(props: Props) {
  const words = useOfficeWords()
  const { order, quote, names } = props
  const { currency } = order.total
  const caption = `${words.dossier.order} ${order.orderNumber}`
  if (quote?.lines && !order.agreed && quote.total.currency === currency)
    return (
      <div className={styles.panel}>
        <OrderQuote caption={caption} quote={quote} lines={order.lines} total={order.total} names={names} />
        <Acts {...props} />
      </div>
    )
  const hasReceived = !isZero(order.received)
  const owed = compareMoney(addMoney(order.total, order.credit), order.received) > 0
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
            ? quoteSums(words.dossier, { quote, total: order.total })
            : [{ name: words.dossier.total, amount: <Money amount={order.total} /> }]),
          ...(hasReceived
            ? [{ name: words.dossier.received, amount: <Money amount={order.received} /> }]
            : []),
          ...(hasReceived && owed
            ? [{ name: words.dossier.missing, amount: <Money amount={missingOf(order)} /> }]
            : []),
        ]}
      />
      <Acts {...props} />
    </div>
  )
}
