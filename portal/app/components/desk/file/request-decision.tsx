/** Deciding about a request: granting it, or sending it for approval, or refusing it with the reason that the party is told. */
import { Link } from '@remix-run/react'
import type { FileRequestView } from '@lodge/processor'
import { officeSentenceOf } from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { examinationWords } from '../../../messages/examination.ts'
import { registerWords } from '../../../messages/register.ts'
import { Notice } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { SecureForm } from '../../secure-form.tsx'
import { ActButton } from '../act-button.tsx'
import type { RefusedForm } from '../refused-form.tsx'
import styles from '../verdict-form.module.css'

type Deciding = NonNullable<FileRequestView['deciding']>
type Props = {
  deciding: Deciding
  /** One for each of the two acts: sent again, an act gets its first answer. */
  keys: { grant: string; refuse: string }
  refused: RefusedForm | undefined
  base: string
}

type EntryProps = {
  id: string
  label: string
  hint: string
  value: string | undefined
  error?: string | undefined
}

function Entry({ id, label, hint, value, error }: EntryProps) {
  return (
    <div className={styles.entry}>
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`}>{hint}</p>
      {error !== undefined && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      <textarea
        id={id}
        name="reason"
        rows={3}
        maxLength={2000}
        dir="auto"
        defaultValue={value}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
        {...(error === undefined ? {} : { 'aria-invalid': true })}
      />
    </div>
  )
}

function useReasonError(refused: RefusedForm | undefined): string | undefined {
  const language = useLanguage()
  const wrong = (refused?.problem.errors ?? []).find(({ path }) => path === 'reason')
  return wrong && officeSentenceOf(wrong, language)
}

export function RequestDecision({ deciding, keys, refused, base }: Props) {
  const words = useWordsOf(registerWords).requests
  const { approvals, roles: roleNames } = useWordsOf(examinationWords)
  const error = useReasonError(refused)
  const { seq, roles, approvedBy, mayDecide, approvalId, faults } = deciding
  const inWords = (list: typeof roles) => approvals.order(list.map((role) => roleNames[role]))
  if (approvalId !== null)
    return (
      <Notice meaning="attention" title={words.waitsApproval}>
        <p>
          <Link to={`${base}/desk/approvals/${approvalId}`}>{words.toApproval}</Link>
        </p>
      </Notice>
    )
  if (!mayDecide)
    return (
      <Notice meaning="info" title={words.notYours}>
        <p>{words.notYoursLead(inWords(roles))}</p>
      </Notice>
    )
  const seenSeq = String(seq)
  const isRefusing = refused?.typed['outcome'] === 'refused'
  return (
    <Section title={words.decide} id="decide">
      {faults.length === 0 && (
        <SecureForm fields={{ seenSeq }} idempotencyKey={keys.grant}>
          {approvedBy.length > 0 && <p>{words.approvedBy(inWords(approvedBy))}</p>}
          <Entry
            id="note"
            label={words.note}
            hint={words.noteHint}
            value={isRefusing ? undefined : refused?.typed['reason']}
          />
          <div>
            <ActButton name="outcome" value="granted" look="main">
              {approvedBy.length > 0 ? words.grantToApprove : words.grant}
            </ActButton>
          </div>
        </SecureForm>
      )}
      <details className={styles.refusal} {...(isRefusing || faults.length > 0 ? { open: true } : {})}>
        <summary>{words.refuseTitle}</summary>
        <SecureForm fields={{ seenSeq }} idempotencyKey={keys.refuse}>
          <div className={styles.reason}>
            <Entry
              id="reason"
              label={words.reason}
              hint={words.reasonHint}
              value={isRefusing ? refused.typed['reason'] : undefined}
              error={error}
            />
            <div>
              <ActButton name="outcome" value="refused">
                {words.refuse}
              </ActButton>
            </div>
          </div>
        </SecureForm>
      </details>
    </Section>
  )
}
