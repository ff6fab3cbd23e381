/** Counting what lies in the drawer: a sum for each means and currency, which scripts work out from notes and coins. */
import { formatAmount, money, type Currency, type Money as Amount } from '@lodge/shared-types'
import { useId, useState } from 'react'
import { amountDigits } from '../../../amounts.ts'
import { useWordsOf } from '../../../language.tsx'
import { cashWords } from '../../../messages/cash.ts'
import field from '../../field.module.css'
import { denominationsOf, sumOfPieces } from './denominations.ts'
import styles from './money.module.css'

export type Expected = { means: 'cash' | 'cheque'; amount: Amount }

/** How the entry of a count is called; `parseCounts` of the page reads it back. */
export const nameOfCount = ({ means, amount }: Expected): string => `counted.${means}.${amount.currency}`

/** One entry a piece: they are not sent, the sum is. */
function Pieces({ currency, onSum }: { currency: Currency; onSum: (minor: bigint) => void }) {
  const words = useWordsOf(cashWords).close
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({})
  const kinds = denominationsOf(currency)
  const change = (minor: bigint, typed: string): void => {
    const count = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
    const next = { ...counts, [String(minor)]: count }
    setCounts(next)
    onSum(sumOfPieces(kinds.map((one) => ({ minor: one, count: next[String(one)] ?? 0 }))))
  }
  if (kinds.length === 0) return null
  return (
    <details>
      <summary>{words.pieces}</summary>
      <div className={styles.pieces}>
        {kinds.map((minor) => (
          <label key={String(minor)} className={styles.piece}>
            <span>
              <bdi className="number">{amountDigits(money(minor, currency))}</bdi> ×
            </span>
            <input inputMode="numeric" dir="ltr" onChange={(event) => change(minor, event.target.value)} />
          </label>
        ))}
      </div>
    </details>
  )
}

export function CountedDrawer({
  expected,
  typed,
}: {
  expected: Expected
  /** What was typed before the form came back. */
  typed: string | undefined
}) {
  const all = useWordsOf(cashWords)
  const words = all.close
  const id = useId()
  const { means, amount } = expected
  const [sum, setSum] = useState(typed ?? '')
  return (
    <div className={styles.stack}>
      <div className={field.field}>
        <label className={field.label} htmlFor={id}>
          {words.countedOf(all.take.meanings[means], amount.currency)}
        </label>
        <input
          id={id}
          className={field.input}
          name={nameOfCount(expected)}
          inputMode="decimal"
          dir="ltr"
          required
          value={sum}
          onChange={(event) => setSum(event.target.value)}
        />
      </div>
      {means === 'cash' && (
        <Pieces
          currency={amount.currency}
          onSum={(minor) => setSum(formatAmount(money(minor, amount.currency)))}
        />
      )}
    </div>
  )
}
