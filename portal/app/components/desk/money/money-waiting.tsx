/** What of the office's money waits for people: each number leads to exactly what it counts. */
import { useChrome } from '../../../chrome.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { Notice } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { CountLink } from '../count-link.tsx'
import home from '../home.module.css'
import type { MoneyCounts } from '../use-rail-counts.ts'

export type MoneyWaits = MoneyCounts & {
  /** Orders that were not paid in time. */
  overdue: number
}

export function MoneyWaiting({ waits, title }: { waits: MoneyWaits; title: string }) {
  const words = useWordsOf(moneyWords).home
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  const { suspense, reviews, payOuts, redCloses, overdue } = waits
  if (suspense + reviews + payOuts + redCloses + overdue === 0)
    return (
      <Section title={title}>
        <Notice meaning="good" title={words.nothing}>
          <p>{words.nothingLead}</p>
        </Notice>
      </Section>
    )
  return (
    <Section title={title}>
      <ul className={home.numbers}>
        <CountLink
          count={suspense}
          name={words.counts.suspense}
          to={`${base}/money/matching`}
          meaning="attention"
        />
        <CountLink count={reviews} name={words.counts.reviews} to={`${base}/money/reviews`} meaning="wrong" />
        <CountLink
          count={payOuts}
          name={words.counts.payOuts}
          to={`${base}/money/refunds`}
          meaning="attention"
        />
        <CountLink
          count={overdue}
          name={words.counts.overdue}
          to={`${base}/tasks?kind=order-overdue`}
          meaning="attention"
        />
        <CountLink
          count={redCloses}
          name={words.counts.redCloses}
          to={`${base}/money/closes`}
          meaning="wrong"
        />
      </ul>
    </Section>
  )
}
