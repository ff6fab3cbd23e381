/** One dossier: its state in words, what is owed, what may be done now, the files it became, and its history. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, textIn, type AttemptStatus, type NextAction } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Papers, paperOf, type Paper } from '../../components/document-table.tsx'
import { DossierTag } from '../../components/dossier-tag.tsx'
import { LeavingForBank } from '../../components/leaving-for-bank.tsx'
import { NextStep } from '../../components/next-step.tsx'
import { isOwing, OrderPanel } from '../../components/order-panel.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { Payments } from '../../components/paying/payments.tsx'
import { Refunds } from '../../components/paying/refunds.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { Facts, Table } from '../../components/table.tsx'
import { History } from '../../components/timeline.tsx'
import { actorOf, form, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords } from '../../language.tsx'
import type { OfficeWords } from '../../messages/en.ts'
import { kindIn } from '../../messages/words-for.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { shownDossier } from './shown-dossier.server.ts'
import { webAddressSchema } from './shown-payments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.submissionNumber)

export const loader = (args: LoaderFunctionArgs) => page(args, () => shownDossier(args))

const key = idempotencyKeySchema
const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('agree'), key, orderId: z.string().max(64), total: z.string().max(60) }),
  z.strictObject({ act: z.literal('pay'), key, orderId: z.string().max(64), driverId: z.string().max(60) }),
  z.strictObject({ act: z.literal('resume'), attemptId: z.string().max(64) }),
  z.strictObject({ act: z.literal('cancel'), attemptId: z.string().max(64) }),
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
    const here = new URL(args.request.url).pathname.replace(/\.data$/, '')
    const back = redirect(here, { status: 303 })
    switch (fields.act) {
      case 'agree':
        await services.agreeOrder(actor, { ...fields, dossierId, total: totalIn(fields.total) })
        return back
      case 'pay': {
        const { key: payKey, orderId, driverId } = fields
        const started = await services.startPayment(actor, {
          // Another way of paying, chosen on the same page, is another act.
          key: `${payKey}-${driverId}`,
          dossierId,
          orderId,
          driverId,
          language: args.context.language,
        })
        // A slip stands among the fees.
        return atBank(started) ?? redirect(`${here}#fees`, { status: 303 })
      }
      case 'resume':
        return atBank(await services.resumePayment(actor, { dossierId, attemptId: fields.attemptId })) ?? back
      case 'cancel':
        await services.cancelPayment(actor, { dossierId, attemptId: fields.attemptId })
        return redirect(`${here}#fees`, { status: 303 })
    }
  })

/** Where the payer goes on, if the bank waits for them. */
const atBank = ({ status, nextAction }: { status: AttemptStatus; nextAction: NextAction | null }) =>
  status === 'action-required' && nextAction?.kind === 'redirect'
    ? { redirectUrl: webAddressSchema.parse(nextAction.url) }
    : undefined

type Loaded = Awaited<ReturnType<typeof loader>>

/** The ways on from where the dossier stands: to its files, or to another look while the bank is silent. */
function WaysOn({ dossier, base }: { dossier: Loaded; base: string }) {
  const words = useOfficeWords()
  const { files, attempts, orders, status } = dossier
  const underWay = attempts.find(({ answer }) => answer === 'awaiting-confirmation')
  const waits = underWay && underWay.act === null && !underWay.lacksBankPage
  const [file, ...more] = files
  const isDone = status === 'lodged' && !orders.some(isOwing)
  if (!waits && !(isDone && file)) return null
  return (
    <>
      {isDone && <p>{words.dossier.doneLead}</p>}
      <Actions>
        {waits && (
          <ButtonLink to="" look="quiet">
            {words.dossier.lookAgain}
          </ButtonLink>
        )}
        {isDone && file && (
          <ButtonLink to={more.length > 0 ? `${base}/files` : `${base}/files/${file.fileId}`} look="quiet">
            {more.length > 0
              ? words.dossier.openFiles
              : words.dossier.openFile(`\u2068${file.fileNumber}\u2069`)}
          </ButtonLink>
        )}
      </Actions>
    </>
  )
}

