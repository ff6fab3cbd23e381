/** One order with its whole trace: lines and sums, each payment step by step, documents, refunds, and what can be done. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { creditorReferenceOf, formatCreditorReference, isZero } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { DocumentTable } from '../../../components/document-table.tsx'
import { Order } from '../../../components/desk/file/payments-part.tsx'
import { BookEntries } from '../../../components/desk/money/book-entries.tsx'
import { Callbacks } from '../../../components/desk/money/callbacks.tsx'
import { LineTable } from '../../../components/desk/money/line-table.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { Day } from '../../../components/desk/money/moment.tsx'
import { RefundTable } from '../../../components/desk/money/refund-table.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { Facts } from '../../../components/table.tsx'
import { page, parameter } from '../../../edge/answers.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { titleOf } from '../../../page-title.ts'
import { linesAbout, orderParts, refundablesOf } from './order-parts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const { order, fees, refunds } = await orderParts(services, actor, parameter(args, 'orderId'))
    const [refundable, { documents }, lines, trace] = await Promise.all([
      mayWork ? refundablesOf(services, actor, order.attempts) : [],
      services.dossierView(actor, fees.dossierId),
      linesAbout(services, actor, order),
      services.orderTrace(actor, order.orderId),
    ])
    return {
      title: staffFileWords[language].payments.order(order.orderNumber),
      ...{ order, fees, refunds, mayWork, documents },
      ...{ lines, trace },
      hasRefundable: refundable.length > 0,
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

/** What finance can do with the order now. */
function Acts({ loaded: { order, hasRefundable } }: { loaded: Loaded }) {
  const words = useWordsOf(moneyWords).orders
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { orderId, orderNumber, status, attempts } = order
  const reviews = attempts.filter((one) => one.status === 'review')
  const isOwed = status === 'open' || status === 'part-paid'
  if (reviews.length === 0 && !hasRefundable && !isOwed) return null
  return (
    <Section title={words.acts}>
      <p className={styles.line}>
        {reviews.map(({ attemptId }) => (
          <Link key={attemptId} to={`${base}/reviews/${attemptId}`}>
            {words.review}
          </Link>
        ))}
        {isOwed && <Link to={`${base}/cash?q=${encodeURIComponent(orderNumber)}`}>{words.payAtDesk}</Link>}
        {hasRefundable && <Link to={`${base}/orders/${orderId}/refund`}>{words.refund}</Link>}
      </p>
    </Section>
  )
}

export default function OrderPage() {
  const words = useWordsOf(moneyWords).orders
  const chrome = useChrome().office
  const base = `/o/${chrome?.id ?? ''}`
  const loaded = useLoaderData<typeof loader>()
  const { title, order, fees, refunds, lines, documents, trace, mayWork } = loaded
  const reference = trace.creditorReference ?? creditorReferenceOf(order.orderNumber)
  return (
    <div className={screen.screen}>
      <PageHeader
        over={<Link to={`${base}/desk/money/orders`}>{words.back}</Link>}
        title={<bdi>{title}</bdi>}
      />
      <Facts
        facts={[
          { name: words.submission, value: <bdi className="number">{fees.submissionNumber}</bdi> },
          {
            name: words.reference,
            value: <bdi className="number">{formatCreditorReference(reference)}</bdi>,
          },
          { name: words.account, value: <bdi>{trace.accountId}</bdi> },
          ...(isZero(trace.missing)
            ? []
            : [{ name: words.missing, value: <Money amount={trace.missing} /> }]),
          ...(trace.payBy === null ? [] : [{ name: words.payBy, value: <Day on={trace.payBy} /> }]),
          {
            name: words.toDossier,
            value: <Link to={`${base}/desk/fees/${fees.dossierId}`}>{words.toFees}</Link>,
          },
        ]}
      />
      {mayWork && <Acts loaded={loaded} />}
      <Order order={order} payments={fees} timeZone={chrome?.timeZone ?? 'UTC'} />
      <Section title={words.refunds}>
        {refunds.length === 0 ? (
          <p>{words.noRefunds}</p>
        ) : (
          <RefundTable caption={words.refunds} refunds={refunds} />
        )}
      </Section>
      <Section title={words.statementLines}>
        {lines.length === 0 ? (
          <p>{words.noStatementLines}</p>
        ) : (
          <LineTable caption={words.statementLines} lines={lines} />
        )}
      </Section>
      <Section title={words.callbacks}>
        <Callbacks callbacks={trace.callbacks} />
      </Section>
      <Section title={words.books}>
        {trace.entries.length === 0 ? (
          <p>{words.noBooks}</p>
        ) : (
          <BookEntries caption={words.books} entries={trace.entries} />
        )}
      </Section>
      {documents.length > 0 && (
        <Section title={words.documents}>
          <DocumentTable base={base} documents={documents} />
        </Section>
      )}
    </div>
  )
}
