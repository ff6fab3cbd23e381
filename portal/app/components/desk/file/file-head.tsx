/** The head of a file at the desk: which one it is, its mark, its status, and how its applicant sees it. */
import { Link } from '@remix-run/react'
import type { ApplicantView, StaffFile } from '@lodge/processor'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords } from '../../../office-time.ts'
import { meaningOfStatus } from '../../files/file-status.ts'
import { subtypeIn } from '../../files/file-table.tsx'
import { ButtonLink } from '../../button.tsx'
import { MarkName } from '../../follow/plain-timeline.tsx'
import { StatusTag } from '../../notice.tsx'
import { MarkView } from './mark-view.tsx'
import styles from './file.module.css'

export type HeadFacts = Pick<
  StaffFile,
  | 'fileId'
  | 'fileNumber'
  | 'status'
  | 'filingDate'
  | 'subtype'
  | 'summary'
  | 'owners'
  | 'fileOwner'
  | 'markImage'
>

/** Leads from one view of the file to the other; one key does the same. */
function OtherView({ isAsApplicant }: { isAsApplicant: boolean }) {
  const words = useWordsOf(staffFileWords)
  return (
    <ButtonLink to={isAsApplicant ? '.' : '?as=applicant'} look="small">
      {isAsApplicant ? words.asOffice : words.asApplicant}
      <kbd className={styles.key} title={`${words.key}: A`}>
        A
      </kbd>
    </ButtonLink>
  )
}

/** The head as the applicant has it, and the way back. */
export function ApplicantHead({ view }: { view: Pick<ApplicantView, 'fileNumber' | 'mark'> }) {
  const office = useOfficeWords()
  return (
    <div className={styles.head}>
      <div className={styles.headText}>
        <p className={styles.over}>
          {office.file.title} <bdi>{view.fileNumber}</bdi>
        </p>
        <h1>
          <MarkName mark={view.mark} />
        </h1>
      </div>
      <div className={`${styles.headActs} screen-only`}>
        <OtherView isAsApplicant />
      </div>
    </div>
  )
}

type Props = {
  file: HeadFacts
  /** The office's address, such as `/o/borovia`. */
  base: string
}

export function FileHead({ file, base }: Props) {
  const words = useWordsOf(staffFileWords)
  const office = useOfficeWords()
  const { fileId, fileNumber, status, filingDate, subtype, summary, owners, fileOwner, markImage } = file
  const facts = [
    ...(summary !== '' && markImage ? [summary] : []),
    ...(subtype === null ? [] : [subtypeIn(office, subtype)]),
    owners.join(', '),
    ...(filingDate === null ? [] : [words.filedOn(dateInWords(filingDate, office))]),
    ...(fileOwner === '' ? [] : [words.by(fileOwner)]),
  ].filter(Boolean)
  return (
    <div className={styles.head}>
      <MarkView
        summary={summary}
        image={markImage === null ? null : `${base}/api/documents/${markImage.documentId}`}
      />
      <div className={styles.headText}>
        <p className={`${styles.over} screen-only`}>
          <Link to={`${base}/desk/files`}>{words.toFiles}</Link>
        </p>
        <div className={styles.titleLine}>
          <h1>
            {office.file.title} <bdi>{fileNumber}</bdi>
          </h1>
          <StatusTag meaning={meaningOfStatus[status]}>{office.fileStatuses[status]}</StatusTag>
        </div>
        <ul className={styles.headFacts}>
          {facts.map((fact) => (
            <li key={fact}>
              <bdi>{fact}</bdi>
            </li>
          ))}
        </ul>
      </div>
      <div className={`${styles.headActs} screen-only`}>
        <OtherView isAsApplicant={false} />
        <Link to={`${base}/files/${fileId}/link`}>{words.toLink}</Link>
      </div>
    </div>
  )
}
