/** One payment in review: what is known of its money, and proposing to a second person what becomes of it. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, officeSentenceOf, officeSentences, textIn } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../../chrome.ts'
import { Button } from '../../../components/button.tsx'
import { Moment } from '../../../components/desk/money/moment.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { SignedMoney } from '../../../components/desk/money/signed-money.tsx'
import { DeskRefusal } from '../../../components/desk/refused-form.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Field } from '../../../components/field.tsx'
import { Money } from '../../../components/money.tsx'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { SecureForm } from '../../../components/secure-form.tsx'
import { Facts } from '../../../components/table.tsx'
import { form, page, parameter } from '../../../edge/answers.server.ts'
import { formFields } from '../../../edge/inputs.server.ts'
import { financeOf, moneyOf, textTyped } from '../../../edge/money.server.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { paymentReasonIn } from '../../../messages/payment-reasons.ts'
import type { Review } from '../../../money-shapes.ts'
import { titleOf } from '../../../page-title.ts'
import { driverNames } from './driver-names.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const decisions = ['take', 'refund', 'nothing-came', 'keep'] as const

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const review = await services.reviewOf(actor, parameter(args, 'attemptId'))
    return {
      title: moneyWords[language].reviews.title1(review.orderNumber),
      review,
      way: driverNames(args)(review.driverId),
      mayWork,
      key: randomUUID(),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  decision: z.enum(decisions),
  reason: z.string().max(10_000),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = financeOf(args)
    const { key, decision, reason: written } = await formFields(args.request, fieldsSchema)
    const reason = textTyped(written)
    Object.assign(typed, { decision, reason })
    const wish = { key, decision, reason, attemptId: parameter(args, 'attemptId') }
    const { approvalId } = await args.context.services.proposeReview(actor, wish)
    return redirect(`/o/${actor.officeId}/desk/approvals/${approvalId}`, { status: 303 })
  })

/** What can be decided; what cannot is there with the reason why. */
function Decide({ review, formKey }: { review: Review; formKey: string }) {
  const words = useWordsOf(moneyWords).reviews
  const language = useLanguage()
  const refused = useActionData<typeof action>()
  const wrong = (refused?.problem.errors ?? []).find(({ path }) => path === 'reason')
  return (
    <Section title={words.decide} id="decide">
      <p>{words.lead1}</p>
      <SecureForm idempotencyKey={formKey}>
        <fieldset className={styles.choices}>
          <legend>{words.decision}</legend>
          {decisions.map((decision) => {
            const why = review.decisions[decision]
            return (
              <label key={decision} className={styles.choice}>
                <input
                  type="radio"
                  name="decision"
                  value={decision}
                  required
                  disabled={why !== null}
                  defaultChecked={decision === refused?.typed['decision']}
                />
                <span className={styles.what}>
                  <span>{words.decisions[decision]}</span>
                  {why !== null && (
                    <span className={styles.soft}>{textIn(officeSentences[why], language)}</span>
                  )}
                </span>
              </label>
            )
          })}
        </fieldset>
        <Field
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          error={wrong && officeSentenceOf(wrong, language)}
          defaultValue={refused?.typed['reason']}
        />
        <Button>{words.send}</Button>
      </SecureForm>
    </Section>
  )
}

export default function ReviewPage() {
  const words = useWordsOf(moneyWords)
  const language = useLanguage()
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  const { title, review, way, mayWork, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { orderId, orderNumber, status, amount, missing, suspense, reason, since, approvalId } = review
  const isAtEntry = (refused?.problem.errors ?? []).some(({ path }) => path === 'reason')
  return (
    <div className={screen.screen}>
      {refused && !isAtEntry && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/money/reviews`}>{words.reviews.back}</Link>}
        title={<bdi>{title}</bdi>}
        lead={paymentReasonIn(reason, language)}
      />
      <Section title={words.reviews.known}>
        <Facts
          facts={[
            { name: words.reviews.asked, value: <Money amount={amount} /> },
            {
              name: words.reviews.arrived,
              value:
                suspense.length === 0 ? (
                  words.reviews.nothingArrived
                ) : (
                  <span className={styles.what}>
                    {suspense.map((one) => (
                      <SignedMoney key={one.currency} amount={one} />
                    ))}
                  </span>
                ),
            },
            { name: words.orders.missing, value: <Money amount={missing} /> },
            { name: words.reviews.way, value: <bdi>{way}</bdi> },
            { name: words.reviews.since, value: <Moment at={since} /> },
            {
              name: words.reviews.order,
              value: (
                <Link to={`${base}/money/orders/${orderId}`}>
                  <bdi className="number">{orderNumber}</bdi>
                </Link>
              ),
            },
          ]}
        />
      </Section>
      {approvalId !== null ? (
        <Notice meaning="attention" title={words.reviews.waits}>
          <p>
            <Link to={`${base}/approvals/${approvalId}`}>{words.reviews.toApproval}</Link>
          </p>
        </Notice>
      ) : status !== 'review' ? (
        <Notice meaning="info" title={words.reviews.over} />
      ) : (
        mayWork && <Decide review={review} formKey={key} />
      )}
    </div>
  )
}
