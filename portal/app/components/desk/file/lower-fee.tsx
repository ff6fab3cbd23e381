/** Asking for less than an order's total: the form for whoever may propose it, or what waits for a colleague already. */
import { Link } from '@remix-run/react'
import type { StaffOrder, WaitingOverride } from '@lodge/processor'
import { isZero, officeSentenceOf } from '@lodge/shared-types'
import { amountInWords } from '../../../amounts.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { feesWords } from '../../../messages/fees.ts'
import { Button } from '../../button.tsx'
import { Field } from '../../field.tsx'
import { Notice } from '../../notice.tsx'
import { SecureForm } from '../../secure-form.tsx'
import type { RefusedForm } from '../refused-form.tsx'
import styles from './file.module.css'

type Props = {
  order: Pick<StaffOrder, 'orderId' | 'total' | 'received' | 'status'>
  waiting: WaitingOverride | undefined
  mayOverride: boolean
  seq: number
  lowerKey: string
  /** What came back of the form of this order. */
  refused: RefusedForm | undefined
  base: string
}

export function LowerFee({ order, waiting, mayOverride, seq, lowerKey, refused, base }: Props) {
  const words = useWordsOf(feesWords).lower
  const language = useLanguage()
  if (waiting)
    return (
      <Notice meaning="attention" title={words.waits}>
        <p>{words.proposed(waiting.makerName, amountInWords(waiting.total))}</p>
        <p>
          <bdi>{waiting.told}</bdi>
        </p>
        <p>
          <Link to={`${base}/desk/approvals/${waiting.approvalId}`}>{words.toApproval}</Link>
        </p>
      </Notice>
    )
  const { orderId, total, received, status } = order
  if (!mayOverride || status !== 'open' || !isZero(received) || isZero(total)) return null
  const errorOf = (name: string): string | undefined => {
    const wrong = (refused?.problem.errors ?? []).find(({ path }) => path === name)
    return wrong && officeSentenceOf(wrong, language)
  }
  return (
    <details className={styles.lower} {...(refused ? { open: true } : {})}>
      <summary>{words.title}</summary>
      <p>{words.lead}</p>
      <SecureForm fields={{ orderId, seenSeq: String(seq) }} idempotencyKey={lowerKey}>
        <Field
          name="amount"
          label={words.amount(total.currency)}
          hint={words.amountHint(amountInWords(total))}
          defaultValue={refused?.typed['amount']}
          error={errorOf('amount')}
        />
        <Field
          name="told"
          label={words.told}
          hint={words.toldHint}
          defaultValue={refused?.typed['told']}
          error={errorOf('told')}
        />
        <Field
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          defaultValue={refused?.typed['reason']}
          error={errorOf('reason')}
        />
        <div>
          <Button>{words.send}</Button>
        </div>
      </SecureForm>
    </details>
  )
}
