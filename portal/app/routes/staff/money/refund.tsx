/** One refund: where it stands, and ordering or confirming the transfer where a person has to. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, officeSentenceOf } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../../chrome.ts'
import { Button } from '../../../components/button.tsx'
import { Moment } from '../../../components/desk/money/moment.tsx'
import { meaningOfRefund } from '../../../components/desk/money/refund-table.tsx'
import { DeskRefusal } from '../../../components/desk/refused-form.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Field } from '../../../components/field.tsx'
import { Money } from '../../../components/money.tsx'
import { StatusTag } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { SecureForm } from '../../../components/secure-form.tsx'
import { Facts } from '../../../components/table.tsx'
import { form, page, parameter } from '../../../edge/answers.server.ts'
import { formFields } from '../../../edge/inputs.server.ts'
import { financeOf, moneyOf, textTyped } from '../../../edge/money.server.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { titleOf } from '../../../page-title.ts'
import { driverNames } from './driver-names.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork, userId } = moneyOf(args)
    const { services, language } = args.context
    const [refund, people] = await Promise.all([
      services.refund(actor, parameter(args, 'refundId')),
      services.colleagues(actor),
    ])
    const nameOf = (id: string): string => people.find((one) => one.userId === id)?.name ?? id
    return {
      title: moneyWords[language].refunds.title1(refund.orderNumber),
      refund,
      way: driverNames(args)(refund.driverId),
      maker: nameOf(refund.makerId),
      payoutBy: refund.payout && nameOf(refund.payout.orderedBy),
      mayWork,
      mayConfirm: refund.payout !== null && refund.payout.orderedBy !== userId,
      keys: { order: randomUUID(), confirm: randomUUID(), fail: randomUUID() },
    }
  })

const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('order'), key: idempotencyKeySchema, reference: z.string().max(200) }),
  z.strictObject({ act: z.literal('confirm'), key: idempotencyKeySchema }),
  z.strictObject({ act: z.literal('fail'), key: idempotencyKeySchema, reason: z.string().max(2_000) }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = financeOf(args)
    const { services } = args.context
    const refundId = parameter(args, 'refundId')
    const fields = await formFields(args.request, fieldsSchema)
    const { key } = fields
    typed['act'] = fields.act
    if (fields.act === 'order') {
      typed['reference'] = fields.reference.trim()
      await services.orderPayout(actor, { key, refundId, reference: typed['reference'] })
    } else if (fields.act === 'fail') {
      typed['reason'] = textTyped(fields.reason)
      await services.failPayout(actor, { key, refundId, reason: typed['reason'] })
    } else await services.confirmPayout(actor, { key, refundId })
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), { status: 303 })
  })

/** What a person has to do about the transfer now. */
function Transfer() {
  const words = useWordsOf(moneyWords).refunds
  const language = useLanguage()
  const { refund, mayConfirm, keys } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errorOf = (act: string): string | undefined => {
    const [wrong] = refused?.typed['act'] === act ? (refused.problem.errors ?? []) : []
    return wrong && officeSentenceOf(wrong, language)
  }
  const { state, way, payout } = refund
  const isOrdered = state === 'pending' && payout !== null
  if (way !== 'payout' || (state !== 'to-pay-out' && !isOrdered)) return null
  return (
    <>
      {state === 'to-pay-out' && (
        <Section title={words.order1.title} id="order">
          <p>{words.order1.lead}</p>
          <SecureForm idempotencyKey={keys.order} fields={{ act: 'order' }}>
            <Field
              name="reference"
              label={words.order1.reference}
              hint={words.order1.referenceHint}
              error={errorOf('order')}
              defaultValue={refused?.typed['reference']}
            />
            <Button>{words.order1.send}</Button>
          </SecureForm>
        </Section>
      )}
      {isOrdered && (
        <Section title={words.confirm.title} id="confirm">
          <p>{words.confirm.lead}</p>
          {mayConfirm && (
            <SecureForm idempotencyKey={keys.confirm} fields={{ act: 'confirm' }} isInline>
              <Button>{words.confirm.send}</Button>
            </SecureForm>
          )}
        </Section>
      )}
      <Section title={words.fail.title}>
        <SecureForm idempotencyKey={keys.fail} fields={{ act: 'fail' }}>
          <Field
            name="reason"
            label={words.fail.reason}
            hint={words.fail.reasonHint}
            error={errorOf('fail')}
            defaultValue={refused?.typed['reason']}
          />
          <Button look="quiet">{words.fail.send}</Button>
        </SecureForm>
      </Section>
    </>
  )
}

export default function RefundPage() {
  const words = useWordsOf(moneyWords).refunds
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  const { title, refund, way, maker, payoutBy, mayWork } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { state, amount, from, reason, problem, bankRefundReference, payout, requestId, orderId } = refund
  return (
    <div className={screen.screen}>
      {refused && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/money/refunds?state=${state}`}>{words.back}</Link>}
        title={<bdi>{title}</bdi>}
        tag={<StatusTag meaning={meaningOfRefund[state]}>{words.states[state]}</StatusTag>}
      />
      <Facts
        facts={[
          { name: words.amount, value: <Money amount={amount} /> },
          { name: words.way, value: words.ways[refund.way] },
          { name: words.from, value: words.froms[from] },
          { name: words.driver, value: <bdi>{way}</bdi> },
          { name: words.reason, value: <bdi>{reason}</bdi> },
          { name: words.maker, value: <bdi>{maker}</bdi> },
          { name: words.opened, value: <Moment at={refund.createdAt} /> },
          {
            name: words.order,
            value: (
              <Link to={`${base}/money/orders/${orderId}`}>
                <bdi className="number">{refund.orderNumber}</bdi>
              </Link>
            ),
          },
          ...(payout && payoutBy !== null
            ? [{ name: words.payout, value: <bdi>{words.payoutBy(payoutBy, payout.reference)}</bdi> }]
            : []),
          ...(bankRefundReference === null
            ? []
            : [{ name: words.bankReference, value: <bdi>{bankRefundReference}</bdi> }]),
          ...(problem === null ? [] : [{ name: words.problem, value: <bdi>{problem}</bdi> }]),
          ...(requestId === null
            ? []
            : [
                {
                  name: words.request,
                  value: <Link to={`${base}/requests/${requestId}`}>{words.toRequest}</Link>,
                },
              ]),
        ]}
      />
      {mayWork && <Transfer />}
    </div>
  )
}
