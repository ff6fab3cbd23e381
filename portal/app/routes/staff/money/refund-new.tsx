/** Proposing to give money of an order back: which payment's, out of what, how much, by which way, and why. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import {
  formatAmount,
  idempotencyKeySchema,
  officeSentenceOf,
  refundFroms,
  refundWays,
} from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { amountInWords } from '../../../amounts.ts'
import { useChrome } from '../../../chrome.ts'
import { Button } from '../../../components/button.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { DeskRefusal, type RefusedForm } from '../../../components/desk/refused-form.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Field } from '../../../components/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { SecureForm } from '../../../components/secure-form.tsx'
import { form, page, parameter } from '../../../edge/answers.server.ts'
import { formFields } from '../../../edge/inputs.server.ts'
import { digitsTyped, financeOf, textTyped } from '../../../edge/money.server.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { titleOf } from '../../../page-title.ts'
import { driverNames } from './driver-names.server.ts'
import { orderParts, refundablesOf } from './order-parts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = financeOf(args)
    const { services, language } = args.context
    const { order } = await orderParts(services, actor, parameter(args, 'orderId'))
    const nameOf = driverNames(args)
    const refundables = await refundablesOf(services, actor, order.attempts)
    return {
      title: moneyWords[language].refunds.propose.title,
      orderId: order.orderId,
      orderNumber: order.orderNumber,
      payments: refundables.map((one) => ({
        ...one,
        way: nameOf(order.attempts.find(({ attemptId }) => attemptId === one.attemptId)?.driverId ?? ''),
        key: randomUUID(),
      })),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  attemptId: z.string().max(64),
  amount: z.string().max(100),
  from: z.enum(refundFroms),
  way: z.enum(refundWays),
  reason: z.string().max(10_000),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = financeOf(args)
    const fields = await formFields(args.request, fieldsSchema)
    const reason = textTyped(fields.reason)
    const { amount, attemptId, from, way } = fields
    Object.assign(typed, { amount, attemptId, from, way, reason })
    const wish = { ...fields, reason, amount: digitsTyped(amount) }
    const { approvalId } = await args.context.services.proposeRefund(actor, wish)
    return redirect(`/o/${actor.officeId}/desk/approvals/${approvalId}`, { status: 303 })
  })

type Payment = Awaited<ReturnType<typeof loader>>['payments'][number]

/** One payment of the order, of which something can be given back. */
function ProposeFor({ payment, refused }: { payment: Payment; refused: RefusedForm | undefined }) {
  const words = useWordsOf(moneyWords).refunds
  const language = useLanguage()
  const { attemptId, amounts, ways, way, key } = payment
  const [first] = amounts
  if (!first) return null
  const errorAt = (path: string): string | undefined => {
    const wrong = (refused?.problem.errors ?? []).find((one) => one.path === path)
    return wrong && officeSentenceOf(wrong, language)
  }
  const { amount } = amounts.find(({ from }) => from === refused?.typed['from']) ?? first
  return (
    <Section title={way}>
      <SecureForm idempotencyKey={key} fields={{ attemptId }}>
        <fieldset className={styles.choices}>
          <legend>{words.propose.from}</legend>
          {amounts.map(({ from, amount: most }, at) => (
            <label key={from} className={styles.choice}>
              <input
                type="radio"
                name="from"
                value={from}
                required
                defaultChecked={refused ? from === refused.typed['from'] : at === 0}
              />
              <span className={styles.what}>
                <span>{words.froms[from]}</span>
                <span className={styles.soft}>{words.propose.amountHint(amountInWords(most))}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field
          name="amount"
          label={words.propose.amount(amount.currency)}
          isNumber
          error={errorAt('amount')}
          defaultValue={refused?.typed['amount'] ?? formatAmount(amount)}
        />
        <fieldset className={styles.choices}>
          <legend>{words.propose.way}</legend>
          {ways.map((one, at) => (
            <label key={one} className={styles.choice}>
              <input
                type="radio"
                name="way"
                value={one}
                required
                defaultChecked={refused ? one === refused.typed['way'] : at === 0}
              />
              <span>{words.ways[one]}</span>
            </label>
          ))}
        </fieldset>
        <Field
          name="reason"
          label={words.propose.reason}
          hint={words.propose.reasonHint}
          rows={3}
          error={errorAt('reason')}
          defaultValue={refused?.typed['reason']}
        />
        <Button>{words.propose.send}</Button>
      </SecureForm>
    </Section>
  )
}

export default function NewRefund() {
  const words = useWordsOf(moneyWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { orderId, orderNumber, payments } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isAtEntry = (refused?.problem.errors ?? []).some(({ path }) => ['amount', 'reason'].includes(path))
  return (
    <div className={screen.screen}>
      {refused && !isAtEntry && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={
          <Link to={`${base}/orders/${orderId}`}>
            {words.orders.order} <bdi className="number">{orderNumber}</bdi>
          </Link>
        }
        title={words.refunds.propose.title}
        lead={words.refunds.propose.lead}
      />
      {payments.length === 0 && <Notice meaning="info" title={words.refunds.propose.nothing} />}
      {payments.map((payment) => (
        <ProposeFor
          key={payment.attemptId}
          payment={payment}
          refused={refused?.typed['attemptId'] === payment.attemptId ? refused : undefined}
        />
      ))}
    </div>
  )
}
