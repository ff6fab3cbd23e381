/** Taking money over the desk: what was looked up, how it is paid, and afterwards the change and the receipt. */
import { Link } from '@remix-run/react'
import { isZero, officeSentenceOf, type Currency } from '@lodge/shared-types'
import { amountInWords } from '../../../amounts.ts'
import { useChrome } from '../../../chrome.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { cashWords } from '../../../messages/cash.ts'
import type { CashDay, Payable } from '../../../money-shapes.ts'
import { Button } from '../../button.tsx'
import { Field } from '../../field.tsx'
import { Money } from '../../money.tsx'
import { Notice } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { SecureForm } from '../../secure-form.tsx'
import { Facts } from '../../table.tsx'
import type { RefusedForm } from '../refused-form.tsx'
import styles from './money.module.css'

type FormProps = { formKey: string; refused: RefusedForm | undefined }

const useErrors = (refused: RefusedForm | undefined) => {
  const language = useLanguage()
  return (path: string): string | undefined => {
    const wrong = (refused?.problem.errors ?? []).find((one) => one.path === path)
    return wrong && officeSentenceOf(wrong, language)
  }
}

/** Cash with what was handed over, or a cheque with its number. */
function Means({ currency, refused }: { currency: Currency; refused: RefusedForm | undefined }) {
  const words = useWordsOf(cashWords).take
  const errorAt = useErrors(refused)
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{words.means}</legend>
        <div className={styles.entries}>
          {(['cash', 'cheque'] as const).map((means) => (
            <label key={means} className={styles.choice}>
              <input
                type="radio"
                name="means"
                value={means}
                required
                defaultChecked={means === (refused?.typed['means'] ?? 'cash')}
              />
              <span>{words.meanings[means]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className={styles.entries}>
        <Field
          name="tendered"
          label={words.tendered(currency)}
          hint={words.tenderedHint}
          isOptional
          isNumber
          error={errorAt('tendered')}
          defaultValue={refused?.typed['tendered']}
        />
        <Field
          name="chequeNumber"
          label={words.chequeNumber}
          hint={words.chequeHint}
          isOptional
          error={errorAt('chequeNumber')}
          defaultValue={refused?.typed['chequeNumber']}
        />
      </div>
    </>
  )
}

function TakeForOrder({
  order,
  formKey,
  refused,
}: { order: Extract<Payable, { kind: 'order' }> } & FormProps) {
  const all = useWordsOf(cashWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { orderId, orderNumber, total, missing, underWay } = order
  const facts = (
    <Facts
      facts={[
        {
          name: all.about,
          value: (
            <Link to={`${base}/orders/${orderId}`}>
              <bdi className="number">{orderNumber}</bdi>
            </Link>
          ),
        },
        { name: all.total, value: <Money amount={total} /> },
        { name: all.missing, value: <Money amount={missing} /> },
      ]}
    />
  )
  // A payment by the counter waits for exactly this.
  const isElsewhere = underWay !== null && underWay.driverId !== 'counter'
  return (
    <Section title={all.take.title(orderNumber)}>
      {facts}
      {isZero(missing) ? (
        <Notice meaning="info" title={all.paid} />
      ) : isElsewhere ? (
        <Notice meaning="attention" title={all.underWay}>
          <p>{all.underWayLead}</p>
        </Notice>
      ) : (
        <SecureForm
          idempotencyKey={formKey}
          fields={{ act: 'take', orderId, amount: `${missing.amountMinor} ${missing.currency}` }}
        >
          <Means currency={missing.currency} refused={refused} />
          <Button>{all.take.send(amountInWords(missing))}</Button>
        </SecureForm>
      )}
    </Section>
  )
}

function TakeForDeposit({
  deposit,
  formKey,
  refused,
}: { deposit: Extract<Payable, { kind: 'deposit' }> } & FormProps) {
  const all = useWordsOf(cashWords)
  const errorAt = useErrors(refused)
  const { accountId, number, balance } = deposit
  const { currency } = balance
  return (
    <Section title={all.take.deposit(number)}>
      <SecureForm idempotencyKey={formKey} fields={{ act: 'top-up', accountId, currency }}>
        <Field
          name="amount"
          label={all.take.amountOf(currency)}
          isNumber
          error={errorAt('amount')}
          defaultValue={refused?.typed['amount']}
        />
        <Means currency={currency} refused={refused} />
        <Button>{all.take.sendDeposit}</Button>
      </SecureForm>
    </Section>
  )
}

export const TakeMoney = ({ payable, ...form }: { payable: Payable } & FormProps) =>
  payable.kind === 'order' ? (
    <TakeForOrder order={payable} {...form} />
  ) : (
    <TakeForDeposit deposit={payable} {...form} />
  )

/** What was just taken: the change to give, and the number of the receipt. */
export function JustTaken({ taking }: { taking: CashDay['takings'][number] }) {
  const words = useWordsOf(cashWords).taken
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { amount, change, receiptNumber, orderId, accountId } = taking
  return (
    <Notice meaning="good" title={words.title(amountInWords(amount))} alert>
      <p className={styles.sum}>
        {change && !isZero(change) ? words.change(amountInWords(change)) : words.noChange}
      </p>
      <p>
        <bdi>{words.receipt(receiptNumber)}</bdi>. {orderId !== null && words.receiptLead}
      </p>
      <p>
        {orderId === null ? (
          <Link to={`${base}/deposits/${accountId}/${amount.currency}`}>{words.toDeposit}</Link>
        ) : (
          <Link to={`${base}/orders/${orderId}`}>{words.toOrder}</Link>
        )}
      </p>
    </Notice>
  )
}
