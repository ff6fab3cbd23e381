/** What goes with the fee lines of a draft: what one more of its classes, claims or designs would add, and whose total counts. */
import { isZero, pagesOf } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import { useWords } from '../../language.tsx'
import { canHaveMore, isOfGoods } from './draft-facts.ts'
import styles from './filing.module.css'
import type { Filing } from './use-filing.tsx'

/** Whether one more could be added: where they are a list, as far as the office takes them. */
function isOneMoreTaken(filing: Filing, what: 'class' | 'claim' | 'design'): boolean {
  if (what === 'claim') return true
  const lists = pagesOf(filing.form).flatMap(({ list }) => list ?? [])
  const list = lists.find((one) => (what === 'class' ? isOfGoods(one) : one.path === 'designs'))
  return list !== undefined && canHaveMore(list, filing)
}

export function FeeNotes({ filing }: { filing: Filing }) {
  const words = useWords().drafting
  const fees = filing.judged?.fees
  if (!fees) return null
  const { oneMore, price } = fees
  const says = {
    class: words.classes,
    claim: words.fees.claims,
    design: words.fees.designs,
  }
  return (
    <div className={styles.feeNotes}>
      {oneMore && isOneMoreTaken(filing, oneMore.what) && (
        <p>
          {isZero(oneMore.more)
            ? says[oneMore.what].oneMoreFree
            : says[oneMore.what].oneMore(amountInText(oneMore.more))}
        </p>
      )}
      <p>{words.fees.tariff(price.tariffVersion)}</p>
    </div>
  )
}
