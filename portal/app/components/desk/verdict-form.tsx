/** Approving or refusing what another person proposed, exactly as it was seen; or why one cannot. */
import { officeSentences, officeSentenceOf, textIn, type VerdictRefusal } from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { Notice } from '../notice.tsx'
import { Section } from '../page-header.tsx'
import { SecureForm } from '../secure-form.tsx'
import { ActButton } from './act-button.tsx'
import type { RefusedForm } from './refused-form.tsx'
import styles from './verdict-form.module.css'

type Props = {
  /** Of what is shown: a verdict on anything else counts for nothing. */
  digest: string
  cannot: VerdictRefusal | null
  refused: RefusedForm | undefined
}

export function VerdictForm({ digest, cannot, refused }: Props) {
  const words = useWordsOf(examinationWords).approvals
  const language = useLanguage()
  const wrongReason = (refused?.problem.errors ?? []).find(({ path }) => path === 'reason')
  if (cannot === 'approval-closed') return null
  if (cannot !== null)
    return (
      <Notice meaning="info" title={words.cannot}>
        <p>{cannot === 'own-decision' ? words.own : textIn(officeSentences[cannot], language)}</p>
      </Notice>
    )
  return (
    <Section title={words.decideTitle} id="decide">
      <SecureForm fields={{ digest }}>
        <div className={styles.verdict}>
          <ActButton name="act" value="approve" look="main">
            {words.approve}
          </ActButton>
          <details className={styles.refusal} {...(refused ? { open: true } : {})}>
            <summary>{words.refuseTitle}</summary>
            <div className={styles.reason}>
              <ReasonEntry
                error={wrongReason && officeSentenceOf(wrongReason, language)}
                value={refused?.typed['reason']}
              />
              <div>
                <ActButton name="act" value="refuse">
                  {words.refuse}
                </ActButton>
              </div>
            </div>
          </details>
        </div>
      </SecureForm>
    </Section>
  )
}

/** Empty for an approval: whether a refusal has a reason is for the office to say. */
function ReasonEntry({ error, value }: { error: string | undefined; value: string | undefined }) {
  const words = useWordsOf(examinationWords).approvals
  return (
    <div className={styles.entry}>
      <label htmlFor="reason">{words.reason}</label>
      <p id="reason-hint">{words.reasonHint}</p>
      {error !== undefined && (
        <p className={styles.error} id="reason-error">
          {error}
        </p>
      )}
      <textarea
        id="reason"
        name="reason"
        rows={3}
        maxLength={1000}
        dir="auto"
        defaultValue={value}
        aria-describedby={error === undefined ? 'reason-hint' : 'reason-hint reason-error'}
        {...(error === undefined ? {} : { 'aria-invalid': true })}
      />
    </div>
  )
}
