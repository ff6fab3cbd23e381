/** Fee lines as a table: every line with the rule that sets it, its number, price and amount, and the sums below. */
import {
  citationIn,
  feeNameIn,
  formatAmount,
  money,
  textIn,
  type Currency,
  type FeeLine,
} from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../language.tsx'
import { Fee } from './fee.tsx'
import { Digits } from './money.tsx'
import { Table } from './table.tsx'

type Props = {
  caption: string
  isCaptionSeen?: boolean
  lines: readonly FeeLine[]
  currency: Currency
  /** Names the request that a line is for; undefined where it goes without saying. */
  requestOf: (line: FeeLine) => string | undefined
  sums: readonly { name: string; amount: ReactNode }[]
}

/** One of a fee: its amount says all. */
const isSingle = ({ quantity }: FeeLine): boolean => quantity === 1

export function FeeTable({ caption, isCaptionSeen = false, lines, currency, requestOf, sums }: Props) {
  const { fees } = useWords()
  const language = useLanguage()
  return (
    <Table
      caption={caption}
      isCaptionSeen={isCaptionSeen}
      rows={lines.map((line, index) => ({ ...line, id: `${index} ${line.code}` }))}
      keyOf={(line) => line.id}
      columns={[
        {
          head: fees.fee,
          cell: (line) => (
            <Fee
              name={feeNameIn(line, language)}
              rule={citationIn(line, language)}
              request={requestOf(line)}
              less={line.reductions?.map(
                (one) =>
                  `${fees.less(formatAmount(money(one.lessMinor, currency)), textIn(one.label, language))} (${citationIn(one, language)})`,
              )}
            />
          ),
        },
        {
          head: fees.quantity,
          cell: (line) => <span className="number">{line.quantity}</span>,
          isNumber: true,
          isPlain: isSingle,
        },
        {
          head: fees.unit,
          cell: (line) => <Digits amount={money(line.unitMinor, currency)} />,
          isNumber: true,
          isPlain: isSingle,
        },
        {
          head: `${fees.amount} (${currency})`,
          cell: (line) => <Digits amount={money(line.amountMinor, currency)} />,
          isNumber: true,
        },
      ]}
      sums={sums}
    />
  )
}
