/** Writing a notice: its language, its points, words of one's own, the time limit, and sending it for approval. */
import {
  languages,
  officeSentenceOf,
  type Language,
  type NoticeLimit,
  type Problem,
  type Role,
} from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { ErrorSummary } from '../notice.tsx'
import { useProblemWords } from '../problem-page.tsx'
import { SecureForm } from '../secure-form.tsx'
import { ActButton } from './act-button.tsx'
import { LimitEntry } from './limit-entry.tsx'
import type { ShownLimit } from './limit-shown.tsx'
import styles from './notice-editor.module.css'
import type { RefusedForm } from './refused-form.tsx'

export type ShownDeficiency = {
  question: string
  fields: readonly string[]
  text: string
  legalBasis: string
  overcome: string
}
export type FieldChoice = {
  path: string
  label: Readonly<Record<Language, string>>
  value: Readonly<Record<Language, string>>
}

export type EditedNotice = {
  rev: number
  language: Language
  languages: readonly Language[]
  deficiencies: readonly ShownDeficiency[]
  /** The entries at which each point can point, by its question. */
  choices: Readonly<Record<string, readonly FieldChoice[]>>
  note: string
  limit: NoticeLimit
  today: ShownLimit
  approvedBy: readonly Role[]
}

type Props = { notice: EditedNotice; refused: RefusedForm | undefined }
type Typed = Readonly<Record<string, string>> | undefined

/** Errors count the points that were sent; the form's places count those that were left out as well. */
function placeOf(path: string, typed: Typed): string {
  const [, index, rest] = /^deficiencies\.(\d+)(.*)$/.exec(path) ?? []
  if (index === undefined || !typed) return path
  const kept = Object.keys(typed).flatMap((name) => {
    const place = /^deficiencies\.(\d+)\.question$/.exec(name)?.[1]
    return place === undefined || `deficiencies.${place}.remove` in typed ? [] : [place]
  })
  return `deficiencies.${kept[Number(index)] ?? index}${rest ?? ''}`
}

/** Returns what is wrong, by the names of the form's entries, in the person's language. */
function useErrors(refused: RefusedForm | undefined) {
  const language = useLanguage()
  return (refused?.problem.errors ?? []).map((error) => ({
    ...error,
    path: placeOf(error.path, refused?.typed).replace(/^limit\..*$/, 'limit'),
    message: officeSentenceOf(error, language),
  }))
}

export function NoticeEditor({ notice, refused }: Props) {
  const words = useWordsOf(examinationWords)
  const { rev, deficiencies, note, approvedBy } = notice
  const typed = refused?.typed
  const errors = useErrors(refused)
  const errorAt = (path: string): string | undefined => errors.find((error) => error.path === path)?.message
  return (
    <SecureForm fields={{ seenRev: String(rev) }}>
      {refused && errors.length > 0 && <Errors problem={refused.problem} errors={errors} />}
      <label className={styles.entry}>
        <span>{words.notice.language}</span>
        <select
          className={styles.input}
          id="language"
          name="language"
          defaultValue={typed?.['language'] ?? notice.language}
        >
          {notice.languages.map((language) => (
            <option key={language} value={language}>
              {languages[language].name}
            </option>
          ))}
        </select>
      </label>
      <section className={styles.points} id="deficiencies">
        <h2>{words.notice.deficiencies}</h2>
        {deficiencies.length === 0 && <p className={styles.hint}>{words.notice.noDeficiencies}</p>}
        {deficiencies.map((deficiency, at) => (
          <Point
            key={`${at} ${deficiency.question}`}
            at={at}
            deficiency={deficiency}
            choices={notice.choices[deficiency.question] ?? []}
            typed={typed}
            errorAt={errorAt}
          />
        ))}
      </section>
      <Text
        name="note"
        label={words.notice.note}
        hint={words.notice.noteHint}
        value={typed?.['note'] ?? note}
        error={errorAt('note')}
        rows={3}
      />
      <LimitEntry limit={notice.limit} today={notice.today} error={errorAt('limit')} typed={typed} />
      <div>
        <ActButton name="act" value="save">
          {words.notice.save}
        </ActButton>
      </div>
      <section className={styles.ask}>
        <h2>{words.notice.askTitle}</h2>
        <p className={styles.hint}>
          {approvedBy.length === 0
            ? words.notice.askNobody
            : words.notice.askLead(approvedBy.map((role) => words.roles[role]))}
        </p>
        {approvedBy.length > 0 && (
          <Text name="askNote" label={words.notice.askNote} value={typed?.['askNote'] ?? ''} rows={2} />
        )}
        <div>
          <ActButton name="act" value="ask" look="main">
            {approvedBy.length === 0 ? words.notice.issue : words.notice.ask}
          </ActButton>
        </div>
      </section>
    </SecureForm>
  )
}

