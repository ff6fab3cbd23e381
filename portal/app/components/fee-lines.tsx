/** Fee lines before an order exists: every line with the rule that sets it, request by request, and their sum. */
import type { FeeLine, Money as Amount } from '@lodge/shared-types'
import { useWords } from '../language.tsx'
import { FeeTable } from './fee-table.tsx'
import { Money } from './money.tsx'

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
  const hasSeveral = titles.size > 1
  return (
    <FeeTable
      caption={words.cart.fees}
      lines={lines}
      currency={total.currency}
      requestOf={({ requestId }) =>
        hasSeveral ? (titles.get(requestId ?? '') ?? words.cart.wholeDossier) : undefined
      }
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
