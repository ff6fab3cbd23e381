/** How to pay money into a deposit: a slip with its own reference, for any amount or for one that is asked for. */
import type { Currency, Money as Amount } from '@lodge/shared-types'
import { Form } from '@remix-run/react'
import { useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { Section } from '../page-header.tsx'
import type { QrPicture, SlipPayee } from './attempt.ts'
import styles from './deposits.module.css'
import { PaymentSlip } from './payment-slip.tsx'

type Props = {
  /** Null for money from before deposits had numbers. */
  number: string | null
  currency: Currency
  /** Null where the office takes no transfers. */
  slip: SlipPayee | null
  amount: Amount | null
  qr: QrPicture | null
  /** What was typed, where it is no amount. */
  wrong: string | null
  /** An amount as it may be typed. */
  example: string
}

export function TopUp({ number, currency, slip, amount, qr, wrong, example }: Props) {
  const words = useWordsOf(payingWords).deposits
  if (slip === null)
    return (
      <Section title={words.topUpTitle} id="top-up">
        <p>{number === null ? words.topUpSoon : words.topUpElsewhere(number)}</p>
      </Section>
    )
  return (
    <Section title={words.topUpTitle} id="top-up">
      <PaymentSlip slip={slip} amount={amount} qr={qr} lead={words.topUpLead} />
      <Form method="get" action="#top-up" className={`${styles.ask} screen-only`}>
        <input type="hidden" name="currency" value={currency} />
        <Field
          name="amount"
          label={words.topUpAmount(currency)}
          isNumber
          isOptional
          defaultValue={wrong ?? undefined}
          error={wrong === null ? undefined : words.topUpWrong(example)}
        />
        <Button look="quiet">{words.topUpShow}</Button>
      </Form>
    </Section>
  )
}
