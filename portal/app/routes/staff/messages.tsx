/** What the office told whom, and what became of it: every message by state, number or address. */
import { useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { parseAtDoor } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { MessageFilters, MessagePages, MessageTable } from '../../components/desk/message-list.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useWordsOf } from '../../language.tsx'
import { deskMessagesWords } from '../../messages/desk-messages.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const listSchema = z.object({
  state: z.enum(['queued', 'sent', 'refused', 'unwanted']).optional(),
  find: z.string().max(200).prefault(''),
})

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const { searchParams } = new URL(args.request.url)
    const { state, find } = parseAtDoor(listSchema, {
      state: searchParams.get('state') || undefined,
      find: searchParams.get('find') ?? undefined,
    })
    const asked = { state, find: find.trim(), page: pageNumber(args.request) }
    const [list, counts] = await Promise.all([
      services.listMessages(actor, asked),
      services.messageCounts(actor),
    ])
    return { title: deskMessagesWords[language].title, asked, counts, rows: list.rows, hasMore: list.hasMore }
  })

export default function Messages() {
  const words = useWordsOf(deskMessagesWords)
  const { office } = useChrome()
  const { asked, counts, rows, hasMore } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={words.title} />
      <MessageFilters asked={asked} counts={counts} />
      {rows.length === 0 ? (
        <Notice meaning="info" title={words.none}>
          <p>{words.noneLead}</p>
        </Notice>
      ) : (
        <MessageTable rows={rows} base={`/o/${office?.id ?? ''}`} timeZone={office?.timeZone ?? 'UTC'} />
      )}
      <MessagePages asked={asked} hasMore={hasMore} />
    </>
  )
}
