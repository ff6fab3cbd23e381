/** Proposing where a line of a statement belongs: the candidates beside what came, a choice, and the reason. */
import { compareMoney, officeSentenceOf, subtractMoney, type Money as Amount } from '@lodge/shared-types'
import { Form } from '@remix-run/react'
import { amountInWords } from '../../../amounts.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import button from '../../button.module.css'
import { Button } from '../../button.tsx'
import { Field } from '../../field.tsx'
import { Money } from '../../money.tsx'
import { StatusTag } from '../../notice.tsx'
import { SecureForm } from '../../secure-form.tsx'
import { Table } from '../../table.tsx'
import type { RefusedForm } from '../refused-form.tsx'
import filters from '../task-filters.module.css'
import styles from './money.module.css'

/** An order or a deposit that the money may be for. */
export type Candidate = {
  /** As the form sends it, such as `order:` and the order's id. */
  id: string
  kind: 'order' | 'deposit'
  number: string
  /** Whose it is. */
  accountId: string
  /** What the order lacks, or the deposit holds. */
  amount: Amount
  isSuggested: boolean
}

/** Says how the money differs from what the order lacks. */
function Compared({ amount, missing }: { amount: Amount; missing: Amount }) {
  const words = useWordsOf(statementsWords).line
  if (amount.currency !== missing.currency) return null
  const order = compareMoney(amount, missing)
  if (order === 0) return <span className={styles.good}>{words.exact}</span>
  const difference = order > 0 ? subtractMoney(amount, missing) : subtractMoney(missing, amount)
  const said = amountInWords(difference)
  return <span className={styles.soft}>{order > 0 ? words.difference(said) : words.short(said)}</span>
}

export function Candidates({ amount, candidates }: { amount: Amount; candidates: readonly Candidate[] }) {
  const words = useWordsOf(statementsWords).line
  return (
    <Table
      caption={words.candidates}
      isDense
      rows={candidates}
      keyOf={({ id }) => id}
      columns={[
        {
          head: words.orderNumber,
          cell: ({ kind, number, isSuggested }) => (
            <span className={styles.line}>
              <span>
                {words.partKinds[kind]} <bdi className="number">{number}</bdi>
              </span>
              {isSuggested && <StatusTag meaning="info">{words.suggested}</StatusTag>}
            </span>
          ),
        },
        { head: words.payerName, cell: ({ accountId }) => <bdi>{accountId}</bdi> },
        {
          head: words.missing,
          isNumber: true,
          cell: (one) =>
            one.kind === 'deposit' ? (
              '–'
            ) : (
              <div className={styles.what}>
                <span>
                  <Money amount={one.amount} />
                </span>
                <Compared amount={amount} missing={one.amount} />
              </div>
            ),
        },
      ]}
    />
  )
}

/** Looks orders up by what the payer wrote; the line stays the same. */
export function CandidateSearch({ lineId, search }: { lineId: string; search: string }) {
  const words = useWordsOf(statementsWords).line
  return (
    <Form method="get" role="search" className={filters.form} key={search}>
      <input type="hidden" name="id" value={lineId} />
      <label className={`${filters.field} ${filters.wide}`}>
        <span>{words.find}</span>
        <input name="q" type="search" dir="auto" maxLength={100} defaultValue={search} autoComplete="off" />
      </label>
      <button type="submit" className={`${button.button} ${button.quiet} ${button.small} ${filters.show}`}>
        {words.findButton}
      </button>
    </Form>
  )
}

type Props = {
  /** Positive in, negative out: money that went out can only be a fee of the bank or something else. */
  amount: Amount
  candidates: readonly Candidate[]
  /** The choice that stands at first; empty for none. */
  chosen: string
  formKey: string
  refused: RefusedForm | undefined
}

export function MatchForm({ amount, candidates, chosen, formKey, refused }: Props) {
  const words = useWordsOf(statementsWords).line
  const language = useLanguage()
  const isIn = amount.amountMinor > 0n
  const orders = candidates.filter(({ kind }) => kind === 'order')
  const payers = [...new Set(candidates.map(({ accountId }) => accountId))]
  const choices = [
    ...(isIn
      ? [
          ...orders.map(({ id, number }) => ({ value: id, name: words.targets.order(number) })),
          ...payers.map((accountId) => ({
            value: `deposit:${accountId}`,
            name: words.targets.deposit(accountId),
          })),
          { value: 'send-back', name: words.targets['send-back'] },
        ]
      : []),
    { value: 'bank-fee', name: words.targets['bank-fee'] },
    { value: 'other', name: words.targets.other },
  ]
  const errorAt = (path: string): string | undefined => {
    const wrong = (refused?.problem.errors ?? []).find((one) => one.path === path)
    return wrong && officeSentenceOf(wrong, language)
  }
  return (
    <SecureForm idempotencyKey={formKey}>
      <fieldset className={styles.choices}>
        <legend>{words.choose}</legend>
        {choices.map(({ value, name }) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name="target"
              value={value}
              required
              defaultChecked={value === (refused?.typed['target'] ?? chosen)}
            />
            <span>
              <bdi>{name}</bdi>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        rows={3}
        error={errorAt('reason')}
        defaultValue={refused?.typed['reason']}
      />
      <Button>{words.propose}</Button>
    </SecureForm>
  )
}
