/** What came into a deposit and what left it, between what it held at the start and at the end. */
import { isZero, type Currency, type Money as Amount } from '@lodge/shared-types'
import { Form, Link } from '@remix-run/react'
import { amountDigits } from '../../amounts.ts'
import { useWords, useWordsOf } from '../../language.tsx'
import type { PayingWords } from '../../messages/paying.en.ts'
import { payingWords } from '../../messages/paying.ts'
import { instantInWords } from '../../office-time.ts'
import { Button } from '../button.tsx'
import field from '../field.module.css'
import { Digits, Money } from '../money.tsx'
import { ErrorSummary } from '../notice.tsx'
import { Facts, Table } from '../table.tsx'
import styles from './deposits.module.css'

export type Movement = {
  eventId: string
  at: Date
  kind: string | null
  /** An order's number or a receipt's, as people know it. */
  about: string | null
  /** Above zero for money that came in, below for money that left. */
  change: Amount
  balanceAfter: Amount
  /** The dossier whose order it is about, where there is one. */
  dossierId: string | null
}

/** Returns the words for a kind of movement, also for one that a newer release brings. */
export const kindOfMovement = (words: PayingWords['deposits'], kind: string | null): string => {
  const hasWords = (key: string): key is keyof typeof words.kinds => Object.hasOwn(words.kinds, key)
  return kind !== null && hasWords(kind) ? words.kinds[kind] : words.otherKind
}

/** The sign stays before its digits in both directions of writing. */
const Signed = ({ amount }: { amount: Amount }) => (
  <bdi dir="ltr" className={`number ${amount.amountMinor < 0n ? styles.out : styles.in}`}>
    {amount.amountMinor > 0n && '+'}
    {amountDigits(amount)}
  </bdi>
)

type DaysProps = {
  currency: Currency
  from: string | undefined
  to: string | undefined
  /** The address of the same movements as CSV. */
  csvAt: string
  isWrong: boolean
}

/** Asks for the days, by the address alone. */
export function MovementDays({ currency, from, to, csvAt, isWrong }: DaysProps) {
  const { problems } = useWords()
  const words = useWordsOf(payingWords).deposits
  const day = (name: 'from' | 'to', value: string | undefined) => (
    <label className={styles.day}>
      <span className={field.label}>{words[name]}</span>
      <input
        className={field.input}
        type="date"
        id={name}
        name={name}
        defaultValue={value}
        {...(isWrong && name === 'from' ? { 'aria-invalid': true } : {})}
      />
    </label>
  )
  return (
    <div className="screen-only">
      {isWrong && (
        <ErrorSummary
          title={problems.invalid.title}
          errors={[{ path: 'from', code: 'days-order', message: words.wrongDays }]}
        />
      )}
      <Form method="get" className={styles.days} key={`${currency} ${from} ${to}`}>
        <input type="hidden" name="currency" value={currency} />
        {day('from', from)}
        {day('to', to)}
        <Button look="quiet">{words.show}</Button>
        {(from !== undefined || to !== undefined) && <Link to={`?currency=${currency}`}>{words.all}</Link>}
        {!isWrong && (
          <a href={csvAt} download className={styles.csv}>
            {words.csv}
          </a>
        )}
      </Form>
    </div>
  )
}

type Props = {
  caption: string
  opening: Amount
  closing: Amount
  rows: readonly Movement[]
  timeZone: string
  base: string
}

export function Movements({ caption, opening, closing, rows, timeZone, base }: Props) {
  const everyPage = useWords()
  const words = useWordsOf(payingWords).deposits
  const { currency } = closing
  const ends = (
    <Facts
      facts={[
        { name: words.opening, value: <Money amount={opening} /> },
        { name: words.closing, value: <Money amount={closing} /> },
      ]}
    />
  )
  if (rows.length === 0)
    return (
      <>
        <p>{words.noMovement}</p>
        {!isZero(closing) && ends}
      </>
    )
  return (
    <>
      {ends}
      <Table
        caption={caption}
        rows={rows}
        keyOf={({ eventId }) => eventId}
        columns={[
          { head: words.at, cell: ({ at }) => instantInWords(at, timeZone, everyPage) },
          { head: words.kind, cell: ({ kind }) => kindOfMovement(words, kind) },
          {
            head: words.about,
            cell: ({ about, dossierId }) =>
              about === null ? (
                '–'
              ) : dossierId === null ? (
                <bdi>{about}</bdi>
              ) : (
                <Link to={`${base}/dossiers/${dossierId}`}>
                  <bdi>{about}</bdi>
                </Link>
              ),
          },
          { head: words.change(currency), cell: ({ change }) => <Signed amount={change} />, isNumber: true },
          {
            head: words.after(currency),
            cell: ({ balanceAfter }) => <Digits amount={balanceAfter} />,
            isNumber: true,
          },
        ]}
      />
    </>
  )
}
