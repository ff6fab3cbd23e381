/** The work that waits for the roles of a member of staff: take a task, or give it back. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idOfStream, textIn } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Table } from '../../components/table.tsx'
import { actorOf, form, officeOf, page, sessionOf } from '../../edge/answers.server.ts'
import { formFields, pageNumber } from '../../edge/inputs.server.ts'
import { useOfficeWords, officeWordsIn } from '../../language.tsx'
import { dateInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { userId, actor } = sessionOf(args)
    const { services, language } = args.context
    const list = await services.listTasks(actor, { page: pageNumber(args.request) })
    const kinds = officeOf(args).tasks
    return {
      title: officeWordsIn(language).tasks.title,
      page: list.page,
      hasMore: list.page * list.pageSize < list.total,
      tasks: list.rows.map(({ _id, kind, subject, stream, due, claimedBy }) => {
        const label = kinds.find((one) => one.kind === kind)?.label
        return {
          taskId: _id,
          // Claims and alarms are no work of the office's profile; an alarm's subject says what happened.
          label: label
            ? textIn(label, language)
            : kind === 'confirm-claim'
              ? officeWordsIn(language).claims.task
              : officeWordsIn(language).tasks.alarm,
          subject,
          fileId: stream?.startsWith('file:') ? idOfStream(stream) : undefined,
          due,
          taker: claimedBy === null ? 'nobody' : claimedBy === userId ? 'you' : 'someone',
        } as const
      }),
    }
  })

const fieldsSchema = z.strictObject({ act: z.enum(['claim', 'return']), taskId: z.string().max(64) })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const actor = actorOf(args)
    const { act, taskId } = await formFields(args.request, fieldsSchema)
    const { services } = args.context
    // Neither act harms when it is repeated, so neither needs a key.
    if (act === 'claim') await services.claimTask(actor, taskId)
    else await services.returnTask(actor, taskId)
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), { status: 303 })
  })

export default function Tasks() {
  const words = useOfficeWords()
  const { office } = useChrome()
  const { tasks, page: number, hasMore } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      {refused && <Refusal problem={refused.problem} />}
      <PageHeader title={words.tasks.title} />
      {tasks.length === 0 ? (
        <Notice meaning="info" title={words.tasks.empty}>
          <p>{words.tasks.emptyLead}</p>
        </Notice>
      ) : (
        <Table
          caption={words.tasks.title}
          rows={tasks}
          keyOf={(row) => row.taskId}
          columns={[
            { head: words.tasks.task, cell: (row) => <bdi>{row.label}</bdi> },
            {
              head: words.tasks.file,
              cell: ({ fileId, subject }) =>
                fileId === undefined ? (
                  <bdi>{subject}</bdi>
                ) : (
                  <Link to={`/o/${office?.id ?? ''}/files/${fileId}`}>
                    <bdi>{subject}</bdi>
                  </Link>
                ),
            },
            { head: words.tasks.due, cell: (row) => (row.due === null ? '–' : dateInWords(row.due, words)) },
            { head: words.tasks.taker, cell: (row) => words.tasks[row.taker] },
            {
              head: words.tasks.action,
              cell: ({ taskId, taker }) =>
                taker === 'someone' ? (
                  '–'
                ) : (
                  <SecureForm fields={{ act: taker === 'you' ? 'return' : 'claim', taskId }} isInline>
                    <Button look="small">{taker === 'you' ? words.tasks.giveBack : words.tasks.claim}</Button>
                  </SecureForm>
                ),
            },
          ]}
        />
      )}
      <Pager page={number} hasMore={hasMore} />
    </>
  )
}
