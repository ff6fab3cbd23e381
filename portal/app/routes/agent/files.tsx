/** The filing dashboard: the files that a person may see, searched, filtered, sorted and paged in the address alone. */
import { Link, useActionData, useLoaderData, useLocation } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { addressOfFileList, fileListIn, plainFileList, type FileList } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { ButtonLink } from '../../components/button.tsx'
import { FileListForm } from '../../components/files/file-list-form.tsx'
import { FilePager } from '../../components/files/file-pager.tsx'
import { FileTable } from '../../components/files/file-table.tsx'
import { KeepView, ViewTabs } from '../../components/files/view-tabs.tsx'
import styles from '../../components/files/files.module.css'
import { NeedsYou } from '../../components/follow/deadline-list.tsx'
import { Notice } from '../../components/notice.tsx'
import { Actions, PageHeader } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { actorOf, form, page, sessionOf } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useOfficeWords, officeWordsIn } from '../../language.tsx'
import { titleOf } from '../../page-title.ts'
import { useKeptNotices } from '../../shell/keep-notices.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, accountId } = sessionOf(args)
    const { services, language } = args.context
    const asked = fileListIn(new URL(args.request.url).searchParams)
    const [found, views, deadlines] = await Promise.all([
      services.listFiles(actor, asked),
      services.listFileViews(actor),
      accountId === undefined ? [] : services.deadlinesOf(actor),
    ])
    const words = officeWordsIn(language).files
    return {
      title: accountId === undefined ? words.officeTitle : words.title,
      isAgent: accountId !== undefined,
      list: { ...asked, page: found.page },
      views,
      deadlines,
      rows: found.rows,
      total: found.total,
      pageSize: found.pageSize,
      countLimit: found.countLimit,
      exportLimit: found.exportLimit,
    }
  })

const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('keep-view'), name: z.string().max(200), address: z.string().max(2_000) }),
  z.strictObject({ act: z.literal('delete-view'), viewId: z.string().max(64) }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const actor = actorOf(args)
    const { services } = args.context
    const fields = await formFields(args.request, fieldsSchema)
    const { pathname } = new URL(args.request.url)
    const base = pathname.replace(/\.data$/, '')
    if (fields.act === 'delete-view') {
      await services.deleteFileView(actor, fields.viewId)
      return redirect(base, { status: 303 })
    }
    typed['name'] = fields.name
    const { address } = await services.saveFileView(actor, fields)
    return redirect(address === '' ? base : `${base}?${address}`, { status: 303 })
  })

const isNarrowed = ({ search, statuses }: FileList): boolean => search !== '' || statuses.length > 0

export default function Files() {
  const words = useOfficeWords()
  const { office } = useChrome()
  const { pathname } = useLocation()
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { list, rows, views, isAgent, total } = loaded
  useKeptNotices(isAgent ? office?.id : undefined)
  const base = `/o/${office?.id ?? ''}`
  const now = addressOfFileList({ ...list, page: 1 })
  const isEmpty = rows.length === 0
  return (
    <div className={styles.screen}>
      {refused && <Refusal problem={refused.problem} />}
      <div className={styles.head}>
        <PageHeader title={loaded.title} />
        {isAgent && (
          <div className="screen-only">
            <Actions>
              <ButtonLink to={`${base}/drafts/new`} isElsewhere>
                {words.files.newFiling}
              </ButtonLink>
              <ButtonLink to={`${base}/files/claim`} look="quiet">
                {words.files.addFromPaper}
              </ButtonLink>
            </Actions>
          </div>
        )}
      </div>
      <NeedsYou deadlines={loaded.deadlines} base={base} />
      <ViewTabs views={views} now={now} />
      {isEmpty && !isNarrowed(list) ? (
        <Notice meaning="info" title={words.files.empty}>
          <p>{isAgent ? words.files.emptyLead : words.files.emptyOffice}</p>
        </Notice>
      ) : (
        <>
          <FileListForm list={list} />
          {isEmpty ? (
            <Notice meaning="info" title={words.files.noHits}>
              <p>{words.files.noHitsLead}</p>
              <p>
                <Link to={pathname}>{words.files.clear}</Link>
              </p>
            </Notice>
          ) : (
            <FileTable
              caption={loaded.title}
              list={list}
              rows={rows}
              base={base}
              timeZone={office?.timeZone ?? 'UTC'}
            />
          )}
          <FilePager
            list={list}
            shown={rows.length}
            total={total}
            pageSize={loaded.pageSize}
            countLimit={loaded.countLimit}
            exportLimit={loaded.exportLimit}
            base={base}
          />
          <KeepView
            views={views}
            now={now}
            isPlain={now === addressOfFileList(plainFileList)}
            typed={refused?.typed['name']}
          />
        </>
      )}
    </div>
  )
}
