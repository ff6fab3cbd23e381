/** A payment under way: what the payer does next, and how they end it to pay another way. */
import type { Localized } from '@lodge/shared-types'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { Button } from '../button.tsx'
import { BankLink } from '../leaving-for-bank.tsx'
import { SecureForm } from '../secure-form.tsx'
import type { ShownAttempt } from './attempt.ts'
import { BillSlip, DeskSlip } from './other-slips.tsx'
import { PaymentSlip } from './payment-slip.tsx'
import styles from './paying.module.css'

type Props = {
  attempt: ShownAttempt
  office: { name: Localized; address: Localized }
}

function Act({ attempt, office }: Props) {
  const words = useOfficeWords()
  const { attemptId, act, toPay, status, lacksBankPage } = attempt
  if (lacksBankPage && act === null)
    return (
      <SecureForm fields={{ act: 'resume', attemptId }}>
        <Button>{words.dossier.resume}</Button>
      </SecureForm>
    )
  switch (act?.kind) {
    case undefined:
      return null
    case 'redirect':
      return (
        <div>
          <BankLink to={act.url} />
        </div>
      )
    case 'transfer':
      return <PaymentSlip slip={act.slip} amount={toPay} qr={act.qr} isRest={status === 'partially-funded'} />
    case 'bill':
      return <BillSlip act={act} amount={toPay} />
    case 'desk':
      return <DeskSlip act={act} amount={toPay} office={office} />
  }
}

/** Says before the button what becomes of money that comes all the same. */
function Cancel({ attempt: { attemptId, act } }: Pick<Props, 'attempt'>) {
  const words = useWordsOf(payingWords).cancel
  return (
    <details className={`${styles.cancel} screen-only`}>
      <summary>{words.title}</summary>
      <div className={styles.cancelBody}>
        <p>{words.lead}</p>
        <p>{words.late}</p>
        <SecureForm fields={{ act: 'cancel', attemptId }} isInline>
          <Button look="quiet">{words.act[act?.kind ?? 'redirect']}</Button>
        </SecureForm>
      </div>
    </details>
  )
}

export function UnderWay(props: Props) {
  return (
    <>
      <Act {...props} />
      {props.attempt.mayCancel && <Cancel {...props} />}
    </>
  )
}