function Errors({ problem, errors }: { problem: Problem; errors: ReturnType<typeof useErrors> }) {
  const words = useWordsOf(examinationWords).notice
  const { title } = useProblemWords(problem)
  return (
    <div className={styles.points}>
      <ErrorSummary title={title} errors={errors} />
      <p className={styles.hint}>{words.kept}</p>
    </div>
  )
}

type PointProps = {
  at: number
  deficiency: ShownDeficiency
  choices: readonly FieldChoice[]
  typed: Typed
  errorAt: (path: string) => string | undefined
}

/** One thing that the party must put right. */
function Point({ at, deficiency, choices, typed, errorAt }: PointProps) {
  const words = useWordsOf(examinationWords).notice
  const language = useLanguage()
  const path = `deficiencies.${at}`
  const { question, legalBasis, fields } = deficiency
  const isChosen = (field: string): boolean =>
    typed ? `${path}.field:${field}` in typed : fields.includes(field)
  const wrongFields = errorAt(`${path}.fields`)
  return (
    <fieldset className={styles.point}>
      <legend>{words.deficiency(at + 1)}</legend>
      <input type="hidden" name={`${path}.question`} value={question} />
      <input type="hidden" name={`${path}.legalBasis`} value={legalBasis} />
      <Text
        name={`${path}.text`}
        label={words.text}
        value={typed?.[`${path}.text`] ?? deficiency.text}
        error={errorAt(`${path}.text`)}
        rows={2}
      />
      <Text
        name={`${path}.overcome`}
        label={words.overcome}
        value={typed?.[`${path}.overcome`] ?? deficiency.overcome}
        error={errorAt(`${path}.overcome`)}
        rows={2}
      />
      <p className={styles.hint}>
        {words.legalBasis}: <bdi>{legalBasis}</bdi>
      </p>
      <div
        className={styles.fields}
        role="group"
        aria-label={words.fields}
        id={`${path}.fields`}
        tabIndex={-1}
      >
        <p className={styles.label}>{words.fields}</p>
        {wrongFields !== undefined && <p className={styles.error}>{wrongFields}</p>}
        {choices.map((choice) => (
          <label key={choice.path} className={styles.check}>
            <input
              type="checkbox"
              name={`${path}.field:${choice.path}`}
              defaultChecked={isChosen(choice.path)}
            />
            <span>
              <bdi>{choice.label[language]}</bdi> <bdi className={styles.hint}>{choice.value[language]}</bdi>
            </span>
          </label>
        ))}
      </div>
      <label className={`${styles.check} ${styles.remove}`}>
        <input
          type="checkbox"
          name={`${path}.remove`}
          defaultChecked={typed !== undefined && `${path}.remove` in typed}
        />
        {words.remove}
      </label>
    </fieldset>
  )
}

type TextProps = {
  name: string
  label: string
  hint?: string
  value: string
  error?: string | undefined
  rows: number
}

function Text({ name, label, hint, value, error, rows }: TextProps) {
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ]
  return (
    <div className={styles.entry}>
      <label className={styles.label} htmlFor={name}>
        {label}
      </label>
      {hint !== undefined && (
        <p className={styles.hint} id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className={styles.error} id={`${name}-error`}>
          {error}
        </p>
      )}
      <textarea
        className={styles.input}
        id={name}
        name={name}
        rows={rows}
        dir="auto"
        defaultValue={value}
        {...(error === undefined ? {} : { 'aria-invalid': true })}
        {...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') })}
      />
    </div>
  )
}
