/** What is to be approved: the notice as it will read, beside its letter, or an action with the key facts of its file. */
import { Link } from '@remix-run/react'
import { textIn, type FileStatus, type Localized, type PlainDate } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { dateInWords } from '../../office-time.ts'
import { Section } from '../page-header.tsx'
import { Facts } from '../table.tsx'
import styles from './approval-subject.module.css'
import { LetterOfNotice } from './letter.tsx'
import { LimitShown } from './limit-shown.tsx'
import type { EditedNotice } from './notice-editor.tsx'
import { NoticeText } from './notice-text.tsx'

type Effect = { plain: Localized; status: FileStatus } | null
type NoticeSubject = {
  kind: 'notice'
  effect: Effect
  noticeId: string
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
export type ShownSubject = NoticeSubject | ActionSubject

type Props = { subject: ShownSubject; base: string }

export const ApprovalSubject = ({ subject, base }: Props) =>
  subject.kind === 'notice' ? (
    <NoticeToApprove subject={subject} base={base} />
  ) : (
    <ActionToApprove subject={subject} />
  )

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
  const { effect, noticeId, title, notice, letter } = subject
  return (
    <div className={styles.columns}>
      <Section title={words.subjectNotice}>
        <EffectText effect={effect} />
        <NoticeText notice={notice} />
        <LimitShown limit={notice.limit} today={notice.today} />
        <p>
          <Link to={`${base}/desk/notices/${noticeId}`}>{words.toNotice}</Link>
        </p>
      </Section>
      {letter && <LetterOfNotice letter={letter} name={textIn(title, language)} />}
    </div>
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
