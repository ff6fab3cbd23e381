/** What is or was to be approved: a notice beside its letter, a request with what it changes, an action with its file's facts, or money. */
import { Link } from '@remix-run/react'
import type { FileRequestView, OrderLine } from '@lodge/processor'
import {
  textIn,
  type FileStatus,
  type Localized,
  type Money,
  type NoticeState,
  type PlainDate,
} from '@lodge/shared-types'
import { amountInWords } from '../../amounts.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { feesWords } from '../../messages/fees.ts'
import { registerWords } from '../../messages/register.ts'
import { dateInWords } from '../../office-time.ts'
import { Section } from '../page-header.tsx'
import { Facts } from '../table.tsx'
import { GateWarnings, RequestAsked } from './file/request-asked.tsx'
import { RequestPlan } from './file/request-plan.tsx'
import { LetterOfNotice } from './letter.tsx'
import { LimitShown } from './limit-shown.tsx'
import { MoneyToApprove, type MoneySubject } from './money/money-to-approve.tsx'
import type { EditedNotice } from './notice-editor.tsx'
import { NoticeText } from './notice-text.tsx'
import screen from './screen.module.css'

type Effect = { plain: Localized; status: FileStatus } | null
type NoticeSubject = {
  kind: 'notice'
  effect: Effect
  noticeId: string
  state: NoticeState
  title: Localized
  notice: EditedNotice
  letter: { address: string; isSigned: boolean } | null
}
type ActionSubject = {
  kind: 'action'
  effect: Effect
  facts: {
    status: FileStatus
    filingDate: PlainDate | null
    mark: string
    owners: readonly string[]
    fileOwner: string
  } | null
}
type RequestSubject = { kind: 'request'; request: FileRequestView }
type FeeSubject = {
  kind: 'fee-override'
  fee: { total: Money; told: string } | null
  order: OrderLine | null
}
export type ShownSubject = NoticeSubject | ActionSubject | RequestSubject | FeeSubject | MoneySubject

type Props = {
  subject: ShownSubject
  base: string
  /** Whether the reader sees the pages of money. */
  seesMoney: boolean
}

export function ApprovalSubject({ subject, base, seesMoney }: Props) {
  switch (subject.kind) {
    case 'notice':
      return <NoticeToApprove subject={subject} base={base} />
    case 'request':
      return <RequestToApprove request={subject.request} base={base} />
    case 'fee-override':
      return <FeeToApprove subject={subject} base={base} />
    case 'action':
      return <ActionToApprove subject={subject} />
    case 'refund':
    case 'payment-review':
    case 'cash-void':
    case 'match':
      return <MoneyToApprove subject={subject} base={seesMoney ? `${base}/desk/money` : undefined} />
  }
}

/** The request as its party sent it, beside what granting it would do to the register. */
function RequestToApprove({ request, base }: { request: FileRequestView; base: string }) {
  const words = useWordsOf(registerWords).requests
  const language = useLanguage()
  const { requestId, title, onlineId, deciding } = request
  return (
    <>
      <p>
        {words.approve}:{' '}
        <Link to={`${base}/desk/requests/${requestId}`}>
          {textIn(title, language)} <bdi className="number">{onlineId}</bdi>
        </Link>
      </p>
      <GateWarnings warnings={request.warnings} />
      <div className={screen.columns}>
        <RequestAsked {...request} />
        {deciding && (
          <div className={screen.screen}>
            <RequestPlan deciding={deciding} />
          </div>
        )}
      </div>
    </>
  )
}

/** What the action comes to, in the words in which the owner of the file reads it. */
function EffectText({ effect }: { effect: Effect }) {
  const words = useWordsOf(examinationWords).decisions
  const { fileStatuses } = useOfficeWords()
  const language = useLanguage()
  if (!effect) return null
  return (
    <p>
      <bdi>{textIn(effect.plain, language)}</bdi> {words.becomes(fileStatuses[effect.status])}
    </p>
  )
}

function NoticeToApprove({ subject, base }: { subject: NoticeSubject; base: string }) {
  const words = useWordsOf(examinationWords).approvals
  const language = useLanguage()
  const { effect, noticeId, state, title, notice, letter } = subject
  const isOpen = state === 'draft' || state === 'waiting'
  return (
    <div className={screen.columns}>
      <Section title={words.subjectNotice[state]}>
        <EffectText effect={effect} />
        <NoticeText notice={notice} />
        {isOpen && <LimitShown limit={notice.limit} today={notice.today} />}
        <p>
          <Link to={`${base}/desk/notices/${noticeId}`}>{words.toNotice}</Link>
        </p>
      </Section>
      {letter && <LetterOfNotice letter={letter} name={textIn(title, language)} />}
    </div>
  )
}

/** What the order asks for, what it is to ask for, and what whoever pays is told. */
function FeeToApprove({ subject: { fee, order }, base }: { subject: FeeSubject; base: string }) {
  const words = useWordsOf(feesWords).approve
  if (!fee) return null
  return (
    <Section title={words.title}>
      <Facts
        facts={[
          ...(order ? [{ name: words.now, value: <bdi>{amountInWords(order.total)}</bdi> }] : []),
          { name: words.then, value: <bdi>{amountInWords(fee.total)}</bdi> },
          { name: words.told, value: <bdi>{fee.told}</bdi> },
        ]}
      />
      {order && (
        <p>
          <Link to={`${base}/desk/fees/${order.dossierId}`}>{words.toOrder}</Link>
        </p>
      )}
    </Section>
  )
}

function ActionToApprove({ subject: { effect, facts } }: { subject: ActionSubject }) {
  const words = useWordsOf(examinationWords)
  const office = useOfficeWords()
  return (
    <Section title={words.approvals.subjectAction}>
      <EffectText effect={effect} />
      {facts && (
        <Facts
          facts={[
            { name: office.files.columns.status, value: office.fileStatuses[facts.status] },
            {
              name: words.approvals.mark,
              value: <bdi>{facts.mark === '' ? office.files.noText : facts.mark}</bdi>,
            },
            { name: words.approvals.owners, value: <bdi>{facts.owners.join(', ')}</bdi> },
            {
              name: words.approvals.agent,
              value: <bdi>{facts.fileOwner === '' ? '–' : facts.fileOwner}</bdi>,
            },
            {
              name: words.approvals.filingDate,
              value: facts.filingDate === null ? '–' : dateInWords(facts.filingDate, office),
            },
          ]}
        />
      )}
    </Section>
  )
}
