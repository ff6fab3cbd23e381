/** One question of a checklist: its answer, where it is wrong, what the law says, and what colleagues say. */
import { textIn, type ChecklistQuestion } from '@lodge/shared-types'
import { useId, type FormEvent } from 'react'
import { useChrome } from '../../chrome.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { instantInWords } from '../../office-time.ts'
import { Button } from '../button.tsx'
import { StatusTag } from '../notice.tsx'
import { SecureForm } from '../secure-form.tsx'
import type { ShownField, ShownQuestionAnswer } from './checklist.tsx'
import styles from './question.module.css'
import { fieldsFor, type Given, type Keeping } from './use-answers.ts'

const choices = ['yes', 'no', 'not-applicable'] as const

type Props = {
  number: number
  question: ChecklistQuestion
  answer: ShownQuestionAnswer & { keeping: Keeping }
  fields: readonly ShownField[]
  /** The latest notice asked about it. */
  isAsked: boolean
  isMine: boolean
  rev: number
  onGive: (given: Given) => void
}

/** Reads the whole answer from its form: the browser's own state is the truth. */
function givenIn(form: HTMLFormElement, possible: readonly ShownField[]): Given {
  const entries = new FormData(form)
  const answer = choices.find((one) => one === entries.get('answer')) ?? null
  const chosen = possible.filter(({ path }) => entries.has(`field:${path}`)).map(({ path }) => path)
  return { answer, fields: answer === 'no' ? fieldsFor(chosen, possible) : [] }
}

export function Question({ number, question, answer, fields, isAsked, isMine, rev, onGive }: Props) {
  const words = useWordsOf(examinationWords).examination
  const language = useLanguage()
  const { code } = question
  const change = (event: FormEvent<HTMLFieldSetElement>): void => {
    const form = event.currentTarget.form
    if (form) onGive(givenIn(form, fields))
  }
  return (
    <li id={`q-${code}`} className={styles.question} tabIndex={-1} data-answer={answer.answer ?? 'none'}>
      <SecureForm fields={{ act: 'answer', code, seenRev: String(rev) }} action={`#q-${code}`}>
        <fieldset className={styles.set} disabled={!isMine} onChange={change}>
          <legend className={styles.legend}>
            <span className={styles.number}>{number}</span>
            <bdi>{textIn(question.question, language)}</bdi>
            {isAsked && <StatusTag meaning="attention">{words.asked}</StatusTag>}
          </legend>
          <div className={styles.choices}>
            {choices.map((choice) => (
              <label key={choice} className={styles.choice} data-choice={choice}>
                <input
                  type="radio"
                  name="answer"
                  value={choice}
                  checked={answer.answer === choice}
                  onChange={() => undefined}
                />
                {words.answers[choice]}
              </label>
            ))}
          </div>
          {fields.length > 0 && <Fields answer={answer} fields={fields} />}
          {isMine && (
            <noscript>
              <Button look="small">{words.save}</Button>
            </noscript>
          )}
        </fieldset>
      </SecureForm>
      <div className={styles.foot}>
        <details className={styles.more}>
          <summary>{words.more}</summary>
          <dl>
            <dt>{words.legalBasis}</dt>
            <dd>
              <bdi>{textIn(question.legalBasis, language)}</bdi>
            </dd>
            <dt>{words.overcome}</dt>
            <dd>
              <bdi>{textIn(question.overcome, language)}</bdi>
            </dd>
          </dl>
        </details>
        <Comments code={code} comments={answer.comments} isMine={isMine} />
        <Kept answer={answer} />
      </div>
    </li>
  )
}

/** The very entries of the request, with what stands there; seen where the answer is "no". */
function Fields({
  answer,
  fields,
}: {
  answer: ShownQuestionAnswer & { keeping: Keeping }
  fields: Props['fields']
}) {
  const words = useWordsOf(examinationWords).examination
  const language = useLanguage()
  return (
    <div className={styles.fields} role="group" aria-label={words.fieldsTitle}>
      <p className={styles.hint}>
        {answer.keeping === 'unfinished' ? (
          <strong role="alert">{words.fieldsMissing}</strong>
        ) : (
          words.fieldsHint
        )}
      </p>
      {fields.map(({ path, label, value }) => (
        <label key={path} className={styles.field}>
          <input
            type="checkbox"
            name={`field:${path}`}
            checked={answer.fields.includes(path)}
            onChange={() => undefined}
          />
          <span>
            <bdi>{label[language]}</bdi>
            <bdi className={styles.value}>{value[language] === '' ? words.noEntry : value[language]}</bdi>
          </span>
        </label>
      ))}
    </div>
  )
}

function Comments({
  code,
  comments,
  isMine,
}: Pick<ShownQuestionAnswer, 'code' | 'comments'> & { isMine: boolean }) {
  const words = useWordsOf(examinationWords).examination
  const office = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  const id = useId()
  if (!isMine && comments.length === 0) return null
  return (
    <details className={styles.more} data-comments="">
      <summary>{words.comments(comments.length)}</summary>
      {comments.length > 0 && (
        <ul className={styles.comments}>
          {comments.map(({ text, who, at }) => (
            <li key={`${at.getTime()} ${text}`}>
              <p dir="auto">{text}</p>
              <p className={styles.hint}>
                <bdi>{words.answeredBy(who, instantInWords(at, timeZone, office))}</bdi>
              </p>
            </li>
          ))}
        </ul>
      )}
      {isMine && (
        <SecureForm fields={{ act: 'comment', code }} action={`#q-${code}`}>
          <div className={styles.comment}>
            <label htmlFor={id}>{words.comment}</label>
            <textarea id={id} name="text" rows={2} maxLength={2000} dir="auto" required />
          </div>
          <Button look="small">{words.addComment}</Button>
        </SecureForm>
      )}
    </details>
  )
}

/** Who answered and when, or how far the office has the answer. */
function Kept({ answer: { keeping, who, at } }: { answer: Props['answer'] }) {
  const words = useWordsOf(examinationWords).examination
  const office = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  if (keeping === 'keeping') return <span className={styles.kept}>{words.saving}</span>
  if (keeping !== 'kept') return <span className={`${styles.kept} ${styles.failed}`}>{words.unsaved}</span>
  if (who === null || at === null) return null
  return (
    <time className={styles.kept} dateTime={at.toISOString()} title={instantInWords(at, timeZone, office)}>
      <bdi>{who}</bdi>
    </time>
  )
}
