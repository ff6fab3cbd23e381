/** Stays at the lower edge of a draft's pages: what it costs so far, and what happens next. */
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../../language.tsx'
import { Money } from '../money.tsx'
import styles from './filing.module.css'
import type { Filing } from './use-filing.tsx'

/** Loaded when it is first opened. */
const FeeSheet = lazy(() => import('./fee-sheet.tsx'))

export function FilingFooter({ filing }: { filing: Filing }) {
  const words = useWords().drafting
  const { judged, draft } = filing
  const [isOpen, setIsOpen] = useState(false)
  const next =
    draft.state === 'frozen'
      ? words.next.frozen
      : judged?.check.isReady
        ? words.next.ready
        : words.next.drafting
  return (
    <aside className={styles.foot} aria-label={words.fees.soFar}>
      <div className={styles.footRow}>
        {!judged || judged.fees ? (
          <details className={styles.fees} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
            <summary>
              <span>{words.fees.soFar}</span>
              <span className={styles.feeTotal}>
                {judged?.fees ? <Money amount={judged.fees.price.total} /> : '…'}
              </span>
              <span className="unseen">{words.fees.show}</span>
            </summary>
            <div className={styles.feeSheet} role="group" aria-label={words.fees.show} tabIndex={0}>
              {isOpen && (
                <Suspense>
                  <FeeSheet filing={filing} />
                </Suspense>
              )}
            </div>
          </details>
        ) : (
          <p className={styles.next}>{words.fees.away}</p>
        )}
        <p className={styles.next}>{next}</p>
      </div>
    </aside>
  )
}
