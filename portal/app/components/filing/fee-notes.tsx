/** What goes with the fee lines of a draft: what one class more would add, and whose total counts. */
import { isZero } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import { useWords } from '../../language.tsx'
import { canHaveMoreClasses } from './draft-facts.ts'
import styles from './filing.module.css'
import type { Filing } from './use-filing.tsx'

export function FeeNotes({ filing }: { filing: Filing }) {
  const words = useWords().drafting
  const fees = filing.judged?.fees
  if (!fees) return null
  const { oneMore, price } = fees
  return (
    <div className={styles.feeNotes}>
      {canHaveMoreClasses(filing) && (
        <p>{isZero(oneMore) ? words.classes.oneMoreFree : words.classes.oneMore(amountInText(oneMore))}</p>
      )}
      <p>{words.fees.tariff(price.tariffVersion)}</p>
    </div>
  )
}
