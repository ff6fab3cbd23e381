/** What happens next with a dossier, and who must act: above everything else on its page. */
import type { DossierStatus } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { amountInText } from '../amounts.ts'
import { useOfficeWords, useWords, useWordsOf } from '../language.tsx'
import type { OfficeWords } from '../messages/en.ts'
import { payingWords } from '../messages/paying.ts'
import type { PayingWords } from '../messages/paying.en.ts'
import { dateInWords } from '../office-time.ts'
import { meaningOf } from './dossier-tag.tsx'
import { Notice } from './notice.tsx'
import { isOwing, type PanelOrder } from './order-panel.tsx'
import type { ShownAttempt } from './paying/attempt.ts'

type Standing = {
  status: DossierStatus
  orders: readonly PanelOrder[]
  /** Oldest first. */
  attempts: readonly Pick<ShownAttempt, 'answer' | 'status' | 'act' | 'toPay' | 'lacksBankPage'>[]
}
type Catalogue = { words: OfficeWords; paying: PayingWords }

/** An office may lodge before it is paid: then this order still wants something of the payer. */
const owingIn = ({ status, orders }: Standing): PanelOrder | undefined =>
  status === 'lodged' ? orders.find(isOwing) : undefined

/** What a payment that is under way waits for. */
function sentenceOf({ words, paying }: Catalogue, attempt: Standing['attempts'][number]): string {
  const { status, act, toPay, lacksBankPage } = attempt
  if (status === 'review') return paying.next.review
  if (status === 'partially-funded') return paying.next.rest(amountInText(toPay))
  if (act === null)
    return lacksBankPage ? words.dossier.resumeLead : words.dossierStatuses['awaiting-confirmation'].next
  return act.kind === 'redirect' ? words.dossier.finishAtBank : paying.next[act.kind]
}

/** One that the payer has cancelled is no failure. */
const isFailed = (attempt: Standing['attempts'][number] | undefined): boolean =>
  attempt?.status === 'failed' || attempt?.status === 'expired'

/** Returns the sentences that say what happens next. While a payment is under way, none asks to pay again. */
export function nextSteps(catalogue: Catalogue, standing: Standing): string[] {
  const { words } = catalogue
  const { status, attempts } = standing
  const { next } = words.dossierStatuses[status]
  const underWay = attempts.find(({ answer }) => answer === 'awaiting-confirmation')
  const waiting = underWay && sentenceOf(catalogue, underWay)
  const owing = owingIn(standing)
  if (owing) {
    const toPay = owing.agreed ? words.dossier.lodgedOwing : words.dossierStatuses['awaiting-agreement'].next
    return [next, waiting ?? toPay]
  }
  if (status === 'awaiting-confirmation' && waiting !== undefined) return [waiting]
  if (status === 'awaiting-payment' && isFailed(attempts.at(-1))) return [words.dossier.paymentFailed, next]
  return [next]
}

/** The last day to pay of the order that is owed, in a sentence; one that has passed asks to pay now. */
function dueIn({ orders }: Standing, words: PayingWords['due'], dateOf: (day: string) => string): string[] {
  const due = orders.find((order) => isOwing(order) && order.due !== null)?.due
  if (!due) return []
  return [due.daysLeft < 0 ? words.overNext(dateOf(due.payBy)) : words.next(dateOf(due.payBy))]
}

/** `children` are the ways on from here. */
export function NextStep({ children, ...standing }: Standing & { children?: ReactNode }) {
  const everyPage = useWords()
  const words = useOfficeWords()
  const paying = useWordsOf(payingWords)
  const isToAct = standing.attempts.some(({ act }) => act !== null)
  const steps = [
    ...nextSteps({ words, paying }, standing),
    ...dueIn(standing, paying.due, (day) => dateInWords(day, everyPage)),
  ]
  return (
    <Notice
      meaning={isToAct || owingIn(standing) ? 'attention' : meaningOf[standing.status]}
      title={words.dossier.nextTitle}
    >
      {steps.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {children}
    </Notice>
  )
}
