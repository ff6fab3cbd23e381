/** What happens next with a dossier, and who must act: above everything else on its page. */
import { isZero, type DossierStatus } from '@lodge/shared-types'
import { useOfficeWords } from '../language.tsx'
import type { OfficeWords } from '../messages/en.ts'
import type { ReactNode } from 'react'
import { meaningOf } from './dossier-tag.tsx'
import { Notice } from './notice.tsx'
import { missingOf, type PanelOrder } from './order-panel.tsx'

type Standing = {
  status: DossierStatus
  orders: readonly PanelOrder[]
  /** Oldest first; `bankAddress` where the payer can go on at the bank. */
  attempts: readonly {
    answer: keyof OfficeWords['answers']
    bankAddress: string | undefined
    /** The bank's answer was lost: the same attempt can be taken up again. */
    lacksBankPage?: boolean
  }[]
}

/** Whether money is still wanted; it may be there a moment before the order says so. */
export const isOwing = (order: PanelOrder): boolean =>
  (order.status === 'open' || order.status === 'part-paid') && !isZero(missingOf(order))

/** An office may lodge before it is paid: then this order still wants something of the payer. */
const owingIn = ({ status, orders }: Standing): PanelOrder | undefined =>
  status === 'lodged' ? orders.find(isOwing) : undefined

/** What a payment that is under way waits for. */
function sentenceOf(
  words: OfficeWords,
  { bankAddress, lacksBankPage }: Standing['attempts'][number],
): string {
  if (bankAddress !== undefined) return words.dossier.finishAtBank
  return lacksBankPage === true
    ? words.dossier.resumeLead
    : words.dossierStatuses['awaiting-confirmation'].next
}

/** Returns the sentences that say what happens next. While a payment is under way, none asks to pay again. */
export function nextSteps(words: OfficeWords, standing: Standing): string[] {
  const { status, attempts } = standing
  const { next } = words.dossierStatuses[status]
  const underWay = attempts.find(({ answer }) => answer === 'awaiting-confirmation')
  const waiting = underWay && sentenceOf(words, underWay)
  const owing = owingIn(standing)
  if (owing) {
    const toPay = owing.agreed ? words.dossier.lodgedOwing : words.dossierStatuses['awaiting-agreement'].next
    return [next, waiting ?? toPay]
  }
  if (status === 'awaiting-confirmation' && waiting !== undefined) return [waiting]
  if (status === 'awaiting-payment' && attempts.at(-1)?.answer === 'failed')
    return [words.dossier.paymentFailed, next]
  return [next]
}

/** `children` are the ways on from here. */
export function NextStep({ children, ...standing }: Standing & { children?: ReactNode }) {
  const words = useOfficeWords()
  return (
    <Notice
      meaning={owingIn(standing) ? 'attention' : meaningOf[standing.status]}
      title={words.dossier.nextTitle}
    >
      {nextSteps(words, standing).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {children}
    </Notice>
  )
}
