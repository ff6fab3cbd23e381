/** How to pay an order: every way of the office with what happens then, and why one cannot be taken now. */
import { textIn, type Money as Amount } from '@lodge/shared-types'
import { useId } from 'react'
import { Link } from '@remix-run/react'
import { amountInText } from '../../amounts.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import type { PayingWords } from '../../messages/paying.en.ts'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'
import { SecureForm } from '../secure-form.tsx'
import styles from './paying.module.css'
import type { Hindrance, Way } from './ways.ts'

type Props = {
  order: { orderId: string; orderNumber: string }
  missing: Amount
  ways: readonly Way[]
  payKey: string
  /** The page of the payer's deposits. */
  depositsAt: string
}

const reasonOf = (words: PayingWords['ways'], hindrance: Hindrance): string => {
  switch (hindrance.why) {
    case 'below':
      return words.below(amountInText(hindrance.least))
    case 'above':
      return words.above(amountInText(hindrance.most))
    case 'no-deposit':
      return words.noDeposit
    case 'too-little':
      return words.tooLittle(amountInText(hindrance.lacking))
  }
}

/** What happens by this way, what the deposit holds, and what hinders it. */
function About({ way: { kind, deposit, hindrance }, id }: { way: Way; id: string }) {
  const words = useWordsOf(payingWords).ways
  return (
    <span className={styles.about} id={id}>
      {words.about[kind]}
      {deposit && ` ${words.holds(deposit.number, amountInText(deposit.balance))}`}
      {hindrance && <strong className={styles.hindrance}> {reasonOf(words, hindrance)}</strong>}
    </span>
  )
}

/** Where a deposit is too small, more can be paid in. */
function TopUp({ way, to }: { way: Way; to: string }) {
  const words = useWordsOf(payingWords).ways
  const isShort = way.hindrance?.why === 'too-little' || way.hindrance?.why === 'no-deposit'
  return isShort ? (
    <Link to={to} className={styles.topUp}>
      {words.topUp}
    </Link>
  ) : null
}

/** Several ways are a choice before one button; one that is hindered cannot be chosen, and says why. */
function Choice({ ways, depositsAt }: Pick<Props, 'ways' | 'depositsAt'>) {
  const words = useOfficeWords()
  const language = useLanguage()
  const id = useId()
  const first = ways.find(({ hindrance }) => hindrance === null)
  return (
    <fieldset className={styles.ways}>
      <legend>{words.dossier.howToPay}</legend>
      {ways.map((way) => {
        const { driverId, displayName, hindrance } = way
        const aboutId = `${id}${driverId}`
        return (
          <div key={driverId} className={styles.way}>
            <label>
              <input
                type="radio"
                name="driverId"
                value={driverId}
                defaultChecked={way === first}
                disabled={hindrance !== null}
                required
                aria-describedby={aboutId}
              />
              <span>{textIn(displayName, language)}</span>
            </label>
            <About way={way} id={aboutId} />
            <TopUp way={way} to={depositsAt} />
          </div>
        )
      })}
    </fieldset>
  )
}

export function WaysToPay({ order, missing, ways, payKey, depositsAt }: Props) {
  const words = useOfficeWords()
  const paying = useWordsOf(payingWords).ways
  const language = useLanguage()
  const id = useId()
  const { orderId, orderNumber } = order
  const [only, ...more] = ways
  if (!only)
    return (
      <Notice meaning="info" title={paying.nothing}>
        <p>{paying.nothingLead(orderNumber)}</p>
      </Notice>
    )
  const canPay = ways.some(({ hindrance }) => hindrance === null)
  const pay = words.dossier.pay(amountInText(missing))
  if (more.length === 0 && canPay)
    return (
      <div className={styles.single}>
        <SecureForm
          idempotencyKey={payKey}
          fields={{ act: 'pay', orderId, driverId: only.driverId }}
          isInline
        >
          <Button>
            <span className={styles.pay}>
              <span>{pay}</span>
              <span className={styles.method}>{textIn(only.displayName, language)}</span>
            </span>
          </Button>
        </SecureForm>
        <About way={only} id={id} />
      </div>
    )
  return (
    <SecureForm idempotencyKey={payKey} fields={{ act: 'pay', orderId }}>
      {!canPay && (
        <Notice meaning="attention" title={paying.noneNow}>
          <p>{paying.noneNowLead}</p>
        </Notice>
      )}
      <Choice ways={ways} depositsAt={depositsAt} />
      {canPay && <Button>{pay}</Button>}
    </SecureForm>
  )
}
