/** A slip for a transfer: everything that the payer's bank asks for, to read, to copy, to scan and to print. */
import { formatAmount, formatCreditorReference, formatIban, type Money as Amount } from '@lodge/shared-types'
import { useRef } from 'react'
import { useWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { dateInWords } from '../../office-time.ts'
import { Money } from '../money.tsx'
import type { QrPicture, SlipPayee } from './attempt.ts'
import { PrintAlone, QrCode, SlipEntries, type SlipEntry } from './slip-parts.tsx'
import styles from './slip.module.css'

type Props = {
  slip: SlipPayee
  /** Null for a slip on which the payer writes an amount of their own. */
  amount: Amount | null
  qr: QrPicture | null
  /** A part has come in: the amount is what is still to come. */
  isRest?: boolean
  /** Stands below the heading. */
  lead?: string
}

export function PaymentSlip({ slip, amount, qr, isRest = false, lead }: Props) {
  const everyPage = useWords()
  const words = useWordsOf(payingWords).slip
  const whole = useRef<HTMLElement>(null)
  const { creditorName, creditorAccount, bic, bankName, creditorReference, payBy } = slip
  const entries: SlipEntry[] = [
    { name: words.payee, value: <bdi>{creditorName}</bdi>, copy: creditorName },
    {
      name: words.account,
      value: (
        <bdi dir="ltr" className="number">
          {formatIban(creditorAccount)}
        </bdi>
      ),
      copy: creditorAccount,
    },
    ...(bic === null
      ? []
      : [{ name: words.bic, value: <bdi dir="ltr">{bic}</bdi>, copy: bic } satisfies SlipEntry]),
    ...(bankName === null ? [] : [{ name: words.bank, value: <bdi>{bankName}</bdi> }]),
    {
      name: words.reference,
      value: (
        <strong>
          <bdi dir="ltr" className="number">
            {formatCreditorReference(creditorReference)}
          </bdi>
        </strong>
      ),
      copy: creditorReference,
    },
    amount === null
      ? { name: words.amount, value: words.anyAmount }
      : {
          name: isRest ? words.rest : words.amount,
          value: (
            <strong>
              <Money amount={amount} />
            </strong>
          ),
          copy: formatAmount(amount),
        },
    ...(payBy === null
      ? []
      : [{ name: words.payBy, value: <time dateTime={payBy}>{dateInWords(payBy, everyPage)}</time> }]),
  ]
  return (
    <section className={styles.slip} ref={whole}>
      <h3>{words.title}</h3>
      <p>{lead ?? words.lead}</p>
      <div className={styles.body}>
        <SlipEntries entries={entries} />
        {qr && (
          <figure className={styles.scan}>
            <QrCode picture={qr} name={words.qr} />
            <figcaption>{words.qrLead}</figcaption>
          </figure>
        )}
      </div>
      <p className={styles.soft}>{words.after}</p>
      <PrintAlone slip={whole} />
    </section>
  )
}
