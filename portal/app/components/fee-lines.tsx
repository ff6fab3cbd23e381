/** Fee lines before an order exists: every line with the rule that sets it, request by request, and their sum. */
import { money, textIn, type FeeLine, type Money as Amount } from '@lodge/shared-types'
import { useLanguage, useWords } from '../language.tsx'
import { Digits, Money } from './money.tsx'
import styles from './order-panel.module.css'
import { Table } from './table.tsx'

type Props = {
  lines: readonly FeeLine[]
  total: Amount
  /** The title of each request by its id; a line of none stands for the whole dossier. */
  titles: ReadonlyMap<string, string>
}

export function FeeLines({ lines, total, titles }: Props) {
  const words = useWords()
  const language = useLanguage()
  const { currency } = total
  const hasSeveral = titles.size > 1
  const isSingle = ({ quantity }: FeeLine): boolean => quantity === 1
  return (
    <Table
      caption={words.cart.fees}
      rows={lines.map((line, index) => ({ ...line, id: `${index} ${line.code}` }))}
      keyOf={(line) => line.id}
      columns={[
        {
          head: words.dossier.fee,
          cell: (line) => (
            <span className={styles.fee}>
              <bdi>{textIn(line.label, language)}</bdi>
              <span className={styles.rule}>
                <bdi>{line.rule}</bdi>
              </span>
              {hasSeveral && (
                <span className={styles.rule}>
                  <bdi>{titles.get(line.requestId ?? '') ?? words.cart.wholeDossier}</bdi>
                </span>
              )}
            </span>
          ),
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
      sums={[{ name: words.cart.total, amount: <Money amount={total} /> }]}
    />
  )
}
