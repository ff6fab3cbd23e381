/** Fee lines before an order exists: every line with the rule that sets it, request by request, and their sum. */
import { citationIn, money, textIn, type FeeLine, type Money as Amount } from '@lodge/shared-types'
import { useLanguage, useWords } from '../language.tsx'
import { Fee } from './fee.tsx'
import { Digits, Money } from './money.tsx'
import { Table } from './table.tsx'

type Props = {
  lines: readonly FeeLine[]
  total: Amount
  /** The title of each request by its id; a line of none stands for the whole dossier. */
  titles: ReadonlyMap<string, string>
  /** What the office asks, where that is another total than these lines come to. */
  officeTotal?: Amount
}

export function FeeLines({ lines, total, titles, officeTotal }: Props) {
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
          head: words.fees.fee,
          cell: (line) => (
            <Fee
              name={textIn(line.label, language)}
              rule={citationIn(line, language)}
              request={hasSeveral ? (titles.get(line.requestId ?? '') ?? words.cart.wholeDossier) : undefined}
            />
          ),
        },
        {
          head: words.fees.quantity,
          cell: (line) => <span className="number">{line.quantity}</span>,
          isNumber: true,
          isPlain: isSingle,
        },
        {
          head: words.fees.unit,
          cell: (line) => <Digits amount={money(line.unitMinor, currency)} />,
          isNumber: true,
          isPlain: isSingle,
        },
        {
          head: `${words.fees.amount} (${currency})`,
          cell: (line) => <Digits amount={money(line.amountMinor, currency)} />,
          isNumber: true,
        },
      ]}
      sums={
        officeTotal
          ? [
              { name: words.sending.quoted, amount: <Money amount={total} /> },
              { name: words.sending.asked, amount: <Money amount={officeTotal} /> },
            ]
          : [{ name: words.cart.total, amount: <Money amount={total} /> }]
      }
    />
  )
}
