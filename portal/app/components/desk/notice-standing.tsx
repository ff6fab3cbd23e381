/** What a person must know of a notice before reading it: why it came back, for whom it waits, when it was issued. */
import { Link } from '@remix-run/react'
import type { NoticeState, noticeReturns, PlainDate } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { Notice } from '../notice.tsx'

export type NoticeStanding = {
  state: NoticeState
  /** Why it came back after its approval. */
  returned: (typeof noticeReturns)[number] | null
  refusal: { reason: string; name: string; at: Date } | null
  issuedAt: Date | null
  answerBy: PlainDate | null
  /** Where the notice waits for approval, and where its answer is decided about. */
  approvalAddress: string | null
  answerAddress: string | null
  isReadOnlyByRole: boolean
}

export function NoticeNews({ standing }: { standing: NoticeStanding }) {
  const words = useWordsOf(examinationWords).notice
  const { state, approvalAddress, answerAddress, answerBy } = standing
  const office = useOfficeWords()
  const limit = answerBy === null ? words.noAnswerAsked : words.answerBy(dateInWords(answerBy, office))
  switch (state) {
    case 'draft':
      return <DraftNews standing={standing} />
    case 'waiting':
      return (
        <Notice meaning="attention" title={words.waitingTitle}>
          <p>{words.waitingLead}</p>
          {approvalAddress !== null && <Link to={approvalAddress}>{words.toApproval}</Link>}
        </Notice>
      )
    case 'approved':
      return (
        <Notice meaning="info" title={words.signingTitle}>
          <p>{words.signingLead}</p>
        </Notice>
      )
    case 'issued':
      return <Issued standing={standing} limit={limit} />
    case 'answered':
      return (
        <Notice meaning="attention" title={words.answeredTitle}>
          {answerAddress !== null && <Link to={answerAddress}>{words.toAnswer}</Link>}
        </Notice>
      )
    case 'lapsed':
      return (
        <Notice meaning="wrong" title={words.lapsedTitle}>
          <p>{limit}</p>
        </Notice>
      )
    case 'withdrawn':
      return <Notice meaning="info" title={words.withdrawnTitle} />
  }
}

/** Why a draft is one again, or cannot be written by the person who looks. */
function DraftNews({ standing: { refusal, returned, isReadOnlyByRole } }: { standing: NoticeStanding }) {
  const words = useWordsOf(examinationWords).notice
  const office = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  return (
    <>
      {refusal && (
        <Notice meaning="wrong" title={words.refusedTitle(refusal.name)}>
          <p dir="auto">{refusal.reason}</p>
          <p>{words.refusedAt(instantInWords(refusal.at, timeZone, office))}</p>
        </Notice>
      )}
      {returned !== null && (
        <Notice meaning="attention" title={words.returnedTitle}>
          <p>{words.returned[returned]}</p>
        </Notice>
      )}
      {isReadOnlyByRole && <p>{words.readOnlyRole}</p>}
    </>
  )
}

function Issued({ standing: { issuedAt }, limit }: { standing: NoticeStanding; limit: string }) {
  const words = useWordsOf(examinationWords).notice
  const office = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  if (issuedAt === null) return null
  return (
    <Notice meaning="good" title={words.issuedTitle(instantInWords(issuedAt, timeZone, office))}>
      <p>{limit}</p>
    </Notice>
  )
}
