/** The fees of one dossier at the desk: every line with its rule and tariff, what was paid, and asking for less. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { LowerFee } from '../../components/desk/file/lower-fee.tsx'
import { Order } from '../../components/desk/file/payments-part.tsx'
import { DeskRefusal } from '../../components/desk/refused-form.tsx'
import screen from '../../components/desk/screen.module.css'
import { PageHeader } from '../../components/page-header.tsx'
import { form, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { feesWords } from '../../messages/fees.ts'
import { staffFileWords } from '../../messages/staff-file.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const fees = await services.dossierFees(actor, parameter(args, 'dossierId'))
    return {
      fees,
      title: feesWords[language].ofDossier(fees.submissionNumber),
      keys: Object.fromEntries(fees.orders.map(({ orderId }) => [orderId, randomUUID()])),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  orderId: z.string().max(64),
  amount: z.string().max(100),
  told: z.string().max(2_000),
  reason: z.string().max(10_000),
  seenSeq: z.coerce.number().int().nonnegative(),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const fields = await formFields(args.request, fieldsSchema)
    const reason = fields.reason.replaceAll('\r\n', '\n').trim()
    const wish = { ...fields, reason, told: fields.told.trim(), amount: fields.amount.trim() }
    const { orderId, amount, told } = wish
    Object.assign(typed, { orderId, amount, told, reason })
    const { approvalId } = await args.context.services.proposeFeeOverride(actor, wish)
    return redirect(`/o/${actor.officeId}/desk/approvals/${approvalId}`, { status: 303 })
  })

const entries = ['amount', 'told', 'reason']

export default function DossierFeesPage() {
  const words = useWordsOf(feesWords)
  const { receivedAt: receivedIn } = useWordsOf(staffFileWords).payments
  const office = useOfficeWords()
  const chrome = useChrome().office
  const base = `/o/${chrome?.id ?? ''}`
  const timeZone = chrome?.timeZone ?? 'UTC'
  const { fees, keys } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isAtEntry = (refused?.problem.errors ?? []).some(({ path }) => entries.includes(path))
  const { submissionNumber, receivedAt, orders, overrides, mayOverride, seq } = fees
  return (
    <div className={screen.screen}>
      {refused && !isAtEntry && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/desk/fees`}>{words.back}</Link>}
        title={words.ofDossier(submissionNumber)}
        {...(receivedAt ? { lead: receivedIn(instantInWords(receivedAt, timeZone, office)) } : {})}
      />
      {orders.map((order) => (
        <Order key={order.orderId} order={order} payments={fees} timeZone={timeZone}>
          <LowerFee
            {...{ order, mayOverride, seq, base }}
            waiting={overrides.find(({ orderId }) => orderId === order.orderId)}
            lowerKey={keys[order.orderId] ?? ''}
            refused={refused?.typed['orderId'] === order.orderId ? refused : undefined}
          />
        </Order>
      ))}
    </div>
  )
}
