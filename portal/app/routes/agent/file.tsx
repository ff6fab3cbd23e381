/** One file of the office, as its owner sees it: what comes next, the facts, documents to keep, and its history. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { traceTextIn } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { Papers, paperOf, type Paper } from '../../components/document-table.tsx'
import { hasEnded, meaningOfStatus } from '../../components/files/file-status.ts'
import { subtypeIn } from '../../components/files/file-table.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { RequestsOfFile } from '../../components/requests/requests-of-file.tsx'
import { Facts } from '../../components/table.tsx'
import { History } from '../../components/timeline.tsx'
import { actorOf, page, parameter } from '../../edge/answers.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import type { OfficeWords } from '../../messages/en.ts'
import { answerWords } from '../../messages/answer.ts'
import { followWords } from '../../messages/follow.ts'
import { reuseWords } from '../../messages/reuse.ts'
import { dateInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { useKeptNotices } from '../../shell/keep-notices.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.fileNumber)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const actor = actorOf(args)
    const { services } = args.context
    const fileId = parameter(args, 'fileId')
    const [view, requests] = await Promise.all([
      services.fileView(actor, fileId),
      services.fileRequests(actor, fileId),
    ])
    const { fileNumber, filingDate, status, st27, st13, onlineId, ownReference, documents, timeline } = view
    const { owners, summary, subtype, invoiceNumbers, answerBy, dossier, trace } = view
    return {
      ...{ fileNumber, filingDate, status, st27, st13, onlineId, ownReference, documents, timeline },
      ...{ owners, summary, subtype, invoiceNumbers, answerBy, dossier, trace },
      openNotice: view.openNotice ?? null,
      fileId,
      requests: requests.map(
        ({ requestId, title, onlineId, receivedAt, state, decidedAt, reason, newFileId }) => ({
          ...{ requestId, title, onlineId, receivedAt, state, decidedAt, reason, newFileId },
        }),
      ),
    }
  })

/** Keeps dates in digits on one line. */
const unbroken = (sentence: string): string => sentence.replaceAll(/(?<=\d)-(?=\d)/g, '\u2011')

type Loaded = Awaited<ReturnType<typeof loader>>

/** What the owner waits for, or is waited for. */
function NextForFile({ file: { status, answerBy, openNotice }, base }: { file: Loaded; base: string }) {
  const words = useOfficeWords()
  const { notice } = useWordsOf(answerWords)
  if (openNotice !== null && answerBy !== null)
    return (
      <Notice meaning="attention" title={notice.onFile}>
        <p>{notice.onFileLead(dateInWords(answerBy, words))}</p>
        <Actions>
          <ButtonLink to={`${base}/notices/${openNotice}`}>{notice.read}</ButtonLink>
        </Actions>
      </Notice>
    )
  const isAsked = answerBy !== null
  const said = isAsked
    ? words.file.nextYou(dateInWords(answerBy, words))
    : hasEnded(status)
      ? words.file.nextEnded
      : words.file.nextOffice
  return (
    <Notice meaning={isAsked ? 'attention' : meaningOfStatus[status]} title={words.file.nextTitle}>
      <p>{said}</p>
    </Notice>
  )
}

/** The file's own documents first, then those of the dossier that it came in. */
function papersOf(words: OfficeWords, { documents, dossier }: Loaded, base: string): Paper[] {
  const own = documents.map((document) => paperOf(words, base, document))
  if (!dossier) return own
  const api = `${base}/api/dossiers/${dossier.dossierId}`
  return [
    ...own,
    ...dossier.orders.map(({ orderId, orderNumber }) => ({
      key: orderId,
      name: words.papers.invoice,
      about: orderNumber,
      address: `${api}/orders/${orderId}/invoice`,
    })),
    ...dossier.documents.map((document) => paperOf(words, base, document, dossier.submissionNumber)),
  ]
}

export default function File() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { share } = useWordsOf(followWords)
  const { similar } = useWordsOf(reuseWords)
  const { office } = useChrome()
  const file = useLoaderData<typeof loader>()
  const base = `/o/${office?.id ?? ''}`
  const { dossier } = file
  useKeptNotices(office?.id)
  const optional = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [{ name, value: <bdi>{value}</bdi> }]
  const papers = papersOf(words, file, base)
  return (
    <>
      <PageHeader
        over={
          <Link to={`${base}/files`} className="screen-only">
            {words.file.toFiles}
          </Link>
        }
        title={
          <>
            {words.file.title} <bdi>{file.fileNumber}</bdi>
          </>
        }
        tag={<StatusTag meaning={meaningOfStatus[file.status]}>{words.fileStatuses[file.status]}</StatusTag>}
        {...(file.summary === '' ? {} : { lead: <bdi>{file.summary}</bdi> })}
      />
      <NextForFile file={file} base={base} />
      <Section title={words.file.facts}>
        <Facts
          facts={[
            { name: words.file.fileNumber, value: <bdi>{file.fileNumber}</bdi> },
            {
              name: words.file.filingDate,
              value: file.filingDate === null ? words.dossier.noFileYet : dateInWords(file.filingDate, words),
            },
            ...optional(words.file.owner, file.owners.join('\n')),
            ...optional(words.file.kind, file.subtype === null ? null : subtypeIn(words, file.subtype)),
            ...optional(words.dossier.ownReference, file.ownReference),
            ...optional(words.file.onlineId, file.onlineId),
            ...(dossier
              ? [
                  {
                    name: words.file.dossier,
                    value: (
                      <Link to={`${base}/dossiers/${dossier.dossierId}`}>
                        <bdi>{dossier.submissionNumber}</bdi>
                      </Link>
                    ),
                  },
                ]
              : []),
            ...optional(words.file.invoice, dossier ? file.invoiceNumbers.join(', ') : null),
            {
              name: words.file.st27,
              value: (
                <>
                  {words.fileStatuses[file.status]} (<bdi>{file.st27}</bdi>)
                </>
              ),
            },
            { name: words.file.st13, value: <bdi>{file.st13}</bdi> },
          ]}
        />
        {file.trace.length > 0 && (
          <details>
            <summary>{words.file.traceTitle}</summary>
            <ol className="steps">
              {file.trace.map((step) => (
                <li key={step.text}>
                  {step.why ? unbroken(traceTextIn(step, language)) : <bdi lang="en">{step.text}</bdi>}
                </li>
              ))}
            </ol>
          </details>
        )}
      </Section>
      <p className="screen-only">
        <Link to="link">{share.nav}</Link>
      </p>
      {dossier && (
        <p className="screen-only">
          <Link to={`${base}/drafts/new?like=${file.fileId}`} reloadDocument>
            {similar.act}
          </Link>
        </p>
      )}
      <RequestsOfFile
        requests={file.requests}
        fileId={file.fileId}
        base={base}
        timeZone={office?.timeZone ?? 'UTC'}
      />
      {papers.length > 0 && (
        <Section title={words.papers.title}>
          <Papers papers={papers} />
        </Section>
      )}
      <Section title={words.file.historyTitle}>
        <History entries={file.timeline} timeZone={office?.timeZone ?? 'UTC'} base={base} />
      </Section>
    </>
  )
}
