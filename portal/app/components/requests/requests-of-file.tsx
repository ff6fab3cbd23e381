/** The requests about a file, as its party sees them: what was asked, and what came of it in the office's words. */
import { Link } from '@remix-run/react'
import { textIn, type Localized } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { instantInWords } from '../../office-time.ts'
import { ButtonLink } from '../button.tsx'
import { StatusTag, type Meaning } from '../notice.tsx'
import { Actions, Section } from '../page-header.tsx'
import { Table } from '../table.tsx'

const meaningOfState = {
  filed: 'attention',
  waiting: 'info',
  granted: 'good',
  refused: 'wrong',
} as const satisfies Record<string, Meaning>

export type RequestOfFile = {
  requestId: string
  title: Localized
  onlineId: string
  receivedAt: Date
  state: keyof typeof meaningOfState
  decidedAt: Date | null
  /** What the office said when it decided. */
  reason: string | null
  /** The file that a granted request has made of a part of this one. */
  newFileId: string | null
}

type Props = { requests: readonly RequestOfFile[]; fileId: string; base: string; timeZone: string }

function State({ request, base, timeZone }: { request: RequestOfFile } & Pick<Props, 'base' | 'timeZone'>) {
  const all = useOfficeWords()
  const words = useWordsOf(fileRequestsWords).ofFile
  const { state, decidedAt, reason, newFileId } = request
  return (
    <div>
      <StatusTag meaning={meaningOfState[state]}>{words.states[state]}</StatusTag>
      {decidedAt && <p>{words.decided(instantInWords(decidedAt, timeZone, all))}</p>}
      {reason !== null && reason !== '' && (
        <p>
          {words.reason}: <bdi>{reason}</bdi>
        </p>
      )}
      {newFileId !== null && (
        <p>
          <Link to={`${base}/files/${newFileId}`}>{words.newFile}</Link>
        </p>
      )}
    </div>
  )
}

export function RequestsOfFile({ requests, fileId, base, timeZone }: Props) {
  const all = useOfficeWords()
  const words = useWordsOf(fileRequestsWords).ofFile
  const language = useLanguage()
  return (
    <Section title={words.title}>
      {requests.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table
          caption={words.title}
          rows={requests}
          keyOf={(row) => row.requestId}
          columns={[
            {
              head: words.request,
              cell: (row) => (
                <span>
                  {textIn(row.title, language)} <bdi className="number">{row.onlineId}</bdi>
                </span>
              ),
            },
            { head: words.received, cell: (row) => instantInWords(row.receivedAt, timeZone, all) },
            {
              head: words.state,
              cell: (row) => <State request={row} base={base} timeZone={timeZone} />,
            },
          ]}
        />
      )}
      <Actions>
        <ButtonLink to={`${base}/file-requests/new?file=${fileId}`} look="quiet" isElsewhere>
          {words.make}
        </ButtonLink>
      </Actions>
    </Section>
  )
}
