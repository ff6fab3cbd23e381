/** The days of the office's books: each closed once, green or red; the next one can be closed here. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, plainDateSchema } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../../chrome.ts'
import { Button } from '../../../components/button.tsx'
import { addressWith } from '../../../components/desk/money/filters.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { Day, Moment } from '../../../components/desk/money/moment.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import { DeskRefusal } from '../../../components/desk/refused-form.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Notice, StatusTag } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { SecureForm } from '../../../components/secure-form.tsx'
import { Table } from '../../../components/table.tsx'
import { form, page } from '../../../edge/answers.server.ts'
import { formFields, pageNumber } from '../../../edge/inputs.server.ts'
import { financeOf, moneyOf } from '../../../edge/money.server.ts'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import { dailyCloseWords } from '../../../messages/daily-close.ts'
import { dateInWords } from '../../../office-time.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const closes = await services.dailyCloses(actor, { page: pageNumber(args.request) })
    // A day can be closed while it lasts, and not before it has begun.
    const nextDay = closes.next > closes.today ? null : closes.next
    return { title: dailyCloseWords[language].title, closes, nextDay, mayWork, key: randomUUID() }
  })

const fieldsSchema = z.strictObject({ key: idempotencyKeySchema, day: plainDateSchema })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const { actor } = financeOf(args)
    const wish = await formFields(args.request, fieldsSchema)
    const { day } = await args.context.services.closeDayNow(actor, wish)
    return redirect(`/o/${actor.officeId}/desk/money/closes/${day}`, { status: 303 })
  })

type Loaded = Awaited<ReturnType<typeof loader>>

function CloseNow({ nextDay, formKey }: { nextDay: string; formKey: string }) {
  const words = useWordsOf(dailyCloseWords).now
  const office = useOfficeWords()
  return (
    <Section title={words.title(dateInWords(nextDay, office))}>
      <p>{words.lead}</p>
      <SecureForm idempotencyKey={formKey} fields={{ day: nextDay }} isInline>
        <Button look="small">{words.send}</Button>
      </SecureForm>
    </Section>
  )
}

function Days({ closes: { rows, page: number, pageSize, total } }: Pick<Loaded, 'closes'>) {
  const words = useWordsOf(dailyCloseWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money/closes`
  return (
    <>
      <Table
        caption={words.title}
        isDense
        rows={rows}
        keyOf={({ _id }) => _id}
        columns={[
          {
            head: words.day,
            cell: ({ day }) => (
              <Link to={`${base}/${day}`}>
                <Day on={day} />
              </Link>
            ),
          },
          { head: words.number, isNumber: true, cell: ({ seq }) => seq },
          {
            head: words.verdict,
            cell: ({ verdict, reasons }) => (
              <div className={styles.what}>
                <span>
                  <StatusTag meaning={verdict === 'green' ? 'good' : 'wrong'}>
                    {words.verdicts[verdict]}
                  </StatusTag>
                </span>
                {[...new Set(reasons.map(({ code }) => code))].map((code) => (
                  <span key={code} className={styles.soft}>
                    {words.reasons[code]}
                  </span>
                ))}
              </div>
            ),
          },
          { head: words.entries, isNumber: true, cell: ({ entries }) => entries },
          { head: words.closedAt, cell: ({ closedAt }) => <Moment at={closedAt} /> },
        ]}
      />
      <ListFoot
        {...{ page: number, pageSize, total }}
        shown={rows.length}
        to={(to) => addressWith({}, { page: String(to) })}
      />
    </>
  )
}

export default function Closes() {
  const words = useWordsOf(dailyCloseWords)
  const { closes, nextDay, mayWork, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <div className={screen.screen}>
      {refused && <DeskRefusal problem={refused.problem} />}
      <PageHeader title={words.title} lead={words.lead} />
      {mayWork && nextDay !== null && <CloseNow nextDay={nextDay} formKey={key} />}
      {nextDay === null && <p>{words.now.nothing}</p>}
      {closes.rows.length === 0 ? (
        <Notice meaning="info" title={words.none}>
          <p>{words.noneLead}</p>
        </Notice>
      ) : (
        <Days closes={closes} />
      )}
    </div>
  )
}
