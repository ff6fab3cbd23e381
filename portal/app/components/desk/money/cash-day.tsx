/** A cashier's day: what was taken, giving it back while the day is open, and counting the drawer to close it. */
import { Link } from '@remix-run/react'
import { isZero, officeSentenceOf } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { cashWords } from '../../../messages/cash.ts'
import type { CashDay } from '../../../money-shapes.ts'
import { Button } from '../../button.tsx'
import { Field } from '../../field.tsx'
import { Money } from '../../money.tsx'
import { Notice, StatusTag } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { SecureForm } from '../../secure-form.tsx'
import { Table } from '../../table.tsx'
import type { RefusedForm } from '../refused-form.tsx'
import { CountedDrawer, nameOfCount } from './counted-drawer.tsx'
import styles from './money.module.css'
import { Moment } from './moment.tsx'
import { SignedMoney } from './signed-money.tsx'

type Taking = CashDay['takings'][number]

export function Takings({ takings, mayVoid }: { takings: readonly Taking[]; mayVoid: boolean }) {
  const words = useWordsOf(cashWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  if (takings.length === 0) return <p>{words.noTakings}</p>
  return (
    <Table
      caption={words.takings}
      isDense
      rows={takings}
      keyOf={({ _id }) => _id}
      columns={[
        { head: words.receipt, cell: ({ receiptNumber }) => <bdi className="number">{receiptNumber}</bdi> },
        { head: words.at, cell: ({ at }) => <Moment at={at} /> },
        {
          head: words.about,
          cell: ({ about, orderId, accountId, amount }) => (
            <Link
              to={
                orderId === null
                  ? `${base}/deposits/${accountId}/${amount.currency}`
                  : `${base}/orders/${orderId}`
              }
            >
              <bdi className="number">{about}</bdi>
            </Link>
          ),
        },
        {
          head: words.means,
          cell: ({ means, chequeNumber }) => (
            <bdi>{chequeNumber === null ? words.take.meanings[means] : words.cheque(chequeNumber)}</bdi>
          ),
        },
        {
          head: words.state,
          cell: ({ _id, state }) => (
            <span className={styles.line}>
              <StatusTag meaning={state === 'taken' ? 'good' : 'info'}>{words.states[state]}</StatusTag>
              {mayVoid && state === 'taken' && (
                <Link to={`?void=${_id}#void`} className="screen-only">
                  {words.void.open}
                </Link>
              )}
            </span>
          ),
        },
        { head: words.amount, isNumber: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
    />
  )
}

/** Proposing to give back what was taken. */
export function VoidTaking({
  taking: { _id, receiptNumber, amount },
  formKey,
  refused,
}: {
  taking: Taking
  formKey: string
  refused: RefusedForm | undefined
}) {
  const words = useWordsOf(cashWords).void
  const language = useLanguage()
  const wrong = (refused?.problem.errors ?? []).find(({ path }) => path === 'reason')
  return (
    <Section title={words.title(receiptNumber)} id="void">
      <p>
        {words.lead} <Money amount={amount} />
      </p>
      <SecureForm idempotencyKey={formKey} fields={{ act: 'void', takingId: _id }}>
        <Field
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={2}
          error={wrong && officeSentenceOf(wrong, language)}
          defaultValue={refused?.typed['reason']}
        />
        <Button>{words.send}</Button>
      </SecureForm>
    </Section>
  )
}

/** What should be there beside what was counted; what differs is red. */
function Counted({ day: { expected, counted, differences } }: { day: CashDay }) {
  const all = useWordsOf(cashWords)
  const words = all.close
  const keys = new Map([...expected, ...counted].map((one) => [`${one.means} ${one.amount.currency}`, one]))
  const of = (list: CashDay['expected'], like: CashDay['expected'][number]) =>
    list.find(({ means, amount }) => means === like.means && amount.currency === like.amount.currency)?.amount
  return (
    <Table
      caption={words.title}
      isDense
      rows={[...keys.values()]}
      keyOf={({ means, amount }) => `${means} ${amount.currency}`}
      columns={[
        { head: words.what, cell: ({ means }) => all.take.meanings[means] },
        {
          head: words.expected,
          isNumber: true,
          cell: (one) => {
            const amount = of(expected, one)
            return amount ? <Money amount={amount} /> : '–'
          },
        },
        {
          head: words.counted,
          isNumber: true,
          cell: (one) => {
            const amount = of(counted, one)
            return amount ? <Money amount={amount} /> : '–'
          },
        },
        {
          head: words.difference,
          isNumber: true,
          cell: (one) => {
            const amount = of(differences, one)
            return amount && !isZero(amount) ? (
              <strong className={styles.wrong}>
                <SignedMoney amount={amount} />
              </strong>
            ) : (
              <span className={styles.good}>0</span>
            )
          },
        },
      ]}
    />
  )
}

/** A closed day as it was counted, or the form that closes it. */
export function CloseDay({
  day,
  formKey,
  refused,
}: {
  day: CashDay
  formKey: string
  refused: RefusedForm | undefined
}) {
  const words = useWordsOf(cashWords).close
  const language = useLanguage()
  if (day.state === 'empty') return <p>{words.nothing}</p>
  if (day.state === 'closed')
    return (
      <>
        <Notice
          meaning={day.differences.length === 0 ? 'good' : 'wrong'}
          title={day.differences.length === 0 ? words.exact : words.differs}
        >
          <p>
            {words.closed}: <Moment at={day.closedAt} />
          </p>
          {day.note !== null && (
            <p>
              {words.note}: <bdi>{day.note}</bdi>
            </p>
          )}
        </Notice>
        <Counted day={day} />
      </>
    )
  const wrong = (refused?.problem.errors ?? []).find(({ path }) => path === 'note')
  return (
    <>
      <p>{words.lead}</p>
      <Table
        caption={words.expected}
        isDense
        rows={day.expected}
        keyOf={(one) => nameOfCount(one)}
        columns={[
          { head: words.what, cell: ({ means }) => <CountedName means={means} /> },
          { head: words.expected, isNumber: true, cell: ({ amount }) => <Money amount={amount} /> },
        ]}
      />
      <SecureForm idempotencyKey={formKey} fields={{ act: 'close', day: day.day, rev: String(day.rev) }}>
        <div className={styles.entries}>
          {day.expected.map((one) => (
            <CountedDrawer key={nameOfCount(one)} expected={one} typed={refused?.typed[nameOfCount(one)]} />
          ))}
        </div>
        <Field
          name="note"
          label={words.note}
          hint={words.noteHint}
          isOptional
          rows={2}
          error={wrong && officeSentenceOf(wrong, language)}
          defaultValue={refused?.typed['note']}
        />
        <Button>{words.send}</Button>
      </SecureForm>
    </>
  )
}

const CountedName = ({ means }: { means: 'cash' | 'cheque' }) => (
  <>{useWordsOf(cashWords).take.meanings[means]}</>
)
