/** A checklist as an officer fills it in: each answer is kept at once, and what comes next is said at its end. */
import {
  outcomeOf,
  type Checklist as ChecklistDefinition,
  type ChecklistAnswer,
  type Language,
} from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useChrome } from '../../chrome.ts'
import { useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import styles from './checklist.module.css'
import { Question } from './question.tsx'
import { DeskRefusal } from './refused-form.tsx'
import { fieldsFor, useAnswers, type Given } from './use-answers.ts'
import { goToQuestion, useQuestionKeys } from './use-question-keys.ts'

export type ShownField = {
  path: string
  label: Readonly<Record<Language, string>>
  value: Readonly<Record<Language, string>>
}

export type ShownQuestionAnswer = {
  code: string
  answer: ChecklistAnswer | null
  fields: readonly string[]
  comments: readonly { text: string; who: string; at: Date }[]
  who: string | null
  at: Date | null
}

export type ShownExamination = {
  fileId: string
  checklist: Pick<ChecklistDefinition, 'code' | 'label' | 'questions'>
  answers: readonly ShownQuestionAnswer[]
  rev: number
  isMine: boolean
  fields: Readonly<Record<string, readonly ShownField[]>>
}

type Props = {
  examination: ShownExamination
  /** Questions that the latest notice has asked about. */
  asked: readonly string[]
  /** What comes next, once every question is answered. */
  children: ReactNode
}

const blank: Omit<ShownQuestionAnswer, 'code'> = {
  answer: null,
  fields: [],
  comments: [],
  who: null,
  at: null,
}

export function Checklist({ examination, asked, children }: Props) {
  const words = useWordsOf(examinationWords).examination
  const { office, csrfToken } = useChrome()
  const { fileId, checklist, answers, rev, isMine, fields } = examination
  const address = `/o/${office?.id ?? ''}/api/examinations/${fileId}/${checklist.code}`
  const { given, problem, give } = useAnswers({ address, csrfToken, rev })
  const codes = checklist.questions.map(({ code }) => code)
  const shown = codes.map((code) => {
    const kept = answers.find((one) => one.code === code) ?? { code, ...blank }
    return { ...kept, ...given[code], keeping: given[code]?.keeping ?? ('kept' as const) }
  })
  const left = shown.filter(({ answer, keeping }) => answer === null || keeping === 'unfinished')
  const open = shown.filter(({ answer }) => answer === 'no').length
  const outcome = left.length > 0 ? 'incomplete' : outcomeOf(checklist, shown)
  const giveTo = (code: string, value: Given): void => give(code, value, fields[code]?.length ?? 0)
  useQuestionKeys({
    codes,
    firstOpen: left[0]?.code,
    canAnswer: isMine,
    onAnswer: (code, answer) => {
      const before = shown.find((one) => one.code === code)
      giveTo(code, { answer, fields: answer === 'no' ? fieldsFor(before?.fields ?? [], fields[code]) : [] })
    },
  })
  return (
    <section className={styles.checklist} aria-labelledby="checklist">
      <header className={styles.head}>
        <h2 id="checklist">{words.questions}</h2>
        <p className={styles.progress} role="status">
          {words.progress(shown.length - left.length, shown.length, open)}
        </p>
        <progress
          className={styles.bar}
          max={shown.length}
          value={shown.length - left.length}
          aria-hidden="true"
        />
      </header>
      {isMine && <Keys />}
      {problem && (
        <div className={styles.problem}>
          <DeskRefusal problem={problem} />
          <p>
            {words.unsavedLead}{' '}
            <a
              href=""
              onClick={(event) => {
                event.preventDefault()
                location.reload()
              }}
            >
              {words.look}
            </a>
          </p>
        </div>
      )}
      <ol className={styles.questions}>
        {checklist.questions.map((question, at) => {
          const answer = shown[at]
          return (
            answer && (
              <Question
                key={question.code}
                number={at + 1}
                question={question}
                answer={answer}
                fields={fields[question.code] ?? []}
                isAsked={asked.includes(question.code)}
                isMine={isMine}
                rev={rev}
                onGive={(value) => giveTo(question.code, value)}
              />
            )
          )
        })}
      </ol>
      <section className={styles.next} aria-labelledby="next" data-outcome={outcome}>
        <h2 id="next">{words.nextTitle}</h2>
        {outcome === 'incomplete' && (
          <p>
            {words.nextIncomplete(left.length)}{' '}
            {left[0] && <OpenQuestionLink code={left[0].code} text={words.nextOpen} />}
          </p>
        )}
        {outcome === 'met' && <p>{words.nextMet}</p>}
        {outcome === 'not-met' && <p>{words.nextNotMet(open)}</p>}
        {children}
      </section>
    </section>
  )
}

const OpenQuestionLink = ({ code, text }: { code: string; text: string }) => (
  <a
    href={`#q-${code}`}
    onClick={(event) => {
      event.preventDefault()
      goToQuestion(code)
    }}
  >
    {text}
  </a>
)

const Keys = () => {
  const words = useWordsOf(examinationWords).examination
  return (
    <dl className={styles.keys} aria-label={words.keysTitle}>
      {words.keys.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
