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
import { useLanguage, useWords } from '../language.tsx'
import { Button } from './button.tsx'
import { BankLink } from './leaving-for-bank.tsx'
import { Digits, Money } from './money.tsx'
import { Notice } from './notice.tsx'
import styles from './order-panel.module.css'
import { SecureForm } from './secure-form.tsx'
import { Table } from './table.tsx'

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
  underWay: { bankAddress: string | undefined } | undefined
  keys: { agree: string; pay: string }
}

/** Returns what is still to pay; zero when more has come than is owed. */
export function missingOf({ total, received, credit }: PanelOrder): Amount {
  const missing = subtractMoney(total, subtractMoney(received, credit))
  return missing.amountMinor > 0n ? missing : money(0n, total.currency)
}

/** One of a fee: its amount says all. */
const isSingle = ({ quantity }: FeeLine): boolean => quantity === 1

/** A fee with the rule that sets it, as the office cites it. */
const Fee = ({ name, rule }: { name: string; rule: string }) => (
  <span className={styles.fee}>
    <span>
      <bdi>{name}</bdi>
    </span>
    <span className={styles.rule}>
      <bdi>{rule}</bdi>
    </span>
  </span>
)

function Acts({ order, methods, underWay, keys }: Props) {
  const words = useWords()
  const language = useLanguage()
  const { orderId, total, agreed, status } = order
  const missing = missingOf(order)
  // The money may be there a moment before the order says so.
  if ((status !== 'open' && status !== 'part-paid') || isZero(missing)) return null
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
  if (underWay)
    return underWay.bankAddress === undefined ? null : (
      <div className={styles.acts}>
        <BankLink to={underWay.bankAddress} />
      </div>
    )
  return (
    <div className={styles.acts}>
      {methods.map(({ driverId, displayName }) => (
        <SecureForm
          key={driverId}
          idempotencyKey={`${keys.pay}-${driverId}`}
          fields={{ act: 'pay', orderId, driverId }}
          isInline
        >
          <Button>
            <span className={styles.pay}>
              <span>{words.dossier.pay(amountInText(missing))}</span>
              <span className={styles.method}>{textIn(displayName, language)}</span>
            </span>
          </Button>
        </SecureForm>
      ))}
    </div>
  )
}

export function OrderPanel(props: Props) {
  const words = useWords()
  const language = useLanguage()
  const { order } = props
  const { currency } = order.total
  const hasReceived = !isZero(order.received)
  const owed = compareMoney(addMoney(order.total, order.credit), order.received) > 0
  return (
    <div className={styles.panel}>
      <Table
        caption={`${words.dossier.order} ${order.orderNumber}`}
        isCaptionSeen
        rows={order.lines.map((line, index) => ({ ...line, id: `${index} ${line.code}` }))}
        keyOf={(line) => line.id}
        columns={[
          {
            head: words.dossier.fee,
            cell: (line) => <Fee name={textIn(line.label, language)} rule={line.rule} />,
          },
          {
            head: words.dossier.quantity,
            cell: (line) => <span className="number">{line.quantity}</span>,
            isNumber: true,
            isPlain: isSingle,
          },
          {
            head: words.dossier.unit,
            cell: (line) => <Digits amount={money(line.unitMinor, currency)} />,
            isNumber: true,
            isPlain: isSingle,
          },
          {
            head: `${words.dossier.amount} (${currency})`,
            cell: (line) => <Digits amount={money(line.amountMinor, currency)} />,
            isNumber: true,
          },
        ]}
        sums={[
          { name: words.dossier.total, amount: <Money amount={order.total} /> },
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
