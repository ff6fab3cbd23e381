/** The account's dossiers, newest first. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { isZero } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { ButtonLink } from '../../components/button.tsx'
import { DossierTag } from '../../components/dossier-tag.tsx'
import { Money } from '../../components/money.tsx'
import { Notice } from '../../components/notice.tsx'
import { Actions, PageHeader } from '../../components/page-header.tsx'
import { PayBy } from '../../components/paying/pay-by.tsx'
import styles from '../../components/paying/paying.module.css'
import { Pager } from '../../components/pager.tsx'
import { Table } from '../../components/table.tsx'
import { officeOf, page, sessionOf } from '../../edge/answers.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useOfficeWords, useWordsOf, officeWordsIn } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { dueOf, moneyOf } from './shown-payments.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { services, language } = args.context
    const { actor, accountId } = sessionOf(args)
    const { timeZone } = officeOf(args)
    const list = await services.listDossiers(actor, { page: pageNumber(args.request) })
    return {
      title: officeWordsIn(language).dossiers.title,
      isPayer: accountId !== undefined,
      page: list.page,
      hasMore: list.page * list.pageSize < list.total,
      dossiers: list.rows.map(({ id, submissionNumber, receivedAt, requestCount, status, orders }) => ({
        id,
        submissionNumber,
        receivedAt,
        requestCount,
        status,
        totals: orders.map(({ orderId, total }) => ({ orderId, total })),
        // The one that comes first, of those that are still owed.
        due: dueOf(
          orders
            .map(moneyOf)
            .flatMap(({ payBy, missing }) => (payBy !== null && !isZero(missing) ? [payBy] : []))
            .toSorted()[0] ?? null,
          timeZone,
        ),
      })),
    }
  })

export default function Dossiers() {
  const words = useOfficeWords()
  const { office } = useChrome()
  const paying = useWordsOf(payingWords)
  const { dossiers, hasMore, isPayer, page: number } = useLoaderData<typeof loader>()
  const timeZone = office?.timeZone ?? 'UTC'
  return (
    <>
      <PageHeader title={words.dossiers.title} />
      {isPayer && (
        <div className="screen-only">
          <Actions>
            <ButtonLink to={`/o/${office?.id ?? ''}/deposits`} look="quiet">
              {paying.deposits.open}
            </ButtonLink>
          </Actions>
        </div>
      )}
      {dossiers.length === 0 ? (
        <Notice meaning="info" title={words.dossiers.empty}>
          <p>{words.dossiers.emptyLead}</p>
        </Notice>
      ) : (
        <Table
          caption={words.dossiers.title}
          rows={dossiers}
          keyOf={(row) => row.id}
          columns={[
            {
              head: words.dossiers.number,
              cell: (row) => (
                <Link to={row.id}>
                  <bdi>{row.submissionNumber}</bdi>
                </Link>
              ),
            },
            {
              head: words.dossiers.received,
              cell: (row) => instantInWords(row.receivedAt, timeZone, words),
            },
            { head: words.dossiers.requests, cell: (row) => words.requestCount(row.requestCount) },
            {
              head: words.dossiers.status,
              cell: ({ status, due }) => (
                <span className={styles.standing}>
                  <DossierTag status={status} />
                  {due && (
                    <span className={styles.due}>
                      {paying.due.label} <PayBy due={due} />
                    </span>
                  )}
                </span>
              ),
            },
            {
              head: words.dossiers.total,
              cell: ({ totals }) =>
                totals.map(({ orderId, total }) => <Money key={orderId} amount={total} />),
              isNumber: true,
            },
          ]}
        />
      )}
      <Pager page={number} hasMore={hasMore} />
    </>
  )
}
