/** One file of the office, as its owner sees it. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useChrome } from '../../chrome.ts'
import { DocumentTable } from '../../components/document-table.tsx'
import { StatusTag } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Facts } from '../../components/table.tsx'
import { History } from '../../components/timeline.tsx'
import { actorOf, page, parameter } from '../../edge/answers.server.ts'
import { useWords } from '../../language.tsx'
import { dateInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.fileNumber)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const view = await args.context.services.fileView(actorOf(args), parameter(args, 'fileId'))
    const { fileNumber, filingDate, status, st27, onlineId, dossierId, ownReference, documents, timeline } =
      view
    const trace = view.trace.map(({ text }) => text)
    return {
      fileNumber,
      filingDate,
      status,
      st27,
      onlineId,
      dossierId,
      ownReference,
      documents,
      timeline,
      trace,
    }
  })

export default function File() {
  const words = useWords()
  const { office } = useChrome()
  const file = useLoaderData<typeof loader>()
  const base = `/o/${office?.id ?? ''}`
  return (
    <>
      <PageHeader
        over={
          <Link to={`${base}/dossiers/${file.dossierId}`} className="screen-only">
            {words.file.back}
          </Link>
        }
        title={
          <>
            {words.file.title} <bdi>{file.fileNumber}</bdi>
          </>
        }
        tag={<StatusTag meaning="info">{words.fileStatuses[file.status]}</StatusTag>}
      />
      <Section title={words.file.facts}>
        <Facts
          facts={[
            { name: words.file.fileNumber, value: <bdi>{file.fileNumber}</bdi> },
            {
              name: words.file.filingDate,
              value: file.filingDate === null ? words.dossier.noFileYet : dateInWords(file.filingDate, words),
            },
            { name: words.file.onlineId, value: <bdi>{file.onlineId}</bdi> },
            ...(file.ownReference === null
              ? []
              : [{ name: words.dossier.ownReference, value: <bdi>{file.ownReference}</bdi> }]),
            {
              name: words.file.st27,
              value: (
                <>
                  {words.fileStatuses[file.status]} (<bdi>{file.st27}</bdi>)
                </>
              ),
            },
          ]}
        />
        {file.trace.length > 0 && (
          <details>
            <summary>{words.file.traceTitle}</summary>
            <ol lang="en" dir="ltr">
              {file.trace.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </details>
        )}
      </Section>
      {file.documents.length > 0 && (
        <Section title={words.file.documentsTitle}>
          <DocumentTable documents={file.documents} base={base} />
        </Section>
      )}
      <Section title={words.file.historyTitle}>
        <History entries={file.timeline} timeZone={office?.timeZone ?? 'UTC'} />
      </Section>
    </>
  )
}
