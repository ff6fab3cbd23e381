/** One dossier: its state in words, what is owed, what may be done now, the files it became, and its history. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { attemptAnswerOf, idempotencyKeySchema, textIn } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { DossierTag } from '../../components/dossier-tag.tsx'
import { LeavingForBank } from '../../components/leaving-for-bank.tsx'
import { Money } from '../../components/money.tsx'
import { NextStep } from '../../components/next-step.tsx'
import { StatusTag, type Meaning } from '../../components/notice.tsx'
import { OrderPanel } from '../../components/order-panel.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { Facts, Table } from '../../components/table.tsx'
import { History } from '../../components/timeline.tsx'
import { actorOf, form, officeOf, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useWords } from '../../language.tsx'
import { kindIn, type Words } from '../../messages/en.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.submissionNumber)

/** A bank's page is a web address and nothing that runs here. */
const bankAddressSchema = z.url({ protocol: /^https?$/ })

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { services } = args.context
    const view = await services.dossierView(actorOf(args), parameter(args, 'dossierId'))
    const methods = services.paymentMethods(officeOf(args).id)
    const { submissionNumber, receivedAt, status, requests, orders, lines, attempts, files, timeline } = view
    return {
      submissionNumber,
      receivedAt,
      status,
      timeline,
      orders: orders.map((order) => ({
        ...order,
        lines: lines.filter((line) => line.orderId === order.orderId),
      })),
      attempts: attempts.map(
        ({ attemptId, orderId, driverId, status: attemptStatus, amount, createdAt, redirectUrl }) => ({
          attemptId,
          orderId,
          method: methods.find((method) => method.driverId === driverId)?.displayName,
          answer: attemptAnswerOf[attemptStatus],
          amount,
          createdAt,
          // While the bank waits for the payer, they can go back to its page.
          bankAddress:
            attemptStatus === 'action-required' ? bankAddressSchema.safeParse(redirectUrl).data : undefined,
        }),
      ),
      requests: requests.map(({ requestId, onlineId, kind }) => ({
        requestId,
        onlineId,
        kind,
        file: files.find((file) => file.requestId === requestId),
      })),
      acknowledgementJws: view.acknowledgementJws,
      methods,
      // One key for each act on this page: the form sent twice is one act.
      keys: { agree: randomUUID(), pay: randomUUID() },
    }
  })

const key = idempotencyKeySchema
const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('agree'), key, orderId: z.string().max(64), total: z.string().max(60) }),
  z.strictObject({ act: z.literal('pay'), key, orderId: z.string().max(64), driverId: z.string().max(60) }),
])

/** Reads the total of the agree form, such as "52000 BGN". */
function totalIn(text: string): unknown {
  const [amountMinor, currency] = text.split(' ')
  return { amountMinor, currency }
}

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const actor = actorOf(args)
    const dossierId = parameter(args, 'dossierId')
    const fields = await formFields(args.request, fieldsSchema)
    const { services } = args.context
    const back = redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), { status: 303 })
    switch (fields.act) {
      case 'agree':
        await services.agreeOrder(actor, { ...fields, dossierId, total: totalIn(fields.total) })
        return back
      case 'pay': {
        const { key: payKey, orderId, driverId } = fields
        const { redirectUrl } = await services.startPayment(actor, {
          key: payKey,
          dossierId,
          orderId,
          driverId,
          language: args.context.language,
        })
        return redirectUrl === null ? back : { redirectUrl: bankAddressSchema.parse(redirectUrl) }
      }
    }
  })

const meaningOfAnswer = {
  successful: 'good',
  failed: 'wrong',
  'awaiting-confirmation': 'info',
} as const satisfies Record<keyof Words['answers'], Meaning>

export default function Dossier() {
  const words = useWords()
  const language = useLanguage()
  const { office } = useChrome()
  const dossier = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (answered && 'redirectUrl' in answered) return <LeavingForBank to={answered.redirectUrl} />
  const timeZone = office?.timeZone ?? 'UTC'
  const base = `/o/${office?.id ?? ''}`
  return (
    <>
      {answered && <Refusal problem={answered.problem} />}
      <PageHeader
        over={
          <Link to={`${base}/dossiers`} className="screen-only">
            {words.dossier.back}
          </Link>
        }
        title={
          <>
            {words.dossier.title} <bdi>{dossier.submissionNumber}</bdi>
          </>
        }
        tag={<DossierTag status={dossier.status} />}
      />
      <NextStep status={dossier.status} orders={dossier.orders} attempts={dossier.attempts} />
      <Section title={words.dossier.requestsTitle}>
        <Table
          caption={words.dossier.requestsTitle}
          rows={dossier.requests}
          keyOf={(row) => row.requestId}
          columns={[
            { head: words.dossier.onlineId, cell: (row) => <bdi>{row.onlineId}</bdi> },
            { head: words.dossier.kind, cell: (row) => kindIn(words, row.kind) },
            {
              head: words.dossier.fileNumber,
              cell: ({ file }) =>
                file ? (
                  <Link to={`${base}/files/${file.fileId}`}>
                    <bdi>{file.fileNumber}</bdi>
                  </Link>
                ) : (
                  words.dossier.noFileYet
                ),
            },
          ]}
        />
      </Section>
      <Section title={words.dossier.orderTitle}>
        {dossier.orders.map((order) => (
          <OrderPanel
            key={order.orderId}
            order={order}
            methods={dossier.methods}
            underWay={dossier.attempts.find(
              ({ orderId, answer }) => orderId === order.orderId && answer === 'awaiting-confirmation',
            )}
            keys={dossier.keys}
          />
        ))}
      </Section>
      {dossier.attempts.length > 0 && (
        <Section title={words.dossier.paymentsTitle}>
          <Table
            caption={words.dossier.paymentsTitle}
            rows={dossier.attempts}
            keyOf={(row) => row.attemptId}
            columns={[
              { head: words.dossier.payment, cell: (row) => instantInWords(row.createdAt, timeZone, words) },
              {
                head: words.dossiers.status,
                cell: ({ answer }) => (
                  <StatusTag meaning={meaningOfAnswer[answer]}>{words.answers[answer]}</StatusTag>
                ),
              },
              {
                head: words.dossier.method,
                cell: ({ method }) => (method ? textIn(method, language) : words.dossier.otherMethod),
              },
              { head: words.dossier.amount, cell: (row) => <Money amount={row.amount} />, isNumber: true },
            ]}
          />
        </Section>
      )}
      <Section title={words.dossier.acknowledgementTitle}>
        <Facts
          facts={[
            { name: words.dossier.submissionNumber, value: <bdi>{dossier.submissionNumber}</bdi> },
            { name: words.dossier.receivedAt, value: instantInWords(dossier.receivedAt, timeZone, words) },
          ]}
        />
        <p>{words.dossier.acknowledgementLead}</p>
        <details className="screen-only">
          <summary>{words.dossier.showSignature}</summary>
          <code dir="ltr">{dossier.acknowledgementJws}</code>
        </details>
      </Section>
      <Section title={words.dossier.historyTitle}>
        <History entries={dossier.timeline} timeZone={timeZone} />
      </Section>
    </>
  )
}
