/** All files of the office: searched, filtered, sorted and paged as agents do with theirs. */
import { Link, useActionData, useLoaderData, useLocation } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { addressOfFileList, fileListIn, plainFileList, type FileColumn } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { FileListForm } from '../../components/files/file-list-form.tsx'
import { FilePager } from '../../components/files/file-pager.tsx'
import { FileTable } from '../../components/files/file-table.tsx'
import { KeepView, ViewTabs } from '../../components/files/view-tabs.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { form, page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { officeWordsIn, useOfficeWords } from '../../language.tsx'
import { titleOf } from '../../page-title.ts'

/** Beside the rail there is no room for what a desk rarely looks for; who chooses columns gets those. */
const rarelyLookedFor: readonly FileColumn[] = ['subtype', 'invoiceNumber']

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const { searchParams } = new URL(args.request.url)
    const asked = fileListIn(searchParams)
    const [found, views] = await Promise.all([
      services.listFiles(actor, asked),
      services.listFileViews(actor),
    ])
    const { rows, total, pageSize, countLimit, exportLimit } = found
    const title = officeWordsIn(language).files.officeTitle
    return {
      title,
      list: { ...asked, page: found.page },
      columns: searchParams.has('col')
        ? asked.columns
        : asked.columns.filter((column) => !rarelyLookedFor.includes(column)),
      views,
      rows,
      total,
      pageSize,
      countLimit,
      exportLimit,
    }
  })

const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('keep-view'), name: z.string().max(200), address: z.string().max(2_000) }),
  z.strictObject({ act: z.literal('delete-view'), viewId: z.string().max(64) }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const { services } = args.context
    const fields = await formFields(args.request, fieldsSchema)
    const base = new URL(args.request.url).pathname.replace(/\.data$/, '')
    if (fields.act === 'delete-view') {
      await services.deleteFileView(actor, fields.viewId)
      return redirect(base, { status: 303 })
    }
    typed['name'] = fields.name
    const { address } = await services.saveFileView(actor, fields)
    return redirect(address === '' ? base : `${base}?${address}`, { status: 303 })
  })

export default function OfficeFiles() {
  const words = useOfficeWords()
  const { office } = useChrome()
  const { pathname } = useLocation()
  const { title, list, columns, rows, views, total, pageSize, countLimit, exportLimit } =
    useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const base = `/o/${office?.id ?? ''}`
  const now = addressOfFileList({ ...list, page: 1 })
  const isNarrowed = list.search !== '' || list.statuses.length > 0
  const isEmpty = rows.length === 0
  return (
    <>
      {refused && <Refusal problem={refused.problem} />}
      <PageHeader title={title} />
      <ViewTabs views={views} now={now} />
      {isEmpty && !isNarrowed ? (
        <Notice meaning="info" title={words.files.empty}>
          <p>{words.files.emptyOffice}</p>
        </Notice>
      ) : (
        <>
          <FileListForm list={{ ...list, columns }} />
          {isEmpty ? (
            <Notice meaning="info" title={words.files.noHits}>
              <p>{words.files.noHitsLead}</p>
              <p>
                <Link to={pathname}>{words.files.clear}</Link>
              </p>
            </Notice>
          ) : (
            <FileTable
              caption={title}
              list={list}
              columns={columns}
              rows={rows}
              base={`${base}/desk`}
              timeZone={office?.timeZone ?? 'UTC'}
            />
          )}
          <FilePager
            list={list}
            shown={rows.length}
            total={total}
            pageSize={pageSize}
            countLimit={countLimit}
            exportLimit={exportLimit}
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
    </>
  )
}