/** Everything about the dossier that can be kept: invoices, receipts, acknowledgement, and what its files have. */
function papersOf(
  words: OfficeWords,
  { id, orders, documents, acknowledgement, files }: Loaded,
  base: string,
): Paper[] {
  const api = `${base}/api/dossiers/${id}`
  const { bytes, sha256 } = acknowledgement
  const own = documents.filter(({ fileId }) => fileId === null)
  return [
    ...orders.map(({ orderId, orderNumber }) => ({
      key: orderId,
      name: words.papers.invoice,
      about: orderNumber,
      address: `${api}/orders/${orderId}/invoice`,
    })),
    ...own.map((document) => paperOf(words, base, document)),
    {
      key: 'jws',
      name: words.papers.acknowledgementJws,
      address: `${api}/acknowledgement`,
      kept: { bytes, sha256 },
    },
    ...files.flatMap(({ fileId, fileNumber }) =>
      documents
        .filter((document) => document.fileId === fileId)
        .map((document) => paperOf(words, base, document, fileNumber)),
    ),
  ]
}

export default function Dossier() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { office, user } = useChrome()
  const dossier = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (answered && 'redirectUrl' in answered) return <LeavingForBank to={answered.redirectUrl} />
  const timeZone = office?.timeZone ?? 'UTC'
  const base = `/o/${office?.id ?? ''}`
  const names = new Map(
    dossier.requests.length > 1
      ? dossier.requests.map(({ requestId, onlineId }): [string, string] => [requestId, onlineId])
      : [],
  )
  const fees = (
    <Section title={words.dossier.orderTitle} key="fees" id="fees">
      {dossier.orders.map((order, index) => (
        <OrderPanel
          key={order.orderId}
          order={order}
          methods={dossier.methods}
          deposits={dossier.deposits}
          depositsAt={`${base}/deposits`}
          office={dossier.office}
          underWay={dossier.attempts.find(
            ({ orderId, answer }) => orderId === order.orderId && answer === 'awaiting-confirmation',
          )}
          quote={index === 0 ? dossier.quote : undefined}
          names={names}
          mayAct={dossier.mayAct}
          keys={dossier.keys}
        />
      ))}
    </Section>
  )
  const papers = (
    <Section title={words.papers.title} key="papers">
      <Papers papers={papersOf(words, dossier, base)} />
    </Section>
  )
  const isDue =
    dossier.status !== 'withdrawn' && dossier.status !== 'returned' && dossier.orders.some(isOwing)
  return (
    <>
      {answered && <Refusal problem={answered.problem} />}
      <PageHeader
        over={
          <Link to={user?.isStaff ? `${base}/desk` : `${base}/dossiers`} className="screen-only">
            {user?.isStaff ? words.nav.desk : words.dossier.back}
          </Link>
        }
        title={
          <>
            {words.dossier.title} <bdi>{dossier.submissionNumber}</bdi>
          </>
        }
        tag={<DossierTag status={dossier.status} />}
      />
      <NextStep status={dossier.status} orders={dossier.orders} attempts={dossier.attempts}>
        <WaysOn dossier={dossier} base={base} />
      </NextStep>
      {isDue && fees}
      <Section title={words.dossier.requestsTitle}>
        <Table
          caption={words.dossier.requestsTitle}
          rows={dossier.requests}
          keyOf={(row) => row.requestId}
          columns={[
            { head: words.dossier.onlineId, cell: (row) => <bdi>{row.onlineId}</bdi> },
            {
              head: words.dossier.kind,
              cell: ({ kind, title }) => (title ? textIn(title, language) : kindIn(words, kind)),
            },
            {
              head: words.dossier.fileNumber,
              cell: ({ file, title }) =>
                file ? (
                  <Link to={`${base}/files/${file.fileId}`}>
                    <bdi>{file.fileNumber}</bdi>
                  </Link>
                ) : title ? (
                  '–'
                ) : (
                  words.dossier.noFileYet
                ),
            },
          ]}
        />
      </Section>
      {!isDue && papers}
      {!isDue && fees}
      <Payments attempts={dossier.attempts} timeZone={timeZone} />
      <Refunds refunds={dossier.refunds} timeZone={timeZone} />
      {isDue && papers}
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
          <code dir="ltr">{dossier.acknowledgement.jws}</code>
        </details>
      </Section>
      <Section title={words.dossier.historyTitle}>
        <History entries={dossier.timeline} timeZone={timeZone} base={base} />
      </Section>
    </>
  )
}
